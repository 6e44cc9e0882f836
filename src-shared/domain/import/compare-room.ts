import type { ImportField } from './fields.ts'
import type { Change, ExistingRoom, PersonValues, Problem, RoomValues } from './planned-row.ts'

export type Comparison =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'update'; readonly changes: readonly Change[] }
  | { readonly kind: 'refused'; readonly problem: Problem }

const PLAIN_FIELDS = [
  'building',
  'unit',
  'floor',
  'room',
  'usage',
  'built_area_e2',
  'inner_area_e2',
  'handover_on',
  'owner_from_on',
  'tenant_from_on',
  'tenant_to_on',
  'paid_until_on',
  'note',
] as const satisfies readonly (ImportField & keyof RoomValues)[]

/**
 * What importing a row would change of a room that exists. An empty cell never erases. Another owner than the one on record is refused:
 * a change of owner is a transfer with a day and a settlement (domain rules 3.16), not a correction of a list.
 */
export function compareRoom(row: number, given: RoomValues, existing: ExistingRoom): Comparison {
  const names = existing.owners?.map((owner) => owner.name) ?? []
  const newNames = given.owners.map((owner) => owner.name)
  if (names.length > 0 && newNames.length > 0 && !isSameSet(names, newNames)) {
    const params = { existing: names.join('/'), given: newNames.join('/') }
    return { kind: 'refused', problem: { row, field: 'owner_name', code: 'import.owner_differs', params } }
  }
  const changes: Change[] = [...plainChanges(given, existing)]
  changes.push(
    ...peopleChanges({ name: 'owner_name', phone: 'owner_phone', idNo: 'owner_id_no' }, given.owners, existing.owners),
  )
  changes.push(...peopleChanges({ name: 'tenant_name', phone: 'tenant_phone' }, given.tenants, existing.tenants))
  return changes.length === 0 ? { kind: 'unchanged' } : { kind: 'update', changes }
}

function plainChanges(given: RoomValues, existing: ExistingRoom): Change[] {
  return PLAIN_FIELDS.flatMap((field) => {
    const [to, from] = [given[field], existing[field]]
    return to === null || from === undefined || from === to ? [] : [{ field, from, to }]
  })
}

interface PeopleFields {
  readonly name: ImportField
  readonly phone: ImportField
  readonly idNo?: ImportField
}

function peopleChanges(
  fields: PeopleFields,
  given: readonly PersonValues[],
  existing: readonly PersonValues[] | undefined,
): Change[] {
  if (given.length === 0 || existing === undefined) return []
  const changes: Change[] = []
  const add = (field: ImportField, textOf: (people: readonly PersonValues[]) => string) => {
    const [from, to] = [textOf(existing), textOf(given)]
    if (to !== '' && from !== to) changes.push({ field, from: from === '' ? null : from, to })
  }
  add(fields.name, (people) =>
    people
      .map((person) => person.name)
      .sort()
      .join('/'),
  )
  add(fields.phone, (people) =>
    people
      .flatMap((person) => person.phones)
      .sort()
      .join('/'),
  )
  if (fields.idNo !== undefined)
    add(fields.idNo, (people) =>
      people
        .flatMap((person) => person.id_no ?? [])
        .sort()
        .join('/'),
    )
  return changes
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name))
}
