import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BUSINESS_ZONE,
  addDays,
  addMonths,
  daysBetween,
  daysInMonth,
  firstDayOf,
  instant,
  lastDayOf,
  localDate,
  localDateOf,
  localTimeOf,
  maxDate,
  minDate,
  month,
  monthOf,
  parseLocalDate,
  startOfDay,
} from './time.ts'

describe('a business day', () => {
  it.each([
    '2026-11-23',
    '2024-02-29',
    '2000-02-29',
    '1900-01-01',
    '2999-12-31',
    '2026-04-30',
    '2026-06-30',
    '2026-09-30',
    '2026-11-30',
  ])('%s is a day', (text) => {
    expect(localDate(text)).toBe(text)
  })

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '1899-12-31',
    '3000-01-01',
    '2026-1-1',
    '20260101',
    '',
  ])('%s is none', (text) => {
    expect(parseLocalDate(text)).toBeNull()
    expect(() => localDate(text)).toThrow(RangeError)
  })

  it('begins at midnight in Shanghai, whatever the PC says', () => {
    const beforeMidnight = instant(Date.UTC(2026, 10, 22, 15, 59, 59))
    const midnight = instant(Date.UTC(2026, 10, 22, 16, 0, 0))
    expect(localDateOf(beforeMidnight)).toBe('2026-11-22')
    expect(localDateOf(midnight)).toBe('2026-11-23')
    expect(startOfDay(localDate('2026-11-23'))).toBe(midnight)
    expect(localTimeOf(beforeMidnight)).toBe('2026-11-22 23:59:59')
  })

  it('agrees with the calendar of the zone at every instant since 1950', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2100, 0, 1) }), (ms) => {
        const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(BUSINESS_ZONE)
        expect(localDateOf(instant(ms))).toBe(local.toPlainDate().toString())
        const seconds = local.toPlainTime().toString({ smallestUnit: 'second' })
        expect(localTimeOf(instant(ms))).toBe(`${local.toPlainDate().toString()} ${seconds}`)
      }),
    )
  })

  it('an instant is a whole number of milliseconds', () => {
    expect(() => instant(0.5)).toThrow(RangeError)
  })

  it('counts days across months and years', () => {
    expect(addDays(localDate('2024-02-28'), 2)).toBe('2024-03-01')
    expect(daysBetween(localDate('2025-03-31'), localDate('2025-05-10'))).toBe(40)
    expect(daysBetween(localDate('2025-05-10'), localDate('2025-03-31'))).toBe(-40)
    expect(maxDate(localDate('2026-01-01'), localDate('2026-01-02'))).toBe('2026-01-02')
    expect(maxDate(localDate('2026-01-02'), localDate('2026-01-01'))).toBe('2026-01-02')
    expect(minDate(localDate('2026-01-01'), localDate('2026-01-02'))).toBe('2026-01-01')
    expect(minDate(localDate('2026-01-02'), localDate('2026-01-01'))).toBe('2026-01-01')
  })

  it('agrees with the calendar of the platform on every day', () => {
    const anyDay = fc.integer({ min: 0, max: 401_000 })
    fc.assert(
      fc.property(anyDay, anyDay, (left, right) => {
        const first = Temporal.PlainDate.from('1900-01-01').add({ days: left })
        const second = Temporal.PlainDate.from('1900-01-01').add({ days: right })
        expect(addDays(localDate(first.toString()), right - left)).toBe(second.toString())
        expect(daysBetween(localDate(first.toString()), localDate(second.toString()))).toBe(right - left)
      }),
      { numRuns: 500 },
    )
  })

  it('the distance to a day that is n days on is n', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
        const from = localDate('2026-11-23')
        expect(daysBetween(from, addDays(from, days))).toBe(days)
      }),
    )
  })
})

describe('a month', () => {
  it('has a first and a last day', () => {
    expect(firstDayOf(month('2024-02'))).toBe('2024-02-01')
    expect(lastDayOf(month('2024-02'))).toBe('2024-02-29')
    expect(daysInMonth(month('2100-02'))).toBe(28)
    expect(monthOf(localDate('2026-11-23'))).toBe('2026-11')
  })

  it.each(['2026-13', '2026-0', '1899-01', '3000-01', '2026-11-01'])('%s is none', (text) => {
    expect(() => month(text)).toThrow(RangeError)
  })

  it('goes over the end of the year both ways', () => {
    expect(addMonths(month('2026-11'), 2)).toBe('2027-01')
    expect(addMonths(month('2026-01'), -1)).toBe('2025-12')
    expect(addMonths(month('2026-05'), 0)).toBe('2026-05')
  })
})
