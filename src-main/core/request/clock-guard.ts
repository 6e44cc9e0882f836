import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { localTimeOf } from '../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'

const MINUTE = 60_000
const WARN_AFTER = 5 * MINUTE
const REFUSE_AFTER = 24 * 60 * MINUTE

export type ClockWarning = 'none' | 'behind_minutes' | 'behind_day'

/** How far the PC's clock stands before the latest operation (architecture §9, clock). */
export function clockWarning(now: Instant, lastOperationAt: number): ClockWarning {
  const behind = lastOperationAt - now
  if (behind > REFUSE_AFTER) return 'behind_day'
  return behind > WARN_AFTER ? 'behind_minutes' : 'none'
}

/**
 * Money is refused a day before the latest operation, until a manager confirms the clock; from that confirmation on the
 * next comparison starts. Nothing else lowers the mark, so that a clock set back by hours again and again is refused as well.
 */
export function refuseMoneyBehindClock(now: Instant, lastOperationAt: number): void {
  if (clockWarning(now, lastOperationAt) !== 'behind_day') return
  throw new AppError('clock.went_back', { lastAt: localTimeOf(lastOperationAt as Instant), now: localTimeOf(now) })
}
