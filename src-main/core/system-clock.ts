import { instant } from '../../src-shared/kernel/time.ts'
import type { Clock } from '../../src-shared/kernel/time.ts'

/** The PC's clock, moved by an offset in test and demo builds so that their day is always the same. */
export function systemClock(offsetMs: number): Clock {
  return { now: () => instant(Date.now() + offsetMs) }
}
