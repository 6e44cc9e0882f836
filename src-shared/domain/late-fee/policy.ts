import type { Fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Rounding } from '../tariff/index.ts'

/**
 * 违约金率. Rates are ppm: 5‱ is 500, 3.65% is 36,500; a multiplier of the LPR is 1e-3. A started month counts whole, or months
 * are counted as days / 30.
 */
export type LateFeeRate =
  | { readonly kind: 'per_day'; readonly ratePpm: number }
  | { readonly kind: 'per_month'; readonly ratePpm: number; readonly months: 'started' | 'by_days' }
  | { readonly kind: 'per_year'; readonly ratePpm: number }
  | { readonly kind: 'lpr'; readonly multiplierE3: number }

/** 封顶, on the whole late fee of a line, paid and waived included. */
export type LateFeeCap =
  | { readonly kind: 'none' }
  | { readonly kind: 'principal' }
  | { readonly kind: 'lpr'; readonly multiplierE3: number }
  | { readonly kind: 'amount'; readonly amountFen: Fen }

/** 违约金规则 of a project (domain rules 3.6). Off is no policy at all. */
export interface LateFeePolicy {
  readonly rate: LateFeeRate
  /** Days after the due date within which whoever pays owes nothing more. */
  readonly graceDays: number
  /** What is counted once grace has passed: from the due date + 1, or from the end of grace + 1. */
  readonly countFrom: 'due' | 'grace_end'
  readonly cap: LateFeeCap
  readonly rounding: Pick<Rounding, 'mode' | 'precision'>
  /** `null`: every item. */
  readonly itemIds: readonly string[] | null
  readonly excludedRoomIds: readonly string[]
}

/** The preset that a new office is offered: 0.05% a day, 15 days of grace, counted from its end, never above the principal. */
export const PRESET_POLICY: LateFeePolicy = {
  rate: { kind: 'per_day', ratePpm: 500 },
  graceDays: 15,
  countFrom: 'grace_end',
  cap: { kind: 'principal' },
  rounding: { mode: 'half_up', precision: 'fen' },
  itemIds: null,
  excludedRoomIds: [],
}

/** 一年期 LPR from a day on. */
export interface LprVersion {
  readonly fromOn: LocalDate
  readonly ratePpm: number
}

/** 冻结期间 (dispute, law suit), both days inclusive; `null` = still. */
export interface Freeze {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate | null
}

/**
 * What took principal away. A refund is a negative payment of its day; a receipt and its reversal are both left out, as if they
 * had not been. An offset counts from the day on which the prepayment was there.
 */
export type PrincipalMovement =
  | { readonly kind: 'payment'; readonly on: LocalDate; readonly amountFen: Fen }
  | { readonly kind: 'waiver'; readonly amountFen: Fen }
  | { readonly kind: 'offset'; readonly prepaidOn: LocalDate; readonly amountFen: Fen }

export interface LateDebt {
  readonly roomId: string
  readonly itemId: string
  /** No late fee on a late fee, none on a deposit. */
  readonly kind: 'fee' | 'late_fee' | 'deposit'
  readonly dueOn: LocalDate
  readonly billedFen: Fen
  readonly movements: readonly PrincipalMovement[]
  readonly freezes: readonly Freeze[]
  /** Late fees of this line that became documents already, paid or waived. */
  readonly documentedFen: Fen
}

export function bearsLateFee(
  policy: Pick<LateFeePolicy, 'itemIds' | 'excludedRoomIds'>,
  { roomId, itemId, kind }: Pick<LateDebt, 'roomId' | 'itemId' | 'kind'>,
): boolean {
  if (kind !== 'fee' || policy.excludedRoomIds.includes(roomId)) return false
  return policy.itemIds === null || policy.itemIds.includes(itemId)
}
