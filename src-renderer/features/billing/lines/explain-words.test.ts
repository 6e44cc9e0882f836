import { afterEach, describe, expect, it } from 'vitest'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../../src-shared/kernel/time.ts'
import { switchLanguage } from '../../../platform/i18n.ts'
import { explainSteps, proofOf } from './explain-words.ts'
import type { Explanation } from './explain-words.ts'

/** 3-2-1501 in November 2026: 89.43 ㎡ at 1.80, the whole month. */
const WHOLE: Explanation = {
  lineId: '0190b5f0-0000-7000-8000-000000000001' as Id,
  roomCode: '3-2-1501',
  feeItem: '物业费',
  standardName: '住宅物业费',
  month: month('2026-11'),
  fromOn: localDate('2026-11-01'),
  toOn: localDate('2026-11-30'),
  charge: {
    pricing: { kind: 'area', of: 'built' },
    quantity: { value: 8_943, scale: 2 },
    priceE6: 1_800_000,
    perMonths: 1,
    surcharge: null,
    formula: null,
    factor: [1, 1],
    billedDays: 1,
    ofDays: 1,
    exact: '160.974',
    roundedTogether: 1,
    rounding: { mode: 'half_up', precision: 'fen', scope: 'month' },
  },
  priceFromOn: localDate('2024-01-01'),
  overrideReason: null,
  proration: 'actual_days',
  daysInMonth: 30,
  amountFen: fen(16_097),
  taxFen: fen(0),
  taxRatePpm: 0,
  recomputedFen: fen(16_097),
  dueOn: localDate('2026-11-30'),
  note: null,
  oneOffRunId: null,
}
type Charge = Explanation['charge']
const charged = (changes: Partial<Charge>, more: Partial<Explanation> = {}): Explanation => ({
  ...WHOLE,
  ...more,
  charge: { ...WHOLE.charge, ...changes },
})
/** Handed over on the 18th. */
const PART = charged({ factor: [13, 30], exact: '69.7554' }, { fromOn: localDate('2026-11-18'), amountFen: fen(6_976) })

const words = (line: Explanation) => Object.fromEntries(explainSteps(line).map((step) => [step.key, step.text]))

afterEach(() => switchLanguage('zh-CN'))

