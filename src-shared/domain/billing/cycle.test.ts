import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween, month } from '../../kernel/time.ts'
import type { Anchor, FeeStandard, ProrationMethod } from '../tariff/index.ts'
import type { BillingPlan, PlanRequest } from './index.ts'
import {
  anchoredDate,
  cycleHolding,
  cycleRule,
  dueDate,
  issueDate,
  keepDue,
  planLines,
  recompute,
  scanDueCycles,
} from './index.ts'
import { aBinding, areaFrom, aRequest, aRoom, aStandard, day, months, posted, term } from './plan-fixture.ts'

const YEARLY = { anchorOn: day('2024-02-29'), cycleMonths: 12 as const }
const HAND_OVER: Anchor = { kind: 'hand_over' }
const yearFrom = (first: string, count = 13) =>
  Array.from({ length: count }, (_, index) => addMonths(month(first), index))
const handedOver = (on: string) => aRoom({ handOverOn: day(on), ownerTerms: [term('zhang', on)] })
const amounts = ({ created }: BillingPlan) => created.map(({ amountFen }) => amountFen as number)
const total = (plan: BillingPlan) => amounts(plan).reduce((left, right) => left + right, 0)
const anchored = (changes: Partial<FeeStandard> = {}) => aStandard({ anchor: HAND_OVER, cycleMonths: 12, ...changes })
const within = (plan: BillingPlan, from: string, to: string) =>
  plan.created.filter((line) => line.fromOn >= from && line.toOn <= to)

describe('the cycles of a room', () => {
  it('B20: a year anchored on 29 February is clamped in common years and comes back in the next leap year', () => {
    expect(cycleHolding(day('2025-06-01'), YEARLY)).toEqual({ fromOn: '2025-02-28', toOn: '2026-02-27' })
    expect(cycleHolding(day('2027-02-28'), YEARLY)).toEqual({ fromOn: '2027-02-28', toOn: '2028-02-28' })
    expect(cycleHolding(day('2028-02-28'), YEARLY)).toEqual({ fromOn: '2027-02-28', toOn: '2028-02-28' })
    expect(cycleHolding(day('2028-02-29'), YEARLY).fromOn).toBe('2028-02-29')
    expect(cycleHolding(day('2024-02-28'), YEARLY)).toEqual({ fromOn: '2023-02-28', toOn: '2024-02-28' })
  })

  it('are counted from the original anchor, not from the clamped day before', () => {
    const monthly = { anchorOn: day('2025-01-31'), cycleMonths: 1 as const }
    expect(cycleHolding(day('2025-02-15'), monthly)).toEqual({ fromOn: '2025-01-31', toOn: '2025-02-27' })
    expect(cycleHolding(day('2025-03-30'), monthly)).toEqual({ fromOn: '2025-02-28', toOn: '2025-03-30' })
    expect(anchoredDate(day('2025-01-31'), 2)).toBe('2025-03-31')
  })

  it('natural ones are counted from January', () => {
    expect(cycleHolding(day('2025-05-20'), { anchorOn: null, cycleMonths: 3 })).toEqual({
      fromOn: '2025-04-01',
      toOn: '2025-06-30',
    })
  })

  it('begin with the hand-over, the contract or the binding, and naturally where there is no such day', () => {
    const of = (anchor: Anchor, room = aRoom()) =>
      cycleRule(aStandard({ anchor }), { room, binding: aBinding() }).anchorOn
    expect(of({ kind: 'natural' })).toBeNull()
    expect(of(HAND_OVER)).toBe('2019-06-18')
    expect(of(HAND_OVER, aRoom({ handOverOn: null }))).toBe('2019-06-18')
    expect(of(HAND_OVER, aRoom({ handOverOn: null, ownerTerms: [] }))).toBeNull()
    expect(of({ kind: 'contract_day', on: day('2025-05-05') })).toBe('2025-05-05')
    expect(of({ kind: 'contract_day', on: null })).toBe('2019-01-01')
    expect(() => of({ kind: 'moon' } as unknown as Anchor)).toThrow('anchor')
  })

  it('follow one another without a gap and hold the day that was asked for', () => {
    const drawn = fc.record({
      anchor: fc.option(fc.integer({ min: 0, max: 2000 }).map((days) => addDays(day('2022-01-01'), days))),
      cycleMonths: fc.constantFrom(1 as const, 2 as const, 3 as const, 6 as const, 12 as const),
      on: fc.integer({ min: 0, max: 4000 }).map((days) => addDays(day('2020-01-01'), days)),
    })
    fc.assert(
      fc.property(drawn, ({ anchor, cycleMonths, on }) => {
        const rule = { anchorOn: anchor, cycleMonths }
        const cycle = cycleHolding(on, rule)
        expect(cycle.fromOn <= on && on <= cycle.toOn).toBe(true)
        expect(cycleHolding(cycle.fromOn, rule)).toEqual(cycle)
        expect(cycleHolding(cycle.toOn, rule)).toEqual(cycle)
        expect(cycleHolding(addDays(cycle.toOn, 1), rule).fromOn).toBe(addDays(cycle.toOn, 1))
        expect(daysBetween(cycle.fromOn, cycle.toOn)).toBeGreaterThanOrEqual(cycleMonths * 28 - 1)
      }),
    )
  })
})

