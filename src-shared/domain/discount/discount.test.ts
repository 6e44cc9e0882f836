import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '../../kernel/money.ts'
import { addMonths, localDate, month } from '../../kernel/time.ts'
import type { AppliedDiscount, DiscountEffect, DiscountRequest, DiscountRule, SelectedLine } from './index.ts'
import { chooseDiscounts, costByMonth, countPunctualMonths, refundUnserved, waivePrincipal } from './index.ts'

const day = localDate
const JANUARY = month('2025-01')
const line = (index: number, openFen: number, itemId = 'service'): SelectedLine => ({
  lineId: `${itemId}-${index}`,
  itemId,
  month: addMonths(JANUARY, index),
  openFen: fen(openFen),
})
const linesOf = (count: number, openFen = 16_097, from = 0) =>
  Array.from({ length: count }, (_, index) => line(index + from, openFen))
const rule = (code: string, effect: DiscountEffect, changes: Partial<DiscountRule> = {}): DiscountRule => ({
  code,
  itemIds: null,
  effect,
  conditions: { minMonths: null, maxArrearsDays: null, punctualMonths: null },
  stackable: false,
  priority: 1,
  ...changes,
})
const rate = (ratePpm: number): DiscountEffect => ({ kind: 'rate', ratePpm })
const amount = (amountFen: number): DiscountEffect => ({ kind: 'amount', amountFen: fen(amountFen) })
const choose = (rules: readonly DiscountRule[], changes: Partial<DiscountRequest> = {}) =>
  chooseDiscounts({ rules, lines: linesOf(12), following: [], arrearsDays: 0, punctualMonths: 0, ...changes })
const totals = (applied: readonly AppliedDiscount[]) => applied.map(({ code, totalFen }) => [code, totalFen])
const amounts = (applied: readonly AppliedDiscount[]) => applied[0]?.shares.map(({ amountFen }) => amountFen)

describe('a discount', () => {
  it('by rate is rounded once over the selection and spread by largest remainder', () => {
    // 12 × 160.97 = 1,931.64; 5% is 96.582
    const applied = choose([rule('A', rate(50_000))])
    expect(totals(applied)).toEqual([['A', 9658]])
    expect(amounts(applied)).toEqual([805, 805, 805, 805, 805, 805, 805, 805, 805, 805, 804, 804])
  })

  it('by amount is never more than what is open', () => {
    expect(totals(choose([rule('A', amount(10_000))]))).toEqual([['A', 10_000]])
    const small = choose([rule('A', amount(10_000))], { lines: [line(0, 300), line(1, 0)] })
    expect(small).toEqual([{ code: 'A', totalFen: 300, shares: [{ lineId: 'service-0', amountFen: 300 }] }])
    expect(choose([rule('A', amount(10_000))], { lines: [] })).toEqual([])
    expect(() => choose([rule('A', { kind: 'cake' } as unknown as DiscountEffect)])).toThrow('discount effect')
  })

  it('covers its items alone', () => {
    const lines = [...linesOf(2), line(0, 30_000, 'parking')]
    const applied = choose([rule('A', rate(100_000), { itemIds: ['parking'] })], { lines })
    expect(applied).toEqual([{ code: 'A', totalFen: 3000, shares: [{ lineId: 'parking-0', amountFen: 3000 }] }])
  })

  it('needs its months, its arrears and its punctual months', () => {
    const conditions = { minMonths: 12, maxArrearsDays: 30, punctualMonths: 6 }
    const rules = [rule('A', rate(50_000), { conditions, itemIds: ['service'] })]
    const asked = (changes: Partial<DiscountRequest>) =>
      choose(rules, { arrearsDays: 30, punctualMonths: 6, ...changes }).length
    expect(asked({})).toBe(1)
    expect(asked({ lines: linesOf(11) })).toBe(0)
    expect(asked({ lines: [...linesOf(11), line(11, 100, 'parking')] })).toBe(0)
    expect(asked({ arrearsDays: 31 })).toBe(0)
    expect(asked({ punctualMonths: 5 })).toBe(0)
  })
})

