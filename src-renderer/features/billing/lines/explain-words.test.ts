import { afterEach, describe, expect, it } from 'vitest'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../../src-shared/kernel/time.ts'
import { switchLanguage } from '../../../platform/i18n.ts'
import { explainSteps, formulaOf, proofOf } from './explain-words.ts'
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
  areaBasis: 'built',
  areaE2: 8_943,
  priceE6: 1_800_000,
  priceFromOn: localDate('2024-01-01'),
  proration: 'actual_days',
  billedDays: 1,
  daysInMonth: 30,
  factor: [1, 1],
  ofDays: 1,
  exact: '160.974',
  rounding: { mode: 'half_up', precision: 'fen' },
  amountFen: fen(16_097),
  recomputedFen: fen(16_097),
  dueOn: localDate('2026-11-30'),
}
/** Handed over on the 18th. */
const PART: Explanation = {
  ...WHOLE,
  fromOn: localDate('2026-11-18'),
  factor: [13, 30],
  exact: '69.7554',
  amountFen: fen(6_976),
}

const words = (line: Explanation) => Object.fromEntries(explainSteps(line).map((step) => [step.key, step.text]))

afterEach(() => switchLanguage('zh-CN'))

describe('why a bill has its amount', () => {
  it('is told step by step for a whole month', () => {
    expect(words(WHOLE)).toEqual({
      period: '2026-11-01 至 2026-11-30，整月 30 天',
      standard: '住宅物业费',
      area: '建筑面积 89.43 ㎡',
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
      area: 'Built area 89.43 ㎡',
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

  it('shows a month that was cut in two as a share of its days', () => {
    const cut = {
      ...WHOLE,
      toOn: localDate('2026-11-10'),
      billedDays: 10,
      ofDays: 30,
      exact: '53.658',
      amountFen: fen(5_366),
    }
    expect(formulaOf(cut)).toBe('89.43 × 1.80 × 10/30')
    expect(words(cut)['proration']).toBe('当月中途有变更，这一段占 30 天里的 10 天')
    expect(words(cut)['rounding']).toBe('四舍五入到分，得 53.66 元')
  })

  it('does not claim a rounding that the amount does not have: pieces of one month share it', () => {
    const shared = {
      ...WHOLE,
      toOn: localDate('2026-11-10'),
      billedDays: 10,
      ofDays: 30,
      exact: '53.658',
      amountFen: fen(5_365),
    }
    expect(words(shared)['rounding']).toBe('与当月其他几段合起来四舍五入到分，这一段分得 53.65 元')
  })

  it('proves that the stored basis still gives the amount, and raises its voice when it does not', () => {
    expect(proofOf(WHOLE)).toEqual({ kind: 'same', text: '按存下的依据现在重算，仍是 160.97 元' })
    const broken = proofOf({ amountFen: fen(16_097), recomputedFen: fen(16_098) })
    expect(broken.kind).toBe('differs')
    expect(broken.text).toContain('160.98')
  })
})
