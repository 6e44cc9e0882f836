import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, formatFen } from '../../kernel/money.ts'
import type { Month } from '../../kernel/time.ts'
import { daysInMonth, localDate, month } from '../../kernel/time.ts'
import type { Fraction, PriceVersion, ProrationMethod, RoundingPrecision, Tariff } from './index.ts'
import {
  addFractions,
  commonWeights,
  compareFractions,
  DEFAULT_ROUNDING,
  fraction,
  fullMonth,
  inForceOn,
  MAX_PRICE_E6,
  monthFactor,
  multiplyFractions,
  ONE,
  orderVersions,
  quantityOf,
  roundAmount,
  shareOverParts,
  subtractFractions,
  ZERO,
} from './index.ts'

const MARCH = month('2025-03')
const FEBRUARY = month('2025-02')
const ACTUAL: ProrationMethod = { kind: 'actual_days' }
const THIRTY: ProrationMethod = { kind: 'thirty_days' }
const YEAR: ProrationMethod = { kind: 'year_days' }
const HALF: ProrationMethod = { kind: 'half_month', later: 'half' }
const HALF_OR_NONE: ProrationMethod = { kind: 'half_month', later: 'none' }
const NEXT: ProrationMethod = { kind: 'next_month' }
const THIS: ProrationMethod = { kind: 'this_month' }
const METHODS = [ACTUAL, THIRTY, YEAR, HALF, HALF_OR_NONE, NEXT, THIS]

/** 89.43 ㎡ × 1.80 元, the month of the worked cases. */
const M = fullMonth(1_800_000, { value: 8943, scale: 2 })

const yuan = (exact: Fraction) => formatFen(roundAmount(exact, DEFAULT_ROUNDING))
const part = (method: ProrationMethod, of: Month, days: readonly [number, number]) =>
  monthFactor(method, { month: of, fromDay: days[0], toDay: days[1], begin: 'running' })
const handedOver = (method: ProrationMethod, of: Month, fromDay: number) =>
  monthFactor(method, { month: of, fromDay, toDay: daysInMonth(of), begin: 'hand_over' })
const charged = (factor: Fraction) => yuan(multiplyFractions(M, factor))

describe('one month by area', () => {
  it('B1: 89.43 × 1.80 is 160.97', () => {
    expect(yuan(M)).toBe('160.97')
  })

  it('B2: 130.70 × 0.15 is 19.61, which a binary float misses', () => {
    expect(yuan(fullMonth(150_000, { value: 13_070, scale: 2 }))).toBe('19.61')
  })

  it('B3: an exact 444.195 is 444.20', () => {
    expect(yuan(fraction(444_195, 10))).toBe('444.20')
  })

  it('B5: 100.24 ㎡ × 1.4 × 12 rounded once is 1,684.03, and 1,684 in whole yuan', () => {
    const year = multiplyFractions(fullMonth(1_400_000, { value: 10_024, scale: 2 }), fraction(12))
    expect(yuan(year)).toBe('1,684.03')
    expect(formatFen(roundAmount(year, { mode: 'half_up', precision: 'yuan' }))).toBe('1,684.00')
  })

  it('B6: 100.245 is 100.25, 100.2 or 100 by precision', () => {
    const exact = fraction(100_245, 10)
    const rounded = (precision: RoundingPrecision) => roundAmount(exact, { mode: 'half_up', precision })
    expect([rounded('fen'), rounded('jiao'), rounded('yuan')]).toEqual([10_025, 10_020, 10_000])
    expect(roundAmount(exact, { mode: 'up', precision: 'yuan' })).toBe(10_100)
    expect(roundAmount(exact, { mode: 'down', precision: 'jiao' })).toBe(10_020)
  })

  it('takes the area that the tariff names and never a silent zero', () => {
    const source = { builtE2: 8943, innerE2: 7001, shareE2: 1942 }
    const area = (basis: 'built' | 'inner' | 'share'): Tariff => ({ kind: 'area', basis })
    expect(quantityOf(area('built'), source)).toEqual({ value: 8943, scale: 2 })
    expect(quantityOf(area('inner'), source)).toEqual({ value: 7001, scale: 2 })
    expect(quantityOf(area('share'), source)).toEqual({ value: 1942, scale: 2 })
    expect(quantityOf(area('inner'), { ...source, innerE2: null })).toBeNull()
    expect(quantityOf(area('inner'), { ...source, innerE2: 0 })).toBeNull()
    expect(quantityOf({ kind: 'fixed' }, { builtE2: null, innerE2: null, shareE2: null })).toEqual({
      value: 1,
      scale: 0,
    })
  })

  it('stops at a type that it does not know', () => {
    const source = { builtE2: 1, innerE2: 1, shareE2: 1 }
    expect(() => quantityOf({ kind: 'usage' } as unknown as Tariff, source)).toThrow('Unexpected tariff')
    expect(() => quantityOf({ kind: 'area', basis: 'roof' } as unknown as Tariff, source)).toThrow(
      'Unexpected area basis',
    )
  })
})

