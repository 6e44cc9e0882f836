import { MAX_REPORT_DAYS } from '../../../../src-shared/contract/report.contract.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { daysBetween } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'

export interface DayRange {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
}

/** @throws AppError `report.range_invalid` */
export function requireRange({ fromOn, toOn }: DayRange): void {
  const days = daysBetween(fromOn, toOn) + 1
  if (days < 1 || days > MAX_REPORT_DAYS)
    throw new AppError('report.range_invalid', { maxDays: MAX_REPORT_DAYS }, 'toOn')
}
