import { describe, expect, it } from 'vitest'

import { instant } from '../../kernel/time.ts'
import { isFileCheckDue } from './file-check.ts'

const NOW = instant(Date.parse('2026-11-23T08:30:00+08:00'))
const daysAgo = (days: number) => instant(NOW - days * 86_400_000)
const never = { lastDoneAt: null, lastFailedAt: null, bornAt: daysAgo(30) }

describe('the check of the data file', () => {
  it('is due a week after the last one', () => {
    expect(isFileCheckDue({ ...never, lastDoneAt: daysAgo(6.9) }, NOW)).toBe(false)
    expect(isFileCheckDue({ ...never, lastDoneAt: daysAgo(7) }, NOW)).toBe(true)
  })

  it('is due a week after a new file began, not at once', () => {
    expect(isFileCheckDue({ ...never, bornAt: null }, NOW)).toBe(false)
    expect(isFileCheckDue({ ...never, bornAt: daysAgo(1) }, NOW)).toBe(false)
    expect(isFileCheckDue(never, NOW)).toBe(true)
  })

  it('that broke off is tried again a day later', () => {
    expect(isFileCheckDue({ ...never, lastFailedAt: daysAgo(0.9) }, NOW)).toBe(false)
    expect(isFileCheckDue({ ...never, lastFailedAt: daysAgo(1) }, NOW)).toBe(true)
  })

  it('is not put off by a time that lies ahead of the clock', () => {
    expect(isFileCheckDue({ ...never, lastDoneAt: daysAgo(-100) }, NOW)).toBe(true)
    expect(isFileCheckDue({ ...never, lastFailedAt: daysAgo(-100) }, NOW)).toBe(true)
  })
})
