import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { formatScaled, parseScaled, toHalfWidth } from '../../kernel/money.ts'
import type { LateFeeRate } from './policy.ts'
import type { LateFeeWarning } from './warnings.ts'
import { annualPpm, reviewRate } from './warnings.ts'

export const RATE_CODES = [
  'late_fee.rate_unit_missing',
  'late_fee.rate_not_a_number',
  'late_fee.rate_out_of_range',
] as const
export type RateCode = (typeof RATE_CODES)[number]

export interface ReadRate {
  readonly kind: 'rate'
  readonly ratePpm: number
  /** 百分、千分、万分: the sign that was typed. */
  readonly unit: 'percent' | 'per_mille' | 'per_myriad'
}

const SIGNS = [
  { unit: 'percent', signs: ['%', '百分之'], decimals: 4 },
  { unit: 'per_mille', signs: ['‰', '千分之'], decimals: 3 },
  { unit: 'per_myriad', signs: ['‱', '万分之'], decimals: 2 },
] as const

/**
 * A rate as it is typed. The sign must be typed too: other systems want 0.2 for 2‰, and a bare number is how a rate becomes ten
 * times what the contract says.
 */
export function readRate(text: string): ReadRate | Refusal<RateCode> {
  const plain = toHalfWidth(text).replace(/\s/g, '')
  for (const { unit, signs, decimals } of SIGNS) {
    const sign = signs.find((each) => plain.includes(each))
    if (sign === undefined) continue
    const ratePpm = parseScaled(plain.replace(sign, ''), decimals)
    if (ratePpm === null) return refusal('late_fee.rate_not_a_number', {}, 'rate')
    if (ratePpm <= 0 || ratePpm > 1_000_000) return refusal('late_fee.rate_out_of_range', {}, 'rate')
    return { kind: 'rate', ratePpm, unit }
  }
  const bare = parseScaled(plain, 6) !== null
  return refusal(bare ? 'late_fee.rate_unit_missing' : 'late_fee.rate_not_a_number', {}, 'rate')
}

export interface RateInWords {
  /** `0.50` of 每 1000 元每天 0.50 元 (or a month, or a year): stands beside the field while somebody types. */
  readonly perThousand: string
  readonly annualPpm: number
  readonly warnings: readonly LateFeeWarning[]
  /** A percent that comes to the whole debt in a year was probably meant as per mille: the rate that it would then be. */
  readonly perhapsPpm: number | null
}

/** What a typed rate means in money, so that percent and per mille are not mixed up. */
export function rateInWords(rate: Exclude<LateFeeRate, { readonly kind: 'lpr' }>, unit: ReadRate['unit']): RateInWords {
  const annual = annualPpm(rate) as number
  return {
    perThousand: formatScaled(rate.ratePpm, 3, 2),
    annualPpm: annual,
    warnings: reviewRate(rate),
    perhapsPpm: unit === 'percent' && annual >= 1_000_000 ? rate.ratePpm / 10 : null,
  }
}
