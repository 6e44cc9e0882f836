import { describe, expect, it } from 'vitest'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../../src-shared/kernel/time.ts'
import { isOverdue, stateTag } from './lines-columns.ts'
import type { Line } from './lines-columns.ts'
import { filterOf } from './use-lines.ts'

const id = '0190b5f0-0000-7000-8000-000000000001' as Id
const LINE: Line = {
  lineId: id,
  roomCode: '3-2-1501',
  ownerNames: '张*',
  feeItem: '物业费',
  month: month('2026-10'),
  fromOn: localDate('2026-10-01'),
  toOn: localDate('2026-10-31'),
  dueOn: localDate('2026-10-31'),
  amountFen: fen(16_097),
  paidFen: fen(0),
  openFen: fen(16_097),
  state: 'open',
  isOpening: false,
  isDifference: false,
}

describe('the filter of the receivables', () => {
  it('holds only what was chosen', () => {
    expect(filterOf({ month: null, buildingId: null, state: null, text: '  ' })).toEqual({})
    expect(filterOf({ month: month('2026-11'), buildingId: id, state: 'overdue', text: ' 3-2 ' })).toEqual({
      month: '2026-11',
      buildingId: id,
      state: 'overdue',
      text: '3-2',
    })
  })
})

describe('the state of a bill', () => {
  it('is overdue from the day after it was due', () => {
    expect(isOverdue(LINE, localDate('2026-10-31'))).toBe(false)
    expect(stateTag(LINE, localDate('2026-11-01'))).toEqual({ text: '已逾期', tone: 'due' })
  })

  it('is never overdue once paid or taken back', () => {
    const later = localDate('2026-12-01')
    expect(stateTag({ ...LINE, paidFen: fen(16_097), openFen: fen(0), state: 'paid' }, later).text).toBe('已缴清')
    expect(stateTag({ ...LINE, openFen: fen(0), state: 'cancelled' }, later).text).toBe('已撤回')
  })
})
