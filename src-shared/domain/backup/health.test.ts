import { describe, expect, it } from 'vitest'

import { instant } from '../../kernel/time.ts'
import type { Instant } from '../../kernel/time.ts'
import { computeHealth, isNightlyDue } from './health.ts'

const at = (iso: string): Instant => instant(Date.parse(`${iso}+08:00`))
const NOW = at('2026-11-23T08:30:00')
const health = (lastDoneAt: Instant | null, lastFailedAt: Instant | null = null, placeChosen = true) =>
  computeHealth({ lastDoneAt, lastFailedAt }, { now: NOW, placeChosen })

describe('what the status bar says of the backups', () => {
  it('is green for a set of last night', () => {
    expect(health(at('2026-11-23T02:00:00'))).toBe('fresh')
    expect(health(at('2026-11-22T06:30:00'))).toBe('fresh')
  })

  it('is amber after a missed night and red after three days', () => {
    expect(health(at('2026-11-22T02:00:00'))).toBe('late')
    expect(health(at('2026-11-20T02:00:00'))).toBe('overdue')
  })

  it('is red when the newest attempt failed, until one succeeds', () => {
    expect(health(at('2026-11-22T02:00:00'), at('2026-11-23T02:00:00'))).toBe('failed')
    expect(health(null, at('2026-11-23T02:00:00'))).toBe('failed')
    expect(health(at('2026-11-23T03:00:00'), null)).toBe('fresh')
  })

  it('asks for a place, and for a first backup', () => {
    expect(health(null, null, false)).toBe('no_place')
    expect(health(at('2026-11-23T02:00:00'), null, false)).toBe('fresh')
    expect(health(at('2026-11-20T02:00:00'), null, false)).toBe('no_place')
    expect(health(null)).toBe('never')
  })

  it('believes no time that lies ahead of the clock', () => {
    expect(health(at('2027-11-23T02:00:00'))).toBe('never')
  })
})

describe('the nightly backup', () => {
  const due = (lastDoneAt: Instant | null, now: Instant, lastFailedAt: Instant | null = null): boolean =>
    isNightlyDue({ lastDoneAt, lastFailedAt }, { now, nightlyHour: 2 })

  it('is made at its hour, once', () => {
    expect(due(at('2026-11-22T18:00:00'), at('2026-11-23T01:59:00'))).toBe(false)
    expect(due(at('2026-11-22T18:00:00'), at('2026-11-23T02:00:00'))).toBe(true)
    expect(due(at('2026-11-23T02:01:00'), at('2026-11-23T23:00:00'))).toBe(false)
  })

  it('is made up for when the PC was off at night', () => {
    expect(due(at('2026-11-21T02:01:00'), at('2026-11-23T08:05:00'))).toBe(true)
    expect(due(null, at('2026-11-23T01:00:00'))).toBe(true)
  })

  it('is tried again an hour after a failure', () => {
    expect(due(null, at('2026-11-23T02:30:00'), at('2026-11-23T02:00:00'))).toBe(false)
    expect(due(null, at('2026-11-23T03:00:00'), at('2026-11-23T02:00:00'))).toBe(true)
  })

  it('is not stopped by a time from a clock that was wrong', () => {
    expect(due(at('2027-05-01T02:00:00'), at('2026-11-23T08:05:00'))).toBe(true)
  })
})
