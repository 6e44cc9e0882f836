import { assertNever } from '../../kernel/assert.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { addDays, addMonths, lastDayOf, maxDate, monthOf } from '../../kernel/time.ts'
import type { FeeStandard } from '../tariff/index.ts'
import { dateIn, firstOfCycle } from './calendar.ts'

/** A bill created late never becomes overdue on its birth day (domain rules 3.3). */
export const NOT_BEFORE_DAYS = 7

export interface DueRequest {
  readonly month: Month
  /** Local date on which the line is created, which is its day of issue. */
  readonly createdOn: LocalDate
  readonly rollToWorkingDay: ((date: LocalDate) => LocalDate) | null
}

/** 到期日: the rule's date, at least 7 days after creation, then rolled to a working day when the project asks for it. */
export function dueDate(
  standard: Pick<FeeStandard, 'cycleMonths' | 'timing' | 'due'>,
  { month, createdOn, rollToWorkingDay }: DueRequest,
): LocalDate {
  const due = maxDate(ruleDate(standard, { month, createdOn }), addDays(createdOn, NOT_BEFORE_DAYS))
  return rollToWorkingDay === null ? due : rollToWorkingDay(due)
}

function ruleDate(
  { cycleMonths, timing, due }: Pick<FeeStandard, 'cycleMonths' | 'timing' | 'due'>,
  { month, createdOn }: Pick<DueRequest, 'month' | 'createdOn'>,
): LocalDate {
  const first = timing === 'prepaid' ? firstOfCycle(month, cycleMonths) : monthOf(createdOn)
  switch (due.kind) {
    case 'end_of_period':
      return lastDayOf(timing === 'prepaid' ? addMonths(first, cycleMonths - 1) : first)
    case 'day_of_month':
      return dateIn(first, due.day)
    case 'days_after_issue':
      return addDays(createdOn, due.days)
    default:
      return assertNever(due, 'due rule')
  }
}
