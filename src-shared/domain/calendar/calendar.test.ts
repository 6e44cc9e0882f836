import { describe, expect, it } from 'vitest'
import type { LocalDate } from '../../kernel/time.ts'
import { addDays, localDate } from '../../kernel/time.ts'
import type { HolidayTable, HolidayYear } from './index.ts'
import { holidayTable, isWorkingDay, PUBLISHED_HOLIDAYS, rollToWorkingDay } from './index.ts'

const day = localDate
const TABLE = tableOf(PUBLISHED_HOLIDAYS)

function tableOf(years: readonly HolidayYear[]): HolidayTable {
  const checked = holidayTable(years)
  if (checked.kind === 'refused') throw new Error(checked.code)
  return checked.table
}

const year = (changes: Partial<HolidayYear>): HolidayYear => ({
  year: 2027,
  source: '',
  holidays: [],
  makeUpDays: [],
  ...changes,
})

describe('the holiday table', () => {
  it('L15: a due date in the holiday week rolls to the first day on which people work', () => {
    expect(rollToWorkingDay(TABLE, day('2025-10-01'))).toEqual({ on: '2025-10-09', missingYears: [] })
    expect(rollToWorkingDay(TABLE, day('2025-10-09')).on).toBe('2025-10-09')
  })

  it('a Saturday on which people work is a working day, a plain one is not', () => {
    expect(isWorkingDay(TABLE, day('2025-10-11'))).toBe(true)
    expect(isWorkingDay(TABLE, day('2025-10-18'))).toBe(false)
    expect(isWorkingDay(TABLE, day('2026-01-04'))).toBe(true)
    expect(rollToWorkingDay(TABLE, day('2026-02-14')).on).toBe('2026-02-14')
    expect(rollToWorkingDay(TABLE, day('2026-02-15')).on).toBe('2026-02-24')
    expect(rollToWorkingDay(TABLE, day('2025-09-27')).on).toBe('2025-09-28')
  })

  it('a weekday that is no holiday is a working day, before the first Monday known too', () => {
    expect(isWorkingDay(TABLE, day('2025-03-31'))).toBe(true)
    expect(isWorkingDay(TABLE, day('1999-12-31'))).toBe(true)
    expect(isWorkingDay(TABLE, day('2000-01-01'))).toBe(false)
    expect(isWorkingDay(TABLE, day('2000-01-02'))).toBe(false)
  })

  it('a year that is missing gives a warning and counts Monday to Friday', () => {
    expect(rollToWorkingDay(TABLE, day('2027-10-02'))).toEqual({ on: '2027-10-04', missingYears: [2027] })
    const onlyNew = tableOf([year({ holidays: [day('2027-01-01')] })])
    expect(rollToWorkingDay(onlyNew, day('2027-01-01'))).toEqual({ on: '2027-01-04', missingYears: [] })
    const over = tableOf([year({ year: 2028, holidays: [day('2028-12-29')] })])
    expect(rollToWorkingDay(over, day('2028-12-29'))).toEqual({ on: '2029-01-01', missingYears: [2029] })
  })

  it('the published years have the days off and the days made up for that were published', () => {
    const counts = PUBLISHED_HOLIDAYS.map(({ holidays, makeUpDays }) => [holidays.length, makeUpDays.length])
    expect(counts).toEqual([
      [28, 5],
      [33, 6],
    ])
    // Every make-up day is a weekend day; a working weekday would say nothing.
    const plain = tableOf([])
    for (const { makeUpDays } of PUBLISHED_HOLIDAYS)
      expect(makeUpDays.some((on) => isWorkingDay(plain, on))).toBe(false)
  })

  it('is refused with a day or a year twice, or a day of another year', () => {
    const on = day('2027-01-01')
    expect(holidayTable([year({}), year({})])).toMatchObject({ code: 'holiday.year_twice', params: { year: 2027 } })
    expect(holidayTable([year({ holidays: [on, on] })])).toMatchObject({ code: 'holiday.twice', params: { on } })
    expect(holidayTable([year({ holidays: [on], makeUpDays: [on] })])).toMatchObject({ code: 'holiday.twice' })
    expect(holidayTable([year({ makeUpDays: [day('2028-01-01')] })])).toMatchObject({ code: 'holiday.other_year' })
  })

  it('never rolls back, nor over a working day', () => {
    for (let on: LocalDate = day('2025-01-01'); on < '2026-12-20'; on = addDays(on, 1)) {
      const rolled = rollToWorkingDay(TABLE, on).on
      expect(isWorkingDay(TABLE, rolled)).toBe(true)
      for (let skipped = on; skipped < rolled; skipped = addDays(skipped, 1))
        expect(isWorkingDay(TABLE, skipped)).toBe(false)
    }
  })
})
