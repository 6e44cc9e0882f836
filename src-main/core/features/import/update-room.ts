import type { ImportField, RoomValues } from '../../../../src-shared/domain/import/index.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { addDays, maxDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { PersonTable, RelationTable, RoomAreaTable, RoomTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { People, Places, refreshRoomSearch } from '../room/index.ts'
import type { WorkRow } from './import-work.ts'
import { noteOfPhones } from './other-phones.ts'
import { notePhones, occupancyOf, toNewPerson } from './write-room.ts'
import type { BatchOwner } from './write-room.ts'

type UpdateRow = Extract<WorkRow, { kind: 'update' }>

/** One room that is being brought up to its row in the sheet. */
interface Updating {
  readonly db: UnitOfWork
  readonly owner: BatchOwner
  readonly room: RoomTable
  readonly given: RoomValues
  readonly changed: ReadonlySet<ImportField>
}

const roomById = hot<RoomTable>('SELECT * FROM room WHERE id = ? AND ended_on IS NULL')

/**
 * Brings a room that exists up to its row. What the row leaves empty stays (domain: compareRoom decides what changes). `false` when
 * somebody changed the room since it was planned: theirs stands.
 */
export function updateRoom(db: UnitOfWork, owner: BatchOwner, row: UpdateRow): boolean {
  const room = db.hotFirst(roomById, row.roomId)
  if (room === null || room.version !== row.version) return false
  const updating: Updating = {
    db,
    owner,
    room,
    given: row.room,
    changed: new Set(row.changes.map((change) => change.field)),
  }
  const people = [...updateOwners(updating), ...updateTenants(updating)]
  updateArea(updating)
  db.update('room', room.id, { ...roomPatch(updating), version: room.version + 1 })
  refreshRoomSearch(db, [...new Set([room.id, ...people.flatMap((personId) => roomsOfPerson(db, personId))])])
  return true
}

function roomPatch({ db, owner, room, given, changed }: Updating): Partial<RoomTable> {
  const patch: Partial<RoomTable> = {}
  if (changed.has('building') || changed.has('unit')) Object.assign(patch, placePatch())
  if (changed.has('floor')) patch.floor = String(given.floor)
  if (changed.has('room')) patch.room_no = given.room
  if (changed.has('usage')) patch.usage = given.usage
  if (changed.has('handover_on')) patch.handover_on = given.handover_on
  if (changed.has('paid_until_on')) patch.opening_paid_until_on = given.paid_until_on
  if (changed.has('note')) patch.note = given.note
  const peopled = changed.has('owner_name') || changed.has('tenant_name')
  if (peopled && (room.occupancy === 'unsold' || given.tenants.length > 0))
    patch.occupancy = occupancyOf(given, owner.today)
  return patch

  function placePatch(): Pick<RoomTable, 'building_id' | 'unit_id'> {
    const places = new Places(db, owner)
    const buildingId = places.buildingId(given.building)
    const unitId =
      given.unit === null && buildingId === room.building_id ? room.unit_id : places.unitId(buildingId, given.unit)
    return { building_id: buildingId, unit_id: unitId }
  }
}

const latestArea = hot<RoomAreaTable>(
  "SELECT * FROM room_area WHERE room_id = ? ORDER BY ifnull(from_on, '') DESC LIMIT 1",
)

function updateArea({ db, owner, room, given, changed }: Updating): void {
  if (!changed.has('built_area_e2') && !changed.has('inner_area_e2')) return
  const area = db.hotFirst(latestArea, room.id)
  if (area !== null) {
    const built =
      changed.has('built_area_e2') && given.built_area_e2 !== null ? { built_area_e2: given.built_area_e2 } : {}
    const inner = changed.has('inner_area_e2') ? { inner_area_e2: given.inner_area_e2 } : {}
    db.update('room_area', area.id, { ...built, ...inner })
    return
  }
  if (given.built_area_e2 === null) return
  const { projectId, importBatchId } = owner
  const row = { id: db.newId(), project_id: projectId, room_id: room.id, from_on: null, import_batch_id: importBatchId }
  db.insert('room_area', { ...row, built_area_e2: given.built_area_e2, inner_area_e2: given.inner_area_e2 })
}

const openTerm = hot<{ id: string }>('SELECT id FROM owner_term WHERE room_id = ? AND to_on IS NULL LIMIT 1')
const ownersOfTerm = hot<RelationTable>(
  "SELECT * FROM relation WHERE owner_term_id = ? AND role = 'owner' AND to_on IS NULL",
)

