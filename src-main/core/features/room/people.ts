import { maskIdNumber, maskName, maskPhone } from '../../../../src-shared/domain/person/index.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor } from '../../request/context.ts'

/** Somebody who owns or rents a room, with the days of it. */
export interface RoomPerson {
  readonly relationId: string
  readonly roomId: string
  readonly personId: string
  readonly role: 'owner' | 'tenant'
  readonly ownerTermId: string | null
  readonly kind: 'natural' | 'company'
  readonly name: string
  readonly phone: string | null
  readonly idNo: string | null
  readonly fromOn: LocalDate | null
  readonly toOn: LocalDate | null
}

const COLUMNS = `rel.id AS relationId, rel.room_id AS roomId, rel.person_id AS personId, rel.role, rel.owner_term_id AS ownerTermId,
  p.kind, p.name, p.phone, p.id_no AS idNo, rel.from_on AS fromOn, rel.to_on AS toOn`
const presentPeople =
  hot<RoomPerson>(`SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN relation rel ON rel.room_id = asked.value
  JOIN person p ON p.id = rel.person_id WHERE rel.to_on IS NULL OR rel.to_on >= ? ORDER BY asked.key, rel.role, rel.from_on, rel.id`)
const everyPerson = hot<RoomPerson>(`SELECT ${COLUMNS} FROM relation rel JOIN person p ON p.id = rel.person_id
  WHERE rel.room_id = ? ORDER BY rel.to_on IS NOT NULL, rel.role, rel.from_on DESC, rel.id`)

/** Who is in the rooms on the day or comes later; owners before tenants. */
export function peopleOf(db: ReadHandle, roomIds: readonly string[], today: LocalDate): Map<string, RoomPerson[]> {
  return Map.groupBy(db.hotAll(presentPeople, JSON.stringify(roomIds), today), ({ roomId }) => roomId)
}

/** Everybody who ever was in a room, the present ones first. */
export function partiesOf(db: ReadHandle, roomId: string): RoomPerson[] {
  return db.hotAll(everyPerson, roomId)
}

/** The owners of the day by room; a room that nobody owns is not in the map. */
export function currentOwners(db: ReadHandle, roomIds: readonly string[], today: LocalDate): Map<string, RoomPerson[]> {
  return currentOf(peopleOf(db, roomIds, today), 'owner', today)
}

/** Owners and tenants of the day by room, read at once. */
export function currentResidents(
  db: ReadHandle,
  roomIds: readonly string[],
  today: LocalDate,
): { readonly owners: Map<string, RoomPerson[]>; readonly tenants: Map<string, RoomPerson[]> } {
  const people = peopleOf(db, roomIds, today)
  return { owners: currentOf(people, 'owner', today), tenants: currentOf(people, 'tenant', today) }
}

/** The tenants of the day by room. */
export function currentTenants(
  db: ReadHandle,
  roomIds: readonly string[],
  today: LocalDate,
): Map<string, RoomPerson[]> {
  return currentOf(peopleOf(db, roomIds, today), 'tenant', today)
}

// oxlint-disable-next-line max-params -- map, role and day are the whole sentence
function currentOf(
  people: ReadonlyMap<string, RoomPerson[]>,
  role: RoomPerson['role'],
  today: LocalDate,
): Map<string, RoomPerson[]> {
  const current = new Map<string, RoomPerson[]>()
  for (const [roomId, all] of people) {
    const now = all.filter((person) => person.role === role && (person.fromOn === null || person.fromOn <= today))
    if (now.length > 0) current.set(roomId, now)
  }
  return current
}

type Asker = Pick<Actor, 'permissions'>

/** A name as the asker may see it. */
export function shownName(asker: Asker, person: Pick<RoomPerson, 'name' | 'kind'>): string {
  return asker.permissions.has('person.view_name') ? person.name : maskName(person.name, person.kind)
}

/** A phone as the asker may see it: whole only with the permission for contacts. */
export function shownPhone(asker: Asker, phone: string | null): string | null {
  if (phone === null) return null
  return asker.permissions.has('person.view_contact') ? phone : maskPhone(phone)
}

export function shownIdNo(asker: Asker, idNo: string | null): string | null {
  if (idNo === null) return null
  return asker.permissions.has('person.view_contact') ? idNo : maskIdNumber(idNo)
}

/** People of a room as one text, empty when there is nobody. */
export function namesOf(asker: Asker, people: readonly RoomPerson[] = []): string {
  return people.map((person) => shownName(asker, person)).join('、')
}
