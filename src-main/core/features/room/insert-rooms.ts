import { personKindOf } from '../../../../src-shared/domain/person/index.ts'
import { roomSortKey } from '../../../../src-shared/domain/room/index.ts'
import type { OwnerTermTable, PersonTable, RelationTable, RoomAreaTable, RoomTable } from '../../db/tables.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { NewPerson, NewRoom } from './new-room.ts'
import { Places } from './places.ts'
import type { PlaceOwner } from './places.ts'
import { refreshRoomSearch } from './refresh-search.ts'

interface Chunk {
  readonly rooms: RoomTable[]
  readonly areas: RoomAreaTable[]
  readonly persons: PersonTable[]
  readonly terms: OwnerTermTable[]
  readonly relations: RelationTable[]
}

/**
 * Inserts rooms with their buildings, units, areas, people, owner terms and search documents: one chunk of an import or of the
 * demo, as large as the caller's transaction should be. Returns the rooms' ids in the order given.
 */
export function insertRooms(unit: UnitOfWork, owner: PlaceOwner, rooms: readonly NewRoom[]): string[] {
  const places = new Places(unit, owner)
  const people = new People(unit, owner)
  const chunk: Chunk = { rooms: [], areas: [], persons: people.fresh, terms: [], relations: [] }
  const roomIds = rooms.map((room) => {
    const roomId = room.roomId ?? unit.newId()
    const buildingId = places.buildingId(room.building)
    chunk.rooms.push(roomRow(room, { ...owner, roomId, buildingId, unitId: places.unitId(buildingId, room.unit) }))
    addBelongings(chunk, room, { unit, owner, people, roomId })
    return roomId
  })
  // People before relations, terms before relations: foreign keys.
  insertAll(unit, chunk)
  refreshRoomSearch(unit, roomIds)
  return roomIds
}

interface RoomPlace extends PlaceOwner {
  readonly roomId: string
  readonly buildingId: string
  readonly unitId: string | null
}

function roomRow(room: NewRoom, place: RoomPlace): RoomTable {
  return {
    id: place.roomId,
    project_id: place.projectId,
    building_id: place.buildingId,
    unit_id: place.unitId,
    floor: room.floor,
    room_no: room.roomNo,
    code: room.code,
    sort_key: roomSortKey(room.code),
    usage: room.usage,
    occupancy: room.occupancy,
    handover_on: room.handoverOn,
    opening_paid_until_on: room.openingPaidUntilOn,
    note: room.note,
    version: 1,
    import_batch_id: place.importBatchId,
    ended_on: null,
  }
}

interface Belongings {
  readonly unit: UnitOfWork
  readonly owner: PlaceOwner
  readonly people: People
  readonly roomId: string
}

function addBelongings(chunk: Chunk, room: NewRoom, { unit, owner, people, roomId }: Belongings): void {
  const base = { project_id: owner.projectId, room_id: roomId, import_batch_id: owner.importBatchId }
  for (const { fromOn, builtAreaE2, innerAreaE2 } of room.areas) {
    chunk.areas.push({
      id: unit.newId(),
      ...base,
      from_on: fromOn,
      built_area_e2: builtAreaE2,
      inner_area_e2: innerAreaE2,
    })
  }
  const relation = (
    person: NewPerson,
    of: Pick<RelationTable, 'role' | 'owner_term_id' | 'from_on' | 'to_on' | 'share_ppm'>,
  ): void => {
    chunk.relations.push({ id: unit.newId(), ...base, person_id: people.idOf(person), ...of })
  }
  const terms = room.ownerTerms.length > 0 ? room.ownerTerms : [{ fromOn: null, toOn: null, owners: [] }]
  for (const { fromOn, toOn, owners } of terms) {
    const termId = unit.newId()
    chunk.terms.push({ id: termId, ...base, from_on: fromOn, to_on: toOn })
    for (const one of owners) {
      relation(one, {
        role: 'owner',
        owner_term_id: termId,
        from_on: fromOn,
        to_on: toOn,
        share_ppm: one.sharePpm ?? null,
      })
    }
  }
  for (const tenant of room.tenants) {
    relation(tenant, {
      role: 'tenant',
      owner_term_id: null,
      from_on: tenant.fromOn,
      to_on: tenant.toOn,
      share_ppm: null,
    })
  }
}

function insertAll(unit: UnitOfWork, { rooms, areas, persons, terms, relations }: Chunk): void {
  if (rooms.length > 0) unit.insertMany('room', rooms)
  if (areas.length > 0) unit.insertMany('room_area', areas)
  if (persons.length > 0) unit.insertMany('person', persons)
  if (terms.length > 0) unit.insertMany('owner_term', terms)
  if (relations.length > 0) unit.insertMany('relation', relations)
}

const samePhone = hot<{ id: string; name: string }>(
  'SELECT id, name FROM person WHERE project_id = ? AND phone = ? AND ended_on IS NULL ORDER BY id',
)

/**
 * One person for all rooms of theirs: the same name with the same phone is the same person. Without a phone a name says
 * nothing (one in seventy is shared, domain rules 8.5).
 */
export class People {
  readonly fresh: PersonTable[] = []
  readonly #unit: UnitOfWork
  readonly #owner: PlaceOwner
  readonly #known = new Map<string, string>()

  constructor(unit: UnitOfWork, owner: PlaceOwner) {
    this.#unit = unit
    this.#owner = owner
  }

  idOf(person: NewPerson): string {
    if (person.phone === null) return this.#add(person)
    const key = `${person.phone}/${person.name}`
    const known = this.#known.get(key) ?? this.#stored(person.name, person.phone)
    const id = known ?? this.#add(person)
    this.#known.set(key, id)
    return id
  }

  #stored(name: string, phone: string): string | undefined {
    return this.#unit.hotAll(samePhone, this.#owner.projectId, phone).find((row) => row.name === name)?.id
  }

  #add({ name, phone, idNo, kind }: NewPerson): string {
    const id = this.#unit.newId()
    const { projectId, importBatchId } = this.#owner
    const fields = { name, phone, id_no: idNo, note: null, import_batch_id: importBatchId, ended_on: null }
    this.fresh.push({ id, project_id: projectId, kind: kind ?? personKindOf(name), ...fields })
    return id
  }
}
