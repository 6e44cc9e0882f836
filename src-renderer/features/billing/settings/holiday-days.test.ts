import { describe, expect, it } from 'vitest'

import { localDate } from '../../../../src-shared/kernel/time.ts'
import { readDays, writeDays } from './holiday-days.ts'

describe('days off as they are typed', () => {
  it('are days and runs, with the signs of either keyboard', () => {
    expect(readDays('2027-01-01~2027-01-03，2027-04-05')).toEqual([
      '2027-01-01',
      '2027-01-02',
      '2027-01-03',
      '2027-04-05',
    ])
    expect(readDays('2027-05-01至2027-05-02\n2027-06-09')).toEqual(['2027-05-01', '2027-05-02', '2027-06-09'])
    expect(readDays('')).toEqual([])
  })

  it('are refused when they are none, run backwards or never end', () => {
    for (const text of ['元旦', '2027-02-30', '2027-01-03~2027-01-01', '2027-01-01~2027-12-31', '2027-01-01~']) {
      expect(readDays(text)).toBeNull()
    }
  })

  it('come back as they went', () => {
    const days = ['2027-04-05', '2027-01-01', '2027-01-02'].map((day) => localDate(day))
    expect(writeDays(days)).toBe('2027-01-01~2027-01-02，2027-04-05')
    expect(readDays(writeDays(days))).toHaveLength(3)
  })
})
