import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, sumFen } from '../../kernel/money.ts'
import type { Month } from '../../kernel/time.ts'
import { addMonths, firstDayOf, lastDayOf, localDate, month } from '../../kernel/time.ts'
import type { PaperLine } from './paper-line.ts'
import { printedLines } from './paper-line.ts'

function monthLine(of: Month, change: Partial<PaperLine> = {}): PaperLine {
  const amountFen = change.amountFen ?? fen(16097)
  return {
    itemName: '物业费',
    objectCode: '3-2-1501',
    nature: 'own',
    period: { from: firstDayOf(of), to: lastDayOf(of) },
    note: null,
    quantity: { value: 8943, scale: 2 },
    priceE6: 1_800_000,
    amountFen,
    discountFen: fen(0),
    lateFeeFen: fen(0),
    netFen: amountFen,
    ...change,
  }
}

describe('rows on paper', () => {
  it('several months of one item are one row 160.97 × 3 over the whole span', () => {
    const [row, ...others] = printedLines([
      monthLine(month('2026-09')),
      monthLine(month('2026-10')),
      monthLine(month('2026-11')),
    ])
    expect(others).toEqual([])
    expect(row).toMatchObject({
      period: { from: '2026-09-01', to: '2026-11-30' },
      amountFen: 48291,
      product: { kind: 'months', monthFen: 16097, months: 3 },
    })
  })

  it('one month shows area × price when that gives the amount', () => {
    expect(printedLines([monthLine(month('2026-11'))])[0]?.product).toEqual({
      kind: 'quantity',
      quantity: { value: 8943, scale: 2 },
      priceE6: 1_800_000,
    })
  })

  it.each([
    ['rounded to whole yuan', { amountFen: fen(16100) }],
    ['prorated', { amountFen: fen(6976), period: { from: localDate('2026-11-18'), to: localDate('2026-11-30') } }],
    ['tiered, without one price', { priceE6: null }],
    ['reversed', { amountFen: fen(-16097) }],
  ])('an amount that is %s shows no product that does not give it', (_why, change) => {
    expect(printedLines([monthLine(month('2026-11'), change)])[0]?.product).toBeNull()
  })

  it.each([
    ['another amount', { amountFen: fen(16098) }],
    ['another item', { itemName: '电梯费' }],
    ['another room', { objectCode: '3-2-1502' }],
    ['a reading of its own', { note: '1,356 → 1,370' }],
    ['a gap before it', { period: { from: localDate('2026-12-01'), to: localDate('2026-12-31') } }],
    ['no period', { period: null }],
  ])('a month with %s stays a row of its own', (_why, change) => {
    expect(printedLines([monthLine(month('2026-10')), monthLine(month('2026-11'), change)])).toHaveLength(2)
  })

  it('no row loses or gains a cent, and every printed product gives its amount', () => {
    const aLine = fc.record({
      at: fc.nat({ max: 4 }),
      amount: fc.constantFrom(16097, 16098, 3920),
      late: fc.nat({ max: 500 }),
    })
    fc.assert(
      fc.property(fc.array(aLine, { maxLength: 30 }), (drawn) => {
        const lines = drawn.map(({ at, amount, late }) =>
          monthLine(addMonths(month('2026-01'), at), {
            amountFen: fen(amount),
            lateFeeFen: fen(late),
            netFen: fen(amount + late),
          }),
        )
        const rows = printedLines(lines)
        for (const key of ['amountFen', 'lateFeeFen', 'netFen'] as const) {
          expect(sumFen(rows, (row) => row[key])).toBe(sumFen(lines, (line) => line[key]))
        }
        for (const { product, amountFen } of rows) {
          if (product?.kind === 'months') expect(product.monthFen * product.months).toBe(amountFen)
        }
      }),
    )
  })
})
