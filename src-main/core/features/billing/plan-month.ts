import { createHash } from 'node:crypto'

import { lineId, lineKeyText, planLines, summarizePlans } from '../../../../src-shared/domain/billing/index.ts'
import type { BillingPlan, PlanSummary, PlannedLine } from '../../../../src-shared/domain/billing/index.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { loadPlanData } from './plan-data.ts'
import type { PlanData, PlanScope } from './plan-data.ts'

export interface MonthPlan {
  readonly data: PlanData
  readonly plan: BillingPlan
  readonly summary: PlanSummary
  /** Same data, same plan, same text: publishing compares it with what the person looked at. */
  readonly fingerprint: string
}

/** Plans one month. @throws AppError `billing.no_go_live` | `billing.month_too_far` */
export function planMonth(db: ReadHandle, at: PlanScope, exceptRunId: string | null = null): MonthPlan {
  const data = loadPlanData(db, at, exceptRunId)
  const whole = planLines(data.request)
  const plan: BillingPlan = {
    ...whole,
    skipped: whole.skipped.filter(
      (row) => !(row.code === 'billing.not_bound' && data.standardOptional.has(row.roomId)),
    ),
  }
  return { data, plan, summary: summarizePlans([plan]), fingerprint: fingerprintOf(plan.created) }
}

function fingerprintOf(lines: readonly PlannedLine[]): string {
  const hash = createHash('sha256')
  for (const line of lines)
    hash.update(`${lineKeyText(line.key)}|${line.ownerTermId}|${line.toOn}|${line.dueOn}|${line.amountFen}\n`)
  return `${lines.length}-${hash.digest('base64url').slice(0, 22)}`
}

/** The id of a line, the same on every PC that bills the same thing. */
export function idOfLine(line: PlannedLine): string {
  return lineId(line.key, (text) => createHash('sha256').update(text).digest())
}
