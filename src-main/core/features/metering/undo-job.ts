import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { steppedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { LINE_IS_STANDING } from '../ledger/index.ts'
import { SHARE_IS_STANDING } from './stored-readings.ts'
import { removePart } from './import-job.ts'

const countOfBatch = hot<{ n: number }>('SELECT count(*) AS n FROM meter_reading WHERE batch_id = ?')
const used = hot<{
  readings: number
  meterCode: string | null
}>(`SELECT count(*) AS readings, min(meter.code) AS meterCode
  FROM (SELECT * FROM meter_reading WHERE batch_id = ?1 ORDER BY meter_id, seq DESC LIMIT ?2) own
  JOIN meter ON meter.id = own.meter_id WHERE (
    EXISTS(SELECT 1 FROM meter_reading later WHERE later.meter_id = own.meter_id AND later.seq > own.seq AND later.batch_id IS NOT ?1)
    OR EXISTS(SELECT 1 FROM meter_bill bill JOIN receivable r ON r.id = bill.receivable_id
      WHERE bill.meter_id = own.meter_id AND bill.end_on >= own.read_on AND ${LINE_IS_STANDING})
    OR EXISTS(SELECT 1 FROM share_meter shared WHERE shared.meter_id = own.meter_id AND shared.end_on >= own.read_on
      AND ${SHARE_IS_STANDING}))`)

/** SQLite's LIMIT without a limit. */
const ALL = -1

/**
 * What keeps a batch from being taken back: readings that are billed, or that others were read after; `null` when nothing does.
 * `first`: only of so many readings that go first.
 */
export function batchUse(
  db: ReadHandle,
  batchId: string,
  first = ALL,
): { readonly readings: number; readonly meterCode: string } | null {
  const use = db.hotFirst(used, batchId, first)
  return use === null || use.readings === 0 ? null : { readings: use.readings, meterCode: use.meterCode ?? '' }
}

const undoing = hot<{ id: string }>(
  "SELECT id FROM meter_reading_batch WHERE project_id = ? AND state = 'undoing' LIMIT 1",
)

/** For whoever bills readings. @throws AppError `metering.batch_at_work` */
export function requireNoBatchUndoing(db: ReadHandle, projectId: string): void {
  if (db.hotFirst(undoing, projectId) !== null) throw new AppError('metering.batch_at_work')
}

/** 撤回导入的读数. A reading that came into use meanwhile stops it, with the rest of the batch where it was. */
export const undoReadings: AnyJob = steppedJob<{ readonly batchId: string }, null, number>({
  kind: 'undo_readings',
  priority: 30,
  firstCursor: 0,

  prepare({ db }, { batchId }) {
    return Promise.resolve({ work: null, total: db.hotFirst(countOfBatch, batchId)?.n ?? 0 })
  },

  step({ db, projectId, input, cursor, size }) {
    const use = batchUse(db, input.batchId, size)
    if (use !== null) throw new AppError('metering.batch_used', use)
    const before = db.hotFirst(countOfBatch, input.batchId)?.n ?? 0
    const finished = removePart(db, { projectId, batchId: input.batchId, size })
    const removed = cursor + Math.min(size, before)
    if (!finished) return { cursor: removed, done: removed, finished }
    db.update('meter_reading_batch', input.batchId, { state: 'undone', readings: 0 })
    return { cursor: removed, done: removed, finished, result: { removed } }
  },

  // What is gone is gone; the rest of the batch stands as before and may be taken back once more.
  takeBack({ db, input }) {
    const readings = db.hotFirst(countOfBatch, input.batchId)?.n ?? 0
    db.update('meter_reading_batch', input.batchId, { state: readings > 0 ? 'imported' : 'undone', readings })
    db.emit('metering.changed', { meterIds: [] })
    return { finished: true }
  },
})
