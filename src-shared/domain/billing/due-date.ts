import { assertNever } from '../../kernel/assert.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { addDays, firstDayOf, lastDayOf, maxDate, monthOf } from '../../kernel/time.ts'
import type { FeeStandard } from '../tariff/index.ts'
import { dateIn } from './calendar.ts'
import type { Cycle } from './cycle.ts'
import { cycleHolding } from './cycle.ts'

/** A bill created late never becomes overdue on its birth day (domain rules 3.3). */
export const NOT_BEFORE_DAYS = 7

export interface DueRequest {
  readonly month: Month
  /** The issue cycle of the line; absent: the natural one that holds its month. */
  readonly cycle?: Cycle
  /** Local date on which the line is created, which is its day of issue. */
  readonly createdOn: LocalDate
  readonly rollToWorkingDay: ((date: LocalDate) => LocalDate) | null
}

/** 到期日: the rule's date, at least so many days after creation, then rolled to a working day when the standard asks for it. */
export function dueDate(
  standard: Pick<FeeStandard, 'cycleMonths' | 'timing' | 'due' | 'rollDue' | 'notBeforeDays'>,
  request: DueRequest,
): LocalDate {
  const due = maxDate(
    ruleDate(standard, request),
    addDays(request.createdOn, standard.notBeforeDays ?? NOT_BEFORE_DAYS),
  )
  return standard.rollDue && request.rollToWorkingDay !== null ? request.rollToWorkingDay(due) : due
}

function ruleDate(
  { cycleMonths, timing, due }: Pick<FeeStandard, 'cycleMonths' | 'timing' | 'due'>,
  { month, cycle, createdOn }: DueRequest,
): LocalDate {
  const period = cycle ?? cycleHolding(firstDayOf(month), { anchorOn: null, cycleMonths })
  const first = timing === 'prepaid' ? monthOf(period.fromOn) : monthOf(createdOn)
  switch (due.kind) {
    case 'end_of_period':
      return timing === 'prepaid' ? period.toOn : lastDayOf(first)
    case 'day_of_month':
      return dateIn(first, due.day)
    case 'days_after_issue':
      return addDays(createdOn, due.days)
    default:
      return assertNever(due, 'due rule')
  }
}
