import { addDays, daysBetween, maxDate } from '../../kernel/time.ts'
import type { LocalDate } from '../../kernel/time.ts'

/** How far back the nights are counted. */
export const NIGHTS_BACK = 14

export interface Nights {
  /** Days behind us on which a backup was due. */
  readonly due: number
  readonly missed: number
}

/**
 * 漏掉的备份: days without a set that was restored and checked. A PC that was off at night and made up for it on the same day
 * missed nothing.
 * @param since the day on which a place was chosen first; `null` while there is none.
 */
export function countNights(
  doneOn: readonly LocalDate[],
  at: { readonly today: LocalDate; readonly since: LocalDate | null },
): Nights {
  if (at.since === null) return { due: 0, missed: 0 }
  const first = maxDate(addDays(at.since, 1), addDays(at.today, -NIGHTS_BACK))
  const due = Math.max(0, daysBetween(first, at.today))
  const done = new Set(doneOn.filter((day) => day >= first && day < at.today))
  return { due, missed: due - done.size }
}
