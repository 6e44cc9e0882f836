import { createHash } from 'node:crypto'

import { lineId, lineKeyText, planRun, summarizePlans } from '../../../../src-shared/domain/billing/index.ts'
import type { BillingPlan, PlanSummary, PlannedLine, SkippedRow } from '../../../../src-shared/domain/billing/index.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { loadPlanData } from './plan-data.ts'
import type { PlanData, PlanScope } from './plan-data.ts'

export interface MonthPlan {
  readonly data: PlanData
  readonly plan: BillingPlan
  /** Lines that the run would make, were they not taken out by hand. They are in the plan as skipped. */
  readonly excluded: readonly PlannedLine[]
  readonly summary: PlanSummary
  /** Same data, same plan, same text: publishing compares it with what the person looked at. */
  readonly fingerprint: string
}

/** Plans one run. @throws AppError `billing.no_go_live` | `billing.month_too_far` */
export function planMonth(db: ReadHandle, at: PlanScope, exceptRunId: string | null = null): MonthPlan {
  const data = loadPlanData(db, at, exceptRunId)
  const whole = planRun(data.request)
  const out = new Set((at.scope.excluded ?? []).map(({ roomId, itemId }) => `${roomId}|${itemId}`))
  const isOut = ({ key }: PlannedLine): boolean => out.has(`${key.roomId}|${key.itemId}`)
  const excluded = out.size === 0 ? [] : whole.created.filter(isOut)
  const plan: BillingPlan = {
    created: out.size === 0 ? whole.created : whole.created.filter((line) => !isOut(line)),
    existing: whole.existing,
    skipped: [
      ...whole.skipped.filter((row) => !(row.code === 'billing.not_bound' && data.standardOptional.has(row.roomId))),
      ...skippedByHand(excluded, data),
    ],
  }
  return { data, plan, excluded, summary: summarizePlans([plan]), fingerprint: fingerprintOf(plan.created) }
}

function skippedByHand(excluded: readonly PlannedLine[], { request }: PlanData): SkippedRow[] {
  if (excluded.length === 0) return []
  const codes = new Map(request.rooms.map(({ id, code }) => [id, code]))
  return excluded.map(({ key: { roomId, itemId, month }, fromOn, toOn }) => ({
    roomId,
    roomCode: codes.get(roomId) ?? '',
    itemId,
    month,
    fromOn,
    toOn,
    code: 'billing.excluded' as const,
  }))
}

function fingerprintOf(lines: readonly PlannedLine[]): string {
  const hash = createHash('sha256')
  for (const line of lines)
    hash.update(`${lineKeyText(line.key)}|${line.ownerTermId}|${line.toOn}|${line.dueOn}|${line.amountFen}\n`)
  return `${lines.length}-${hash.digest('base64url').slice(0, 22)}`
}

/** The id of a line, the same on every PC that bills the same thing. */
export function idOfLine(line: Pick<PlannedLine, 'key'>): string {
  return lineId(line.key, (text) => createHash('sha256').update(text).digest())
}
