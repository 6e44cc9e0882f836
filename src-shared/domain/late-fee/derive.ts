import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { assertNever } from '../../kernel/assert.ts'
import type { Fraction } from '../../kernel/fraction.ts'
import { addFractions, compareFractions, fraction, ZERO } from '../../kernel/fraction.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { addDays, daysBetween, minDate } from '../../kernel/time.ts'
import { anchoredDate } from '../billing/index.ts'
import { inForceOn, roundAmount } from '../tariff/index.ts'
import type { LateDebt, LateFeePolicy, LprVersion } from './policy.ts'
import { bearsLateFee } from './policy.ts'
import type { OpenSegment } from './principal.ts'
import { countedAfter, graceEnd, isFrozenThroughout, openSegments, principalOn } from './principal.ts'

export interface LateFeeRequest {
  readonly policy: LateFeePolicy
  readonly debt: LateDebt
  /** 截止日, inclusive: the day of payment, or any day that somebody asks about. */
  readonly asOf: LocalDate
  /** In date order. */
  readonly lpr: readonly LprVersion[]
  /** k of the court-prudent figure, 1e-3: 1000–1300. */
  readonly prudentE3: number
}

/** One interval with one principal and one rate: a row of the derivation that is shown and printed. */
export interface LateFeeSegment extends OpenSegment {
  /** Late days; of a started month the days so far, though the month counts whole. */
  readonly days: number
  readonly exact: Fraction
}

export interface LateFee {
  readonly kind: 'derived'
  readonly segments: readonly LateFeeSegment[]
  /** Before cap and rounding. */
  readonly exact: Fraction
  readonly capped: boolean
  /** Contract figure: capped, rounded once. */
  readonly totalFen: Fen
  /** What is still to be paid or waived: the figure less the late fees that became documents. */
  readonly dueFen: Fen
  /** 审慎口径: LPR × k on the same days and principal; `null` when the table has no rate for one of them. */
  readonly prudentFen: Fen | null
}

export const LATE_FEE_CODES = ['late_fee.lpr_missing'] as const
export type LateFeeCode = (typeof LATE_FEE_CODES)[number]

const NOTHING: LateFee = {
  kind: 'derived',
  segments: [],
  exact: ZERO,
  capped: false,
  totalFen: fen(0),
  dueFen: fen(0),
  prudentFen: fen(0),
}
const YEAR_DAYS = 365

/** 违约金 of one line up to a day, derived from what is known and never stored (domain rules 3.6). No fee ever bears a fee. */
export function deriveLateFee(request: LateFeeRequest): LateFee | Refusal<LateFeeCode> {
  const { policy, debt, asOf, lpr, prudentE3 } = request
  if (!bearsLateFee(policy, debt) || asOf <= graceEnd(request)) return NOTHING
  const open = openSegments(request)
  const segments = segmentsOf(request, open)
  const atLpr = (multiplierE3: number) => sumExact(lprSegments(open, { lpr, multiplierE3 }))
  const cap = capOf(request, atLpr)
  if (segments === null || cap === 'unknown') return refusal('late_fee.lpr_missing', { asOf })
  const exact = sumExact(segments) ?? ZERO
  const capped = cap !== null && compareFractions(exact, cap) > 0
  const totalFen = capped ? roundAmount(cap, { ...policy.rounding, mode: 'down' }) : roundUpTo(exact, { policy, cap })
  const prudent = atLpr(prudentE3)
  return {
    kind: 'derived',
    segments,
    exact,
    capped,
    totalFen,
    dueFen: fen(Math.max(0, totalFen - debt.documentedFen)),
    prudentFen: prudent === null ? null : roundAmount(prudent, { mode: 'half_up', precision: 'fen' }),
  }
}

/** Rounding up to a 角 or a 元 must not lift the fee above its cap. */
function roundUpTo(
  exact: Fraction,
  { policy, cap }: { readonly policy: LateFeePolicy; readonly cap: Fraction | null },
): Fen {
  const rounded = roundAmount(exact, policy.rounding)
  if (cap === null || compareFractions(fraction(rounded), cap) <= 0) return rounded
  return roundAmount(cap, { ...policy.rounding, mode: 'down' })
}

