import type { Fen } from '../../kernel/money.ts'
import { divideRounded } from '../../kernel/money.ts'
import type { LateFeeRate } from './policy.ts'

/** What a manager should see before a late fee is claimed; none of them forbids it. */
export const LATE_FEE_WARNINGS = ['late_fee.over_principal', 'late_fee.over_prudent', 'late_fee.rate_above_24'] as const
export type LateFeeWarning = (typeof LATE_FEE_WARNINGS)[number]

/** 24% a year, and 130% of the loss: above them courts lower the claim as a rule (合同编通则解释 65). */
const HIGH_ANNUAL_PPM = 240_000
const HIGH_LOSS_PERCENT = 130n

export interface LateFeeReview {
  /** 倍数: late fee ÷ principal with two decimals; `null` without principal. */
  readonly ratioE2: number | null
  readonly warnings: readonly LateFeeWarning[]
}

/** 超过本金 and its like, for one line or for everything that is claimed (case L14). `lossFen`: the figure at LPR × 1.0. */
export function reviewLateFee(claim: {
  readonly principalFen: Fen
  readonly lateFeeFen: Fen
  readonly lossFen: Fen | null
}): LateFeeReview {
  const { principalFen, lateFeeFen, lossFen } = claim
  const warnings: LateFeeWarning[] = []
  if (lateFeeFen > principalFen) warnings.push('late_fee.over_principal')
  if (lossFen !== null && BigInt(lateFeeFen) * 100n > BigInt(lossFen) * HIGH_LOSS_PERCENT)
    warnings.push('late_fee.over_prudent')
  const ratioE2 = principalFen > 0 ? Number(divideRounded(BigInt(lateFeeFen) * 100n, BigInt(principalFen))) : null
  return { ratioE2, warnings }
}

/** A rate by the year, in ppm; that of an LPR policy follows the table and is `null`. */
export function annualPpm(rate: LateFeeRate): number | null {
  if (rate.kind === 'lpr') return null
  if (rate.kind === 'per_year') return rate.ratePpm
  return rate.ratePpm * (rate.kind === 'per_day' ? 365 : 12)
}

export function reviewRate(rate: LateFeeRate): readonly LateFeeWarning[] {
  return (annualPpm(rate) ?? 0) > HIGH_ANNUAL_PPM ? ['late_fee.rate_above_24'] : []
}
