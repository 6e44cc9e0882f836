import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fen } from './money.ts'
import {
  addFen,
  divideRounded,
  fen,
  formatFen,
  formatScaled,
  parseFen,
  parseScaled,
  shareByLargestRemainder,
  sumFen,
  toHalfWidth,
} from './money.ts'

const anyFen = fc.maxSafeInteger().map((value) => fen(value))
const smallFen = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((value) => fen(value))

describe('an amount in fen', () => {
  it('is an integer within 2^53 and has no minus zero', () => {
    expect(() => fen(0.5)).toThrow(RangeError)
    expect(() => fen(2 ** 53)).toThrow(RangeError)
    expect(Object.is(fen(-0), 0)).toBe(true)
    expect(fen(-7)).toBe(-7)
  })

  it('adds up exactly', () => {
    expect(addFen(fen(1), fen(2), fen(-3))).toBe(0)
    expect(addFen()).toBe(0)
    expect(sumFen([{ amount: fen(5) }, { amount: fen(6) }], (row) => row.amount)).toBe(11)
  })

  it('refuses a sum that leaves the exact range on its way, even when it comes back', () => {
    const most = fen(Number.MAX_SAFE_INTEGER)
    expect(() => addFen(most, fen(2), fen(-2))).toThrow(RangeError)
  })
})

describe('the one division', () => {
  it('rounds half up, down and up', () => {
    expect(divideRounded(5n, 2n)).toBe(3n)
    expect(divideRounded(4n, 3n)).toBe(1n)
    expect(divideRounded(5n, 2n, 'down')).toBe(2n)
    expect(divideRounded(7n, 3n, 'up')).toBe(3n)
    expect(divideRounded(6n, 3n, 'up')).toBe(2n)
  })

  it('refuses a denominator that is not positive', () => {
    expect(() => divideRounded(1n, 0n)).toThrow(RangeError)
    expect(() => divideRounded(1n, -1n)).toThrow(RangeError)
  })

  it('is symmetric around zero, so that a reversal mirrors its line', () => {
    const mode = fc.constantFrom('half_up' as const, 'down' as const, 'up' as const)
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 12n }), mode, (top, bottom, how) => {
        expect(divideRounded(-top, bottom, how)).toBe(-divideRounded(top, bottom, how))
      }),
    )
  })

  it('is never further away than its mode allows', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n }), fc.bigInt({ min: 1n, max: 10n ** 12n }), (top, bottom) => {
        const [down, half, up] = (['down', 'half_up', 'up'] as const).map((how) => divideRounded(top, bottom, how))
        expect(down).toBe(top / bottom)
        expect([down, up]).toContain(half)
        expect(Number(up) - Number(down)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('sharing by largest remainder', () => {
  it('S1: 1,000.00 by area gives 324.02, 436.60 and 239.38', () => {
    expect(shareByLargestRemainder(fen(100_000), [8943n, 12_050n, 6607n])).toEqual([32_402, 43_660, 23_938])
  })

  it('S2: 100.00 by three households gives the spare fen to the first', () => {
    expect(shareByLargestRemainder(fen(10_000), [1n, 1n, 1n])).toEqual([3334, 3333, 3333])
  })

  it('mirrors a negative whole', () => {
    expect(shareByLargestRemainder(fen(-10_000), [1n, 1n, 1n])).toEqual([-3334, -3333, -3333])
  })

  it('refuses negative weights and weights that are all zero', () => {
    expect(() => shareByLargestRemainder(fen(1), [-1n, 2n])).toThrow(RangeError)
    expect(() => shareByLargestRemainder(fen(1), [0n, 0n])).toThrow(RangeError)
  })

  it('gives parts that add up to the whole and lie within one fen of the exact share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(smallFen, weights, (whole, shares) => {
        fc.pre(shares.some((share) => share > 0n))
        const parts = shareByLargestRemainder(whole, shares)
        const sum = shares.reduce((left, right) => left + right, 0n)
        expect(addFen(...parts)).toBe(whole)
        for (const [index, part] of parts.entries()) {
          const distance = BigInt(part) * sum - BigInt(whole) * (shares[index] ?? 0n)
          expect(distance < sum && distance > -sum).toBe(true)
        }
      }),
    )
  })
})

describe('amounts as text', () => {
  it('prints two decimals and groups of thousands', () => {
    expect(formatFen(fen(123_450))).toBe('1,234.50')
    expect(formatFen(fen(-5))).toBe('-0.05')
    expect(formatFen(fen(0))).toBe('0.00')
    expect(formatFen(fen(123_450), { grouping: false })).toBe('1234.50')
  })

  it.each([
    ['1,234.5', 123_450],
    ['１２．３', 1230],
    ['¥12', 1200],
    ['12。5元', 1250],
    ['-0.05', -5],
    ['+3', 300],
    ['.5', 50],
    ['5.', 500],
    ['1.50000', 150],
    ['1 234', 123_400],
    ['-0', 0],
  ])('reads %s', (text, expected) => {
    expect(parseFen(text)).toBe(expected)
  })

  it.each([
    '',
    '.',
    'abc',
    '1.234',
    '1.2.3',
    '--1',
    '90071992547409.93',
    '99999999999999999999',
    '12、5',
    '1,23',
    ',5',
    '1,2345',
  ])('does not read %s', (text) => {
    expect(parseFen(text)).toBeNull()
  })

  it('reads back every amount that it prints', () => {
    fc.assert(
      fc.property(anyFen, (amount) => {
        expect(parseFen(formatFen(amount))).toBe(amount)
        expect(parseFen(formatFen(amount, { grouping: false }))).toBe(amount)
      }),
    )
  })
})

describe('scaled numbers as text', () => {
  it('prints areas, prices and readings exactly', () => {
    expect(formatScaled(8943, 2)).toBe('89.43')
    expect(formatScaled(1_800_000, 6, 2)).toBe('1.80')
    expect(formatScaled(1_234_567, 6, 2)).toBe('1.234567')
    expect(formatScaled(5, 2)).toBe('0.05')
    expect(formatScaled(-5, 2)).toBe('-0.05')
    expect(formatScaled(5, 0)).toBe('5')
    expect(formatScaled(500, 2, 0)).toBe('5')
  })

  it('reads back what it prints, at every scale', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 6 }), (value, scale) => {
        expect(parseScaled(formatScaled(value, scale), scale)).toBe(value === 0 ? 0 : value)
        expect(parseScaled(formatScaled(value, scale, 0), scale)).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})

it('turns full-width signs into the ones of the keypad', () => {
  expect(toHalfWidth('Ａ１＃，．：／＋＊　。、－—–栋')).toBe('A1#,.:/+* .,---栋')
  expect(toHalfWidth('')).toBe('')
  const typed: Fen | null = parseFen('１，２３４．５')
  expect(typed).toBe(123_450)
})