function segmentsOf(request: LateFeeRequest, open: readonly OpenSegment[]): LateFeeSegment[] | null {
  const { rate } = request.policy
  switch (rate.kind) {
    case 'per_day':
      return open.map((segment) => byDays(segment, { ratePpm: rate.ratePpm, perDays: 1 }))
    case 'per_month':
      if (rate.months === 'started') return startedMonths(request, rate.ratePpm)
      return open.map((segment) => byDays(segment, { ratePpm: rate.ratePpm, perDays: 30 }))
    case 'per_year':
      return open.map((segment) => byDays(segment, { ratePpm: rate.ratePpm, perDays: YEAR_DAYS }))
    case 'lpr':
      return lprSegments(open, { lpr: request.lpr, multiplierE3: rate.multiplierE3 })
    default:
      return assertNever(rate, 'late fee rate')
  }
}

function byDays(
  segment: OpenSegment,
  { ratePpm, perDays }: { readonly ratePpm: number; readonly perDays: number },
): LateFeeSegment {
  const days = daysBetween(segment.fromOn, segment.toOn) + 1
  const num = BigInt(segment.principalFen) * BigInt(ratePpm) * BigInt(days)
  return { ...segment, days, exact: fraction(num, 1_000_000n * BigInt(perDays)) }
}

/** Months from the day after which days are counted, clamped; a started one counts, on the principal of its first day. */
function startedMonths(request: LateFeeRequest, ratePpm: number): LateFeeSegment[] {
  const { debt, asOf } = request
  const after = countedAfter(request)
  const segments: LateFeeSegment[] = []
  for (let index = 0; ; index++) {
    const fromOn = addDays(anchoredDate(after, index), 1)
    if (fromOn > asOf) return segments
    const toOn = minDate(anchoredDate(after, index + 1), asOf)
    const principalFen = principalOn(request, fromOn)
    if (principalFen <= 0 || isFrozenThroughout(debt, { fromOn, toOn })) continue
    const exact = fraction(BigInt(principalFen) * BigInt(ratePpm), 1_000_000n)
    segments.push({ fromOn, toOn, principalFen, days: daysBetween(fromOn, toOn) + 1, exact })
  }
}

interface LprRate {
  readonly lpr: readonly LprVersion[]
  readonly multiplierE3: number
}

/** Each day at the LPR of that day; `null` when the table begins later. */
function lprSegments(open: readonly OpenSegment[], { lpr, multiplierE3 }: LprRate): LateFeeSegment[] | null {
  const segments: LateFeeSegment[] = []
  for (const segment of open) {
    const changes = lpr.map(({ fromOn }) => fromOn).filter((on) => on > segment.fromOn && on <= segment.toOn)
    for (const [index, fromOn] of [segment.fromOn, ...changes].entries()) {
      const rate = inForceOn(lpr, fromOn)
      if (rate === null) return null
      const next = changes[index]
      const toOn = next === undefined ? segment.toOn : addDays(next, -1)
      const part = byDays(
        { ...segment, fromOn, toOn },
        { ratePpm: rate.ratePpm * multiplierE3, perDays: YEAR_DAYS * 1000 },
      )
      segments.push(part)
    }
  }
  return segments
}

function capOf(
  { policy, debt }: LateFeeRequest,
  atLpr: (multiplierE3: number) => Fraction | null,
): Fraction | null | 'unknown' {
  const { cap } = policy
  switch (cap.kind) {
    case 'none':
      return null
    case 'principal':
      return fraction(debt.billedFen)
    case 'amount':
      return fraction(cap.amountFen)
    case 'lpr':
      return atLpr(cap.multiplierE3) ?? 'unknown'
    default:
      return assertNever(cap, 'late fee cap')
  }
}

function sumExact(segments: readonly LateFeeSegment[] | null): Fraction | null {
  return segments === null ? null : segments.reduce((sum, { exact }) => addFractions(sum, exact), ZERO)
}
