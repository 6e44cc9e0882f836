import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import type { ReceivableEventTable } from '../../db/tables.ts'
import { hot } from '../../db/read-handle.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { steppedJob } from '../../jobs/definition.ts'
import type { Input } from '../../request/context.ts'
import { LINE_BALANCE } from '../ledger/index.ts'

type UndoInput = Input<'billing.undo'>

const lines = hot<{ id: string }>(`SELECT r.id FROM receivable r WHERE r.bill_run_id = ?
  AND NOT EXISTS(SELECT 1 FROM receivable_event e WHERE e.receivable_id = r.id AND e.kind = 'cancelled') ORDER BY r.id`)
export const paidLinesOfRun = hot<{ n: number }>(`SELECT count(*) AS n FROM receivable r ${LINE_BALANCE}
  WHERE r.bill_run_id = ? AND ifnull(balance.paid_fen, 0) > 0`)

/**
 * 撤回出账: cancels every line of a run of which nothing has been paid. The lines stay as they were written; a cancelled one
 * frees its period, and the next run bills it as a further attempt (domain rules 3.0, R0-5).
 */
export const undoJob = steppedJob<UndoInput, readonly string[], number>({
  kind: 'undo_bills',
  priority: 10,
  firstCursor: 0,

  prepare({ db }, input) {
    const ids = db.hotAll(lines, input.runId).map((row) => row.id)
    return Promise.resolve({ work: ids, total: ids.length })
  },

  step({ db, projectId, userId, input, work, cursor, size }) {
    // The counter goes on between the steps: a payment that came meanwhile stops the undoing of what is left.
    if ((db.hotFirst(paidLinesOfRun, input.runId)?.n ?? 0) > 0)
      throw new AppError('billing.run_has_payments', { lines: db.hotFirst(paidLinesOfRun, input.runId)?.n })
    const part = work.slice(cursor, cursor + size)
    const business = { business_on: localDateOf(db.now), at: db.now }
    const cancelled = (receivableId: string): ReceivableEventTable => ({
      id: db.newId(),
      project_id: projectId,
      receivable_id: receivableId,
      kind: 'cancelled',
      reason: input.reason,
      user_id: userId,
      ...business,
    })
    db.insertMany('receivable_event', part.map(cancelled))
    const at = cursor + part.length
    if (at < work.length) return { cursor: at, done: at, finished: false }
    db.update('bill_run', input.runId, { state: 'undone' })
    db.emit('billing.changed', { runIds: [input.runId] })
    return { cursor: at, done: at, finished: true, result: { cancelled: at, runId: input.runId } }
  },

  takeBack: 'refuse',
})
