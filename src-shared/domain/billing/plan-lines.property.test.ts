import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween, lastDayOf, month } from '../../kernel/time.ts'
import type { FeeStandard, ProrationMethod } from '../tariff/index.ts'
import type { PlanRequest } from './index.ts'
import { planLines, recompute } from './index.ts'
import { aBinding, areaFrom, aRequest, aRoom, aStandard, day, posted, term } from './plan-fixture.ts'

const START = day('2024-11-01')
const YEAR = Array.from({ length: 12 }, (_, index) => addMonths(month('2025-01'), index))

/** A day within a year and a half around 2025. */
const anyDay = fc.integer({ min: 0, max: 540 }).map((days) => addDays(START, days))
const method = fc.constantFrom<ProrationMethod>(
  { kind: 'actual_days' },
  { kind: 'thirty_days' },
  { kind: 'year_days' },
  { kind: 'half_month', later: 'half' },
  { kind: 'half_month', later: 'none' },
  { kind: 'next_month' },
  { kind: 'this_month' },
)
const standard = fc.record({
  proration: method,
  rounding: fc.record({
    mode: fc.constantFrom('half_up' as const, 'down' as const, 'up' as const),
    precision: fc.constantFrom('fen' as const, 'jiao' as const, 'yuan' as const),
    scope: fc.constantFrom('month' as const, 'period' as const),
  }),
  cycleMonths: fc.constantFrom(1 as const, 3 as const, 6 as const, 12 as const),
})

/** Homes with a hand-over, a transfer, a price rise, a corrected area, go-live and paid-until on any days. */
const request: fc.Arbitrary<PlanRequest> = fc
  .record({
    standard,
    handOver: anyDay,
    transfer: anyDay,
    rise: anyDay,
    correction: anyDay,
    goLive: anyDay,
    paidUntil: fc.option(anyDay),
    boundTo: fc.option(anyDay),
    developer: fc.constantFrom('developer', null),
  })
  .map((drawn) => {
    const begin = drawn.handOver
    const end = drawn.transfer > begin ? addDays(drawn.transfer, -1) : null
    const terms = end === null ? [term('zhang', begin)] : [term('zhang', begin, end), term('li', drawn.transfer)]
    const versions: FeeStandard['versions'] = [
      { fromOn: day('2019-01-01'), priceE6: 1_800_000 },
      { fromOn: drawn.rise, priceE6: 2_100_000 },
    ]
    return aRequest({
      months: YEAR,
      standards: [aStandard({ ...drawn.standard, versions })],
      rooms: [
        aRoom({
          handOverOn: begin,
          ownerTerms: terms,
          areas: [areaFrom('2019-01-01', 8943), areaFrom(drawn.correction, 9017)],
          paidUntil: drawn.paidUntil === null ? [] : [{ itemId: 'service', on: drawn.paidUntil }],
        }),
      ],
      bindings: [aBinding({ toOn: drawn.boundTo })],
      goLiveOn: drawn.goLive,
      developerTermId: drawn.developer,
    })
  })

describe('whatever happens in a year', () => {
  it('planning again creates nothing and finds every line with the same amount', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const first = planLines(asked)
        const second = planLines({ ...asked, existing: posted(first) })
        expect(second.created).toEqual([])
        expect(second.existing.map(({ computedFen }) => computedFen)).toEqual(
          first.created.map(({ amountFen }) => amountFen),
        )
        expect(second.skipped).toEqual(first.skipped)
      }),
    )
  })

  it('one month at a time gives the same lines as the year at once', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const atOnce = planLines(asked).created
        const oneByOne = YEAR.flatMap((one) => planLines({ ...asked, months: [one] }).created)
        expect(oneByOne).toEqual(atOnce)
      }),
    )
  })

  it('every explanation, written down as JSON, gives the amount of its line again', () => {
    fc.assert(
      fc.property(request, (asked) => {
        for (const { explanation, amountFen } of planLines(asked).created) {
          const stored = JSON.parse(JSON.stringify(explanation)) as typeof explanation
          expect(recompute(stored)).toBe(amountFen)
        }
      }),
    )
  })

  it('no day is charged twice, no key is used twice, and every line is positive', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const lines = planLines(asked).created
        for (const [index, line] of lines.entries()) {
          const next = lines[index + 1]
          if (next !== undefined) expect(line.toOn < next.fromOn).toBe(true)
          expect(line.amountFen).toBeGreaterThan(0)
          expect(line.toOn <= lastDayOf(line.key.month)).toBe(true)
        }
        expect(new Set(lines.map(({ key }) => `${key.fromOn}|${key.attempt}`)).size).toBe(lines.length)
      }),
    )
  })

  it('every month of the year has a line or a reason', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const made = planLines(asked)
        const named = new Set([...made.created.map(({ key }) => key.month), ...made.skipped.map(({ month: of }) => of)])
        expect([...named].sort()).toEqual(YEAR)
      }),
    )
  })
})

describe('a transfer inside a month', () => {
  it('parts add up to the rounded month when price and area stay', () => {
    const drawn = fc.record({
      on: fc.integer({ min: 1, max: 27 }).map((days) => addDays(day('2025-03-01'), days)),
      areaE2: fc.integer({ min: 1, max: 30_000 }),
      priceE6: fc.integer({ min: 10_000, max: 9_000_000 }),
      settled: fc.integer({ min: 0, max: 30 }).map((days) => addDays(day('2025-02-28'), days)),
    })
    fc.assert(
      fc.property(drawn, ({ on, areaE2, priceE6, settled }) => {
        const standards = [aStandard({ versions: [{ fromOn: day('2019-01-01'), priceE6 }] })]
        const whole = planLines(
          aRequest({ standards, rooms: [aRoom({ areas: [areaFrom('2019-01-01', areaE2)] })] }),
        ).created
        const rooms = [
          aRoom({
            areas: [areaFrom('2019-01-01', areaE2)],
            ownerTerms: [term('zhang', '2019-06-18', addDays(on, -1)), term('li', on)],
          }),
        ]
        const parts = planLines(aRequest({ standards, rooms })).created
        const sum = (lines: typeof parts) => lines.reduce((left, { amountFen }) => left + amountFen, 0)
        expect(sum(parts)).toBe(sum(whole))
        // Days that were settled before keep their part: what is left is never more than the whole.
        const rest = planLines(aRequest({ standards, rooms, goLiveOn: addDays(settled, 1) })).created
        expect(sum(rest)).toBeLessThanOrEqual(sum(whole))
        expect(daysBetween(day('2025-03-01'), on)).toBeGreaterThan(0)
      }),
    )
  })
})
