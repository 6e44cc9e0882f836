import type { Fen } from '../../kernel/money.ts'
import { addFen, fen, sumFen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { addDays, maxDate } from '../../kernel/time.ts'
import type { ExistingLine } from './model.ts'
import { planUsageLines } from './plan-usage-lines.ts'
import type { UsageExplanation } from './usage-explanation.ts'
import { recomputeUsage } from './usage-explanation.ts'
import type { PlannedUsageLine, UsagePlan, UsagePlanRequest } from './usage-model.ts'

/** 计算依据 of a difference line (补差): what the bill comes to now, less what stands on it and was corrected before. */
export interface DifferenceExplanation {
  readonly formula: 'usage_difference'
  readonly correctsLineId: string
  readonly now: UsageExplanation
  readonly wasFen: Fen
  /** Σ of the differences that were made earlier. */
  readonly beforeFen: Fen
}

export function recomputeDifference({ now, wasFen, beforeFen }: DifferenceExplanation): Fen {
  return fen(recomputeUsage(now) - wasFen - beforeFen)
}

export interface PlannedDifference extends Omit<PlannedUsageLine, 'explanation' | 'corrects'> {
  readonly correctsLineId: string
  readonly explanation: DifferenceExplanation
}

export interface DifferenceRequest {
  readonly request: UsagePlanRequest
  readonly plan: UsagePlan
  /** Lines that something was paid on, of rooms with a corrected reading: unpaid ones are voided and billed again instead. */
  readonly paidLineIds: ReadonlySet<string>
}

/** A difference is never overdue on its birth day. */
const DUE_DAYS = 7

/**
 * 补差 after a correction (case W14): for each paid line that the readings would bill differently now. Planned again with the
 * differences in `existing` there are none left.
 */
export function planDifferences({ request, plan, paidLineIds }: DifferenceRequest): PlannedDifference[] {
  const wrong = plan.existing.filter(({ lineId, amountFen, computedFen }) => {
    const before = sumFen(differencesOf(request.existing, lineId), amountOf)
    return paidLineIds.has(lineId) && computedFen !== addFen(amountFen, before)
  })
  if (wrong.length === 0) return []
  const ids = new Set(wrong.map(({ lineId }) => lineId))
  const existing = request.existing.filter((line) => !ids.has(line.id))
  const again = planUsageLines({ ...request, existing }).created
  return wrong.flatMap((found): PlannedDifference[] => {
    const { roomId, itemId, fromOn, lineId, amountFen: wasFen } = found
    const now = again.find(({ key }) => key.roomId === roomId && key.itemId === itemId && key.fromOn === fromOn)
    if (now === undefined) return []
    const beforeFen = sumFen(differencesOf(request.existing, lineId), amountOf)
    const explanation = {
      formula: 'usage_difference',
      correctsLineId: lineId,
      now: now.explanation,
      wasFen,
      beforeFen,
    } as const
    const { corrects: _, ...line } = now
    return [
      {
        ...line,
        amountFen: recomputeDifference(explanation),
        dueOn: dueOf(now.dueOn, request.today),
        correctsLineId: lineId,
        explanation,
      },
    ]
  })
}

function differencesOf(existing: readonly ExistingLine[], lineId: string): ExistingLine[] {
  return existing.filter(({ state, correctsLineId }) => state === 'active' && correctsLineId === lineId)
}

function dueOf(dueOn: LocalDate, today: LocalDate): LocalDate {
  return maxDate(dueOn, addDays(today, DUE_DAYS))
}

function amountOf({ amountFen }: { readonly amountFen: Fen }): Fen {
  return amountFen
}
