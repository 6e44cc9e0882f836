import { assertNever } from '../../kernel/assert.ts'
import type { Fraction } from '../../kernel/fraction.ts'
import { fraction } from '../../kernel/fraction.ts'

/** Which area (面积) of the room is charged: built (建筑), inner (套内) or share (公摊). */
export type AreaBasis = 'built' | 'inner' | 'share'

/** 按面积: price in 元 per ㎡ and month, times one of the room's areas. */
export interface AreaTariff {
  readonly kind: 'area'
  readonly basis: AreaBasis
}

/** 按套/按户: the price is the amount of one month of one object. */
export interface FixedTariff {
  readonly kind: 'fixed'
}

/** 按人/按车位/按车/按卡: what is counted on the first billed day of the period. */
export type CountBasis = 'person' | 'space' | 'vehicle' | 'card'

export interface CountTariff {
  readonly kind: 'count'
  readonly of: CountBasis
}

/** 自定义公式: the text stands in the price versions, its value is the amount of one full month. */
export interface FormulaTariff {
  readonly kind: 'formula'
}

/** How many of each belong to the object; `null` when nobody entered it. */
export type Counts = Readonly<Record<CountBasis, number | null>>

/**
 * How a fee item (费用) finds its quantity: the types of domain rules 3.1. A new type is a new variant here, a case in
 * `quantityOf`, and nothing else: price versions, proration, rounding and cuts do not know the type.
 */
export type Tariff = AreaTariff | FixedTariff | CountTariff | FormulaTariff

/** What a tariff may need to know about the object on one day. Areas in 1/100 ㎡, `null` when nobody entered them. */
export interface QuantitySource {
  readonly builtE2: number | null
  readonly innerE2: number | null
  readonly shareE2: number | null
  readonly counts?: Counts
}

/** `value` is an integer scaled by `scale` decimals: 89.43 ㎡ is 8943 with scale 2. */
export interface Quantity {
  readonly value: number
  readonly scale: 0 | 2 | 3
}

/** The quantity of one day, or `null` when the room lacks the figure that the tariff needs (never a silent 0, case B27). */
export function quantityOf(tariff: Tariff, source: QuantitySource): Quantity | null {
  switch (tariff.kind) {
    case 'area': {
      const areaE2 = areaOf(tariff.basis, source)
      return areaE2 === null || areaE2 <= 0 ? null : { value: areaE2, scale: 2 }
    }
    case 'count': {
      const count = source.counts?.[tariff.of] ?? null
      return count === null || count < 0 ? null : { value: count, scale: 0 }
    }
    case 'fixed':
    case 'formula':
      return { value: 1, scale: 0 }
    default:
      return assertNever(tariff, 'tariff')
  }
}

/** The exact amount of one full month in 分: price (1e-6 元) × quantity, not rounded. */
export function fullMonth(priceE6: number, quantity: Quantity): Fraction {
  return fraction(BigInt(priceE6) * BigInt(quantity.value), 10_000n * 10n ** BigInt(quantity.scale))
}

function areaOf(basis: AreaBasis, source: QuantitySource): number | null {
  switch (basis) {
    case 'built':
      return source.builtE2
    case 'inner':
      return source.innerE2
    case 'share':
      return source.shareE2
    default:
      return assertNever(basis, 'area basis')
  }
}