/** Owners come only where there were none: another owner is a transfer, which an import does not make. Returns the people it touched. */
function updateOwners({ db, owner, room, given, changed }: Updating): string[] {
  if (changed.has('owner_name')) {
    const termId = db.hotFirst(openTerm, room.id)?.id ?? newTerm()
    if (given.owner_from_on !== null) db.update('owner_term', termId, { from_on: given.owner_from_on })
    return addPeople(
      { db, owner, room, given },
      { role: 'owner', owner_term_id: termId, from_on: given.owner_from_on, to_on: null },
    )
  }
  const termId = db.hotFirst(openTerm, room.id)?.id
  if (termId === undefined) return []
  if (changed.has('owner_from_on')) {
    db.update('owner_term', termId, { from_on: given.owner_from_on })
    for (const relation of db.hotAll(ownersOfTerm, termId))
      db.update('relation', relation.id, { from_on: given.owner_from_on })
  }
  if (!changed.has('owner_phone') && !changed.has('owner_id_no')) return []
  return mendPeople(db, db.hotAll(ownersOfTerm, termId), given.owners)

  function newTerm(): string {
    const id = db.newId()
    const { projectId, importBatchId } = owner
    db.insert('owner_term', {
      id,
      project_id: projectId,
      room_id: room.id,
      from_on: given.owner_from_on,
      to_on: null,
      import_batch_id: importBatchId,
    })
    return id
  }
}

const tenantsOf = hot<RelationTable>(
  "SELECT * FROM relation WHERE room_id = ? AND role = 'tenant' ORDER BY ifnull(to_on, '9999') DESC",
)

/** Other tenants follow the present ones, whose lease ends the day before; the same tenants keep theirs with its days mended. */
function updateTenants({ db, owner, room, given, changed }: Updating): string[] {
  const known = db.hotAll(tenantsOf, room.id)
  const present = known.filter((relation) => relation.to_on === (known[0]?.to_on ?? null))
  if (changed.has('tenant_name')) {
    const endedOn = addDays(given.tenant_from_on ?? owner.today, -1)
    for (const relation of present) {
      if (relation.to_on !== null) continue
      const from = relation.from_on as LocalDate | null
      db.update('relation', relation.id, { to_on: from === null ? endedOn : maxDate(from, endedOn) })
    }
    return addPeople(
      { db, owner, room, given },
      { role: 'tenant', owner_term_id: null, from_on: given.tenant_from_on, to_on: given.tenant_to_on },
    )
  }
  const days = {
    ...(changed.has('tenant_from_on') ? { from_on: given.tenant_from_on } : {}),
    ...(changed.has('tenant_to_on') ? { to_on: given.tenant_to_on } : {}),
  }
  if (Object.keys(days).length > 0) for (const relation of present) db.update('relation', relation.id, days)
  return changed.has('tenant_phone') ? mendPeople(db, present, given.tenants) : []
}

function addPeople(
  { db, owner, room, given }: Omit<Updating, 'changed'>,
  as: Pick<RelationTable, 'role' | 'owner_term_id' | 'from_on' | 'to_on'>,
): string[] {
  const people = new People(db, owner)
  const persons = as.role === 'owner' ? given.owners : given.tenants
  const ids = persons.map((person) => people.idOf(toNewPerson(person)))
  for (const person of people.fresh) db.insert('person', person)
  for (const person_id of ids) {
    const { projectId, importBatchId } = owner
    db.insert('relation', {
      id: db.newId(),
      project_id: projectId,
      person_id,
      room_id: room.id,
      ...as,
      share_ppm: null,
      import_batch_id: importBatchId,
    })
  }
  notePhones(db, room.id, persons)
  return ids
}

const personById = hot<PersonTable>('SELECT * FROM person WHERE id = ?')

/** Fills in and mends phones and numbers of the people that the row names; an empty cell takes nothing away. */
function mendPeople(db: UnitOfWork, relations: readonly RelationTable[], given: RoomValues['owners']): string[] {
  return relations.flatMap((relation) => {
    const person = db.hotFirst(personById, relation.person_id)
    const values = given.find((one) => one.name === person?.name)
    if (person === null || values === undefined) return []
    const [phone] = values.phones
    const phones = phone === undefined ? {} : { phone, note: noteOfPhones(values.phones) ?? person.note }
    const changed = db.update('person', person.id, {
      ...phones,
      ...(values.id_no === null ? {} : { id_no: values.id_no }),
    })
    return changed ? [person.id] : []
  })
}

const roomsOf = hot<{ room_id: string }>('SELECT DISTINCT room_id FROM relation WHERE person_id = ?')

function roomsOfPerson(db: UnitOfWork, personId: string): string[] {
  return db.hotAll(roomsOf, personId).map((row) => row.room_id)
}
