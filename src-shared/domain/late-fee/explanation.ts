import type { Fraction } from '../../kernel/fraction.ts'
import { divideRounded, fen } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { inForceOn } from '../tariff/index.ts'
import type { LateFee, LateFeeSegment } from './derive.ts'
import type { LateFeePolicy, LprVersion } from './policy.ts'

/** One row of the derivation as it is stored and shown. */
export interface ExplainedSegment {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly days: number
  readonly principalFen: Fen
  /** The year's rate where it follows the LPR; `null` where the rule names the rate. */
  readonly annualPpm: number | null
  /** 1e-6 元, rounded for reading: the sum is made of the exact parts. */
  readonly amountE6: number
}

/** 违约金的由来: what a receipt keeps of it, and what "why this amount" tells. Plain data. */
export interface LateFeeExplanation {
  readonly asOf: LocalDate
  readonly dueOn: LocalDate
  readonly policy: Pick<LateFeePolicy, 'rate' | 'graceDays' | 'countFrom' | 'cap'>
  readonly segments: readonly ExplainedSegment[]
  readonly exactE6: number
  readonly capped: boolean
  readonly totalFen: Fen
  /** Paid or waived before. */
  readonly documentedFen: Fen
}

export interface ExplainRequest {
  readonly policy: LateFeePolicy
  readonly dueOn: LocalDate
  readonly asOf: LocalDate
  readonly documentedFen: Fen
  readonly lpr: readonly LprVersion[]
}

export function explainLateFee(lateFee: LateFee, request: ExplainRequest): LateFeeExplanation {
  const { rate, graceDays, countFrom, cap } = request.policy
  return {
    asOf: request.asOf,
    dueOn: request.dueOn,
    policy: { rate, graceDays, countFrom, cap },
    segments: lateFee.segments.map((segment) => explained(segment, request)),
    exactE6: toE6(lateFee.exact),
    capped: lateFee.capped,
    totalFen: lateFee.totalFen,
    documentedFen: request.documentedFen,
  }
}

function explained(segment: LateFeeSegment, { policy, lpr }: ExplainRequest): ExplainedSegment {
  const { fromOn, toOn, days, principalFen, exact } = segment
  const base = policy.rate.kind === 'lpr' ? inForceOn(lpr, fromOn) : null
  const annual =
    policy.rate.kind === 'lpr' && base !== null
      ? Number(divideRounded(BigInt(base.ratePpm) * BigInt(policy.rate.multiplierE3), 1000n))
      : null
  return { fromOn, toOn, days, principalFen: fen(principalFen), annualPpm: annual, amountE6: toE6(exact) }
}

/** Fractions are of 分. */
function toE6({ num, den }: Fraction): number {
  return Number(divideRounded(num * 10_000n, den))
}