describe('a year from the hand-over', () => {
  const room = handedOver('2025-03-18')
  const plan = (changes: Partial<PlanRequest> = {}) =>
    planLines(aRequest({ rooms: [room], standards: [anchored()], months: yearFrom('2025-03'), ...changes }))

  it('is twelve whole months: its two stubs share one by their days, largest remainder', () => {
    const year = within(plan(), '2025-03-18', '2026-03-17')
    expect(year).toHaveLength(13)
    expect(year.map(({ amountFen }) => amountFen)).toEqual([7270, ...Array.from({ length: 11 }, () => 16_097), 8827])
    expect(year.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(12 * 16_097)
    expect(year[0]?.explanation.parts.map(({ factor }) => factor)).toEqual([
      [14, 31],
      [17, 31],
    ])
    for (const { explanation, amountFen } of year) expect(recompute(explanation)).toBe(amountFen)
  })

  it('cuts the anniversary month into the end of one year and the begin of the next', () => {
    const march = plan({ months: months('2026-03') }).created
    expect(march.map(({ fromOn, toOn, amountFen, dueOn }) => [fromOn, toOn, amountFen, dueOn])).toEqual([
      ['2026-03-01', '2026-03-17', 8827, '2026-03-17'],
      ['2026-03-18', '2026-03-31', 7270, '2027-03-17'],
    ])
  })

  it('is rounded once as a whole with scope period', () => {
    const standards = [anchored({ rounding: { mode: 'half_up', precision: 'yuan', scope: 'period' } })]
    const year = within(plan({ standards }), '2025-03-18', '2026-03-17')
    // 160.974 × 12 = 1,931.688
    expect(year.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(193_200)
  })

  it('each stub is rounded by itself when the price changed between them', () => {
    const versions = [
      { fromOn: day('2019-01-01'), priceE6: 1_800_000 },
      { fromOn: day('2025-09-01'), priceE6: 2_100_000 },
    ]
    const year = within(plan({ standards: [anchored({ versions })] }), '2025-03-18', '2026-03-17')
    expect([year[0]?.amountFen, year.at(-1)?.amountFen]).toEqual([7270, 10_299])
  })

  it('a stub without a partner, because the binding ends or a figure is missing, stands alone', () => {
    expect(amounts(plan({ bindings: [aBinding({ toOn: day('2025-12-31') })], months: months('2025-03') }))).toEqual([
      7270,
    ])
    const measured = { ...room, areas: [areaFrom('2025-03-20', 8943)] }
    expect(amounts(plan({ rooms: [measured], months: months('2026-03') }))).toEqual([8828, 7270])
    // A binding that ends inside the last stub leaves a part of it by the method.
    const ended = plan({ bindings: [aBinding({ toOn: day('2026-03-10') })], months: months('2025-03', '2026-03') })
    expect(amounts(ended)).toEqual([7270, 5193])
  })

  it('the developer’s stub and the owner’s are not one month', () => {
    const contract = anchored({ anchor: { kind: 'contract_day', on: day('2025-03-18') } })
    const late = handedOver('2025-07-01')
    const made = plan({
      rooms: [late],
      standards: [contract],
      developerTermId: 'developer',
      months: months('2025-03', '2026-03'),
    })
    expect(made.created.map(({ payer, amountFen }) => [payer, amountFen])).toEqual([
      ['developer', 8827],
      ['developer', 7270],
      ['owner', 8828],
      ['owner', 7270],
    ])
  })

  it('whatever the anchor, a cycle of whole months costs its months', () => {
    const drawn = fc.record({
      anchor: fc.integer({ min: 0, max: 1500 }).map((days) => addDays(day('2022-01-01'), days)),
      cycleMonths: fc.constantFrom(1 as const, 2 as const, 3 as const, 6 as const, 12 as const),
      areaE2: fc.integer({ min: 100, max: 30_000 }),
      kind: fc.constantFrom(
        'actual_days' as const,
        'thirty_days' as const,
        'year_days' as const,
        'this_month' as const,
        'next_month' as const,
      ),
    })
    fc.assert(
      fc.property(drawn, ({ anchor, cycleMonths, areaE2, kind }) => {
        const cycle = cycleHolding(day('2026-01-15'), { anchorOn: anchor, cycleMonths })
        const made = planLines(
          aRequest({
            rooms: [aRoom({ areas: [areaFrom('2019-01-01', areaE2)] })],
            standards: [aStandard({ anchor: { kind: 'contract_day', on: anchor }, cycleMonths, proration: { kind } })],
            months: yearFrom('2024-12', 26),
          }),
        )
        const lines = within(made, cycle.fromOn, cycle.toOn)
        const one =
          planLines(aRequest({ rooms: [aRoom({ areas: [areaFrom('2019-01-01', areaE2)] })] })).created[0]?.amountFen ??
          0
        expect(lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(one * cycleMonths)
        for (const { explanation, amountFen } of made.created) expect(recompute(explanation)).toBe(amountFen)
        const again = planLines(
          aRequest({
            rooms: [aRoom({ areas: [areaFrom('2019-01-01', areaE2)] })],
            standards: [aStandard({ anchor: { kind: 'contract_day', on: anchor }, cycleMonths, proration: { kind } })],
            months: yearFrom('2024-12', 26),
            existing: posted(made),
          }),
        )
        expect(again.created).toEqual([])
        expect(again.existing.every((line) => line.amountFen === line.computedFen)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a part of a stub', () => {
  const standardOf = (proration: ProrationMethod) =>
    anchored({ anchor: { kind: 'contract_day', on: day('2025-03-18') }, proration })
  const march = (proration: ProrationMethod, bound: { fromOn?: string; toOn?: string } = {}) =>
    amounts(
      planLines(
        aRequest({
          standards: [standardOf(proration)],
          bindings: [
            aBinding({
              fromOn: day(bound.fromOn ?? '2019-01-01'),
              toOn: bound.toOn === undefined ? null : day(bound.toOn),
            }),
          ],
        }),
      ),
    )

  it('goes by the method, and never costs more than the stub', () => {
    const from = { fromOn: '2025-03-20' }
    expect(march({ kind: 'actual_days' }, from)).toEqual([6231])
    expect(march({ kind: 'thirty_days' }, from)).toEqual([6439])
    expect(march({ kind: 'year_days' }, from)).toEqual([6351])
    expect(march({ kind: 'half_month', later: 'half' }, from)).toEqual([6231])
    expect(march({ kind: 'this_month' }, from)).toEqual([7270])
    expect(march({ kind: 'next_month' }, from)).toEqual([])
    expect(march({ kind: 'thirty_days' }, { fromOn: '2025-03-18' })).toEqual([7270])
    // 17 of 30 days would be more than the stub of 17 of 31.
    expect(march({ kind: 'thirty_days' }, { fromOn: '2025-03-01', toOn: '2025-03-17' })).toEqual([8828])
    expect(march({ kind: 'thirty_days' }, { fromOn: '2025-03-02', toOn: '2025-03-17' })).toEqual([8585])
    expect(march({ kind: 'next_month' }, { toOn: '2025-03-20' })).toEqual([8827, 7270])
  })

  it('of a hand-over under next month is the developer’s, as in a natural month', () => {
    const made = planLines(
      aRequest({
        rooms: [handedOver('2025-03-18')],
        standards: [anchored({ proration: { kind: 'next_month' } })],
        developerTermId: 'developer',
      }),
    )
    expect(made.created.map(({ payer, amountFen }) => [payer, amountFen])).toEqual([
      ['developer', 8827],
      ['developer', 7270],
    ])
  })

  it('two standards in a row are cut at the anchored day of the one that has it', () => {
    const standards = [
      aStandard(),
      aStandard({ id: 'standard-2', anchor: { kind: 'contract_day', on: day('2024-03-18') } }),
    ]
    const bindings = [
      aBinding({ toOn: day('2025-03-10') }),
      aBinding({ id: 'binding-2', standardId: 'standard-2', fromOn: day('2025-03-11') }),
    ]
    expect(
      planLines(aRequest({ standards, bindings })).created.map(({ fromOn, toOn, amountFen }) => [
        fromOn,
        toOn,
        amountFen,
      ]),
    ).toEqual([
      ['2025-03-01', '2025-03-10', 5193],
      ['2025-03-11', '2025-03-17', 3635],
      ['2025-03-18', '2025-03-31', 7270],
    ])
  })

  it('standards anchored on different days share the days that they have in common', () => {
    const at = (id: string, on: string) =>
      aStandard({ id, anchor: { kind: 'contract_day', on: day(on) }, cycleMonths: 12 })
    const standards = [at('standard-1', '2024-03-18'), at('standard-2', '2024-03-25')]
    const bindings = [
      aBinding({ toOn: day('2025-03-20') }),
      aBinding({ id: 'binding-2', standardId: 'standard-2', fromOn: day('2025-03-21') }),
    ]
    const made = planLines(aRequest({ standards, bindings })).created
    expect(made.map(({ fromOn, explanation }) => [fromOn, explanation.parts.at(-1)?.factor])).toEqual([
      ['2025-03-01', [17, 31]],
      ['2025-03-18', [7, 31]],
      ['2025-03-21', [7, 31]],
      ['2025-03-25', [24, 31]],
    ])
    // One anchor for both: the end of one and the begin of the other stay one stub.
    const same = [at('standard-1', '2024-03-18'), at('standard-2', '2024-03-18')]
    expect(
      planLines(aRequest({ standards: same, bindings })).created.map(({ fromOn, amountFen }) => [fromOn, amountFen]),
    ).toEqual([
      ['2025-03-01', 8827],
      ['2025-03-18', 1558],
      ['2025-03-21', 5712],
    ])
  })
})

describe('the due date of an anchored cycle', () => {
  const cycle = { fromOn: day('2025-03-18'), toOn: day('2026-03-17') }
  const asked = { month: month('2025-04'), cycle, createdOn: day('2025-03-11'), rollToWorkingDay: null }

  it('is the cycle’s last day, or a day of its first month', () => {
    expect(dueDate(anchored(), asked)).toBe('2026-03-17')
    expect(dueDate(anchored({ due: { kind: 'day_of_month', day: 31 } }), asked)).toBe('2025-03-31')
    expect(dueDate(anchored({ timing: 'postpaid' }), { ...asked, createdOn: day('2026-03-18') })).toBe('2026-03-31')
  })
})

describe('the issue day', () => {
  const april = { fromOn: day('2025-04-01'), toOn: day('2025-04-30') }
  const of = (changes: Partial<FeeStandard>, cycle = april) => issueDate(aStandard(changes), cycle)

  it('prepaid is a day up to the start, postpaid one after the end', () => {
    expect(of({})).toBe('2025-04-01')
    expect(of({ issue: { kind: 'day_of_month', day: 25 } })).toBe('2025-03-25')
    expect(of({ issue: { kind: 'days_before_start', days: 7 } })).toBe('2025-03-25')
    expect(of({ timing: 'postpaid' })).toBe('2025-05-01')
    expect(of({ timing: 'postpaid', issue: { kind: 'day_of_month', day: 5 } })).toBe('2025-05-05')
    expect(of({ timing: 'postpaid', issue: { kind: 'days_before_start', days: 5 } })).toBe('2025-05-01')
    const anniversary = { fromOn: day('2025-03-18'), toOn: day('2026-03-17') }
    expect(of({}, anniversary)).toBe('2025-03-01')
    expect(of({ timing: 'postpaid', issue: { kind: 'day_of_month', day: 5 } }, anniversary)).toBe('2026-04-05')
  })
})

describe('the daily scan', () => {
  const scan = (today: string, changes: Partial<Parameters<typeof scanDueCycles>[0]> = {}) =>
    scanDueCycles({ today: day(today), rooms: [aRoom()], bindings: [aBinding()], standards: [aStandard()], ...changes })
  const starts = (due: ReturnType<typeof scan>) =>
    due.map(({ startOn, missed }) => `${startOn}${missed ? ' missed' : ''}`)

  it('finds the month of today, and one that was missed up to a period ago', () => {
    expect(starts(scan('2025-04-01'))).toEqual(['2025-03-01 missed', '2025-04-01'])
    expect(starts(scan('2025-04-15'))).toEqual(['2025-04-01 missed'])
    expect(scan('2025-04-01')[1]).toEqual({
      roomId: 'room-1',
      itemId: 'service',
      standardId: 'standard-1',
      bindingId: 'binding-1',
      cycle: { fromOn: '2025-04-01', toOn: '2025-04-30' },
      startOn: '2025-04-01',
      issueOn: '2025-04-01',
      missed: false,
    })
  })

  it('picks up a room that came after the monthly run', () => {
    const rooms = [handedOver('2025-03-18')]
    expect(starts(scan('2025-03-20', { rooms }))).toEqual(['2025-03-18 missed'])
    expect(starts(scan('2025-04-17', { rooms }))).toEqual(['2025-03-18 missed', '2025-04-01 missed'])
    expect(starts(scan('2025-03-20', { bindings: [aBinding({ fromOn: day('2025-03-10') })] }))).toEqual([
      '2025-03-10 missed',
    ])
  })

  it('looks ahead by the days before the start, and back from the end when postpaid', () => {
    const ahead = [anchored({ issue: { kind: 'days_before_start', days: 7 } })]
    expect(starts(scan('2025-06-10', { standards: ahead }))).toEqual(['2024-06-18 missed'])
    expect(starts(scan('2025-06-11', { standards: ahead }))).toEqual(['2024-06-18 missed', '2025-06-18'])
    const postpaid = [aStandard({ timing: 'postpaid', issue: { kind: 'day_of_month', day: 5 } })]
    expect(starts(scan('2025-04-04', { standards: postpaid }))).toEqual([])
    expect(starts(scan('2025-04-05', { standards: postpaid }))).toEqual(['2025-03-01'])
  })

  it('leaves out what is bound no longer, not yet or to nothing known', () => {
    expect(scan('2025-04-15', { bindings: [aBinding({ toOn: day('2025-03-31') })] })).toEqual([])
    expect(scan('2025-04-15', { bindings: [aBinding({ fromOn: day('2025-05-01') })] })).toEqual([])
    expect(scan('2025-04-15', { rooms: [aRoom({ endedOn: day('2025-04-01') })] })).toEqual([])
    expect(starts(scan('2025-04-15', { rooms: [aRoom({ endedOn: day('2025-04-02') })] }))).toEqual([
      '2025-04-01 missed',
    ])
    expect(scan('2025-04-15', { rooms: [] })).toEqual([])
    expect(scan('2025-04-15', { standards: [] })).toEqual([])
  })

  it('keeps of a plan what lies in the due cycles', () => {
    const standards = [anchored()]
    const rooms = [handedOver('2025-03-18'), { ...handedOver('2025-03-18'), id: 'room-2', areas: [] }]
    const bindings = [aBinding(), aBinding({ id: 'binding-2', roomId: 'room-2' })]
    const due = scanDueCycles({ today: day('2026-03-18'), rooms, bindings, standards }).filter(
      ({ cycle }) => cycle.fromOn === '2026-03-18',
    )
    const request = aRequest({ rooms, bindings, standards, months: yearFrom('2026-03') })
    const kept = keepDue(planLines(request), due)
    expect([kept.created[0]?.fromOn, kept.created.at(-1)?.toOn]).toEqual(['2026-03-18', '2027-03-17'])
    expect(total(kept)).toBe(12 * 16_097)
    expect(kept.skipped).toHaveLength(13)
    const again = keepDue(planLines({ ...request, existing: posted(planLines(request)) }), due.slice(0, 1))
    expect([again.created.length, again.existing.length, again.skipped.length]).toEqual([0, 13, 0])
    expect(keepDue(planLines(request), [])).toEqual({ created: [], existing: [], skipped: [] })
  })
})
