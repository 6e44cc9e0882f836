import { personSearchTokens } from '../../../../src-shared/domain/person/index.ts'
import type { SearchedPerson } from '../../../../src-shared/domain/person/index.ts'
import { roomSearchTokens } from '../../../../src-shared/domain/room/index.ts'
import type { SearchedRoom } from '../../../../src-shared/domain/room/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { readingsOf } from './pinyin.ts'
import { receiptTokens, scopeTokens } from './tokens.ts'

interface Placed {
  readonly projectId: string
  /** The order in which equal hits are shown. */
  readonly rankKey: string
}

export interface RoomDocument extends Placed, SearchedRoom {
  readonly roomId: string
  readonly buildingId: string
  readonly people: readonly (SearchedPerson & { readonly idNo: string | null })[]
}

export interface ReceiptDocument extends Placed {
  readonly receiptId: string
  readonly receiptNo: string
  readonly buildingIds: readonly string[]
}

interface Columns {
  readonly room: readonly string[]
  readonly name: readonly string[]
  readonly phone: readonly string[]
  readonly idNo: readonly string[]
  readonly receipt: readonly string[]
}

const docOf = hot<{ id: number }>('SELECT id FROM search_doc WHERE object_id = ?')
const INSERT_DOC = 'INSERT INTO search_doc(project_id, building_id, kind, object_id, rank_key) VALUES(?,?,?,?,?)'
const INSERT_INDEX = 'INSERT INTO search_index(rowid, room, name, phone, id_no, plate, receipt) VALUES(?,?,?,?,?,?,?)'

/** Writes what a room is found by, in place of what stood there, in the transaction that changed the room or its people. */
export function writeRoomDocument(unit: UnitOfWork, room: RoomDocument): void {
  removeDocument(unit, room.roomId)
  const { people } = room
  const doc = {
    projectId: room.projectId,
    buildingId: room.buildingId,
    kind: 'room',
    objectId: room.roomId,
    rankKey: room.rankKey,
  } as const
  insertDocument(unit, doc, {
    room: [...scopeTokens(room.projectId, [room.buildingId]), ...roomSearchTokens(room)],
    name: people.flatMap(({ name }) => personSearchTokens({ name, phones: [] }, readingsOf)),
    phone: people.flatMap(({ phones }) => personSearchTokens({ name: '', phones }, readingsOf)),
    idNo: people.flatMap(({ idNo }) => (idNo === null ? [] : [idNo.toLowerCase()])),
    receipt: [],
  })
}

/** A receipt is found by its number; it is written once and never changes. */
export function writeReceiptDocument(unit: UnitOfWork, receipt: ReceiptDocument): void {
  const { projectId, receiptId, rankKey } = receipt
  const buildingId = receipt.buildingIds.length === 1 ? (receipt.buildingIds[0] ?? null) : null
  insertDocument(
    unit,
    { projectId, buildingId, kind: 'receipt', objectId: receiptId, rankKey },
    {
      room: scopeTokens(projectId, receipt.buildingIds),
      name: [],
      phone: [],
      idNo: [],
      receipt: receiptTokens(receipt.receiptNo),
    },
  )
}

export function removeDocument(unit: UnitOfWork, objectId: string): void {
  const doc = unit.hotFirst(docOf, objectId)
  if (doc === null) return
  unit.searchIndex('DELETE FROM search_index WHERE rowid = ?', doc.id)
  unit.searchIndex('DELETE FROM search_doc WHERE id = ?', doc.id)
}

interface DocRow {
  readonly projectId: string
  readonly buildingId: string | null
  readonly kind: 'room' | 'receipt'
  readonly objectId: string
  readonly rankKey: string
}

function insertDocument(unit: UnitOfWork, doc: DocRow, columns: Columns): void {
  const id = unit.searchIndex(INSERT_DOC, doc.projectId, doc.buildingId, doc.kind, doc.objectId, doc.rankKey)
  const { room, name, phone, idNo, receipt } = columns
  unit.searchIndex(INSERT_INDEX, id, ...[room, name, phone, idNo, [], receipt].map((tokens) => tokens.join(' ')))
}
