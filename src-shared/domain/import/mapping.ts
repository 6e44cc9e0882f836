import { IMPORT_FIELD_NAMES, type ImportField } from './fields.ts'
import { matchHeader, type HeaderMatch } from './header-match.ts'
import { headerKey } from './header-text.ts'
import type { HeaderColumn } from './header.ts'

/** Which column of the sheet fills which field (列的对应). */
export type ColumnMapping = Readonly<Partial<Record<ImportField, number>>>

/** A mapping to keep for the next file with the same headers, whatever the order of its columns. */
export interface RememberedMapping {
  readonly fingerprint: string
  readonly titles: Readonly<Partial<Record<ImportField, string>>>
}

/** Equal for the same set of header texts in any order: what a remembered mapping is found by. */
export function headerFingerprint(headers: readonly HeaderColumn[]): string {
  const text = headers.map(titleKey).sort().join('\n')
  return hash32(text, 0x811c9dc5) + hash32(text, 0x01234567)
}

export function rememberMapping(headers: readonly HeaderColumn[], mapping: ColumnMapping): RememberedMapping {
  const titles: Partial<Record<ImportField, string>> = {}
  for (const field of IMPORT_FIELD_NAMES) {
    const header = headers.find(({ column }) => column === mapping[field])
    if (header !== undefined) titles[field] = titleKey(header)
  }
  return { fingerprint: headerFingerprint(headers), titles }
}

/** What was chosen last time for these headers, else the best guess; a column fills one field, a field has one column. */
export function guessMapping(headers: readonly HeaderColumn[], remembered?: RememberedMapping): ColumnMapping {
  if (remembered !== undefined && remembered.fingerprint === headerFingerprint(headers))
    return recall(headers, remembered)
  const mapping: Partial<Record<ImportField, number>> = {}
  for (const strength of [3, 2, 1] as const) {
    for (const { header, match } of matches(headers)) {
      if (match.strength !== strength || mapping[match.field] !== undefined) continue
      mapping[match.field] = header.column
    }
  }
  return mapping
}

function matches(headers: readonly HeaderColumn[]): { header: HeaderColumn; match: HeaderMatch }[] {
  return headers.flatMap((header) => {
    const match = matchHeader(header.title, header.group)
    return match === null ? [] : [{ header, match }]
  })
}

function recall(headers: readonly HeaderColumn[], remembered: RememberedMapping): ColumnMapping {
  const mapping: Partial<Record<ImportField, number>> = {}
  for (const field of IMPORT_FIELD_NAMES) {
    const title = remembered.titles[field]
    const header = title === undefined ? undefined : headers.find((one) => titleKey(one) === title)
    if (header !== undefined) mapping[field] = header.column
  }
  return mapping
}

function titleKey(header: HeaderColumn): string {
  return `${headerKey(header.group)}/${headerKey(header.title)}`
}

/** FNV-1a over UTF-16 units: a name for a set of headers, no protection. */
function hash32(text: string, seed: number): string {
  let hash = seed
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