describe('months as a gift', () => {
  it('inside the paid ones are the value of the last, spread over all', () => {
    const applied = choose([rule('A', { kind: 'gift', months: 1, place: 'inside' })])
    expect(totals(applied)).toEqual([['A', 16_097]])
    expect(new Set(amounts(applied))).toEqual(new Set([1342, 1341]))
    const rising = [line(0, 10_000), line(1, 10_000), line(2, 20_000)]
    expect(amounts(choose([rule('A', { kind: 'gift', months: 1, place: 'inside' })], { lines: rising }))).toEqual([
      5000, 5000, 10_000,
    ])
    expect(choose([rule('A', { kind: 'gift', months: 12, place: 'inside' })])).toEqual([])
  })

  it('outside spread the paid sum equally over all months', () => {
    const applied = choose([rule('A', { kind: 'gift', months: 1, place: 'outside' })], {
      following: linesOf(2, 16_097, 12),
    })
    // 1,931.64 over 13 months is 148.5877: 148.59 and 148.58
    expect(totals(applied)).toEqual([['A', 16_097]])
    expect(applied[0]?.shares.map(({ lineId, amountFen }) => [lineId, 16_097 - amountFen]).slice(-2)).toEqual([
      ['service-11', 14_858],
      ['service-12', 14_858],
    ])
    expect(new Set(amounts(applied))).toEqual(new Set([1238, 1239]))
  })

  it('outside need their months to be billed, and are spread by amount when an equal price does not fit', () => {
    expect(
      choose([rule('A', { kind: 'gift', months: 2, place: 'outside' })], { following: linesOf(1, 16_097, 12) }),
    ).toEqual([])
    const cheap = choose([rule('A', { kind: 'gift', months: 1, place: 'outside' })], {
      lines: linesOf(2, 10_000),
      following: [line(2, 1000)],
    })
    expect(cheap[0]?.shares).toEqual([
      { lineId: 'service-0', amountFen: 476 },
      { lineId: 'service-1', amountFen: 476 },
      { lineId: 'service-2', amountFen: 48 },
    ])
    const two = [line(0, 6000), line(0, 4000, 'parking')]
    const both = choose([rule('A', { kind: 'gift', months: 1, place: 'outside' })], {
      lines: two,
      following: [line(1, 6000), line(1, 4000, 'parking')],
    })
    expect(amounts(both)).toEqual([3000, 2000, 3000, 2000])
  })
})

