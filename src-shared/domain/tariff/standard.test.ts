import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '../../kernel/money.ts'
import { localDate } from '../../kernel/time.ts'
import type { FeeItemTerms, FeeStandard, PriceVersion } from './index.ts'
import {
  ANNIVERSARY_ISSUE,
  checkStandard,
  DEFAULT_ROUNDING,
  DEFAULT_TERMS,
  FEE_NATURES,
  monthOfCharge,
  quotedMonths,
  sameCharge,
  splitTax,
} from './index.ts'

const version = (changes: Partial<PriceVersion> = {}): PriceVersion => ({
  fromOn: localDate('2025-01-01'),
  priceE6: 1_800_000,
  ...changes,
})
const standard = (changes: Partial<FeeStandard> = {}): FeeStandard => ({
  id: 's',
  itemId: 'i',
  tariff: { kind: 'area', basis: 'built' },
  versions: [version()],
  rounding: DEFAULT_ROUNDING,
  proration: { kind: 'actual_days' },
  cycleMonths: 1,
  timing: 'prepaid',
  due: { kind: 'end_of_period' },
  ...DEFAULT_TERMS,
  ...changes,
})
const OWN: FeeItemTerms = { nature: 'revenue', taxRatePpm: 60_000 }
const check = (changes: Partial<FeeStandard> = {}, item: Partial<FeeItemTerms> = {}) =>
  checkStandard(standard(changes), { ...OWN, ...item })

describe('a standard when it is saved', () => {
  it('comes back with its versions in order and the rounding that counts', () => {
    const later = version({ fromOn: localDate('2026-01-01'), priceE6: 2_100_000 })
    const checked = check({
      versions: [later, version()],
      quotedPer: 'year',
      cycleMonths: 12,
      issue: ANNIVERSARY_ISSUE,
    })
    expect(checked).toMatchObject({
      kind: 'checked',
      standard: { versions: [version(), later], rounding: { scope: 'period' } },
    })
    expect(check()).toMatchObject({ standard: { rounding: { scope: 'month' } } })
    const period = { ...DEFAULT_ROUNDING, scope: 'period' } as const
    expect(check({ rounding: period, quotedPer: 'period' })).toMatchObject({ standard: { rounding: period } })
    expect(check({ versions: [] })).toMatchObject({ code: 'standard.price_missing' })
  })

  it('B28: a formula must be there, be right, and belong to a formula tariff', () => {
    const tariff = { kind: 'formula' } as const
    expect(check({ tariff, versions: [version({ formula: '建筑面积 × 单价' })] })).toMatchObject({ kind: 'checked' })
    expect(check({ tariff })).toMatchObject({ code: 'standard.formula_missing', params: { fromOn: '2025-01-01' } })
    expect(check({ tariff, versions: [version({ formula: '单价 × 价格' })] })).toMatchObject({
      code: 'formula.unknown_variable',
      params: { column: 6, name: '价格' },
    })
    expect(check({ tariff, versions: [version({ formula: '单价 / 0' })] })).toMatchObject({
      code: 'formula.division_by_zero',
    })
    expect(check({ versions: [version({ formula: '单价' })] })).toMatchObject({ code: 'standard.formula_unused' })
  })

  it('a surcharge is in range, and never on what is collected for others', () => {
    const charged = (surcharge: PriceVersion['surcharge'], item: Partial<FeeItemTerms> = {}) =>
      check({ versions: [surcharge === undefined ? version() : version({ surcharge })] }, item)
    expect(charged({ kind: 'percent', ratePpm: 100_000 })).toMatchObject({ kind: 'checked' })
    expect(charged({ kind: 'fixed', amountFen: fen(100) })).toMatchObject({ kind: 'checked' })
    expect(charged({ kind: 'per_unit', priceE6: 1 })).toMatchObject({ kind: 'checked' })
    expect(charged({ kind: 'percent', ratePpm: 10_000_001 })).toMatchObject({ code: 'standard.surcharge_out_of_range' })
    expect(charged({ kind: 'fixed', amountFen: fen(0) })).toMatchObject({ code: 'standard.surcharge_out_of_range' })
    expect(charged({ kind: 'per_unit', priceE6: 0.5 })).toMatchObject({ code: 'standard.surcharge_out_of_range' })
    const agency = { nature: 'collected_for_others' } as const
    expect(charged({ kind: 'per_unit', priceE6: 1 }, agency)).toMatchObject({ code: 'standard.surcharge_on_agency' })
    expect(charged(undefined, agency)).toMatchObject({ kind: 'checked' })
  })

  it('issue and due days and the tax rate are in range', () => {
    expect(check({ issue: { kind: 'day_of_month', day: 28 } })).toMatchObject({ kind: 'checked' })
    expect(check({ issue: { kind: 'day_of_month', day: 29 } })).toMatchObject({
      code: 'standard.issue_day_out_of_range',
    })
    expect(check({ issue: { kind: 'days_before_start', days: -1 } })).toMatchObject({
      code: 'standard.issue_day_out_of_range',
    })
    expect(check({ timing: 'postpaid', issue: ANNIVERSARY_ISSUE })).toMatchObject({ code: 'standard.issue_before_end' })
    expect(check({ timing: 'postpaid' })).toMatchObject({ kind: 'checked' })
    expect(check({ due: { kind: 'day_of_month', day: 31 } })).toMatchObject({ kind: 'checked' })
    expect(check({ due: { kind: 'day_of_month', day: 0 } })).toMatchObject({ code: 'standard.due_day_out_of_range' })
    expect(check({ due: { kind: 'days_after_issue', days: 367 } })).toMatchObject({
      code: 'standard.due_day_out_of_range',
    })
    expect(check({}, { taxRatePpm: 1_000_001 })).toMatchObject({ code: 'standard.tax_out_of_range' })
    expect(check({}, { taxRatePpm: 0 })).toMatchObject({ kind: 'checked' })
  })
})

