import { createHash } from 'node:crypto'

import { lineId, lineKeyText } from '../../../../../src-shared/domain/billing/index.ts'
import type { LineKey } from '../../../../../src-shared/domain/billing/index.ts'
import { sumFen } from '../../../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../../../src-shared/kernel/money.ts'
import { addDays } from '../../../../../src-shared/kernel/time.ts'
import type { AnyJob } from '../../../jobs/definition.ts'
import { documentTask } from '../../../workers/document-tasks.ts'
import type { BillScope } from './bill-data.ts'
import { planBills } from './plan-bills.ts'
import type { BilledLine } from './plan-bills.ts'
import { lineRunJob } from './line-run-job.ts'
import type { LineWork, NewLine } from './line-run-job.ts'

/** What the job is told. `today` is the day on which it was asked: due dates must not move when it goes on after midnight. */
export interface PublishBillsInput extends Omit<BillScope, 'projectId'> {
  readonly runId: string
  readonly fingerprint: string
}

/** Plans in the documents worker; core only writes. */
export const planBillWork = documentTask<BillScope & { readonly runId: string | null }, LineWork>(
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

export const publishUsage: AnyJob = lineRunJob<PublishBillsInput>({
  kind: 'publish_usage',
  task: 'metering.plan_bills',
})
