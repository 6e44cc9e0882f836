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
  quantityE2: 8_943,
  priceE6: 1_800_000,
  amountFen: fen(16_097),
  openFen: fen(16_097),
  ticked: true,
  ...more,
})

describe('the lines as shown', () => {
  it('say how the amount comes about, and nothing where the product would not give it', () => {
    expect(whyText(line())).toContain('89.43')
    expect(whyText(line({ amountFen: fen(6_976) }))).toBe('')
    expect(whyText(line({ priceE6: null }))).toBe('')
    expect(whyText(undefined)).toBe('')
  })

  it('name the room in the heading only when there are several, and what was paid before', () => {
    const lines = [line({ openFen: fen(6_097) })]
    const [group] = groupViews(lines, { chosen: {}, severalRooms: true })
    expect(group?.title).toContain('3-2-1501')
    expect(group?.rows[0]).toMatchObject({ ticked: false, payFen: null, paidFen: 10_000 })
    expect(groupViews(lines, { chosen: {}, severalRooms: false })[0]?.title).not.toContain('3-2-1501')
  })
})
