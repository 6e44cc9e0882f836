import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor } from '../../request/context.ts'
import { currentOwners, currentTenants, isBuildingInScope, shownName, shownPhone } from '../room/index.ts'
import type { RoomPerson } from '../room/index.ts'

export interface PeopleOfRooms {
  readonly owners: readonly RoomPerson[]
  readonly tenants: readonly RoomPerson[]
}

const roomsOfPeople = hot<{
  room_id: string
  code: string
  building_id: string
}>(`SELECT DISTINCT room.id AS room_id, room.code, room.building_id
  FROM json_each(?) wanted JOIN relation rel ON rel.person_id = wanted.value JOIN room ON room.id = rel.room_id
  WHERE room.project_id = ? AND room.ended_on IS NULL AND (rel.from_on IS NULL OR rel.from_on <= ?) AND (rel.to_on IS NULL OR rel.to_on >= ?)
  ORDER BY room.sort_key`)

/** Who owns and who rents the rooms on a day, each person once, in the order of the rooms. */
export function loadPeopleOfRooms(db: ReadHandle, roomIds: readonly string[], on: LocalDate): PeopleOfRooms {
  return { owners: eachOnce(currentOwners(db, roomIds, on)), tenants: eachOnce(currentTenants(db, roomIds, on)) }
}

/** Other rooms of the same people that the asker may see. */
export function loadRoomsOfPeople(
  db: ReadHandle,
  actor: Actor,
  asked: { readonly people: PeopleOfRooms; readonly on: LocalDate; readonly not: readonly string[] },
): readonly { readonly room_id: string; readonly code: string }[] {
  const { owners, tenants } = asked.people
  const personIds = [...owners, ...tenants].map(({ personId }) => personId)
  const rows = db.hotAll(roomsOfPeople, JSON.stringify(personIds), actor.projectId, asked.on, asked.on)
  return rows.filter((row) => !asked.not.includes(row.room_id) && isBuildingInScope(actor, row.building_id))
}

const NAME_LENGTH = 60

/** The name on the receipt when the clerk types none: the owners, or else who rents (R0-7: the payer is the receipt's own). */
export function payerNameOf(
  { owners, tenants }: PeopleOfRooms,
  nameOf: (person: RoomPerson) => string = ({ name }) => name,
): string {
  const names = new Set((owners.length > 0 ? owners : tenants).map((person) => nameOf(person)))
  return [...names].join('、').slice(0, NAME_LENGTH)
}

export function shownPerson(
  actor: Actor,
  person: RoomPerson,
): { readonly personId: Id; readonly name: string; readonly phone: string | null } {
  return { personId: person.personId as Id, name: shownName(actor, person), phone: shownPhone(actor, person.phone) }
}

function eachOnce(byRoom: ReadonlyMap<string, readonly RoomPerson[]>): readonly RoomPerson[] {
  return [...new Map([...byRoom.values()].flat().map((person) => [person.personId, person])).values()]
}
