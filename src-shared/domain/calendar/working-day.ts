import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { addDays, daysBetween } from '../../kernel/time.ts'

/** 节假日表 of one year: days off, and weekend days on which people work (调休). `source` names the notice. */
export interface HolidayYear {
  readonly year: number
  readonly source: string
  readonly holidays: readonly LocalDate[]
  readonly makeUpDays: readonly LocalDate[]
}

export interface HolidayTable {
  readonly years: ReadonlySet<number>
  readonly holidays: ReadonlySet<LocalDate>
  readonly makeUpDays: ReadonlySet<LocalDate>
}

export const HOLIDAY_CODES = ['holiday.twice', 'holiday.other_year', 'holiday.year_twice'] as const
export type HolidayCode = (typeof HOLIDAY_CODES)[number]

export type CheckedHolidays = { readonly kind: 'checked'; readonly table: HolidayTable }

/** The years as one table, or a refusal: a year twice, a day twice, a day of another year. */
export function holidayTable(entries: readonly HolidayYear[]): CheckedHolidays | Refusal<HolidayCode> {
  const years = new Set<number>()
  const seen = new Set<LocalDate>()
  for (const { year, holidays, makeUpDays } of entries) {
    if (years.has(year)) return refusal('holiday.year_twice', { year }, 'year')
    years.add(year)
    for (const on of [...holidays, ...makeUpDays]) {
      if (yearOf(on) !== year) return refusal('holiday.other_year', { year, on }, 'holidays')
      if (seen.has(on)) return refusal('holiday.twice', { on }, 'holidays')
      seen.add(on)
    }
  }
  return {
    kind: 'checked',
    table: {
      years,
      holidays: new Set(entries.flatMap(({ holidays }) => holidays)),
      makeUpDays: new Set(entries.flatMap(({ makeUpDays }) => makeUpDays)),
    },
  }
}

/** 工作日: Monday to Friday without the holidays of the table, and its make-up days. */
export function isWorkingDay(table: HolidayTable, on: LocalDate): boolean {
  if (table.makeUpDays.has(on)) return true
  return !table.holidays.has(on) && !isWeekend(on)
}

export interface RolledDate {
  readonly on: LocalDate
  /** Years that the table lacks and that were counted Monday to Friday: a warning beside the date. */
  readonly missingYears: readonly number[]
}

/** 顺延: the day itself when people work on it, else the next one on which they do (domain rules 3.18, case L15). */
export function rollToWorkingDay(table: HolidayTable, on: LocalDate): RolledDate {
  const missing = new Set<number>()
  let day = on
  for (; ; day = addDays(day, 1)) {
    if (!table.years.has(yearOf(day))) missing.add(yearOf(day))
    if (isWorkingDay(table, day)) return { on: day, missingYears: [...missing] }
  }
}

/** A Monday. */
const MONDAY = '2024-01-01' as LocalDate

function isWeekend(on: LocalDate): boolean {
  const day = daysBetween(MONDAY, on) % 7
  return (day + 7) % 7 >= 5
}

function yearOf(on: LocalDate): number {
  return Number(on.slice(0, 4))
}
