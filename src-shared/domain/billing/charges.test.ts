import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '../../kernel/money.ts'
import { addMonths, month } from '../../kernel/time.ts'
import type { FeeStandard, PriceVersion, QuotedPer, Surcharge, Tariff } from '../tariff/index.ts'
import type { BillingPlan, CountVersion, PlanRequest, RoomFigures } from './index.ts'
import { planLines, recompute } from './index.ts'
import { aBinding, areaFrom, aRequest, aRoom, aStandard, day, months, term } from './plan-fixture.ts'

const YEAR = Array.from({ length: 12 }, (_, index) => addMonths(month('2025-01'), index))
const plan = (changes: Partial<PlanRequest> = {}) => planLines(aRequest(changes))
const amounts = ({ created }: BillingPlan) => created.map(({ amountFen }) => amountFen as number)
const codes = ({ skipped }: BillingPlan) => skipped.map(({ code }) => code)
const total = (made: BillingPlan) => amounts(made).reduce((left, right) => left + right, 0)
const priced = (priceE6: number, more: Partial<PriceVersion> = {}): PriceVersion[] => [
  { fromOn: day('2019-01-01'), priceE6, ...more },
]
const countFrom = (fromOn: string, counts: Partial<CountVersion>): CountVersion => ({
  fromOn: day(fromOn),
  person: null,
  space: null,
  vehicle: null,
  card: null,
  ...counts,
})
const figures = (changes: Partial<RoomFigures> = {}): RoomFigures => ({
  floor: null,
  coefficientPpm: null,
  counts: [],
  ...changes,
})
const counted = (
  counts: readonly CountVersion[],
  changes: Partial<FeeStandard> = {},
  tariff: Tariff = { kind: 'count', of: 'person' },
) =>
  ({
    rooms: [aRoom({ figures: figures({ counts }) })],
    standards: [aStandard({ tariff, versions: priced(10_000_000), ...changes })],
  }) satisfies Partial<PlanRequest>

describe('a fee by count', () => {
  it('takes the count of the first billed day of the period', () => {
    const counts = [countFrom('2019-01-01', { person: 3 }), countFrom('2025-03-10', { person: 5 })]
    expect(amounts(plan({ ...counted(counts), months: months('2025-03', '2025-04') }))).toEqual([3000, 5000])
    expect(
      amounts(plan({ ...counted(counts, { cycleMonths: 3 }), months: months('2025-02', '2025-03', '2025-04') })),
    ).toEqual([3000, 3000, 5000])
  })

  it('begins with the hand-over or the binding when that is inside the period', () => {
    const counts = [countFrom('2025-03-10', { person: 4 })]
    const asked = counted(counts)
    expect(codes(plan(asked))).toEqual(['billing.count_missing'])
    expect(amounts(plan({ ...asked, bindings: [aBinding({ fromOn: day('2025-03-10') })] }))).toEqual([2839])
    const rooms = asked.rooms.map((room) => ({
      ...room,
      handOverOn: day('2025-03-10'),
      ownerTerms: [term('zhang', '2025-03-10')],
    }))
    expect(codes(plan({ ...asked, rooms, developerTermId: 'developer' }))).toEqual(['billing.count_missing'])
  })

  it('counts spaces, vehicles and cards as well, and lists a room of which nobody counted', () => {
    const counts = [countFrom('2019-01-01', { space: 2, vehicle: 1, card: 6 })]
    for (const [of, amount] of [
      ['space', 2000],
      ['vehicle', 1000],
      ['card', 6000],
    ] as const) {
      expect(amounts(plan(counted(counts, {}, { kind: 'count', of })))).toEqual([amount])
    }
    expect(codes(plan(counted(counts)))).toEqual(['billing.count_missing'])
    expect(codes(plan(counted([countFrom('2019-01-01', { person: 0 })])))).toEqual(['billing.zero_amount'])
    expect(codes(plan(counted([countFrom('2019-01-01', { person: -1 })])))).toEqual(['billing.count_missing'])
    expect(codes(plan({ standards: counted(counts).standards }))).toEqual(['billing.count_missing'])
  })

  it('stops its period when the count is missing in one month', () => {
    const rounding = { mode: 'half_up', precision: 'fen', scope: 'period' } as const
    const asked = counted([], { rounding, cycleMonths: 3 })
    expect(codes(plan(asked))).toEqual(['billing.count_missing'])
  })
})

