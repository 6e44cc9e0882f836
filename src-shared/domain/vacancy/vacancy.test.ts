import { describe, expect, it } from 'vitest'
import { localDate } from '../../kernel/time.ts'
import type { OccupationSign, Vacancy, VacancyRule } from './index.ts'
import { checkVacancyRule, endVacancy, findOccupation, vacancyTerm } from './index.ts'

const day = localDate
const rule = (changes: Partial<VacancyRule> = {}): VacancyRule => ({
  payRatePpm: 600_000,
  waitingMonths: 6,
  starts: 'that_day',
  itemIds: null,
  maxUsageE3: 2000,
  ...changes,
})
const vacancy = (changes: Partial<Vacancy> = {}): Vacancy => ({
  emptySinceOn: day('2025-01-10'),
  appliedOn: day('2025-06-01'),
  toOn: null,
  ...changes,
})

describe('the days of an empty home', () => {
  it('B16: empty since 10 January, six months: reduced from 10 July, or from the first of the next month', () => {
    const term = vacancyTerm(rule(), vacancy())
    expect(term).toEqual({ fromOn: '2025-07-10', toOn: null, payRatePpm: 600_000, itemIds: null })
    expect(vacancyTerm(rule({ starts: 'next_month' }), vacancy())?.fromOn).toBe('2025-08-01')
    const onTheFirst = vacancyTerm(rule({ starts: 'next_month' }), vacancy({ emptySinceOn: day('2025-01-01') }))
    expect(onTheFirst?.fromOn).toBe('2025-08-01')
  })

  it('begins with the application when that is later, and never in the past of it', () => {
    expect(vacancyTerm(rule(), vacancy({ appliedOn: day('2025-08-05') }))?.fromOn).toBe('2025-08-05')
    expect(vacancyTerm(rule({ waitingMonths: 0 }), vacancy({ appliedOn: day('2025-01-01') }))?.fromOn).toBe(
      '2025-01-10',
    )
  })

  it('waits to the same day, clamped to the end of the month', () => {
    expect(
      vacancyTerm(rule(), vacancy({ emptySinceOn: day('2024-08-31'), appliedOn: day('2024-09-01') }))?.fromOn,
    ).toBe('2025-02-28')
  })

  it('that is lived in again before has no reduced day', () => {
    expect(vacancyTerm(rule(), vacancy({ toOn: day('2025-07-09') }))).toBeNull()
    expect(vacancyTerm(rule(), vacancy({ toOn: day('2025-07-10') }))?.toOn).toBe('2025-07-10')
  })
})

describe('the check of an empty home', () => {
  const usage = (on: string, usageE3: number): OccupationSign => ({ kind: 'usage', on: day(on), usageE3 })
  const found = (signs: readonly OccupationSign[], changes: Partial<Vacancy> = {}, of = rule()) =>
    findOccupation(vacancy(changes), { rule: of, signs })

  it('finds the first sign that somebody lives there', () => {
    const renovation: OccupationSign = { kind: 'renovation', on: day('2025-04-01') }
    const car: OccupationSign = { kind: 'car_registered', on: day('2025-03-01') }
    expect(found([usage('2025-02-28', 2000), renovation, car, usage('2025-05-31', 2001)])).toEqual(car)
    expect(found([usage('2025-02-28', 2001), renovation])).toEqual(usage('2025-02-28', 2001))
    expect(found([usage('2025-02-28', 9999)], {}, rule({ maxUsageE3: null }))).toBeNull()
    expect(found([{ ...car, on: day('2025-01-09') }])).toBeNull()
    expect(found([renovation], { toOn: day('2025-03-31') })).toBeNull()
    expect(found([renovation], { toOn: day('2025-04-01') })).toEqual(renovation)
    expect(() => found([{ kind: 'noise', on: day('2025-04-01') } as unknown as OccupationSign])).toThrow(
      'occupation sign',
    )
  })

  it('ends a vacancy on the day before the sign', () => {
    expect(endVacancy(vacancy(), usage('2025-09-01', 3000)).toOn).toBe('2025-08-31')
  })

  it('a rule has a rate below the whole and a sensible wait', () => {
    expect(checkVacancyRule(rule())).toEqual({ kind: 'checked' })
    for (const payRatePpm of [-1, 0.5, 1_000_000])
      expect(checkVacancyRule(rule({ payRatePpm }))).toMatchObject({ code: 'vacancy.rate_out_of_range' })
    for (const waitingMonths of [-1, 0.5, 61])
      expect(checkVacancyRule(rule({ waitingMonths }))).toMatchObject({ code: 'vacancy.waiting_out_of_range' })
  })
})
