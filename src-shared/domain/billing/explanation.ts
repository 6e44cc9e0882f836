import { invariant } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import { formatScaled } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Charge, Fraction, ProrationMethod, Rounding, Tariff } from '../tariff/index.ts'
import {
  addFractions,
  fraction,
  monthOfCharge,
  multiplyFractions,
  roundAmount,
  shareOverParts,
  ZERO,
} from '../tariff/index.ts'

/** One piece of the sum that is rounded together: a month's charge × factor × days / ofDays, `repeat` times in a row. */
export interface ExplainedPart extends Charge {
  /** The month's factor that begin and end of the obligation leave, as numerator and denominator. */
  readonly factor: readonly [number, number]
  readonly days: number
  /** Billed days of the month that share the factor. */
  readonly ofDays: number
  readonly repeat: number
}

/**
 * 计算依据: why a line has its amount (R0-3), as data that is stored with the line. `recompute` reads nothing else.
 * `parts` are rounded once as a whole (`roundedFen`), which is then shared; this line is number `position` of the repeated parts.
 */
export interface LineExplanation {
  readonly formula: 1
  readonly tariff: Tariff
  readonly proration: ProrationMethod
  readonly rounding: Rounding
  /** Day of the price version, or `override` when the room has a price of its own. */
  readonly priceVersion: LocalDate | 'override'
  readonly parts: readonly ExplainedPart[]
  readonly position: number
  readonly roundedFen: Fen
  /** 事由 of a one-off charge; no part of the reckoning. */
  readonly note?: string
}

/** The exact amount of one part in 分, before any rounding. */
export function exactPart(part: ExplainedPart): Fraction {
  const [num, den] = part.factor
  const month = monthOfCharge(part)
  if (num === den && part.days === part.ofDays) return month
  return multiplyFractions(month, fraction(num * part.days, den * part.ofDays))
}

/** The exact sum in 分 of all parts that are rounded together. */
export function exactSum(parts: readonly ExplainedPart[]): Fraction {
  let sum = ZERO
  for (const part of parts) sum = addFractions(sum, multiplyFractions(exactPart(part), fraction(part.repeat)))
  return sum
}

/** Rounds the sum of the parts once and shares it over them, repeated parts one by one. */
export function computeShares(parts: readonly ExplainedPart[], rounding: Rounding): { roundedFen: Fen; shares: Fen[] } {
  const [only] = parts
  if (only !== undefined && parts.length === 1 && only.repeat === 1) {
    const whole = roundAmount(exactPart(only), rounding)
    return { roundedFen: whole, shares: [whole] }
  }
  const exact = expandParts(parts).map((part) => exactPart(part))
  const roundedFen = roundAmount(exactSum(parts), rounding)
  return { roundedFen, shares: shareOverParts(roundedFen, exact) }
}

function expandParts(parts: readonly ExplainedPart[]): ExplainedPart[] {
  return parts.flatMap((part) => Array.from({ length: part.repeat }, () => part))
}

/** The line's amount from its explanation alone. @throws Error when the explanation does not hold its own line. */
export function recompute(explanation: LineExplanation): Fen {
  const share = computeShares(explanation.parts, explanation.rounding).shares[explanation.position]
  invariant(share !== undefined, 'the position of an explanation is one of its parts')
  return share
}

/** The line's own exact amount in 元 before rounding, as text: `160.974`; an endless decimal is cut after six and ends in `…`. */
export function exactText(explanation: LineExplanation): string {
  const own = expandParts(explanation.parts)[explanation.position]
  invariant(own !== undefined, 'the position of an explanation is one of its parts')
  return yuanText(exactPart(own))
}

/** An exact amount in 分 as 元, as text: `160.974`; an endless decimal is cut after six and ends in `…`. */
export function yuanText({ num, den }: Fraction): string {
  const scaled = num * 10_000n
  const text = formatScaled(Number(scaled / den), 6, 2)
  return scaled % den === 0n ? text : `${text}…`
}
