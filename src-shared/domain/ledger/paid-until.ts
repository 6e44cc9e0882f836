import type { Fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { addDays, maxDate } from '../../kernel/time.ts'

/** One line of one room and item for the question "paid until when". Cancelled lines are left out by the caller. */
export interface PeriodOfLine {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly openFen: Fen
}

/**
 * 缴至: the last day up to which nothing is owed, never a stored date (R0-2): the day before the first open line, or the end
 * of the last line when all are paid. `settledUntil` is the date taken over at go-live. `null` when nothing was ever paid.
 */
export function computePaidUntil(lines: readonly PeriodOfLine[], settledUntil: LocalDate | null): LocalDate | null {
  let firstOpen: LocalDate | null = null
  let lastPaid: LocalDate | null = settledUntil
  for (const { fromOn, openFen } of lines) {
    if (openFen > 0 && (firstOpen === null || fromOn < firstOpen)) firstOpen = fromOn
  }
  for (const { fromOn, toOn } of lines) {
    if (firstOpen === null || fromOn < firstOpen) lastPaid = lastPaid === null ? toOn : maxDate(lastPaid, toOn)
  }
  if (firstOpen === null || lastPaid === null) return lastPaid
  const dayBefore = addDays(firstOpen, -1)
  return lastPaid < dayBefore ? lastPaid : dayBefore
}
