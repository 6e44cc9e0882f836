import { describe, expect, it } from 'vitest'

import { localDate } from '../../../src-shared/kernel/time.ts'
import { periodOf, presetOf } from './periods.ts'

const FIRST = localDate('2027-01-01')

describe('the usual periods of a report', () => {
  it('on New Year’s day the last month is December of the old year', () => {
    expect(periodOf('last_month', FIRST)).toEqual({ fromOn: '2026-12-01', toOn: '2026-12-31' })
    expect(periodOf('yesterday', FIRST)).toEqual({ fromOn: '2026-12-31', toOn: '2026-12-31' })
  })

  it('this month ends today', () => {
    expect(periodOf('month', localDate('2026-11-23'))).toEqual({ fromOn: '2026-11-01', toOn: '2026-11-23' })
  })

  it('days of one’s own are no preset', () => {
    expect(presetOf(periodOf('month', localDate('2026-11-23')), localDate('2026-11-23'))).toBe('month')
    expect(
      presetOf({ fromOn: localDate('2026-11-02'), toOn: localDate('2026-11-23') }, localDate('2026-11-23')),
    ).toBeNull()
  })
})
