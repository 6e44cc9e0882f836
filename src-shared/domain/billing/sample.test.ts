import { describe, expect, it } from 'vitest'

import { rollToWorkingDay, holidayTable, PUBLISHED_HOLIDAYS } from '../calendar/index.ts'
import { aRoom, aStandard, day, term } from './plan-fixture.ts'
import { sampleCycles } from './sample.ts'

const room = aRoom({ handOverOn: day('2026-11-18'), ownerTerms: [term('zhang', '2026-11-18')] })
const of = (standard: Parameters<typeof aStandard>[0]) =>
  sampleCycles({
    standard: aStandard(standard),
    room,
    boundFrom: day('2026-11-18'),
    overridePriceE6: null,
    rollToWorkingDay: null,
  })

describe('the worked example', () => {
  it('shows the part month, then the whole one, with the days on which they are billed and due', () => {
    const { first, next } = of({ due: { kind: 'day_of_month', day: 10 } })
    // Billed on 18 November, when the room comes: the 10th has gone by, so the seven days count.
    expect(first).toMatchObject({ issueOn: '2026-11-18', lines: [{ amountFen: 6_976, dueOn: '2026-11-25' }] })
    expect(next).toMatchObject({ issueOn: '2026-12-01', lines: [{ amountFen: 16_097, dueOn: '2026-12-10' }] })
  })

  it('shows an anniversary as a whole year of thirteen lines', () => {
    const { first } = of({
      anchor: { kind: 'hand_over' },
      cycleMonths: 12,
      issue: { kind: 'days_before_start', days: 7 },
      rounding: { mode: 'half_up', precision: 'fen', scope: 'period' },
    })
    expect(first.cycle).toEqual({ fromOn: '2026-11-18', toOn: '2027-11-17' })
    expect(first.lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(193_169)
    expect(first.lines).toHaveLength(13)
  })

  it('shows why there is nothing to bill', () => {
    expect(of({ proration: { kind: 'next_month' } }).first).toMatchObject({
      lines: [],
      skipped: ['billing.not_charged'],
    })
    expect(of({ tariff: { kind: 'count', of: 'person' } }).next).toMatchObject({
      lines: [],
      skipped: ['billing.count_missing'],
    })
  })

  it('shows a postpaid month on the day after it, rolled to a working day', () => {
    const table = holidayTable(PUBLISHED_HOLIDAYS)
    if (table.kind === 'refused') throw new Error(table.code)
    const { next } = sampleCycles({
      standard: aStandard({ timing: 'postpaid', due: { kind: 'days_after_issue', days: 8 }, rollDue: true }),
      room,
      boundFrom: day('2026-11-18'),
      overridePriceE6: null,
      rollToWorkingDay: (date) => rollToWorkingDay(table.table, date).on,
    })
    // 9 January 2027 is a Saturday.
    expect(next).toMatchObject({ issueOn: '2027-01-01', lines: [{ dueOn: '2027-01-11' }] })
  })
})
