import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { hot } from '../../db/read-handle.ts'
import { steppedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { findBatch, spanOf } from './batch-rows.ts'
import type { BatchSpan } from './batch-use.ts'
import { takeBackChunk } from './take-back.ts'

export interface UndoJobInput {
  readonly batchId: string
}
interface Cursor {
  readonly removed: number
  readonly restored: number
}

const LARGEST_CHUNK = 150
const roomsOfBatch = hot<{ rooms: number }>(
  'SELECT count(*) AS rooms FROM room WHERE project_id = ? AND import_batch_id = ?',
)

/** Takes a whole batch back. Rooms that came into use after the question was answered stay, and are counted. */
export const undoImport: AnyJob = steppedJob<UndoJobInput, BatchSpan, Cursor>({
  kind: 'undo_import',
  priority: 25,
  firstCursor: { removed: 0, restored: 0 },

  prepare({ db, projectId }, { batchId }) {
    const batch = findBatch(db, projectId, batchId)
    invariant(batch !== null, 'the batch of a queued job exists')
    const total = (db.hotFirst(roomsOfBatch, projectId, batchId)?.rooms ?? 0) + batch.updated
    return Promise.resolve({ work: { batchId, projectId, ...spanOf(db, batch) }, total })
  },

  step({ db, projectId, input, work, cursor, size }) {
    const back = takeBackChunk(db, work, Math.min(size, LARGEST_CHUNK))
    const next = { removed: cursor.removed + back.removed, restored: cursor.restored + back.restored }
    const done = next.removed + next.restored
    db.emit('room.changed', { roomIds: [] })
    if (!back.finished) return { cursor: next, done, finished: false }
    const kept = db.hotFirst(roomsOfBatch, projectId, input.batchId)?.rooms ?? 0
    db.update('import_batch', input.batchId, { state: 'undone' })
    db.emit('import.changed', { draftIds: [] })
    return { cursor: next, done, finished: true, result: { ...next, kept } }
  },

  takeBack: 'refuse',
})
