import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, month } from '../../kernel/time.ts'
import type { Vacancy, VacancyRule } from '../vacancy/index.ts'
import { vacancyTerm } from '../vacancy/index.ts'
import type { VacancyTerm } from './index.ts'
import { planLines } from './index.ts'
import { aRequest, aRoom, aStandard, day, posted, term } from './plan-fixture.ts'

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

const months = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) => addMonths(month(from), index))

function plan(
  terms: readonly (VacancyTerm | null)[],
  changes: Parameters<typeof aRoom>[0] = {},
  asked: Parameters<typeof aRequest>[0] = {},
) {
  const vacancies = terms.filter((each) => each !== null)
  return planLines(aRequest({ rooms: [aRoom({ vacancies, ...changes })], months: months('2025-06', 4), ...asked }))
}
const reliefs = (made: ReturnType<typeof plan>) =>
  made.created.map(({ amountFen, vacancy: relief }) => [
    amountFen,
    relief?.discountFen ?? 0,
    ...(relief?.parts ?? []).map((part) => part.amountFen),
  ])

describe('an empty home', () => {
  it('B16: empty since 10 January, 60% after six months: July 46.73 + 68.54, August 96.58', () => {
    const term = vacancyTerm(rule(), vacancy())
    expect(term).toEqual({ fromOn: '2025-07-10', toOn: null, payRatePpm: 600_000, itemIds: null })
    const made = plan([term])
    // The line stays whole; its discount is what the parts leave of it.
    expect(reliefs(made)).toEqual([
      [16_097, 0],
      [16_097, 4570, 4673, 6854],
      [16_097, 6439, 9658],
      [16_097, 6439, 9658],
    ])
    expect(made.created[1]?.vacancy?.parts.map(({ fromOn, toOn, payRatePpm }) => [fromOn, toOn, payRatePpm])).toEqual([
      ['2025-07-01', '2025-07-09', 1_000_000],
      ['2025-07-10', '2025-07-31', 600_000],
    ])
  })

  it('B16, from the first of the next month: July 160.97, August 96.58', () => {
    expect(reliefs(plan([vacancyTerm(rule({ starts: 'next_month' }), vacancy())])).slice(1, 3)).toEqual([
      [16_097, 0],
      [16_097, 6439, 9658],
    ])
    const onTheFirst = vacancyTerm(rule({ starts: 'next_month' }), vacancy({ emptySinceOn: day('2025-01-01') }))
    expect(onTheFirst?.fromOn).toBe('2025-08-01')
  })

  it('ends inside a month with the last empty day', () => {
    const made = plan([vacancyTerm(rule(), vacancy({ toOn: day('2025-08-10') }))])
    expect(made.created[2]?.vacancy?.parts.map(({ toOn, amountFen }) => [toOn, amountFen])).toEqual([
      ['2025-08-10', 3116],
      ['2025-08-31', 10_905],
    ])
  })

  it('reduces the items that the rule names, at the smaller rate of two', () => {
    const term = vacancyTerm(rule({ itemIds: ['parking'] }), vacancy())
    expect(reliefs(plan([term]))[2]).toEqual([16_097, 0])
    const half = vacancyTerm(rule({ payRatePpm: 500_000, itemIds: ['service'] }), vacancy())
    expect(reliefs(plan([vacancyTerm(rule(), vacancy()), half]))[2]).toEqual([16_097, 8048, 8049])
    expect(reliefs(plan([vacancyTerm(rule({ payRatePpm: 0 }), vacancy())]))[2]).toEqual([16_097, 16_097, 0])
  })

  it('shares a run over a transfer, and leaves a line without an empty day alone', () => {
    const terms = [vacancyTerm(rule(), vacancy({ emptySinceOn: day('2025-01-20'), toOn: null }))]
    const ownerTerms = [term('zhang', '2019-06-18', '2025-07-09'), term('li', '2025-07-10')]
    expect(reliefs(plan(terms, { ownerTerms })).slice(1, 3)).toEqual([
      [4673, 0],
      // 10–19 July at the whole rate is rounded with 1–9 July, 20–31 July by itself.
      [11_424, 2492, 5193, 3739],
    ])
  })

  it('is told for a line that was billed before the application as well', () => {
    const billed = plan([])
    const again = plan([vacancyTerm(rule(), vacancy())], {}, { existing: posted(billed) })
    expect(again.created).toEqual([])
    expect(again.existing.map((line) => line.vacancy?.discountFen)).toEqual([undefined, 4570, 6439, 6439])
  })

  it('with a rate near the whole never gives a discount below nothing', () => {
    const up = [aStandard({ rounding: { mode: 'up', precision: 'yuan', scope: 'month' } })]
    const made = plan([vacancyTerm(rule({ payRatePpm: 999_999 }), vacancy())], {}, { standards: up })
    expect(made.created[1]?.vacancy?.discountFen).toBe(0)
  })

  it('pays the parts and is given the rest, whatever happens in the months', () => {
    const drawn = fc.record({
      since: fc.integer({ min: 0, max: 400 }),
      lasts: fc.option(fc.integer({ min: 0, max: 300 })),
      rate: fc.integer({ min: 0, max: 999_999 }),
      transfer: fc.integer({ min: 1, max: 300 }),
      scope: fc.constantFrom('month' as const, 'period' as const),
    })
    fc.assert(
      fc.property(drawn, ({ since, lasts, rate, transfer, scope }) => {
        const fromOn = addDays(day('2024-10-01'), since)
        const on = addDays(day('2025-01-01'), transfer)
        const made = plan(
          [{ fromOn, toOn: lasts === null ? null : addDays(fromOn, lasts), payRatePpm: rate, itemIds: null }],
          { ownerTerms: [term('zhang', '2019-06-18', addDays(on, -1)), term('li', on)] },
          {
            months: months('2025-01', 12),
            standards: [aStandard({ cycleMonths: 12, rounding: { mode: 'half_up', precision: 'fen', scope } })],
          },
        )
        for (const line of made.created) {
          if (line.vacancy === undefined) continue
          const { discountFen, parts } = line.vacancy
          const paid = parts.reduce((sum, part) => sum + part.amountFen, 0)
          expect(Math.max(0, line.amountFen - paid)).toBe(discountFen)
          expect([parts[0]?.fromOn, parts.at(-1)?.toOn]).toEqual([line.fromOn, line.toOn])
          expect(parts.some(({ payRatePpm }) => payRatePpm < 1_000_000)).toBe(true)
        }
      }),
    )
  })
})
