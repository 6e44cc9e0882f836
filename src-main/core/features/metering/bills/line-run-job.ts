import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../../src-shared/kernel/assert.ts'
import { localDateOf } from '../../../../../src-shared/kernel/time.ts'
import { hot } from '../../../db/read-handle.ts'
import type { MeterBillTable } from '../../../db/tables-metering.ts'
import type { ReceivableTable } from '../../../db/tables.ts'
import { steppedJob } from '../../../jobs/definition.ts'
import type { AnyJob, JobKind } from '../../../jobs/definition.ts'

/** A line that a run will write, and the days for which it bills meters. */
export interface NewLine {
  readonly row: Omit<ReceivableTable, 'business_on' | 'at'>
  readonly bills: readonly Omit<MeterBillTable, 'id'>[]
}

export interface LineWork {
  readonly lines: readonly NewLine[]
  readonly existing: number
  readonly skipped: number
  readonly totalFen: number
  readonly fingerprint: string
}

export interface LineRunInput {
  readonly runId: string
  readonly month: string
  readonly fingerprint: string
}

const run = hot<{ state: string }>('SELECT state FROM bill_run WHERE id = ?')
const known = hot<{ id: string }>('SELECT id FROM receivable WHERE id = ?')
const billsOfRun = hot<{ id: string }>(
  'SELECT bill.id FROM meter_bill bill JOIN receivable r ON r.id = bill.receivable_id WHERE r.bill_run_id = ? LIMIT ?',
)
const linesOfRun = hot<{ id: string }>('SELECT id FROM receivable WHERE bill_run_id = ? LIMIT ?')

/**
 * A run whose lines are planned by a task of the documents worker: writes the planned lines in chunks under a run that nobody sees yet; the last step posts it. After a crash it plans again
 * without its own lines, gets the same plan, and goes on at its cursor.
 */
export function lineRunJob<Input extends LineRunInput>(of: { readonly kind: JobKind; readonly task: string }): AnyJob {
  return steppedJob<Input, LineWork, number>({
    kind: of.kind,
    priority: 10,
    firstCursor: 0,

    async prepare({ documents, projectId, signal }, { fingerprint, ...input }) {
      const work = (await documents.run(of.task, { ...input, projectId }, { signal })) as LineWork
      if (work.fingerprint !== fingerprint) throw new AppError('billing.plan_changed')
      return { work, total: work.lines.length }
    },

    step({ db, input, work, cursor, size }) {
      invariant(db.hotFirst(run, input.runId)?.state === 'generating', 'a run is written before it is posted')
      const part = work.lines.slice(cursor, cursor + size)
      if (part.length > 0) {
        const business = { business_on: localDateOf(db.now), at: db.now }
        db.insertMany(
          'receivable',
          part.map(({ row }) => ({ ...row, ...business })),
        )
        const bills = part.flatMap(({ bills: of }) => of)
        db.insertMany(
          'meter_bill',
          bills.map((bill) => ({ id: db.newId(), ...existingOnly(bill) })),
        )
        const at = cursor + part.length
        return { cursor: at, done: at, finished: false }
      }
      const { lines, existing, skipped, totalFen } = work
      const counted = { created: lines.length, existing, skipped, total_fen: totalFen }
      db.update('bill_run', input.runId, {
        ...counted,
        state: 'posted',
        posted_at: db.now,
        business_on: localDateOf(db.now),
      })
      db.emit('billing.changed', { runIds: [input.runId] })
      db.emit('metering.changed', { meterIds: [] })
      const result = { created: lines.length, existing, skipped, totalFen, month: input.month, runId: input.runId }
      return { cursor, done: cursor, finished: true, result }

      /** A line that was never billed cannot be named as corrected. */
      function existingOnly(bill: Omit<MeterBillTable, 'id'>): Omit<MeterBillTable, 'id'> {
        const corrects = bill.corrects_receivable_id
        return corrects === null || db.hotFirst(known, corrects) !== null
          ? bill
          : { ...bill, corrects_receivable_id: null }
      }
    },

    takeBack({ db, projectId, input, size }) {
      const bills = db.hotAll(billsOfRun, input.runId, size).map(({ id }) => id)
      if (bills.length > 0) {
        db.removeMany('meter_bill', bills, projectId)
        return { finished: false }
      }
      const lines = db.hotAll(linesOfRun, input.runId, size).map(({ id }) => id)
      if (lines.length > 0) {
        db.removeMany('receivable', lines, projectId)
        return { finished: false }
      }
      db.update('bill_run', input.runId, { state: 'cancelled' })
      db.emit('billing.changed', { runIds: [input.runId] })
      return { finished: true }
    },
  })
}
