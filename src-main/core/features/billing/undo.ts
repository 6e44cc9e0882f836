import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import type { ReceivableEventTable } from '../../db/tables.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { steppedJob } from '../../jobs/definition.ts'
import type { Input } from '../../request/context.ts'
import { LINE_BALANCE, LINE_IS_STANDING } from '../ledger/index.ts'

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
export const paidLinesOfRun = hot<{ n: number }>(`SELECT count(*) AS n FROM receivable r ${LINE_BALANCE}
  WHERE r.bill_run_id = ? AND ifnull(balance.paid_fen, 0) > 0`)

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

export function cancelLines(
  db: UnitOfWork,
  lineIds: readonly string[],
  why: { readonly projectId: string; readonly userId: string; readonly reason: string },
): void {
  const cancelled = (receivableId: string): ReceivableEventTable => ({
    id: db.newId(),
    project_id: why.projectId,
    receivable_id: receivableId,
    kind: 'cancelled',
    reason: why.reason,
    user_id: why.userId,
    business_on: localDateOf(db.now),
    at: db.now,
  })
  db.insertMany('receivable_event', lineIds.map(cancelled))
}
