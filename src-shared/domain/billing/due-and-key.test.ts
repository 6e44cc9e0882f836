import { describe, expect, it } from 'vitest'
import { isId } from '../../kernel/ids.ts'
import { addDays, month } from '../../kernel/time.ts'
import type { DueRule } from '../tariff/index.ts'
import type { LineExplanation, LineKey, SkipCode } from './index.ts'
import {
  dueDate,
  exactText,
  lineId,
  lineKeyText,
  needsMending,
  recompute,
  SKIP_CODES,
  summarizePlans,
  planLines,
} from './index.ts'
import { aRequest, aRoom, aStandard, day, months, term } from './plan-fixture.ts'

const asked = { month: month('2025-05'), createdOn: day('2025-04-25'), rollToWorkingDay: null }

describe('the due date', () => {
  it('is the last day of the cycle when paid in advance', () => {
    expect(dueDate(aStandard(), asked)).toBe('2025-05-31')
    expect(dueDate(aStandard({ cycleMonths: 3 }), asked)).toBe('2025-06-30')
    expect(dueDate(aStandard({ cycleMonths: 12 }), asked)).toBe('2025-12-31')
  })

  it('is the last day of the month of issue when paid afterwards', () => {
    expect(dueDate(aStandard({ timing: 'postpaid' }), { ...asked, createdOn: day('2025-06-03') })).toBe('2025-06-30')
  })

  it('a fixed day is that day of the cycle’s first month, clamped to its end', () => {
    const due: DueRule = { kind: 'day_of_month', day: 31 }
    expect(dueDate(aStandard({ due, cycleMonths: 3 }), { ...asked, createdOn: day('2025-03-01') })).toBe('2025-04-30')
    expect(dueDate(aStandard({ due, timing: 'postpaid' }), { ...asked, createdOn: day('2025-06-03') })).toBe(
      '2025-06-30',
    )
  })

  it('n days after issue counts from the day of creation', () => {
    expect(dueDate(aStandard({ due: { kind: 'days_after_issue', days: 20 } }), asked)).toBe('2025-05-15')
  })

  it('a bill created late is due seven days later at the earliest, and then rolls to a working day', () => {
    expect(dueDate(aStandard(), { ...asked, createdOn: day('2025-05-30') })).toBe('2025-06-06')
    const rolled = dueDate(aStandard({ rollDue: true }), { ...asked, rollToWorkingDay: (date) => addDays(date, 2) })
    expect(rolled).toBe('2025-06-02')
    expect(dueDate(aStandard({ rollDue: true }), asked)).toBe('2025-05-31')
    expect(dueDate(aStandard(), { ...asked, rollToWorkingDay: (date) => addDays(date, 2) })).toBe('2025-05-31')
  })

  it('stops at a rule that it does not know', () => {
    expect(() => dueDate(aStandard({ due: { kind: 'never' } as unknown as DueRule }), asked)).toThrow('due rule')
  })
})

describe('the line’s key', () => {
  const key: LineKey = {
    projectId: 'p',
    roomId: 'r',
    itemId: 'i',
    month: month('2025-03'),
    fromOn: day('2025-03-18'),
    attempt: 1,
  }
  const digest = (text: string) =>
    Uint8Array.from({ length: 32 }, (_, at) =>
      [...text].reduce((hash, sign) => (hash * 31 + sign.charCodeAt(0) + at) % 251, 7),
    )

  it('gives the same id on every PC, and another one for the next attempt', () => {
    expect(lineKeyText(key)).toBe('line|p|r|i|2025-03|2025-03-18|1')
    expect(lineId(key, digest)).toBe(lineId({ ...key }, digest))
    expect(isId(lineId(key, digest))).toBe(true)
    expect(lineId({ ...key, attempt: 2 }, digest)).not.toBe(lineId(key, digest))
  })
})

describe('an explanation', () => {
  const explanationOf = (handOver: string) => {
    const rooms = [aRoom({ handOverOn: day(handOver), ownerTerms: [term('zhang', handOver)] })]
    const [line] = planLines(aRequest({ rooms, months: months('2025-03') })).created
    return line?.explanation as LineExplanation
  }

  it('shows the exact amount before rounding', () => {
    expect(exactText(explanationOf('2019-06-18'))).toBe('160.974')
    expect(exactText(explanationOf('2025-03-18'))).toBe('72.697935…')
  })

  it('that does not hold its own line is a defect', () => {
    const broken = { ...explanationOf('2019-06-18'), position: 7 }
    expect(() => recompute(broken)).toThrow('position')
    expect(() => exactText(broken)).toThrow('position')
  })
})

describe('a summary', () => {
  it('adds up the chunks of a run by item and by reason', () => {
    const good = planLines(aRequest())
    const bad = planLines(aRequest({ rooms: [aRoom({ areas: [] })] }))
    const early = planLines(aRequest({ goLiveOn: day('2025-04-01') }))
    const summary = summarizePlans([good, good, bad, bad, early])
    expect(summary).toEqual({
      createdCount: 2,
      createdFen: 32_194,
      existingCount: 0,
      existingFen: 0,
      differingCount: 0,
      skippedCount: 3,
      toMendCount: 2,
      skippedByCode: new Map<SkipCode, number>([
        ['billing.area_missing', 2],
        ['billing.before_go_live', 1],
      ]),
      createdFenByItem: new Map([['service', 32_194]]),
    })
  })

  it('thirteen of the reasons ask a person to mend something', () => {
    expect(SKIP_CODES.filter(needsMending)).toHaveLength(13)
  })
})