describe('a charge', () => {
  const plain = { priceE6: 1_800_000, quantity: { value: 8943, scale: 2 } } as const
  it('is the same when everything is', () => {
    expect(sameCharge(plain, { ...plain })).toBe(true)
    const formula = { text: '楼层', values: { 楼层: { value: 3, scale: 0 } } } as const
    for (const other of [
      { priceE6: 1 },
      { quantity: { value: 1, scale: 2 } as const },
      { perMonths: 12 },
      { surcharge: { kind: 'percent', ratePpm: 1 } as const },
      { formula },
    ]) {
      expect(sameCharge(plain, { ...plain, ...other })).toBe(false)
    }
    expect(sameCharge({ ...plain, formula }, { ...plain, formula: structuredClone(formula) })).toBe(true)
  })

  it('with a formula that was never checked is a defect', () => {
    expect(() => monthOfCharge({ ...plain, formula: { text: '?', values: {} } })).toThrow('checked')
    expect(() => monthOfCharge({ ...plain, formula: { text: '楼层', values: {} } })).toThrow('values')
  })

  it('stands for the months that it is quoted for', () => {
    expect(quotedMonths({ quotedPer: 'month', cycleMonths: 6 })).toBe(1)
    expect(quotedMonths({ quotedPer: 'period', cycleMonths: 6 })).toBe(6)
    expect(quotedMonths({ quotedPer: 'year', cycleMonths: 6 })).toBe(12)
  })
})

describe('the nature and the tax of a fee', () => {
  it('are four, and tax and net add up to the amount', () => {
    expect(FEE_NATURES).toHaveLength(4)
    expect(splitTax(fen(10_600), 60_000)).toEqual({ netFen: 10_000, taxFen: 600 })
    expect(splitTax(fen(16_097), 0)).toEqual({ netFen: 16_097, taxFen: 0 })
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (amount, rate) => {
          const { netFen, taxFen } = splitTax(fen(amount), rate)
          expect(netFen + taxFen).toBe(amount)
          expect(splitTax(fen(-amount), rate).taxFen + taxFen).toBe(0)
        },
      ),
    )
  })
})
