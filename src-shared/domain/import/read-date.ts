import { lastDayOf, type LocalDate, month, parseLocalDate } from '../../kernel/time.ts'
import { type Groups, groupsOf } from './groups.ts'
import { type Reading, value, type Wrong, wrong } from './reading.ts'
import type { Rewrite, Tidied } from './tidy.ts'

const YEAR_FIRST = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})(?:日|号)?(?:[T上下午]*\d{1,2}[:时]\d{1,2}.*)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const YEAR_AND_MONTH = /^(\d{4})(?:[-/.]|年)(\d{1,2})月?(?:份|底|末)?$/
const TWO_DIGIT_YEAR = /^\d{1,2}(?:[-/.]|年)\d{1,2}(?:[-/.]|月)\d{1,2}(?:日|号)?$/
/** Excel's day number as plain text: 1954–2119, so that a year or a month is not taken for one. */
const SERIAL = /^[2-7]\d{4}(\.\d+)?$/
const EARLIEST_YEAR = 1949
const LATEST_YEAR = 2100

/** Whether a month alone is enough: 物业费缴至 2026年12月 means its last day (end of the month inclusive). */
export type MonthAlone = 'refused' | 'last_day'

/** A day from `2019-6-18`, `2019/06/18`, `2019.6.18`, `2019年6月18日`, `20190618`, a time behind it, or Excel's day number. */
export function readDate(tidied: Tidied, monthAlone: MonthAlone): Reading<LocalDate> {
  const { text } = tidied
  const parts = groupsOf(YEAR_FIRST, text) ?? groupsOf(COMPACT, text)
  if (parts !== null) return toDay(parts, tidied)
  const ofMonth = groupsOf(YEAR_AND_MONTH, text)
  if (ofMonth !== null)
    return monthAlone === 'refused' ? wrong('import.date_without_day', { text }) : toMonthEnd(ofMonth, tidied)
  if (SERIAL.test(text)) return value(fromSerial(Number.parseInt(text, 10)), [...tidied.rewritten, 'serial_date_read'])
  return wrong(TWO_DIGIT_YEAR.test(text) ? 'import.date_year_of_two_digits' : 'import.date_not_read', { text })
}

function toDay(parts: Groups, tidied: Tidied): Reading<LocalDate> {
  const [, year, ofYear, day] = parts
  const plain = `${year}-${ofYear.padStart(2, '0')}-${day.padStart(2, '0')}`
  const out = outOfRange(year, tidied.text)
  if (out !== null) return out
  const date = parseLocalDate(plain)
  if (date === null) return wrong('import.date_impossible', { text: tidied.text })
  return value(date, readFrom(tidied, plain === tidied.text ? null : 'date_read'))
}

function toMonthEnd(parts: Groups, tidied: Tidied): Reading<LocalDate> {
  const [, year, ofYear] = parts
  const out = outOfRange(year, tidied.text)
  if (out !== null) return out
  if (Number(ofYear) < 1 || Number(ofYear) > 12) return wrong('import.date_impossible', { text: tidied.text })
  return value(lastDayOf(month(`${year}-${ofYear.padStart(2, '0')}`)), readFrom(tidied, 'month_end'))
}

function outOfRange(year: string, text: string): Wrong | null {
  const inRange = Number(year) >= EARLIEST_YEAR && Number(year) <= LATEST_YEAR
  return inRange ? null : wrong('import.date_out_of_range', { text, earliest: EARLIEST_YEAR, latest: LATEST_YEAR })
}

function readFrom(tidied: Tidied, rewrite: Rewrite | null): readonly Rewrite[] {
  return rewrite === null ? tidied.rewritten : [...tidied.rewritten, rewrite]
}

const DAYS_PER_ERA = 146_097

/** Day 25569 of Excel is 1970-01-01; the civil calendar from day numbers after H. Hinnant, so that no clock or zone is asked. */
export function fromSerial(serial: number): LocalDate {
  const days = serial - 25_569 + 719_468
  const era = Math.floor(days / DAYS_PER_ERA)
  const dayOfEra = days - era * DAYS_PER_ERA
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const ofYear = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (ofYear <= 2 ? 1 : 0)
  return `${year}-${String(ofYear).padStart(2, '0')}-${String(day).padStart(2, '0')}` as LocalDate
}
