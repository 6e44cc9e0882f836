import type { RoomValues } from '../../../../src-shared/domain/import/index.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { insertRooms } from '../room/index.ts'
import type { NewPerson, NewRoom } from '../room/index.ts'
import { noteOfPhones } from './other-phones.ts'

type Person = RoomValues['owners'][number]

const codesTaken = hot<{ code: string }>(
  'SELECT code FROM room WHERE project_id = ? AND ended_on IS NULL AND code IN (SELECT value FROM json_each(?))',
)

export interface BatchOwner {
  readonly projectId: string
  readonly importBatchId: string
  readonly today: LocalDate
}

/** Writes new rooms. A code that somebody used while the import ran is left to them; returns how many rooms came in. */
export function writeRooms(db: UnitOfWork, owner: BatchOwner, rooms: readonly RoomValues[]): number {
  const codes = JSON.stringify(rooms.map((room) => room.code))
  const taken = new Set(db.hotAll(codesTaken, owner.projectId, codes).map((row) => row.code))
  const free = rooms.filter((room) => !taken.has(room.code))
  if (free.length === 0) return 0
  const roomIds = insertRooms(
    db,
    owner,
    free.map((room) => toNewRoom(room, owner.today)),
  )
  free.forEach((room, index) => {
    const roomId = roomIds[index]
    if (roomId !== undefined) notePhones(db, roomId, [...room.owners, ...room.tenants])
  })
  return free.length
}

function toNewRoom(room: RoomValues, today: LocalDate): NewRoom {
  return {
    building: room.building,
    unit: room.unit,
    floor: room.floor === null ? null : String(room.floor),
    roomNo: room.room,
    code: room.code,
    usage: room.usage,
    occupancy: occupancyOf(room, today),
    handoverOn: room.handover_on,
    openingPaidUntilOn: room.paid_until_on,
    note: room.note,
    areas:
      room.built_area_e2 === null
        ? []
        : [{ fromOn: null, builtAreaE2: room.built_area_e2, innerAreaE2: room.inner_area_e2 }],
    ownerTerms: [{ fromOn: room.owner_from_on, toOn: null, owners: room.owners.map(toNewPerson) }],
    tenants: room.tenants.map((tenant) => ({
      ...toNewPerson(tenant),
      fromOn: room.tenant_from_on,
      toOn: room.tenant_to_on,
    })),
  }
}

/** A sheet does not say how a room stands; who is in it does. */
export function occupancyOf(
  room: Pick<RoomValues, 'owners' | 'tenants' | 'tenant_to_on'>,
  today: LocalDate,
): NewRoom['occupancy'] {
  const isLet = room.tenants.length > 0 && (room.tenant_to_on === null || room.tenant_to_on >= today)
  if (isLet) return 'rented'
  return room.owners.length > 0 ? 'occupied' : 'unsold'
}

export function toNewPerson(person: Person): NewPerson {
  return { name: person.name, phone: person.phones[0] ?? null, idNo: person.id_no }
}

const personOf = hot<{ id: string }>(
  'SELECT p.id FROM relation rel JOIN person p ON p.id = rel.person_id WHERE rel.room_id = ? AND p.name = ? AND p.note IS NULL',
)

/** Keeps the second and third numbers of a person. */
export function notePhones(db: UnitOfWork, roomId: string, people: readonly Person[]): void {
  for (const { name, phones } of people) {
    const note = noteOfPhones(phones)
    const person = note === null ? null : db.hotFirst(personOf, roomId, name)
    if (person !== null) db.update('person', person.id, { note })
  }
}
