import { maskName, maskPhone } from '../../../../src-shared/domain/person/index.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor } from '../../request/context.ts'

export interface RoomPerson {
  readonly person_id: string
  readonly role: 'owner' | 'tenant'
  readonly kind: 'natural' | 'company'
  readonly name: string
  readonly phone: string | null
}

const CURRENT = `(rel.from_on IS NULL OR rel.from_on <= ?) AND (rel.to_on IS NULL OR rel.to_on >= ?)`
const peopleOfRooms = hot<RoomPerson>(`SELECT DISTINCT p.id AS person_id, rel.role, p.kind, p.name, p.phone FROM json_each(?) wanted
  JOIN relation rel ON rel.room_id = wanted.value JOIN person p ON p.id = rel.person_id
  WHERE ${CURRENT} ORDER BY wanted.key, rel.share_ppm DESC, p.id`)
const roomsOfPeople = hot<{ room_id: string; code: string; building_id: string }>(`SELECT DISTINCT room.id AS room_id, room.code, room.building_id
  FROM json_each(?) wanted JOIN relation rel ON rel.person_id = wanted.value JOIN room ON room.id = rel.room_id
  WHERE room.project_id = ? AND room.ended_on IS NULL AND ${CURRENT} ORDER BY room.sort_key`)

/** Who owns or rents the rooms on a day; the order is that of the rooms. */
export function loadPeopleOfRooms(db: ReadHandle, roomIds: readonly string[], on: LocalDate): readonly RoomPerson[] {
  return db.hotAll(peopleOfRooms, JSON.stringify(roomIds), on, on)
}

/** Other rooms of the same people that the asker may see. */
export function loadRoomsOfPeople(
  db: ReadHandle,
  actor: Actor,
  asked: { readonly personIds: readonly string[]; readonly on: LocalDate; readonly not: readonly string[] },
): readonly { readonly room_id: string; readonly code: string }[] {
  const rows = db.hotAll(roomsOfPeople, JSON.stringify(asked.personIds), actor.projectId, asked.on, asked.on)
  return rows.filter((row) => !asked.not.includes(row.room_id) && (actor.buildingIds?.includes(row.building_id) ?? true))
}

/** The name on the receipt when the clerk types none: the owners, or who else is known. */
export function payerNameOf(people: readonly RoomPerson[]): string {
  const owners = people.filter(({ role }) => role === 'owner')
  const names = new Set((owners.length > 0 ? owners : people).map(({ name }) => name))
  return [...names].join('、').slice(0, 60)
}

export function shownPerson(actor: Actor, person: RoomPerson): { readonly personId: Id; readonly name: string; readonly phone: string | null } {
  const { permissions } = actor
  return {
    personId: person.person_id as Id,
    name: permissions.has('person.view_name') ? person.name : maskName(person.name, person.kind),
    phone: person.phone === null || permissions.has('person.view_contact') ? person.phone : maskPhone(person.phone),
  }
}
