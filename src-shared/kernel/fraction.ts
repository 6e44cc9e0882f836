import { invariant } from './assert.ts'

/** An exact amount or factor. `den` is positive; nothing is rounded before the one division (domain rules 3.0). */
export interface Fraction {
  readonly num: bigint
  readonly den: bigint
}

export const ZERO: Fraction = { num: 0n, den: 1n }
export const ONE: Fraction = { num: 1n, den: 1n }

/** The reduced fraction. @throws Error when the denominator is not positive. */
export function fraction(num: bigint | number, den: bigint | number = 1n): Fraction {
  const bottom = BigInt(den)
  invariant(bottom > 0n, 'the denominator of a fraction is positive')
  const top = BigInt(num)
  const divisor = greatestCommonDivisor(top < 0n ? -top : top, bottom)
  return { num: top / divisor, den: bottom / divisor }
}

export function addFractions(left: Fraction, right: Fraction): Fraction {
  return fraction(left.num * right.den + right.num * left.den, left.den * right.den)
}

export function subtractFractions(left: Fraction, right: Fraction): Fraction {
  return fraction(left.num * right.den - right.num * left.den, left.den * right.den)
}

export function multiplyFractions(left: Fraction, right: Fraction): Fraction {
  return fraction(left.num * right.num, left.den * right.den)
}

/** Negative, zero or positive, as `left` is smaller than, equal to or larger than `right`. */
export function compareFractions(left: Fraction, right: Fraction): number {
  const difference = left.num * right.den - right.num * left.den
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}

/** The fractions as integers in their ratio: weights for a share by largest remainder. */
export function commonWeights(fractions: readonly Fraction[]): bigint[] {
  let common = 1n
  for (const { den } of fractions) common = (common / greatestCommonDivisor(common, den)) * den
  return fractions.map(({ num, den }) => num * (common / den))
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let a = left
  let b = right
  while (b > 0n) [a, b] = [b, a % b]
  return a
}