describe('a month that begins late', () => {
  it('B7: hand-over on 18 March by actual days is 72.70', () => {
    expect(charged(handedOver(ACTUAL, MARCH, 18))).toBe('72.70')
  })

  it('B8: the same by thirty days is 75.12', () => {
    expect(charged(handedOver(THIRTY, MARCH, 18))).toBe('75.12')
  })

  it('by the year it is 12 × 14 / 365, in a leap year / 366', () => {
    expect(handedOver(YEAR, MARCH, 18)).toEqual(fraction(168, 365))
    expect(handedOver(YEAR, month('2024-03'), 18)).toEqual(fraction(168, 366))
  })

  it('B10: by halves it is whole on the 15th and half on the 18th', () => {
    expect(charged(handedOver(HALF, MARCH, 15))).toBe('160.97')
    expect(charged(handedOver(HALF, MARCH, 18))).toBe('80.49')
    expect(charged(handedOver(HALF_OR_NONE, MARCH, 18))).toBe('0.00')
  })

  it('B11: from the next month it is nothing in March, even on the 1st, and whole in April', () => {
    expect(charged(handedOver(NEXT, MARCH, 18))).toBe('0.00')
    expect(charged(handedOver(NEXT, MARCH, 1))).toBe('0.00')
    expect(charged(part(NEXT, month('2025-04'), [1, 30]))).toBe('160.97')
  })

  it('from this month it is whole', () => {
    expect(charged(handedOver(THIS, MARCH, 18))).toBe('160.97')
  })

  it('B14: 14 of 31 days of 10,000.00 are 4,516.13', () => {
    const month10000 = fullMonth(10_000_000_000, { value: 1, scale: 0 })
    expect(yuan(multiplyFractions(month10000, part(ACTUAL, MARCH, [18, 31])))).toBe('4,516.13')
  })

  it('B17: a space of 300 a month from 20 May is 116.13', () => {
    const space = fullMonth(300_000_000, { value: 1, scale: 0 })
    expect(yuan(multiplyFractions(space, part(ACTUAL, month('2025-05'), [20, 31])))).toBe('116.13')
  })

  it('B23: hand-over on 10 February is 19 of 28 days, 109.23', () => {
    expect(charged(handedOver(ACTUAL, FEBRUARY, 10))).toBe('109.23')
  })

  it('a part of February is out of thirty too', () => {
    expect(handedOver(THIRTY, FEBRUARY, 10)).toEqual(fraction(19, 30))
  })
})

describe('a month that ends early', () => {
  it('by halves counts the last day: up to the 15th a half, after it whole', () => {
    expect(part(HALF, MARCH, [1, 15])).toEqual(fraction(1, 2))
    expect(part(HALF, MARCH, [1, 16])).toEqual(ONE)
    expect(part(HALF, MARCH, [5, 10])).toEqual(fraction(1, 2))
    expect(part(HALF, MARCH, [16, 20])).toEqual(fraction(1, 2))
    expect(part(HALF_OR_NONE, MARCH, [1, 15])).toEqual(ZERO)
    expect(part(HALF_OR_NONE, MARCH, [16, 31])).toEqual(ZERO)
  })

  it('is whole to the one who leaves under next month and this month', () => {
    expect(part(NEXT, MARCH, [1, 10])).toEqual(ONE)
    expect(part(THIS, MARCH, [1, 10])).toEqual(ONE)
    expect(part(NEXT, MARCH, [5, 31])).toEqual(ZERO)
  })

  it('stops at a method that it does not know', () => {
    expect(() => part({ kind: 'weeks' } as unknown as ProrationMethod, MARCH, [2, 3])).toThrow('proration method')
  })
})

describe('every method', () => {
  const spans = fc.record({
    of: fc.constantFrom(month('2025-01'), FEBRUARY, month('2024-02'), month('2025-04')),
    from: fc.integer({ min: 1, max: 31 }),
    to: fc.integer({ min: 1, max: 31 }),
    method: fc.constantFrom(...METHODS),
  })

  it('charges between nothing and a month, and a month for a month', () => {
    fc.assert(
      fc.property(spans, ({ of, from, to, method }) => {
        fc.pre(from <= to && to <= daysInMonth(of))
        const factor = part(method, of, [from, to])
        expect(compareFractions(factor, ZERO)).toBeGreaterThanOrEqual(0)
        expect(compareFractions(factor, ONE)).toBeLessThanOrEqual(0)
        expect(part(method, of, [1, daysInMonth(of)])).toEqual(ONE)
      }),
    )
  })

  it('never charges less for a hand-over one day earlier', () => {
    fc.assert(
      fc.property(spans, ({ of, from, method }) => {
        fc.pre(from > 1 && from <= daysInMonth(of))
        expect(compareFractions(handedOver(method, of, from - 1), handedOver(method, of, from))).toBeGreaterThanOrEqual(
          0,
        )
      }),
    )
  })
})

