import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import type { ImportBatchTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { hot } from '../../db/read-handle.ts'
import { steppedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { totalsOf } from './batch-rows.ts'
import type { BatchTotals } from './batch-rows.ts'
import { deleteDraft } from './draft-rows.ts'
import type { WorkTask } from './workbook-tasks.ts'
import type { WorkRow } from './import-work.ts'
import { takeBackChunk } from './take-back.ts'
import { updateRoom } from './update-room.ts'
import { writeRooms } from './write-room.ts'

export interface ImportJobInput {
  readonly draftId: string
  readonly batchId: string
}

interface Cursor {
  /** The last row of the sheet that is in. After a crash the sheet is planned anew; rows up to here are done. */
  readonly afterRow: number
  readonly done: number
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly afterSeq: number
  readonly lastSeq: number
}

/** A room writes eight rows and its search document: beyond this a chunk would keep the counter waiting. */
const LARGEST_CHUNK = 200

/**
 * Writes a planned draft as one batch. Its rooms are seen as they come in; a batch that is cancelled takes all of them back, one that
 * breaks off goes on where it stood.
 */
export const importRooms: AnyJob = steppedJob<ImportJobInput, readonly WorkRow[], Cursor>({
  kind: 'import_rooms',
  priority: 30,
  firstCursor: { afterRow: 0, done: 0, created: 0, updated: 0, skipped: 0, afterSeq: -1, lastSeq: -1 },

  async prepare({ documents, projectId, signal }, { draftId, batchId }) {
    const task: WorkTask = { projectId, draftId, batchId }
    const work = (await documents.run('import.work', task, { signal })) as readonly WorkRow[]
    return { work, total: work.length }
  },

  step({ db, projectId, input, work, cursor, size }) {
    const owner = { projectId, importBatchId: input.batchId, today: localDateOf(db.now) }
    const afterSeq = cursor.afterSeq < 0 ? db.chainHead.devSeq : cursor.afterSeq
    const left = work.filter((row) => row.row > cursor.afterRow)
    const part = left.slice(0, Math.min(size, LARGEST_CHUNK))
    const fresh = part.flatMap((row) => (row.kind === 'ready' ? [row.room] : []))
    const created = writeRooms(db, owner, fresh)
    const updated = part.filter((row) => row.kind === 'update' && updateRoom(db, owner, row)).length
    const next: Cursor = {
      afterRow: part.at(-1)?.row ?? cursor.afterRow,
      done: cursor.done + part.length,
      created: cursor.created + created,
      updated: cursor.updated + updated,
      skipped: cursor.skipped + part.length - created - updated,
      afterSeq,
      lastSeq: db.chainHead.devSeq,
    }
    db.emit('room.changed', { roomIds: [] })
    if (part.length < left.length) return { cursor: next, done: next.done, finished: false }
    finishBatch(db, input, next)
    return {
      cursor: next,
      done: next.done,
      finished: true,
      result: { created: next.created, updated: next.updated, skipped: next.skipped },
    }
  },

  takeBack({ db, projectId, input, cursor, size }) {
    const { finished } = takeBackChunk(
      db,
      { batchId: input.batchId, projectId, ...cursor },
      Math.min(size, LARGEST_CHUNK),
    )
    db.emit('room.changed', { roomIds: [] })
    if (!finished) return { finished }
    db.update('import_batch', input.batchId, { state: 'cancelled' })
    db.emit('import.changed', { draftIds: [input.draftId] })
    return { finished }
  },
})

const batchById = hot<ImportBatchTable>('SELECT * FROM import_batch WHERE id = ?')

function finishBatch(
  db: UnitOfWork,
  { batchId, draftId }: ImportJobInput,
  { created, updated, skipped, afterSeq, lastSeq }: Cursor,
): void {
  const row = db.hotFirst(batchById, batchId)
  if (row === null) return
  const totals: BatchTotals = { ...totalsOf(row), skipped, span: { afterSeq, lastSeq } }
  db.update('import_batch', batchId, { state: 'imported', created, updated, totals_json: JSON.stringify(totals) })
  deleteDraft(db, draftId)
}
