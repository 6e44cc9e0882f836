import { FOREIGN_HEADER_WORDS, IMPORT_FIELDS, IMPORT_FIELD_NAMES, type ImportField } from './fields.ts'
import { groupKey, headerKey } from './header-text.ts'

/** How sure a header means a field: 3 the very word with its group title, 2 the very word, 1 a word in it. */
export interface HeaderMatch {
  readonly field: ImportField
  readonly strength: 1 | 2 | 3
}

const EXACT: ReadonlyMap<string, ImportField> = new Map(
  IMPORT_FIELD_NAMES.flatMap((field) => IMPORT_FIELDS[field].synonyms.map((word) => [word, field] as const)),
)

/** Longest first, so that 套内建筑面积 is found before 建筑面积. One character or a short Latin word within a header proves nothing. */
const WITHIN = [...EXACT]
  .filter(([word]) => (/^[a-z]/.test(word) ? word.length >= 6 : word.length >= 2))
  .sort(([left], [right]) => right.length - left.length)

/** @param group the title over the column's own, empty where there is none. */
export function matchHeader(title: string, group = ''): HeaderMatch | null {
  const own = headerKey(title)
  if (own === '') return null
  const over = groupKey(group)
  const grouped = over === '' ? undefined : EXACT.get(`${over}${own}`)
  if (grouped !== undefined) return { field: grouped, strength: 3 }
  if (FOREIGN_HEADER_WORDS.some((word) => own.includes(word))) return null
  const exact = EXACT.get(own)
  if (exact !== undefined) return isOfTenant(over) && isOfOwner(exact) ? null : { field: exact, strength: 2 }
  const found = WITHIN.find(([word]) => own.includes(word))
  return found === undefined ? null : { field: found[1], strength: 1 }
}

function isOfTenant(group: string): boolean {
  return EXACT.get(group) === 'tenant_name'
}

function isOfOwner(field: ImportField): boolean {
  return field.startsWith('owner_')
}
