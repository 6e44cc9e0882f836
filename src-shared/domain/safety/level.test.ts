import { describe, expect, test } from 'vitest'

import { instant } from '../../kernel/time.ts'
import * as level from './level.ts'

const NOW = instant(1_800_000_000_000)
const daysAgo = (days: number) => instant(NOW - days * 86_400_000)

describe('what the safety page calls fine, worth a look, to be mended now', () => {
  test.each([
    ['fresh', 'fine'],
    ['late', 'look'],
    ['never', 'look'],
    ['overdue', 'act'],
    ['failed', 'act'],
    ['no_place', 'act'],
  ] as const)('a backup that is %s: %s', (health, expected) => {
    expect(level.levelOfBackup(health)).toBe(expected)
  })

  test.each([
    [0, 'fine'],
    [1, 'look'],
    [3, 'look'],
    [4, 'act'],
  ])('%i missed nights: %s', (missed, expected) => {
    expect(level.levelOfNights({ missed, proved: true })).toBe(expected)
  })

  test('no drill at all is worth a look', () => {
    expect(level.levelOfNights({ missed: 0, proved: false })).toBe('look')
  })

  test.each([
    ['damaged', daysAgo(0), 'act'],
    ['chain_broken', daysAgo(0), 'act'],
    ['whole', daysAgo(8), 'fine'],
    ['whole', daysAgo(9), 'look'],
  ] as const)('a data file found %s', (verdict, checkedAt, expected) => {
    expect(level.levelOfFile({ verdict, checkedAt, bornAt: daysAgo(400) }, NOW)).toBe(expected)
  })

  test('a data file that was never checked is blamed only when a check was due', () => {
    const never = { verdict: null, checkedAt: null }
    expect(level.levelOfFile({ ...never, bornAt: daysAgo(1) }, NOW)).toBe('fine')
    expect(level.levelOfFile({ ...never, bornAt: daysAgo(20) }, NOW)).toBe('look')
    expect(level.levelOfFile({ ...never, bornAt: null }, NOW)).toBe('fine')
  })

  test.each([
    [null, 'look'],
    [{ at: daysAgo(0), intact: false, setsRead: 'read' }, 'act'],
    [{ at: daysAgo(3), intact: true, setsRead: 'read' }, 'look'],
    [{ at: daysAgo(1), intact: true, setsRead: 'read' }, 'fine'],
    [{ at: daysAgo(1), intact: true, setsRead: 'no_place' }, 'look'],
    [{ at: daysAgo(1), intact: true, setsRead: 'unreachable' }, 'look'],
  ] as const)('a chain verified as %j: %s', (check, expected) => {
    expect(level.levelOfChain({ check }, NOW)).toBe(expected)
  })

  test.each([
    [{ lockedNow: 0, lastDay: 3, lastWeek: 12 }, 'fine'],
    [{ lockedNow: 0, lastDay: 10, lastWeek: 10 }, 'look'],
    [{ lockedNow: 0, lastDay: 1, lastWeek: 25 }, 'look'],
    [{ lockedNow: 1, lastDay: 5, lastWeek: 5 }, 'act'],
  ])('wrong passwords %j: %s', (facts, expected) => {
    expect(level.levelOfSignIns(facts)).toBe(expected)
  })

  test.each([
    [{ mostRevealsADay: 29, fullExportsAlone: 0 }, 'fine'],
    [{ mostRevealsADay: 30, fullExportsAlone: 0 }, 'look'],
    [{ mostRevealsADay: 0, fullExportsAlone: 1 }, 'look'],
  ])('looks and files %j: %s', (facts, expected) => {
    expect(level.levelOfDisclosure(facts)).toBe(expected)
  })

  test('accounts that are unused or shared, and people long gone, are worth a look', () => {
    expect(level.levelOfAccounts({ unused: 0, shared: 0 })).toBe('fine')
    expect(level.levelOfAccounts({ unused: 1, shared: 0 })).toBe('look')
    expect(level.levelOfAccounts({ unused: 0, shared: 1 })).toBe('look')
    expect(level.levelOfRetention({ longGone: 0 })).toBe('fine')
    expect(level.levelOfRetention({ longGone: 2 })).toBe('look')
  })

  test('data that opens without a person is worth a look', () => {
    expect(['os', 'phrase', 'unattended'].map((mode) => level.levelOfUnlock(mode as 'os'))).toEqual([
      'fine',
      'fine',
      'look',
    ])
  })

  test.each([
    ['up_to_date', daysAgo(1), 'http://feed', 'fine'],
    ['up_to_date', daysAgo(36), 'http://feed', 'look'],
    ['idle', null, 'http://feed', 'look'],
    ['idle', daysAgo(1), null, 'look'],
    ['unsupported', null, null, 'look'],
    ['checking', null, 'http://feed', 'fine'],
    ['downloading', null, 'http://feed', 'fine'],
    ['available', daysAgo(0), 'http://feed', 'look'],
    ['ready', daysAgo(0), 'http://feed', 'look'],
    ['failed', daysAgo(0), 'http://feed', 'look'],
  ] as const)('an update that is %s', (step, checkedAt, feed, expected) => {
    expect(level.levelOfUpdate({ step, checkedAt, feed }, NOW)).toBe(expected)
  })
})