describe('rounding', () => {
  it('is symmetric around zero in every mode and precision', () => {
    const mode = fc.constantFrom('half_up' as const, 'down' as const, 'up' as const)
    const precision = fc.constantFrom('fen' as const, 'jiao' as const, 'yuan' as const)
    const exact = fc.record({
      num: fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }),
      den: fc.bigInt({ min: 1n, max: 10n ** 6n }),
    })
    fc.assert(
      fc.property(exact, mode, precision, ({ num, den }, how, to) => {
        const plus = roundAmount(fraction(num, den), { mode: how, precision: to })
        const minus = roundAmount(fraction(-num, den), { mode: how, precision: to })
        expect(minus + plus).toBe(0)
      }),
    )
  })

  it('shares a whole over its parts without losing a fen; parts of nothing get nothing', () => {
    expect(shareOverParts(fen(100), [fraction(1, 3), fraction(1, 3), fraction(1, 3)])).toEqual([34, 33, 33])
    expect(shareOverParts(fen(0), [ZERO, ZERO])).toEqual([0, 0])
    const parts = fc.array(fc.tuple(fc.nat(10 ** 6), fc.integer({ min: 1, max: 366 })), { minLength: 1, maxLength: 14 })
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), parts, (whole, exact) => {
        fc.pre(exact.some(([top]) => top > 0))
        const shares = shareOverParts(
          fen(whole),
          exact.map(([top, bottom]) => fraction(top, bottom)),
        )
        expect(shares.reduce((left, right) => left + right, 0)).toBe(whole)
      }),
    )
  })
})

describe('fractions', () => {
  it('are exact and reduced', () => {
    expect(fraction(-6, 4)).toEqual({ num: -3n, den: 2n })
    expect(fraction(0, 7)).toEqual(ZERO)
    expect(addFractions(fraction(1, 2), fraction(1, 3))).toEqual(fraction(5, 6))
    expect(subtractFractions(fraction(1, 2), fraction(1, 3))).toEqual(fraction(1, 6))
    expect(commonWeights([fraction(1, 2), fraction(1, 3)])).toEqual([3n, 2n])
    expect(compareFractions(fraction(1, 3), fraction(2, 6))).toBe(0)
    expect(compareFractions(fraction(1, 3), fraction(1, 2))).toBe(-1)
    expect(compareFractions(fraction(1, 2), fraction(1, 3))).toBe(1)
    expect(() => fraction(1, 0)).toThrow('denominator')
  })
})

describe('price versions', () => {
  const price = (fromOn: string, priceE6: number): PriceVersion => ({ fromOn: localDate(fromOn), priceE6 })
  const old = price('2020-01-01', 1_800_000)
  const rise = price('2025-06-16', 2_100_000)

  it('are put in order of their dates', () => {
    expect(orderVersions([rise, old])).toEqual({ kind: 'ordered', versions: [old, rise] })
    expect(orderVersions([old, rise])).toEqual({ kind: 'ordered', versions: [old, rise] })
  })

  it('two of one date are refused', () => {
    const twice = price('2025-06-16', 1)
    expect(orderVersions([rise, old, twice])).toMatchObject({
      code: 'standard.same_date',
      params: { fromOn: '2025-06-16' },
    })
  })

  it('none at all, and a price out of range, are refused', () => {
    expect(orderVersions([])).toMatchObject({ code: 'standard.price_missing' })
    for (const wrong of [-1, 0.5, MAX_PRICE_E6 + 1]) {
      expect(orderVersions([price('2025-01-01', wrong)])).toMatchObject({ code: 'standard.price_out_of_range' })
    }
    expect(orderVersions([price('2025-01-01', 0), price('2026-01-01', MAX_PRICE_E6)])).toMatchObject({
      kind: 'ordered',
    })
  })

  it('the one in force is the latest that has begun', () => {
    const versions = [old, rise]
    expect(inForceOn(versions, localDate('2019-12-31'))).toBeNull()
    expect(inForceOn(versions, localDate('2020-01-01'))).toBe(old)
    expect(inForceOn(versions, localDate('2025-06-15'))).toBe(old)
    expect(inForceOn(versions, localDate('2025-06-16'))).toBe(rise)
    expect(inForceOn(versions, localDate('2030-01-01'))).toBe(rise)
  })
})