describe('why a bill has its amount', () => {
  it('is told step by step for a whole month', () => {
    expect(words(WHOLE)).toEqual({
      period: '2026-11-01 至 2026-11-30，整月 30 天',
      standard: '住宅物业费',
      quantity: '建筑面积 89.43 ㎡',
      price: '1.80 元/㎡·月，2024-01-01 起执行',
      proration: '整月，不折算',
      formula: '89.43 × 1.80 = 160.974 元',
      rounding: '四舍五入到分，得 160.97 元',
      due: '2026-11-30',
    })
  })

  it('names the days and the method of a part of a month', () => {
    expect(words(PART)).toMatchObject({
      period: '2026-11-18 至 2026-11-30，13 天（当月 30 天）',
      proration: '按当月实际天数，收整月的 13/30',
      formula: '89.43 × 1.80 × 13/30 = 69.7554 元',
      rounding: '四舍五入到分，得 69.76 元',
    })
  })

  it('tells the same in English', async () => {
    await switchLanguage('en-US')
    expect(words(PART)).toMatchObject({
      period: '2026-11-18 to 2026-11-30, 13 of 30 days',
      quantity: 'Built area 89.43 ㎡',
      price: '1.80 yuan/㎡·month, in force from 2024-01-01',
      proration: 'Actual days: 13/30 of the whole month',
      formula: '89.43 × 1.80 × 13/30 = 69.7554 yuan',
      rounding: 'half up to 0.01: 69.76 yuan',
    })
    expect(proofOf(PART).text).not.toMatch(/[\u4e00-\u9fff]/)
  })

  it('says so when the price is for this room alone', () => {
    expect(words({ ...WHOLE, priceFromOn: null })['price']).toBe('1.80 元/㎡·月，本户单独定价')
  })

  it('names the reason of a price for this room alone', () => {
    const own = { ...WHOLE, priceFromOn: null, overrideReason: '一楼不用电梯' }
    expect(words(own)['price']).toBe('1.80 元/㎡·月，本户单独定价：一楼不用电梯')
  })

  it('shows a month that was cut in two as a share of its days', () => {
    const cut = charged(
      { billedDays: 10, ofDays: 30, exact: '53.658' },
      { toOn: localDate('2026-11-10'), amountFen: fen(5_366) },
    )
    expect(words(cut)).toMatchObject({
      formula: '89.43 × 1.80 × 10/30 = 53.658 元',
      proration: '当月中途有变更，这一段占 30 天里的 10 天',
      rounding: '四舍五入到分，得 53.66 元',
    })
  })

  it('does not claim a rounding that the amount does not have: what was rounded together shares it', () => {
    const ofMonth = charged(
      { billedDays: 10, ofDays: 30, exact: '53.658', roundedTogether: 2 },
      { amountFen: fen(5_365) },
    )
    expect(words(ofMonth)['rounding']).toBe('与当月其他几段合起来四舍五入到分，这一段分得 53.65 元')
    const ofPeriod = charged({ roundedTogether: 12, rounding: { mode: 'half_up', precision: 'yuan', scope: 'period' } })
    expect(words(ofPeriod)['rounding']).toBe('与本期其他月份合起来四舍五入到元，这一条分得 160.97 元')
  })

  it('puts a surcharge where it belongs, and a sum in brackets before it is shared', () => {
    const surcharge = { kind: 'fixed', amountFen: fen(200) } as const
    expect(words(charged({ surcharge, exact: '162.974' }))).toMatchObject({
      surcharge: '另加 2.00 元',
      formula: '89.43 × 1.80 + 2.00 = 162.974 元',
    })
    expect(words(charged({ surcharge, factor: [13, 30] }))['formula']).toContain('(89.43 × 1.80 + 2.00) × 13/30')
    const percent = charged({ surcharge: { kind: 'percent', ratePpm: 50_000 } })
    expect(words(percent)).toMatchObject({ surcharge: '另加 5%', formula: '89.43 × 1.80 × (1 + 5%) = 160.974 元' })
    const each = charged({ surcharge: { kind: 'per_unit', priceE6: 100_000 } })
    expect(words(each)['formula']).toBe('89.43 × (1.80 + 0.10) = 160.974 元')
  })

  it('divides what is quoted for a year, and counts people instead of square metres', () => {
    const fixed = { kind: 'fixed', of: null } as const
    const yearly = charged({
      pricing: fixed,
      quantity: { value: 1, scale: 0 },
      priceE6: 15_000_000_000,
      perMonths: 12,
      exact: '1250.00',
    })
    expect(words(yearly)).toMatchObject({
      quantity: '1 户',
      price: '15,000.00 元/户·年，2024-01-01 起执行',
      formula: '15,000.00 ÷ 12 = 1250.00 元',
    })
    const people = charged({
      pricing: { kind: 'count', of: 'person' },
      quantity: { value: 3, scale: 0 },
      priceE6: 5_000_000,
      exact: '15.00',
    })
    expect(words(people)).toMatchObject({
      quantity: '3 人',
      price: '5.00 元/人·月，2024-01-01 起执行',
      formula: '3 × 5.00 = 15.00 元',
    })
  })

  it('shows a formula with the figures that went in, and the tax inside the amount', () => {
    const formula = {
      text: '建筑面积 × 单价',
      values: [
        { name: '建筑面积', value: 8_943, scale: 2 },
        { name: '单价', value: 200_000, scale: 6 },
      ],
    }
    const shown = charged(
      { pricing: { kind: 'formula', of: null }, formula, exact: '17.886' },
      { taxRatePpm: 60_000, taxFen: fen(101) },
    )
    expect(words(shown)).toMatchObject({
      price: '建筑面积 × 单价，2024-01-01 起执行',
      figures: '建筑面积 = 89.43，单价 = 0.20',
      formula: '(建筑面积 × 单价) = 17.886 元',
      tax: '税率 6%，含税额 1.01 元',
    })
  })

  it('tells of a one-off charge what it was for, and nothing of areas', () => {
    const card = charged(
      { pricing: { kind: 'fixed', of: null } },
      { note: '补办 1 张', priceFromOn: null, oneOffRunId: WHOLE.lineId },
    )
    expect(Object.keys(words(card))).toEqual(['note', 'period', 'standard', 'rounding', 'due'])
  })

  it('proves that the stored basis still gives the amount, and raises its voice when it does not', () => {
    expect(proofOf(WHOLE)).toEqual({ kind: 'same', text: '按存下的依据现在重算，仍是 160.97 元' })
    const broken = proofOf({ amountFen: fen(16_097), recomputedFen: fen(16_098) })
    expect(broken.kind).toBe('differs')
    expect(broken.text).toContain('160.98')
  })
})
