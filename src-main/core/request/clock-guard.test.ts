import { describe, expect, it } from 'vitest'

import { instant } from '../../../src-shared/kernel/time.ts'
import { clockWarning, refuseMoneyBehindClock } from './clock-guard.ts'

const LAST = Date.parse('2026-11-23T08:30:00+08:00')
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describe('a clock behind the last operation', () => {
  it.each([
    ['in front of it', -DAY, 'none'],
    ['exactly at it', 0, 'none'],
    ['five minutes', 5 * MINUTE, 'none'],
    ['a little more than five minutes', 5 * MINUTE + 1, 'behind_minutes'],
    ['a day', DAY, 'behind_minutes'],
    ['a little more than a day', DAY + 1, 'behind_day'],
    ['a year', 365 * DAY, 'behind_day'],
  ])('%s is taken as %3$s', (_how, behind, warning) => {
    expect(clockWarning(instant(LAST - behind), LAST)).toBe(warning)
  })

  it('refuses money only from a day on, and says both times', () => {
    expect(() => refuseMoneyBehindClock(instant(LAST - DAY), LAST)).not.toThrow()
    expect(() => refuseMoneyBehindClock(instant(LAST - DAY - 1), LAST)).toThrow(
      expect.objectContaining({
        code: 'clock.went_back',
        params: expect.objectContaining({ lastAt: expect.stringContaining('2026-11-23') as string }) as unknown,
      }) as Error,
    )
  })
})
