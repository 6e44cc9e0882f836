import type { Brand } from './brand.ts'

/** A calendar day `YYYY-MM-DD` in the zone of the business (营业日). */
export type LocalDate = Brand<string, 'LocalDate'>
/** A calendar month `YYYY-MM`. */
export type Month = Brand<string, 'Month'>
/** UTC milliseconds since 1970. */
export type Instant = Brand<number, 'Instant'>

/** Every business date is a day of this zone, whatever the PC's own zone says (architecture §9, clock). */
export const BUSINESS_ZONE = 'Asia/Shanghai'

/** Time, as an argument: nothing in domain or core reads the system clock by itself. */
export interface Clock {
  now(): Instant
}

export function instant(ms: number): Instant {
  if (!Number.isSafeInteger(ms)) throw new RangeError(`Not an instant: ${ms}`)
  return ms as Instant
}

/** @throws RangeError when the text is no day of the calendar. */
export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text)
  if (date === null) throw new RangeError(`Not a date: ${text}`)
  return date
}

/** `YYYY-MM-DD` of the years 1900–2999, or `null`. */
export function parseLocalDate(text: string): LocalDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return null
  const year = Number(match[1])
  const month = Number(match[2])
  const day = Number(match[3])
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1) return null
  return day <= daysOf(year, month) ? (text as LocalDate) : null
}

/** @throws RangeError when the text is no month. */
export function month(text: string): Month {
  if (!/^(19|2\d)\d{2}-(0[1-9]|1[0-2])$/.test(text)) throw new RangeError(`Not a month: ${text}`)
  return text as Month
}

/** The business day on which an instant falls. */
export function localDateOf(at: Instant): LocalDate {
  return wallClockOf(at).slice(0, 10) as LocalDate
}

/** `YYYY-MM-DD HH:mm:ss` in the business zone, for paper and logs. */
export function localTimeOf(at: Instant): string {
  return wallClockOf(at).slice(0, 19).replace('T', ' ')
}

const OFFSET_MS = 8 * 3_600_000
/** Summer time was kept for the last time in 1991. */
const SINCE_FIXED_MS = Date.UTC(1992, 0, 1)

/** `YYYY-MM-DDTHH:mm:ss…` in the business zone. Every request asks for its day, and a calendar in full costs a tenth of a small one. */
function wallClockOf(at: Instant): string {
  if (at >= SINCE_FIXED_MS) return new Date(at + OFFSET_MS).toISOString()
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(BUSINESS_ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
}

/** The instant at which a business day begins. */
export function startOfDay(date: LocalDate): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(BUSINESS_ZONE).epochMilliseconds as Instant
}

export function monthOf(date: LocalDate): Month {
  return date.slice(0, 7) as Month
}

export function firstDayOf(value: Month): LocalDate {
  return `${value}-01` as LocalDate
}

export function lastDayOf(value: Month): LocalDate {
  return `${value}-${String(daysInMonth(value)).padStart(2, '0')}` as LocalDate
}

export function daysInMonth(value: Month): number {
  return daysOf(Number(value.slice(0, 4)), Number(value.slice(5, 7)))
}

export function addMonths(value: Month, months: number): Month {
  const index = Number(value.slice(0, 4)) * 12 + Number(value.slice(5, 7)) - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as Month
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumberOf(date) + days)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumberOf(to) - dayNumberOf(from)
}

export function maxDate(left: LocalDate, right: LocalDate): LocalDate {
  return left >= right ? left : right
}

export function minDate(left: LocalDate, right: LocalDate): LocalDate {
  return left <= right ? left : right
}

/**
 * Days counted from 0000-03-01, in years that begin in March so that the leap day is their last. Plain integers: a bill run asks
 * millions of times, and a Temporal object costs fifty times as much.
 */
function dayNumberOf(date: LocalDate): number {
  const monthNumber = Number(date.slice(5, 7))
  const year = Number(date.slice(0, 4)) - (monthNumber <= 2 ? 1 : 0)
  const marchMonth = (monthNumber + 9) % 12
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  return year * 365 + leapDays + Math.floor((marchMonth * 153 + 2) / 5) + Number(date.slice(8, 10)) - 1
}

const DAYS_IN_400_YEARS = 146_097

function dateOfDayNumber(days: number): LocalDate {
  const era = Math.floor(days / DAYS_IN_400_YEARS)
  const dayOfEra = days - era * DAYS_IN_400_YEARS
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const monthNumber = ((marchMonth + 2) % 12) + 1
  const year = era * 400 + yearOfEra + (monthNumber <= 2 ? 1 : 0)
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  return `${pad(year, 4)}-${pad(monthNumber, 2)}-${pad(day, 2)}` as LocalDate
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

function daysOf(year: number, monthNumber: number): number {
  if (monthNumber === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return monthNumber === 4 || monthNumber === 6 || monthNumber === 9 || monthNumber === 11 ? 30 : 31
}
