import type { LocalDate, Month } from '../../kernel/time.ts'
import { addMonths, daysInMonth, monthOf } from '../../kernel/time.ts'
import type { CycleMonths } from '../tariff/index.ts'

/** Day arithmetic inside one month as plain integers: a bill run does it millions of times. */
export function dayOf(date: LocalDate): number {
  return Number(date.slice(8, 10))
}

/** The day of a month, clamped to its last (31 in February is the 28th or 29th). */
export function dateIn(month: Month, day: number): LocalDate {
  return `${month}-${String(Math.min(day, daysInMonth(month))).padStart(2, '0')}` as LocalDate
}

/** A date as a day number of `month`: before the month 0, after it 32. */
export function dayWithin(month: Month, date: LocalDate): number {
  const of = date.slice(0, 7)
  if (of < month) return 0
  return of > month ? 32 : dayOf(date)
}

/** The first month of the issue cycle (natural, counted from January) that holds `month`. */
export function firstOfCycle(month: Month, cycleMonths: CycleMonths): Month {
  return addMonths(month, -((Number(month.slice(5, 7)) - 1) % cycleMonths))
}

/** All months that a span of days touches. */
export function monthsOf({ fromOn, toOn }: { readonly fromOn: LocalDate; readonly toOn: LocalDate }): Month[] {
  const months: Month[] = []
  for (let month = monthOf(fromOn); month <= monthOf(toOn); month = addMonths(month, 1)) months.push(month)
  return months
}

/** All months of the natural cycle that holds `month`. */
export function cycleOf(month: Month, cycleMonths: CycleMonths): Month[] {
  const first = firstOfCycle(month, cycleMonths)
  return Array.from({ length: cycleMonths }, (_, index) => addMonths(first, index))
}