describe('several discounts', () => {
  it('an exclusive one is compared with the whole stack, and the largest wins', () => {
    const stack = [
      rule('S1', rate(50_000), { stackable: true, priority: 2 }),
      rule('S2', amount(5000), { stackable: true, priority: 1 }),
    ]
    // 50.00 first, then 5% of 1,881.64
    expect(totals(choose([...stack, rule('E', rate(70_000))]))).toEqual([
      ['S2', 5000],
      ['S1', 9408],
    ])
    expect(totals(choose([...stack, rule('E', rate(80_000))]))).toEqual([['E', 15_453]])
    expect(totals(choose([rule('E', rate(10_000)), rule('F', rate(20_000))]))).toEqual([['F', 3863]])
  })

  it('a tie goes to the smaller code, a priority shared to the smaller code first', () => {
    expect(totals(choose([rule('B', amount(500)), rule('A', amount(500))]))).toEqual([['A', 500]])
    expect(totals(choose([rule('A', amount(500)), rule('A', amount(500))]))).toEqual([['A', 500]])
    const twins = [rule('T2', rate(100_000), { stackable: true }), rule('T1', amount(1000), { stackable: true })]
    expect(totals(choose(twins))).toEqual([
      ['T1', 1000],
      ['T2', 19_216],
    ])
    const tied = [
      rule('C', amount(1000)),
      rule('D', amount(500), { stackable: true }),
      rule('B', amount(500), { stackable: true }),
    ]
    expect(totals(choose(tied))).toEqual([
      ['B', 500],
      ['D', 500],
    ])
    const nothing = rule('Z', amount(10_000), { stackable: true, priority: 9 })
    expect(totals(choose([rule('Y', rate(1_000_000), { stackable: true }), nothing]))).toEqual([['Y', 193_164]])
  })

  it('never take more from a line than is open on it, and every total is the sum of its shares', () => {
    const effect = fc.oneof(
      fc.integer({ min: 0, max: 1_000_000 }).map(rate),
      fc.integer({ min: 0, max: 300_000 }).map(amount),
      fc.record({
        kind: fc.constant('gift' as const),
        months: fc.integer({ min: 1, max: 3 }),
        place: fc.constantFrom('inside' as const, 'outside' as const),
      }),
    )
    const rules = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), effect, fc.boolean(), fc.nat(3)), {
      maxLength: 5,
    })
    const opens = (from: number) =>
      fc
        .array(fc.nat(40_000), { minLength: 1, maxLength: 8 })
        .map((all) => all.map((open, index) => line(index + from, open)))
    fc.assert(
      fc.property(rules, opens(0), opens(8), (drawn, lines, following) => {
        const made = drawn.map(([code, of, stackable, priority]) => rule(code, of, { stackable, priority }))
        const applied = choose(made, { lines, following })
        const left = new Map([...lines, ...following].map(({ lineId, openFen }) => [lineId, openFen as number]))
        for (const { totalFen, shares } of applied) {
          expect(shares.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(totalFen)
          for (const { lineId, amountFen } of shares) left.set(lineId, (left.get(lineId) as number) - amountFen)
        }
        expect(Math.min(...left.values())).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('the reward for punctual payers', () => {
  const past = (index: number, dueOn: string, settledOn: string | null) => ({
    month: addMonths(JANUARY, index),
    dueOn: day(dueOn),
    settledOn: settledOn === null ? null : day(settledOn),
  })

  it('counts the latest months that were settled in time without a break', () => {
    const history = [
      past(0, '2025-01-31', '2025-01-31'),
      past(1, '2025-02-28', '2025-03-01'),
      past(2, '2025-03-31', '2025-03-15'),
      past(3, '2025-04-30', '2025-04-01'),
      past(3, '2025-04-30', '2025-04-30'),
      past(4, '2025-05-31', null),
    ]
    expect(countPunctualMonths(history, month('2025-04'))).toBe(2)
    expect(countPunctualMonths(history, month('2025-05'))).toBe(0)
    expect(countPunctualMonths(history, month('2025-01'))).toBe(1)
    expect(countPunctualMonths([], month('2025-01'))).toBe(0)
  })
})

describe('money given back', () => {
  const march = { lineId: 'march', fromOn: day('2025-03-01'), toOn: day('2025-03-31'), netFen: fen(15_292) }
  const april = { lineId: 'april', fromOn: day('2025-04-01'), toOn: day('2025-04-30'), netFen: fen(15_292) }

  it('is the net price by unserved days, each month rounded on its own', () => {
    // 152.92 × 16 / 31 = 78.926…
    expect(refundUnserved([march, april], day('2025-03-15'))).toEqual([
      { lineId: 'march', refundFen: 7893 },
      { lineId: 'april', refundFen: 15_292 },
    ])
    expect(refundUnserved([march], day('2025-03-31'))).toEqual([])
    expect(refundUnserved([march], day('2025-02-28'))).toEqual([{ lineId: 'march', refundFen: 15_292 }])
    expect(refundUnserved([march], day('2025-03-30'))).toEqual([{ lineId: 'march', refundFen: 493 }])
    expect(() => refundUnserved([{ ...march, toOn: day('2025-02-01') }], day('2025-03-15'))).toThrow('has days')
  })

  it('what discounts cost stands by month and kind', () => {
    const cost = costByMonth([
      { month: month('2025-02'), kind: 'waiver', amountFen: fen(300) },
      { month: JANUARY, kind: 'discount', amountFen: fen(100) },
      { month: JANUARY, kind: 'discount', amountFen: fen(50) },
      { month: JANUARY, kind: 'rounding_off', amountFen: fen(92) },
    ])
    expect(cost).toEqual([
      {
        month: '2025-01',
        totalFen: 242,
        byKind: new Map([
          ['discount', 150],
          ['rounding_off', 92],
        ]),
      },
      { month: '2025-02', totalFen: 300, byKind: new Map([['waiver', 300]]) },
    ])
  })
})

describe('a waiver of principal', () => {
  it('is spread by what is open, needs a reason and stays within the limit', () => {
    const lines = [line(0, 10_000), line(1, 0), line(2, 5000)]
    const waive = (waivedFen: number, limitFen: number | null = null, reason = ' 协商 ') =>
      waivePrincipal({ lines, waivedFen: fen(waivedFen), reason, limitFen: limitFen === null ? null : fen(limitFen) })
    expect(waive(1000, 1000)).toEqual({
      kind: 'waived',
      reason: '协商',
      shares: [
        { lineId: 'service-0', amountFen: 667 },
        { lineId: 'service-2', amountFen: 333 },
      ],
    })
    expect(waive(0)).toMatchObject({ code: 'discount.waive_nothing' })
    expect(waive(15_001)).toMatchObject({ code: 'discount.waive_over_open', params: { openFen: 15_000 } })
    expect(waive(1001, 1000)).toMatchObject({ code: 'discount.waive_over_limit' })
    expect(waive(1000, null, '')).toMatchObject({ code: 'discount.waive_reason_missing' })
  })
})
