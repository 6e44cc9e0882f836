import { createHash } from 'node:crypto'

import { lineId, lineKeyText } from '../../../../../src-shared/domain/billing/index.ts'
import type { LineKey } from '../../../../../src-shared/domain/billing/index.ts'
import { sumFen } from '../../../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../../../src-shared/kernel/money.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../../src-shared/kernel/assert.ts'
import { addDays, localDateOf } from '../../../../../src-shared/kernel/time.ts'
import { hot } from '../../../db/read-handle.ts'
import type { ReceivableTable } from '../../../db/tables.ts'
import type { MeterBillTable } from '../../../db/tables-metering.ts'
import { steppedJob } from '../../../jobs/definition.ts'
import type { AnyJob } from '../../../jobs/definition.ts'
import { documentTask } from '../../../workers/document-tasks.ts'
import type { BillScope } from './bill-data.ts'
import { planBills } from './plan-bills.ts'
import type { BilledLine } from './plan-bills.ts'

/** What the job is told. `today` is the day on which it was asked: due dates must not move when it goes on after midnight. */
export interface PublishBillsInput extends Omit<BillScope, 'projectId'> {
  readonly runId: string
  readonly fingerprint: string
}

interface NewLine {
  readonly row: Omit<ReceivableTable, 'business_on' | 'at'>
  readonly bills: readonly Omit<MeterBillTable, 'id'>[]
}

export interface BillWork {
  readonly lines: readonly NewLine[]
  readonly existing: number
  readonly skipped: number
  readonly totalFen: number
  readonly fingerprint: string
}

/** Plans in the documents worker; core only writes. */
export const planBillWork = documentTask<BillScope & { readonly runId: string | null }, BillWork>(
  ({ db }, { runId, ...scope }) => {
    const { lines, existing, skipped, fingerprint } = planBills(db, scope, runId)
    return Promise.resolve({
      lines: lines.map((line) => newLine(line, runId ?? '')),
      existing: existing.length,
      skipped: skipped.length,
      totalFen: sumFen(lines, ({ amountFen }): Fen => amountFen),
      fingerprint,
    })
  },
)

function newLine(line: BilledLine, runId: string): NewLine {
  const { key, fromOn, toOn, explanation } = line
  const id = idOfKey(key)
  const row = {
    id,
    project_id: key.projectId,
    room_id: key.roomId,
    owner_term_id: line.ownerTermId,
    fee_item_id: key.itemId,
    fee_standard_id: line.standardId,
    bill_run_id: runId,
    line_key: lineKeyText(key),
    attempt: key.attempt,
    month: key.month,
    from_on: fromOn,
    to_on: toOn,
    due_on: line.dueOn,
    amount_fen: line.amountFen,
    explanation_json: JSON.stringify(explanation),
  }
  const isDifference = explanation.formula === 'usage_difference'
  const { origins } = isDifference ? explanation.now : explanation
  const corrects = isDifference ? explanation.correctsLineId : correctedByEstimate(line)
  const bills = origins.map(({ meterId }) => ({
    project_id: key.projectId,
    meter_id: meterId,
    receivable_id: id,
    base_on: addDays(fromOn, -1),
    end_on: toOn,
    corrects_receivable_id: corrects,
  }))
  return { row, bills }
}

/** What takes an estimate back names the first bill of its days, whose id follows from its key. */
function correctedByEstimate(line: BilledLine): string | null {
  if (!('corrects' in line) || line.corrects === null) return null
  return idOfKey({ ...line.key, ...line.corrects, attempt: 1 })
}

function idOfKey(key: LineKey): string {
  return lineId(key, (text) => createHash('sha256').update(text).digest())
}

const run = hot<{ state: string }>('SELECT state FROM bill_run WHERE id = ?')
const known = hot<{ id: string }>('SELECT id FROM receivable WHERE id = ?')
const billsOfRun = hot<{ id: string }>(
  'SELECT bill.id FROM meter_bill bill JOIN receivable r ON r.id = bill.receivable_id WHERE r.bill_run_id = ? LIMIT ?',
)
const linesOfRun = hot<{ id: string }>('SELECT id FROM receivable WHERE bill_run_id = ? LIMIT ?')

/**
 * 用量账单: writes the planned lines in chunks under a run that nobody sees yet; the last step posts it. After a crash it plans again
 * without its own lines, gets the same plan, and goes on at its cursor.
 */
export const publishUsage: AnyJob = steppedJob<PublishBillsInput, BillWork, number>({
  kind: 'publish_usage',
  priority: 10,
  firstCursor: 0,

  async prepare({ documents, projectId, signal }, { fingerprint, ...input }) {
    const work = (await documents.run('metering.plan_bills', { ...input, projectId }, { signal })) as BillWork
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
