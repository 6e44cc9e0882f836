import type { Fen, RoundingMode } from '../../kernel/money.ts'
import { divideRounded, fen, shareByLargestRemainder, ZERO_FEN } from '../../kernel/money.ts'
import type { Fraction } from '../../kernel/fraction.ts'
import { commonWeights } from '../../kernel/fraction.ts'

export type RoundingPrecision = 'fen' | 'jiao' | 'yuan'

/** `month`: every monthly line is rounded by itself. `period`: the issue period is rounded once, its lines share it. */
export type RoundingScope = 'month' | 'period'

/** 取整: how a standard rounds its lines (domain rules 3.5). */
export interface Rounding {
  readonly mode: RoundingMode
  readonly precision: RoundingPrecision
  readonly scope: RoundingScope
}

export const DEFAULT_ROUNDING: Rounding = { mode: 'half_up', precision: 'fen', scope: 'month' }

const UNIT_FEN = { fen: 1n, jiao: 10n, yuan: 100n } as const

/** The one rounding of an exact amount in 分, symmetric around zero. @throws RangeError when it does not fit 2^53. */
export function roundAmount(exact: Fraction, rounding: Pick<Rounding, 'mode' | 'precision'>): Fen {
  const unit = UNIT_FEN[rounding.precision]
  return fen(Number(divideRounded(exact.num, exact.den * unit, rounding.mode) * unit))
}

/** Shares a rounded whole over its exact parts; equal remainders go to the earlier part. The parts add up to the whole. */
export function shareOverParts(whole: Fen, parts: readonly Fraction[]): Fen[] {
  const weights = commonWeights(parts)
  if (weights.every((weight) => weight === 0n)) return parts.map(() => ZERO_FEN)
  return shareByLargestRemainder(whole, weights)
}
