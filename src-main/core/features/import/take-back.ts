import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { refreshRoomSearch } from '../room/index.ts'
import { removeDocument } from '../search/index.ts'
import { ROOM_IS_USED, listUpdates, standingOf } from './batch-use.ts'
import type { BatchSpan, BatchUpdate } from './batch-use.ts'

/** What one step of taking a batch back did; it is finished when nothing is left to do. */
export interface TakenBack {
  readonly removed: number
  readonly restored: number
  readonly finished: boolean
}

/**
 * One chunk of taking a batch back: first what it changed becomes again what it was, then what it added to other rooms goes, then its rooms,
 * last the buildings that nobody else uses. Rooms that are used by now stay. Each call finds by itself where the last one stopped.
 */
export function takeBackChunk(db: UnitOfWork, span: BatchSpan, size: number): TakenBack {
  const restored = restoreUpdates(db, span, size)
  if (restored > 0) return { removed: 0, restored, finished: false }
  removeAdditions(db, span)
  const removed = removeRooms(db, span, size)
  if (removed > 0) return { removed, restored: 0, finished: false }
  removeEmptyPlaces(db, span)
  return { removed: 0, restored: 0, finished: true }
}

function restoreUpdates(db: UnitOfWork, span: BatchSpan, size: number): number {
  const open = listUpdates(db, span).filter((change) => standingOf(db, change, span) === 'as_set')
  const part = open.slice(0, size)
  const rooms = new Set<string>()
  for (const change of part) {
    const { version: _version, ...was } = change.was
    db.update(change.table, change.rowId, was)
    for (const roomId of roomsOf(db, change)) rooms.add(roomId)
  }
  showChanged(db, rooms, span)
  return part.length
}

const touchedRooms = hot<{ id: string }>(`SELECT ?1 AS id WHERE ?2 = 'room'
  UNION SELECT room_id FROM relation WHERE ?2 IN ('relation', 'person') AND (id = ?1 OR person_id = ?1)
  UNION SELECT room_id FROM room_area WHERE ?2 = 'room_area' AND id = ?1
  UNION SELECT room_id FROM owner_term WHERE ?2 = 'owner_term' AND id = ?1`)
const versionOf = hot<{ version: number; import_batch_id: string | null }>(
  'SELECT version, import_batch_id FROM room WHERE id = ?',
)

function roomsOf(db: UnitOfWork, { table, rowId }: BatchUpdate): string[] {
  return db.hotAll(touchedRooms, rowId, table).map(({ id }) => id)
}

/** A page that has one of the rooms open must see that it changed; the batch's own rooms go in a moment. */
// oxlint-disable-next-line max-params -- whose rooms they are not
function showChanged(db: UnitOfWork, rooms: ReadonlySet<string>, { batchId }: Pick<BatchSpan, 'batchId'>): void {
  for (const roomId of rooms) {
    const room = db.hotFirst(versionOf, roomId)
    if (room !== null && room.import_batch_id !== batchId) db.update('room', roomId, { version: room.version + 1 })
  }
  if (rooms.size > 0) refreshRoomSearch(db, [...rooms])
}

interface Added {
  readonly id: string
  readonly room_id: string
}
const ON_OTHER_ROOMS = `JOIN room r ON r.id = x.room_id WHERE x.project_id = ?2 AND x.import_batch_id = ?1 AND r.import_batch_id IS NOT ?1
  AND NOT EXISTS(SELECT 1 FROM receivable bill WHERE bill.room_id = r.id AND bill.owner_term_id IN (SELECT id FROM owner_term WHERE import_batch_id = ?1))`
const addedRelations = hot<Added & { person_id: string }>(
  `SELECT x.id, x.room_id, x.person_id FROM relation x ${ON_OTHER_ROOMS}`,
)
const addedTerms = hot<Added>(
  `SELECT x.id, x.room_id FROM owner_term x ${ON_OTHER_ROOMS} AND NOT EXISTS(SELECT 1 FROM relation o WHERE o.owner_term_id = x.id AND o.import_batch_id IS NOT ?1)`,
)
const addedAreas = hot<Added>(
  `SELECT x.id, x.room_id FROM room_area x ${ON_OTHER_ROOMS} AND NOT EXISTS(SELECT 1 FROM receivable bill WHERE bill.room_id = r.id)`,
)

