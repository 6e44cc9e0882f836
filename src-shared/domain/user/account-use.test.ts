import { describe, expect, it } from 'vitest'

import { instant } from '../../kernel/time.ts'
import { UNUSED_DAYS, findSharedUse, isUnused } from './index.ts'
import type { SignIn } from './index.ts'

const DAY = 86_400_000
const NOW = instant(Date.parse('2026-11-23T08:30:00+08:00'))
const at = (minutes: number) => instant(NOW + minutes * 60_000)
const signIn = (seat: string, from: number, to: number): SignIn => ({ seat, fromAt: at(from), toAt: at(to) })

describe('an account that nobody uses', () => {
  const use = (lastLoginDays: number | null, createdDays = 400) => ({
    state: 'active' as const,
    createdAt: instant(NOW - createdDays * DAY),
    lastLoginAt: lastLoginDays === null ? null : instant(NOW - lastLoginDays * DAY),
  })

  it('stands out after ninety days, not a day before', () => {
    expect(isUnused(use(UNUSED_DAYS), NOW)).toBe(true)
    expect(isUnused(use(UNUSED_DAYS - 1), NOW)).toBe(false)
  })

  it('counts from the day it was made when nobody ever signed in', () => {
    expect(isUnused(use(null, 90), NOW)).toBe(true)
    expect(isUnused(use(null, 10), NOW)).toBe(false)
  })

  it('is no question any more once it is disabled', () => {
    expect(isUnused({ ...use(400), state: 'disabled' }, NOW)).toBe(false)
  })
})

describe('an account that two people seem to use', () => {
  it('was at work at two windows at once', () => {
    const found = findSharedUse([signIn('counter 2', 10, 60), signIn('counter 1', 0, 90)])
    expect(found).toEqual({ kind: 'two_windows', at: at(10) })
  })

  it('went to another window and back within minutes', () => {
    const found = findSharedUse([signIn('a', 0, 4), signIn('b', 5, 9), signIn('a', 10, 14)])
    expect(found).toEqual({ kind: 'alternating', at: at(10) })
  })

  it('is told by the latest sign', () => {
    const old = [signIn('a', 0, 60), signIn('b', 10, 50)]
    const late = [signIn('c', 1000, 1004), signIn('d', 1005, 1009), signIn('c', 1010, 1020)]
    expect(findSharedUse([...late, ...old])).toEqual({ kind: 'alternating', at: at(1010) })
  })

  it('is not somebody who moves to the next counter', () => {
    expect(findSharedUse([signIn('a', 0, 11), signIn('b', 10, 60)])).toBeNull()
  })

  it('is not somebody who signs in at one window again and again', () => {
    expect(findSharedUse([signIn('a', 0, 4), signIn('a', 5, 9), signIn('a', 10, 60)])).toBeNull()
  })

  it('is not somebody who comes back after lunch', () => {
    expect(findSharedUse([signIn('a', 0, 4), signIn('b', 5, 9), signIn('a', 120, 140)])).toBeNull()
  })
})
