import { createHash } from 'node:crypto'

import { lineKeyText, planDifferences, planUsageLines } from '../../../../../src-shared/domain/billing/index.ts'
import type {
  PlannedDifference,
  PlannedUsageLine,
  SkippedUsageRow,
  UsagePlan,
} from '../../../../../src-shared/domain/billing/index.ts'
import type { ReadHandle } from '../../../db/read-handle.ts'
import { loadBillData } from './bill-data.ts'
import type { BillData, BillScope } from './bill-data.ts'

export type BilledLine = PlannedUsageLine | PlannedDifference

export interface BillPlan {
  readonly data: BillData
  /** Bills and differences, in the order of the rooms. */
  readonly lines: readonly BilledLine[]
  readonly existing: UsagePlan['existing']
  /** Of the month that was asked for: earlier months are only caught up. */
  readonly skipped: readonly SkippedUsageRow[]
  /** Same data, same plan, same text: publishing compares it with what the person looked at. */
  readonly fingerprint: string
}

/**
 * Bills of a month by readings, and of the months before it what was read late or corrected since.
 * @throws AppError `billing.no_go_live` | `billing.month_too_far`
 */
export function planBills(db: ReadHandle, scope: BillScope, exceptRunId: string | null = null): BillPlan {
  const data = loadBillData(db, scope, exceptRunId)
  const { request, paidLineIds } = data
  const plan = planUsageLines(request)
  const lines = [...plan.created, ...planDifferences({ request, plan, paidLineIds })]
  const skipped = plan.skipped.filter(({ month }) => month === scope.month)
  return { data, lines, existing: plan.existing, skipped, fingerprint: fingerprintOf(lines) }
}

function fingerprintOf(lines: readonly BilledLine[]): string {
  const hash = createHash('sha256')
  for (const { key, ownerTermId, toOn, dueOn, amountFen } of lines)
    hash.update(`${lineKeyText(key)}|${ownerTermId}|${toOn}|${dueOn}|${amountFen}\n`)
  return `${lines.length}-${hash.digest('base64url').slice(0, 22)}`
}
