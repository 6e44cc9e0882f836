import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { computeExpression, isExpression } from './expression.ts'

describe('a calculation typed into an amount field', () => {
  it.each([
    ['=89.43*1.8', 16097],
    ['=89.43×1.8', 16097],
    ['＝８９．４３＊１．８', 16097],
    ['=(1,200+35)/3', 41167],
    ['=0.1+0.2', 30],
    ['=2-3*4', -1000],
    ['=-(2+3)', -500],
    ['=1/-8', -13],
    ['=.5', 50],
  ])('%s is worth %i fen', (text, fen) => {
    expect(computeExpression(text, 2)).toBe(fen)
  })

  it.each(['=', '=1+', '=1/0', '=(1', '=1)', '=a', '89.43*1.8', '=99999999999999999', '=1..2'])(
    '%s is refused',
    (text) => {
      expect(computeExpression(text, 2)).toBeNull()
    },
  )

  it('never differs by a cent from whole-number arithmetic', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 100_000 }), (area, price) => {
        const text = `=${area / 100 === 0 ? '0' : decimal(area)}*${decimal(price)}`
        expect(computeExpression(text, 2)).toBe(Number((BigInt(area) * BigInt(price) + 50n) / 100n))
      }),
    )
  })

  it('is recognised by its equals sign, full-width too', () => {
    expect(isExpression('＝1')).toBe(true)
    expect(isExpression('1=')).toBe(false)
  })
})

function decimal(hundredths: number): string {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
}
