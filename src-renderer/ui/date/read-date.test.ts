import { describe, expect, it } from 'vitest'

import { localDate } from '../../../src-shared/kernel/time.ts'
import { readDate, readMonth } from './read-date.ts'

const today = localDate('2026-11-23')

describe('a date typed at the counter', () => {
  it.each([
    ['1120', '2026-11-20'],
    ['11-20', '2026-11-20'],
    ['11.20', '2026-11-20'],
    ['１１２０', '2026-11-20'],
    ['20261120', '2026-11-20'],
    ['2026-11-20', '2026-11-20'],
    ['2026/1/5', '2026-01-05'],
    ['2026年11月20日', '2026-11-20'],
    ['11月20日', '2026-11-20'],
    ['5', '2026-11-05'],
    ['05', '2026-11-05'],
    ['+3', '2026-11-26'],
    ['－7', '2026-11-16'],
    ['今', '2026-11-23'],
    ['昨天', '2026-11-22'],
    ['t', '2026-11-23'],
  ])('%s means %s', (text, date) => {
    expect(readDate(text, today)).toEqual({ kind: 'date', date })
  })

  it('names the last day of the month when the day does not exist', () => {
    expect(readDate('2026-02-30', today)).toEqual({
      kind: 'no_such_day',
      year: 2026,
      month: 2,
      day: 30,
      suggestion: '2026-02-28',
    })
  })

  it.each(['abc', '13-40', '1320', '2026-13-01', '99999', '1/2/3'])('%s is no date', (text) => {
    expect(readDate(text, today)).toEqual({ kind: 'unreadable' })
  })

  it('is empty when nothing was typed', () => {
    expect(readDate('  ', today)).toEqual({ kind: 'empty' })
  })
})

describe('a month typed', () => {
  it.each([
    ['11', '2026-11'],
    ['2026-11', '2026-11'],
    ['202611', '2026-11'],
    ['2611', '2026-11'],
    ['2026年9月', '2026-09'],
    ['-1', '2026-10'],
    ['+2', '2027-01'],
    ['本月', '2026-11'],
  ])('%s means %s', (text, month) => {
    expect(readMonth(text, today)).toBe(month)
  })

  it.each(['13', '0', '', '2026-13', 'x'])('%s is no month', (text) => {
    expect(readMonth(text, today)).toBeNull()
  })
})
