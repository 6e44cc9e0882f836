import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { localTimeOf } from '../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'

const MINUTE = 60_000
const WARN_AFTER = 5 * MINUTE
const REFUSE_AFTER = 24 * 60 * MINUTE

export type ClockWarning = 'none' | 'behind_minutes' | 'behind_day'

/** How far the PC's clock stands before the last operation (architecture §9, clock). */
export function clockWarning(now: Instant, lastOperationAt: number): ClockWarning {
  const behind = lastOperationAt - now
  if (behind > REFUSE_AFTER) return 'behind_day'
  return behind > WARN_AFTER ? 'behind_minutes' : 'none'
}

/**
 * Money is refused a day before the last operation, until a manager confirms the clock; the confirmation is itself the
 * newest operation, from which the next comparison starts.
 */
export function refuseMoneyBehindClock(now: Instant, lastOperationAt: number): void {
  if (clockWarning(now, lastOperationAt) !== 'behind_day') return
  throw new AppError('clock.went_back', { lastAt: localTimeOf(lastOperationAt as Instant), now: localTimeOf(now) })
}
