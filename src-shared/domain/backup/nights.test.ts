import { describe, expect, it } from 'vitest'

import type { LocalDate } from '../../kernel/time.ts'
import { countNights } from './nights.ts'

const days = (...texts: string[]) => texts as LocalDate[]
const at = (since: string | null) => ({ today: '2026-11-23' as LocalDate, since: since as LocalDate | null })

describe('missed backups', () => {
  it('are none before a place is chosen, and none on its first day', () => {
    expect(countNights([], at(null))).toEqual({ due: 0, missed: 0 })
    expect(countNights([], at('2026-11-23'))).toEqual({ due: 0, missed: 0 })
    expect(countNights([], at('2026-11-22'))).toEqual({ due: 0, missed: 0 })
  })

  it('are the days since without a set, today not among them', () => {
    const done = days('2026-11-20', '2026-11-20', '2026-11-22', '2026-11-23')
    expect(countNights(done, at('2026-11-18'))).toEqual({ due: 4, missed: 2 })
  })

  it('are counted for fourteen days at most', () => {
    expect(countNights(days('2026-11-01'), at('2025-01-01'))).toEqual({ due: 14, missed: 14 })
  })
})