/** Owners, tenants and areas that the batch filled in where rooms had none. */
function removeAdditions(db: UnitOfWork, { batchId, projectId }: BatchSpan): void {
  const relations = db.hotAll(addedRelations, batchId, projectId)
  const terms = db.hotAll(addedTerms, batchId, projectId)
  const areas = db.hotAll(addedAreas, batchId, projectId)
  db.removeMany(
    'relation',
    relations.map(({ id }) => id),
    projectId,
  )
  db.removeMany(
    'owner_term',
    terms.map(({ id }) => id),
    projectId,
  )
  db.removeMany(
    'room_area',
    areas.map(({ id }) => id),
    projectId,
  )
  removeLonelyPeople(db, { batchId, projectId, personIds: relations.map(({ person_id }) => person_id) })
  const rooms = new Set([...relations, ...terms, ...areas].map(({ room_id }) => room_id))
  showChanged(db, rooms, { batchId })
}

const unusedRooms = hot<{ id: string }>(
  `SELECT r.id FROM room r WHERE r.project_id = ?3 AND r.import_batch_id = ?1 AND NOT ${ROOM_IS_USED} LIMIT ?4`,
)
const OF_ROOMS = 'WHERE room_id IN (SELECT value FROM json_each(?))'
const relationsOf = hot<{ id: string; person_id: string }>(`SELECT id, person_id FROM relation ${OF_ROOMS}`)
const termsOf = hot<{ id: string }>(`SELECT id FROM owner_term ${OF_ROOMS}`)
const areasOf = hot<{ id: string }>(`SELECT id FROM room_area ${OF_ROOMS}`)

function removeRooms(db: UnitOfWork, { batchId, projectId, lastSeq }: BatchSpan, size: number): number {
  const roomIds = db.hotAll(unusedRooms, batchId, lastSeq, projectId, size).map(({ id }) => id)
  if (roomIds.length === 0) return 0
  const asked = JSON.stringify(roomIds)
  const relations = db.hotAll(relationsOf, asked)
  for (const roomId of roomIds) removeDocument(db, roomId)
  // Foreign keys: what refers goes before what it refers to.
  db.removeMany(
    'relation',
    relations.map(({ id }) => id),
    projectId,
  )
  db.removeMany(
    'owner_term',
    db.hotAll(termsOf, asked).map(({ id }) => id),
    projectId,
  )
  db.removeMany(
    'room_area',
    db.hotAll(areasOf, asked).map(({ id }) => id),
    projectId,
  )
  removeLonelyPeople(db, { batchId, projectId, personIds: relations.map(({ person_id }) => person_id) })
  db.removeMany('room', roomIds, projectId)
  return roomIds.length
}

const lonelyPeople = hot<{
  id: string
}>(`SELECT p.id FROM person p WHERE p.id IN (SELECT value FROM json_each(?)) AND p.import_batch_id = ?
  AND NOT EXISTS(SELECT 1 FROM relation rel WHERE rel.person_id = p.id)`)

/** People whom the batch brought and who are in no room any more. */
function removeLonelyPeople(
  db: UnitOfWork,
  at: { readonly batchId: string; readonly projectId: string; readonly personIds: readonly string[] },
): void {
  const lonely = db.hotAll(lonelyPeople, JSON.stringify(at.personIds), at.batchId)
  db.removeMany(
    'person',
    lonely.map(({ id }) => id),
    at.projectId,
  )
}

const emptyUnits = hot<{ id: string }>(
  'SELECT id FROM unit WHERE import_batch_id = ? AND NOT EXISTS(SELECT 1 FROM room WHERE room.unit_id = unit.id)',
)
const emptyBuildings = hot<{
  id: string
}>(`SELECT id FROM building WHERE import_batch_id = ? AND NOT EXISTS(SELECT 1 FROM room WHERE room.building_id = building.id)
  AND NOT EXISTS(SELECT 1 FROM unit WHERE unit.building_id = building.id)`)

function removeEmptyPlaces(db: UnitOfWork, { batchId, projectId }: BatchSpan): void {
  db.removeMany(
    'unit',
    db.hotAll(emptyUnits, batchId).map(({ id }) => id),
    projectId,
  )
  db.removeMany(
    'building',
    db.hotAll(emptyBuildings, batchId).map(({ id }) => id),
    projectId,
  )
}
