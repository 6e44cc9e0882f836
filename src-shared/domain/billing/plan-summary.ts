import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import type { SkipCode } from './codes.ts'
import { needsMending } from './codes.ts'
import type { BillingPlan } from './model.ts'

/** What a run did, by numbers that add up (R0-8): created, there already, skipped with reason, sum. */
export interface PlanSummary {
  readonly createdCount: number
  readonly createdFen: Fen
  readonly existingCount: number
  readonly existingFen: Fen
  /** Lines that stand, but that today's data would bill differently. */
  readonly differingCount: number
  readonly skippedCount: number
  readonly toMendCount: number
  readonly skippedByCode: ReadonlyMap<SkipCode, number>
  readonly createdFenByItem: ReadonlyMap<string, Fen>
}

/** Sums one plan, or several chunks of one run. */
export function summarizePlans(plans: Iterable<BillingPlan>): PlanSummary {
  const count = { created: 0, createdFen: 0, existing: 0, existingFen: 0, differing: 0, skipped: 0, toMend: 0 }
  const skippedByCode = new Map<SkipCode, number>()
  const createdFenByItem = new Map<string, Fen>()
  for (const plan of plans) {
    for (const { key, amountFen } of plan.created) {
      count.createdFen += amountFen
      createdFenByItem.set(key.itemId, fen((createdFenByItem.get(key.itemId) ?? 0) + amountFen))
    }
    for (const { amountFen, computedFen } of plan.existing) {
      count.existingFen += amountFen
      if (amountFen !== computedFen) count.differing++
    }
    for (const { code } of plan.skipped) {
      skippedByCode.set(code, (skippedByCode.get(code) ?? 0) + 1)
      if (needsMending(code)) count.toMend++
    }
    count.created += plan.created.length
    count.existing += plan.existing.length
    count.skipped += plan.skipped.length
  }
  return {
    createdCount: count.created,
    createdFen: fen(count.createdFen),
    existingCount: count.existing,
    existingFen: fen(count.existingFen),
    differingCount: count.differing,
    skippedCount: count.skipped,
    toMendCount: count.toMend,
    skippedByCode,
    createdFenByItem,
  }
}