describe('an amount quoted for more than a month', () => {
  const lump = (quotedPer: QuotedPer, cycleMonths: FeeStandard['cycleMonths'], changes: Partial<FeeStandard> = {}) => [
    aStandard({ tariff: { kind: 'fixed' }, versions: priced(15_000_000_000), quotedPer, cycleMonths, ...changes }),
  ]

  it('B22: 15,000 a year is 15,000.00 in a year, never 180,000', () => {
    const made = plan({ standards: lump('year', 12), months: YEAR })
    expect(made.created).toHaveLength(12)
    expect(total(made)).toBe(1_500_000)
    expect(new Set(amounts(made))).toEqual(new Set([125_000]))
    for (const { explanation, amountFen } of made.created) expect(recompute(explanation)).toBe(amountFen)
  })

  it('is never multiplied by the months of its period', () => {
    expect(total(plan({ standards: lump('period', 3), months: months('2025-01', '2025-02', '2025-03') }))).toBe(
      1_500_000,
    )
    expect(total(plan({ standards: lump('period', 1), months: YEAR }))).toBe(18_000_000)
    expect(total(plan({ standards: lump('year', 3), months: months('2025-01', '2025-02', '2025-03') }))).toBe(375_000)
  })

  it('rounds its period as a whole, whatever its rounding says', () => {
    const standards = lump('year', 12, { versions: priced(1_000_000) })
    const made = plan({ standards, months: YEAR })
    expect(total(made)).toBe(100)
    expect(amounts(made).slice(0, 5)).toEqual([9, 9, 9, 9, 8])
    expect(made.created[0]?.explanation.rounding.scope).toBe('period')
  })

  it('of an incomplete year is the prorated months together', () => {
    const bindings = [aBinding({ fromOn: day('2025-03-18') })]
    // 1,250 × (14/31 + 9)
    expect(total(plan({ standards: lump('year', 12), bindings, months: YEAR }))).toBe(1_181_452)
  })
})

describe('a surcharge', () => {
  const charged = (surcharge: Surcharge, changes: Partial<PlanRequest> = {}) =>
    plan({ standards: [aStandard({ versions: priced(1_800_000, { surcharge }) })], ...changes })

  it('is on every unit, one sum, or a part of price × quantity', () => {
    // 89.43 × 2.00, 160.974 + 12.00, 160.974 × 1.15
    expect(amounts(charged({ kind: 'per_unit', priceE6: 200_000 }))).toEqual([17_886])
    expect(amounts(charged({ kind: 'fixed', amountFen: fen(1200) }))).toEqual([17_297])
    expect(amounts(charged({ kind: 'percent', ratePpm: 150_000 }))).toEqual([18_512])
    expect(() => charged({ kind: 'gift' } as unknown as Surcharge)).toThrow('surcharge')
  })

  it('changes with its version, for a room with a price of its own as well', () => {
    const versions = [
      { fromOn: day('2019-01-01'), priceE6: 1_800_000 },
      { fromOn: day('2025-03-11'), priceE6: 1_800_000, surcharge: { kind: 'fixed', amountFen: fen(3100) } as const },
    ]
    const standards = [aStandard({ versions })]
    expect(amounts(plan({ standards }))).toEqual([5193, 13_005])
    expect(amounts(plan({ standards, bindings: [aBinding({ overridePriceE6: 1_000_000 })] }))).toEqual([2885, 8158])
  })

  it('that stays the same under a new version with the same price is no cut of the money', () => {
    const surcharge = { kind: 'fixed', amountFen: fen(1200) } as const
    const versions = [
      ...priced(1_800_000, { surcharge }),
      { fromOn: day('2025-03-11'), priceE6: 1_800_000, surcharge: { ...surcharge } },
    ]
    expect(total(plan({ standards: [aStandard({ versions })] }))).toBe(17_297)
  })
})

