import { hot } from '../../db/read-handle.ts'
import { steppedJob } from '../../jobs/definition.ts'
import type { Input } from '../../request/context.ts'
import { LINE_BALANCE, LINE_IS_STANDING, cancelLines } from '../ledger/index.ts'

type UndoInput = Input<'billing.undo'>

interface Cursor {
  /** Only where to look first: a step takes nothing but lines that stand, and ends when there is none in the whole run. */
  readonly afterRow: number
  readonly cancelled: number
}

export const linesLeft = hot<{ id: string; row: number }>(`SELECT r.id, r.rowid AS row FROM receivable r
  WHERE r.bill_run_id = ? AND r.rowid > ? AND ${LINE_IS_STANDING} ORDER BY r.rowid LIMIT ?`)
const countLeft = hot<{ n: number }>(
  `SELECT count(*) AS n FROM receivable r WHERE r.bill_run_id = ? AND ${LINE_IS_STANDING}`,
)
/** Of the run, and of the differences that correct its lines: those go with them. */
export const paidLinesOfRun = hot<{ n: number }>(`WITH line AS (SELECT id FROM receivable WHERE bill_run_id = ?1),
  gone AS (SELECT id FROM line UNION
    SELECT bill.receivable_id FROM line JOIN meter_bill bill ON bill.corrects_receivable_id = line.id UNION
    SELECT c.receivable_id FROM line JOIN receivable_correction c ON c.corrects_receivable_id = line.id)
  SELECT count(*) AS n FROM gone JOIN receivable r ON r.id = gone.id ${LINE_BALANCE} WHERE ifnull(balance.paid_fen, 0) > 0`)

/**
 * 撤回出账: cancels every line of a run that its command has hidden as a whole. The lines stay as they were written; a cancelled
 * one frees its period, and the next run bills it as a further attempt (domain rules 3.0, R0-5).
 */
export const undoJob = steppedJob<UndoInput, null, Cursor>({
  kind: 'undo_bills',
  priority: 10,
  firstCursor: { afterRow: 0, cancelled: 0 },

  prepare({ db }, input) {
    return Promise.resolve({ work: null, total: db.hotFirst(countLeft, input.runId)?.n ?? 0 })
  },

  step({ db, projectId, userId, input, cursor, size }) {
    const part = db.hotAll(linesLeft, input.runId, cursor.afterRow, size)
    cancelLines(
      db,
      part.map(({ id }) => id),
      { projectId, userId, reason: input.reason },
    )
    const cancelled = cursor.cancelled + part.length
    const afterRow = part.at(-1)?.row ?? 0
    if (part.length > 0 || cursor.afterRow > 0)
      return { cursor: { afterRow, cancelled }, done: cancelled, finished: false }
    db.update('bill_run', input.runId, { state: 'undone' })
    db.emit('billing.changed', { runIds: [input.runId] })
    return { cursor, done: cancelled, finished: true, result: { cancelled, runId: input.runId } }
  },

  takeBack: 'refuse',
})
