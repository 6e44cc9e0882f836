import { afterEach, describe, expect, it } from 'vitest'

import { SKIP_CODES } from '../../../../src-shared/domain/billing/index.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../../src-shared/kernel/time.ts'
import { switchLanguage } from '../../../platform/i18n.ts'
import { isExcluded, lineKey, ticksChanged, withRow } from './excluded.ts'
import { isToMend, wayToMend } from './mend.ts'
import { changeText, explainMarked, reasonText, skipName, totalChangeText } from './plan-words.ts'
import type { PlanLine, PlanRow } from './plan-words.ts'

const DECEMBER = month('2026-12')
const LINE: PlanLine = {
  roomId: '0190b5f0-0000-7000-8000-000000000001' as Id,
  roomCode: '7-2-0601',
  ownerNames: '周*',
  itemId: '0190b5f0-0000-7000-8000-000000000002' as Id,
  feeItem: '物业费',
  month: DECEMBER,
  fromOn: localDate('2026-12-01'),
  toOn: localDate('2026-12-31'),
  charge: {
    pricing: { kind: 'area', of: 'built' },
    quantity: { value: 12_050, scale: 2 },
    priceE6: 1_800_000,
    perMonths: 1,
    surcharge: null,
    formula: null,
    factor: [1, 1],
    billedDays: 1,
    ofDays: 1,
    exact: '216.90',
    roundedTogether: 1,
    rounding: { mode: 'half_up', precision: 'fen', scope: 'month' },
  },
  amountFen: fen(21_690),
  lastMonthFen: fen(13_014),
  excluded: false,
}
const SKIPPED: PlanRow = {
  roomId: LINE.roomId,
  roomCode: '3-2-1501',
  ownerNames: '',
  itemId: LINE.itemId,
  feeItem: '物业费',
  fromOn: LINE.fromOn,
  toOn: LINE.toOn,
  amountFen: null,
  reason: 'billing.area_missing',
}

afterEach(() => switchLanguage('zh-CN'))

describe('a change against the month before', () => {
  it('is said with its sign, and not at all when there is nothing to compare with', () => {
    expect(changeText(fen(21_690), fen(13_014))).toBe('+66.7%')
    expect(changeText(fen(8_000), fen(10_000))).toBe('−20.0%')
    expect(changeText(fen(8_000), fen(8_000))).toBe('0.0%')
    expect(changeText(fen(8_000), null)).toBeNull()
    expect(changeText(fen(8_000), fen(0))).toBeNull()
  })

  it('has two decimals over the whole run', () => {
    expect(totalChangeText(fen(78_120_436), fen(76_709_186))).toBe('+1.84%')
    expect(totalChangeText(fen(1), fen(0))).toBe('—')
  })
})

describe('the row under the hand', () => {
  it('is explained by area, price and what it was last month', () => {
    expect(explainMarked({ kind: 'line', line: LINE }, DECEMBER)).toEqual({
      question: '7-2-0601 物业费为什么是 216.90？',
      answer: '建筑面积 120.50 ㎡，1.80 元/㎡·月：120.50 × 1.80 = 216.90，取整后 216.90 元。 上月 130.14 元，+66.7%。',
    })
  })

  it('names the days of a part of a month', () => {
    const part = { ...LINE, fromOn: localDate('2026-12-18'), amountFen: fen(9_795), lastMonthFen: null }
    const { answer } = explainMarked({ kind: 'line', line: part }, DECEMBER)
    expect(answer).toContain('2026-12-18 至 2026-12-31，14 天（当月 31 天）')
    expect(answer).toContain('上月没有这项账单')
    expect(reasonText(part)).toBe('不满月，12-18 至 12-31')
    expect(reasonText({ ...part, excluded: true })).toBe('已排除，这次不出')
  })

  it('says of a skipped room what to do about it', () => {
    expect(explainMarked({ kind: 'skipped', row: SKIPPED }, DECEMBER)).toEqual({
      question: '3-2-1501 为什么跳过？',
      answer: '3-2-1501 缺建筑面积，无法按面积计费。请先补录面积，或改绑固定金额标准。',
    })
  })

  it('is explained in English as well', async () => {
    await switchLanguage('en-US')
    const shown = [
      explainMarked({ kind: 'line', line: { ...LINE, feeItem: 'Fee', ownerNames: '' } }, DECEMBER),
      explainMarked({ kind: 'skipped', row: { ...SKIPPED, feeItem: 'Fee' } }, DECEMBER),
    ]
    expect(shown.map((words) => `${words.question} ${words.answer}`).join(' ')).not.toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('a row that is taken out', () => {
  const other = { ...LINE, roomId: '0190b5f0-0000-7000-8000-000000000003' as Id }
  const second = { ...LINE, fromOn: localDate('2026-12-16') }

  it('goes with all lines of its room and fee, and comes back as one', () => {
    const out = withRow([], LINE, true)
    expect(isExcluded(out, second)).toBe(true)
    expect(isExcluded(out, other)).toBe(false)
    expect(withRow(withRow(out, other, true), LINE, false)).toEqual([{ roomId: other.roomId, itemId: other.itemId }])
    expect(withRow(out, second, true)).toHaveLength(1)
  })

  it('is the one that lost its tick', () => {
    const before = new Set([lineKey(LINE), lineKey(other)])
    expect(ticksChanged([LINE, other], { before, after: new Set([lineKey(other)]) })).toEqual([
      { row: LINE, out: true },
    ])
    expect(ticksChanged([LINE, other], { before: new Set([lineKey(other)]), after: before })).toEqual([
      { row: LINE, out: false },
    ])
  })
})

describe('a reason to skip', () => {
  it.each(SKIP_CODES)('%s has a name, and a way when it is to be mended', (code) => {
    expect(skipName(code)).not.toBe(code)
    if (isToMend({ reason: code })) expect(wayToMend(code, DECEMBER)).not.toBeNull()
  })
})