describe('a custom formula', () => {
  const byFormula = (
    formula: string | undefined,
    changes: Partial<PlanRequest> = {},
    standard: Partial<FeeStandard> = {},
  ) =>
    plan({
      standards: [
        aStandard({
          tariff: { kind: 'formula' },
          versions: priced(1_800_000, formula === undefined ? {} : { formula }),
          ...standard,
        }),
      ],
      rooms: [
        aRoom({
          figures: figures({ floor: 15, coefficientPpm: 1_050_000, counts: [countFrom('2019-01-01', { person: 3 })] }),
        }),
      ],
      ...changes,
    })

  it('gives the amount of a full month, which is prorated like any other', () => {
    expect(amounts(byFormula('建筑面积 × 单价 × 系数'))).toEqual([16_902])
    expect(amounts(byFormula('人口 × 5 + 如果(楼层 > 7, 20, 10) + 户数'))).toEqual([3600])
    const bindings = [aBinding({ fromOn: day('2025-03-18') })]
    expect(amounts(byFormula('建筑面积 × 单价', { bindings }))).toEqual([7270])
    expect(amounts(byFormula('天数 × 0.5 + 月数'))).toEqual([1650])
  })

  it('explains itself by its text and the values that it used', () => {
    const [line] = byFormula('建筑面积 × 单价').created
    expect(line?.explanation.parts[0]?.formula).toEqual({
      text: '建筑面积 × 单价',
      values: { 建筑面积: { value: 8943, scale: 2 }, 单价: { value: 1_800_000, scale: 6 } },
    })
    const stored = JSON.parse(JSON.stringify(line?.explanation)) as NonNullable<typeof line>['explanation']
    expect(recompute(stored)).toBe(16_097)
    const untaken = byFormula('如果(楼层 > 7, 20, 套内面积)').created[0]
    expect(untaken && recompute(untaken.explanation)).toBe(2000)
  })

  it('takes the price of the room alone as its 单价, and a new text from its version on', () => {
    const versions = [
      ...priced(1_800_000, { formula: '单价 × 10' }),
      { fromOn: day('2025-03-11'), priceE6: 1_800_000, formula: '单价 × 20' },
    ]
    const standards = [aStandard({ tariff: { kind: 'formula' }, versions })]
    expect(amounts(plan({ standards }))).toEqual([581, 2439])
    expect(amounts(plan({ standards, bindings: [aBinding({ overridePriceE6: 1_000_000 })] }))).toEqual([323, 1355])
  })

  it('quoted for a period or a year counts its months and days', () => {
    expect(total(byFormula('月数 × 100 + 天数', { months: YEAR }, { quotedPer: 'year', cycleMonths: 12 }))).toBe(
      156_500,
    )
    const quarter = months('2025-01', '2025-02', '2025-03')
    expect(total(byFormula('月数 × 100 + 天数', { months: quarter }, { quotedPer: 'period', cycleMonths: 3 }))).toBe(
      39_000,
    )
    const leap = YEAR.map((one) => addMonths(one, -12))
    expect(total(byFormula('天数', { months: leap }, { quotedPer: 'year', cycleMonths: 12 }))).toBe(36_600)
  })

  it('B28: what cannot be computed is an error of its row, never 0.00', () => {
    expect(codes(byFormula('套内面积 × 单价'))).toEqual(['billing.figure_missing'])
    expect(codes(byFormula('单价 / (楼层 - 15)'))).toEqual(['billing.formula_failed'])
    expect(codes(byFormula('价格 × 2'))).toEqual(['billing.formula_failed'])
    expect(codes(byFormula('楼层 - 20'))).toEqual(['billing.formula_failed'])
    expect(codes(byFormula(undefined))).toEqual(['billing.price_missing'])
    const overridden = [aBinding({ overridePriceE6: 1_000_000 })]
    const later = [
      aStandard({ tariff: { kind: 'formula' }, versions: [{ fromOn: day('2025-04-01'), priceE6: 1, formula: '1' }] }),
    ]
    expect(codes(plan({ standards: later, bindings: overridden }))).toEqual(['billing.price_missing'])
    expect(
      codes(
        plan({ standards: [aStandard({ tariff: { kind: 'formula' }, versions: priced(1, { formula: '楼层' }) })] }),
      ),
    ).toEqual(['billing.figure_missing'])
    expect(amounts(byFormula('单价', { rooms: [aRoom({ areas: [] })] }))).toEqual([180])
  })

  it('computes every stored line again to its amount, with surcharge and period', () => {
    const drawn = fc.record({
      formula: fc.constantFrom(
        '建筑面积 × 单价',
        '最大(建筑面积, 90) × 单价 + 人口 × 3',
        '天数 × 单价 / 7',
        '四舍五入(建筑面积 / 3, 2) × 月数',
      ),
      priceE6: fc.integer({ min: 1, max: 9_000_000 }),
      areaE2: fc.integer({ min: 1, max: 30_000 }),
      quotedPer: fc.constantFrom<QuotedPer>('month', 'period', 'year'),
      cycleMonths: fc.constantFrom(1 as const, 3 as const, 12 as const),
      surcharge: fc.option(fc.integer({ min: 1, max: 500_000 })),
      transfer: fc.integer({ min: 2, max: 28 }),
    })
    fc.assert(
      fc.property(drawn, ({ formula, priceE6, areaE2, quotedPer, cycleMonths, surcharge, transfer }) => {
        const on = day(`2025-05-${String(transfer).padStart(2, '0')}`)
        const made = plan({
          months: YEAR,
          standards: [
            aStandard({
              tariff: { kind: 'formula' },
              versions: priced(priceE6, {
                formula,
                ...(surcharge === null ? {} : { surcharge: { kind: 'percent', ratePpm: surcharge } }),
              }),
              quotedPer,
              cycleMonths,
            }),
          ],
          rooms: [
            aRoom({
              areas: [areaFrom('2019-01-01', areaE2)],
              figures: figures({ counts: [countFrom('2019-01-01', { person: 3 })] }),
              ownerTerms: [
                term('zhang', '2019-06-18', `2025-05-${String(transfer - 1).padStart(2, '0')}`),
                { id: 'li', fromOn: on, toOn: null },
              ],
            }),
          ],
        })
        for (const { explanation, amountFen } of made.created) {
          expect(recompute(JSON.parse(JSON.stringify(explanation)) as typeof explanation)).toBe(amountFen)
        }
        expect(made.created.length + made.skipped.length).toBe(13)
      }),
      { numRuns: 60 },
    )
  })
})
