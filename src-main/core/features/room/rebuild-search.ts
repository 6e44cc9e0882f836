import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { writeReceiptDocument } from '../search/index.ts'
import { refreshRoomSearch } from './refresh-search.ts'

const roomsAfter = hot<{ id: string }>('SELECT id FROM room WHERE id > ? ORDER BY id LIMIT ?')
const receiptsAfter = hot<{
  id: string
  project_id: string
  receipt_no: string
  buildings: string
}>(`SELECT rc.id, rc.project_id, rc.receipt_no,
  (SELECT json_group_array(DISTINCT room.building_id) FROM receipt_line line JOIN room ON room.id = line.room_id WHERE line.receipt_id = rc.id) AS buildings
  FROM receipt rc WHERE rc.id > ? ORDER BY rc.id LIMIT ?`)

export type RebuildCursor = { readonly kind: 'room' | 'receipt'; readonly after: string }
export const REBUILD_FROM: RebuildCursor = { kind: 'room', after: '' }

/** Writes the search index anew from what it is derived from, `size` documents at a time; `null` when all are written. */
export function rebuildSearch(unit: UnitOfWork, cursor: RebuildCursor, size: number): RebuildCursor | null {
  if (cursor.kind === 'room' && cursor.after === '') clear(unit)
  return cursor.kind === 'room' ? rebuildRooms(unit, cursor, size) : rebuildReceipts(unit, cursor, size)
}

function clear(unit: UnitOfWork): void {
  unit.searchIndex('DELETE FROM search_index')
  unit.searchIndex('DELETE FROM search_doc')
}

function rebuildRooms(unit: UnitOfWork, { after }: RebuildCursor, size: number): RebuildCursor {
  const ids = unit.hotAll(roomsAfter, after, size).map(({ id }) => id)
  refreshRoomSearch(unit, ids)
  return ids.length < size ? { kind: 'receipt', after: '' } : { kind: 'room', after: ids.at(-1) ?? '' }
}

function rebuildReceipts(unit: UnitOfWork, { after }: RebuildCursor, size: number): RebuildCursor | null {
  const receipts = unit.hotAll(receiptsAfter, after, size)
  for (const { id, project_id, receipt_no, buildings } of receipts) {
    writeReceiptDocument(unit, {
      receiptId: id,
      projectId: project_id,
      receiptNo: receipt_no,
      buildingIds: JSON.parse(buildings) as string[],
      rankKey: receipt_no,
    })
  }
  return receipts.length < size ? null : { kind: 'receipt', after: receipts.at(-1)?.id ?? '' }
}
