import { lastDayOf, type LocalDate, localDate, type Month, month } from '../../kernel/time.ts'

/** Months counted from year 0, so that a year of payments is plain arithmetic. */
export type MonthIndex = number

export function monthIndexOf(date: LocalDate | Month): MonthIndex {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
}

export function monthAt(index: MonthIndex): Month {
  return month(`${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`)
}

export function lastDayAt(index: MonthIndex): LocalDate {
  return lastDayOf(monthAt(index))
}

/** @throws RangeError when the month has no such day. */
export function dayAt(index: MonthIndex, day: number): LocalDate {
  return localDate(`${monthAt(index)}-${String(day).padStart(2, '0')}`)
}
