import { assertNever } from '../../kernel/assert.ts'
import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import type { Fraction, Rounding } from '../tariff/index.ts'
import { fraction, roundAmount, usageAmount } from '../tariff/index.ts'
import type { ShareCode, SharePool } from './model.ts'

/** What is shared, and what of the whole stays with the company because the checklist took it out (case S7). */
export interface PricedPool {
  readonly kind: 'priced'
  /** `null` when the pool is an amount. */
  readonly usageE3: number | null
  readonly wholeFen: Fen
  readonly poolFen: Fen
  readonly companyFen: Fen
}

/** Rounded whole − rounded pool = the company's cost. A pool below 0 stops the run: nobody is paid for lost water. */
export function pricePool(
  pool: SharePool,
  rounding: Pick<Rounding, 'mode' | 'precision'>,
): PricedPool | Refusal<ShareCode> {
  const figures = figuresOf(pool)
  const { whole, excluded } = figures
  if (![whole, ...excluded].every((value) => Number.isSafeInteger(value))) return refusal('share.pool_out_of_range')
  if (excluded.some((value) => value < 0)) return refusal('share.exclusion_negative', {}, 'exclusions')
  const rest = excluded.reduce((left, value) => left - value, whole)
  if (rest < 0) return refusal('share.pool_negative', {}, 'pool')
  const wholeFen = roundAmount(figures.price(whole), rounding)
  const poolFen = roundAmount(figures.price(rest), rounding)
  const usageE3 = pool.kind === 'amount' ? null : rest
  return { kind: 'priced', usageE3, wholeFen, poolFen, companyFen: fen(wholeFen - poolFen) }
}

interface PoolFigures {
  readonly whole: number
  readonly excluded: readonly number[]
  readonly price: (value: number) => Fraction
}

function figuresOf(pool: SharePool): PoolFigures {
  switch (pool.kind) {
    case 'amount':
      return {
        whole: pool.amountFen,
        excluded: pool.exclusions.map(({ amountFen }) => amountFen),
        price: (value) => fraction(value),
      }
    case 'usage':
    case 'master_difference':
      return {
        whole: pool.usageE3,
        excluded: pool.exclusions.map(({ usageE3 }) => usageE3),
        price: (value) => usageAmount(pool.priceE6, value),
      }
    default:
      return assertNever(pool, 'share pool')
  }
}
