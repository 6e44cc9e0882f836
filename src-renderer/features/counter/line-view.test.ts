import { describe, expect, it } from 'vitest'

import { fen } from '../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../src-shared/kernel/time.ts'
import { groupViews, whyText } from './line-view.ts'
import type { AccountLine } from './line-view.ts'

const line = (more: Partial<AccountLine> = {}): AccountLine => ({
  lineId: 'a' as AccountLine['lineId'],
  roomId: 'r' as AccountLine['roomId'],
  roomCode: '3-2-1501',
  feeItem: '物业费',
  month: month('2026-11'),
  fromOn: localDate('2026-11-01'),
  toOn: localDate('2026-11-30'),
  dueOn: localDate('2026-11-30'),
  overdueDays: 0,
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
  note: null,
  amountFen: fen(16_097),
  openFen: fen(16_097),
  lateFeeFen: fen(0),
  lateFee: null,
  ticked: true,
  ...more,
})

describe('the lines as shown', () => {
  it('say how the amount comes about, of a part of a month too, and nothing where nobody knows', () => {
    expect(whyText(line())).toBe('2026-11 物业费 = 89.43 × 1.80 = 160.974，2026-11-01 至 2026-11-30，应收 160.97')
    const part = { ...line().charge, factor: [13, 30], exact: '69.7554' } as AccountLine['charge']
    expect(whyText(line({ charge: part }))).toContain('89.43 × 1.80 × 13/30 = 69.7554')
    expect(whyText(line({ charge: null }))).toBe('')
    expect(whyText(undefined)).toBe('')
  })

  it('say a surcharge, a formula and the occasion of a one-off charge in words', () => {
    const charge = line().charge as NonNullable<AccountLine['charge']>
    const surcharge = { kind: 'percent', ratePpm: 50_000 } as const
    expect(whyText(line({ charge: { ...charge, surcharge } }))).toContain('（另加 5%）')
    const formula = { text: '人口 × 2', values: [{ name: '人口', value: 3, scale: 0 }] }
    const byFormula = line({ charge: { ...charge, pricing: { kind: 'formula', of: null }, formula } })
    expect(whyText(byFormula)).toContain('（人口 = 3）')
    const heading = (of: AccountLine) => groupViews([of], { chosen: {}, severalRooms: false })[0]?.title
    expect(heading(byFormula)).toContain('人口 × 2')
    expect(heading(line())).toContain('1.80 元/㎡·月 × 建筑面积 89.43 ㎡')
    expect(heading(line({ note: '补办 1 张' }))).toContain('（补办 1 张）')
  })

  it('name the room in the heading only when there are several, and what was paid before', () => {
    const lines = [line({ openFen: fen(6_097) })]
    const [group] = groupViews(lines, { chosen: {}, severalRooms: true })
    expect(group?.title).toContain('3-2-1501')
    expect(group?.rows[0]).toMatchObject({ ticked: false, payFen: null, paidFen: 10_000 })
    expect(groupViews(lines, { chosen: {}, severalRooms: false })[0]?.title).not.toContain('3-2-1501')
  })
})
