import { describe, expect, it } from 'vitest'

import { lineNote } from './line-note.ts'

const explained = (part: object, more: object = {}): string =>
  JSON.stringify({
    parts: [
      {
        priceE6: 1_800_000,
        quantity: { value: 8_943, scale: 2 },
        factor: [1, 1],
        days: 1,
        ofDays: 1,
        repeat: 1,
        ...part,
      },
    ],
    position: 0,
    ...more,
  })

describe('what stands beside a line on paper', () => {
  it('is nothing for a plain price times a quantity', () => {
    expect(lineNote(explained({}))).toBeNull()
  })

  it('is what the product does not tell: formula, the months of the price, the surcharge, the occasion', () => {
    expect(lineNote(explained({ perMonths: 12, priceE6: 15_000_000_000 }))).toBe('15000.00 元/年')
    expect(lineNote(explained({ perMonths: 3 }))).toBe('1.80 元/3 个月')
    expect(lineNote(explained({ surcharge: { kind: 'percent', ratePpm: 52_500 } }))).toBe('另加 5.25%')
    expect(lineNote(explained({ surcharge: { kind: 'per_unit', priceE6: 100_000 } }))).toBe('另加每单位 0.10 元')
    const formula = { text: '人口 × 2', values: {} }
    expect(lineNote(explained({ formula, perMonths: 12, surcharge: { kind: 'fixed', amountFen: 200 } }))).toBe(
      '公式：人口 × 2，另加 2.00 元',
    )
    expect(lineNote(explained({}, { note: '补办 1 张' }))).toBe('补办 1 张')
  })
})
