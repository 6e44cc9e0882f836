import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '../../kernel/money.ts'
import { addDays, addMonths, month } from '../../kernel/time.ts'
import type { IssuedLine, LateEvents, PlanRequest } from './index.ts'
import { planLateEvents, planLines } from './index.ts'
import { aBinding, areaFrom, aRequest, aRoom, aStandard, day, months, posted, term } from './plan-fixture.ts'

const TODAY = day('2025-06-10')
const request = (changes: Partial<PlanRequest> = {}) => aRequest({ today: TODAY, ...changes })
const transferred = [aRoom({ ownerTerms: [term('zhang', '2019-06-18', '2025-03-10'), term('li', '2025-03-11')] })]

/** The lines of a plan as they were issued; `paidFen` says what each has got so far. */
const issue = (changes: Partial<PlanRequest> = {}, paidFen: (index: number) => number = () => 0): IssuedLine[] =>
  posted(planLines(request(changes))).map((line, index) => ({ ...line, settledFen: fen(paidFen(index)) }))

/** What the database holds after the corrections: every line, the voided ones cancelled. */
function afterwards(issued: readonly IssuedLine[], events: LateEvents): IssuedLine[] {
  const gone = new Set(events.voided.map(({ id }) => id))
  const line = (from: {
    key: LateEvents['billed'][number]['key']
    ownerTermId: string
    fromOn: IssuedLine['fromOn']
    toOn: IssuedLine['toOn']
  }) => ({
    id: `${from.key.roomId}|${from.key.itemId}|${from.key.month}|${from.key.fromOn}|${from.key.attempt}`,
    roomId: from.key.roomId,
    itemId: from.key.itemId,
    month: from.key.month,
    attempt: from.key.attempt,
    ownerTermId: from.ownerTermId,
    fromOn: from.fromOn,
    toOn: from.toOn,
    state: 'active' as const,
    settledFen: fen(0),
  })
  return [
    ...issued.map((each) => (gone.has(each.id) ? { ...each, state: 'cancelled' as const } : each)),
    ...events.billed.map((each) => ({ ...line(each), amountFen: each.amountFen, correctsLineId: null })),
    ...events.differences.map((each) => ({
      ...line(each),
      amountFen: each.differenceFen,
      correctsLineId: each.correctsLineId,
    })),
  ]
}
const sumOf = (lines: readonly { readonly amountFen: number }[]) =>
  lines.reduce((sum, { amountFen }) => sum + amountFen, 0)
const brief = ({ voided, billed, differences, held }: LateEvents) => ({
  voided: voided.map(({ fromOn, amountFen }) => [fromOn, amountFen]),
  billed: billed.map(({ fromOn, ownerTermId, amountFen, key }) => [fromOn, ownerTermId, amountFen, key.attempt]),
  differences: differences.map(({ fromOn, ownerTermId, differenceFen, key }) => [
    fromOn,
    ownerTermId,
    differenceFen,
    key.attempt,
  ]),
  held: held.map(({ code }) => code),
})
const NOTHING = { voided: [], billed: [], differences: [], held: [] }

describe('an event inside an issued month', () => {
  it('voids an unpaid line and bills it again', () => {
    const events = planLateEvents(request({ rooms: transferred }), issue())
    expect(brief(events)).toEqual({
      ...NOTHING,
      voided: [['2025-03-01', 16_097]],
      billed: [
        ['2025-03-01', 'zhang', 5193, 2],
        ['2025-03-11', 'li', 10_904, 1],
      ],
    })
    expect(events.billed[0]?.dueOn).toBe('2025-06-17')
  })

  it('leaves a paid or part-paid line and makes a difference', () => {
    for (const paidFen of [1, 16_097]) {
      const events = planLateEvents(
        request({ rooms: transferred }),
        issue({}, () => paidFen),
      )
      expect(brief(events)).toEqual({
        ...NOTHING,
        billed: [['2025-03-11', 'li', 10_904, 1]],
        differences: [['2025-03-01', 'zhang', -10_904, 2]],
      })
      expect(events.differences[0]).toMatchObject({
        correctsLineId: 'room-1|service|2025-03|2025-03-01|1',
        computedFen: 5193,
        dueOn: '2025-06-17',
      })
    }
  })

  it('raises a paid line by a price that came into force before it was known', () => {
    const versions = [
      { fromOn: day('2019-01-01'), priceE6: 1_800_000 },
      { fromOn: day('2025-03-01'), priceE6: 2_000_000 },
    ]
    const standards = [aStandard({ versions })]
    const events = planLateEvents(
      request({ standards }),
      issue({}, () => 16_097),
    )
    expect(brief(events).differences).toEqual([['2025-03-01', 'zhang', 1789, 2]])
    expect(events.differences[0]?.basis.map(({ explanation }) => explanation.priceVersion)).toEqual(['2025-03-01'])
    // Told once, it is right: nothing follows.
    const again = planLateEvents(
      request({ standards }),
      afterwards(
        issue({}, () => 16_097),
        events,
      ),
    )
    expect(brief(again)).toEqual(NOTHING)
    // A second rise adds the rest alone.
    const more = [aStandard({ versions: versions.map((version) => ({ ...version, priceE6: 2_100_000 })) })]
    expect(
      brief(
        planLateEvents(
          request({ standards: more }),
          afterwards(
            issue({}, () => 16_097),
            events,
          ),
        ),
      ).differences,
    ).toEqual([['2025-03-01', 'zhang', 894, 3]])
  })

  it('takes everything from a paid line whose owner had left, and gives it to the right one', () => {
    const rooms = [aRoom({ ownerTerms: [term('zhang', '2019-06-18', '2025-02-28'), term('li', '2025-03-01')] })]
    const events = planLateEvents(
      request({ rooms }),
      issue({}, () => 16_097),
    )
    expect(brief(events)).toEqual({
      ...NOTHING,
      billed: [['2025-03-01', 'li', 16_097, 2]],
      differences: [['2025-03-01', 'zhang', -16_097, 3]],
    })
  })

  it('shares a planned line over the two paid ones that it covers', () => {
    const versions = [
      { fromOn: day('2019-01-01'), priceE6: 1_800_000 },
      { fromOn: day('2025-03-11'), priceE6: 2_100_000 },
    ]
    const issued = issue({ standards: [aStandard({ versions })] }, () => 1)
    const events = planLateEvents(request(), issued)
    // 160.97 by 10 and 21 days is 51.93 and 109.04.
    expect(issued.map(({ amountFen }) => amountFen)).toEqual([5193, 12_722])
    expect(brief(events).differences).toEqual([['2025-03-11', 'zhang', -1818, 2]])
  })

  it('leaves what is still right, beside what is not', () => {
    const rooms = [aRoom(), aRoom({ id: 'room-2', code: '2' })]
    const bindings = [aBinding(), aBinding({ id: 'binding-2', roomId: 'room-2' })]
    const issued = issue({ rooms, bindings })
    const changed = [
      rooms[0] as PlanRequest['rooms'][number],
      { ...aRoom({ id: 'room-2', code: '2' }), areas: [areaFrom('2019-01-01', 9000)] },
    ]
    const events = planLateEvents(request({ rooms: changed, bindings }), issued)
    expect(events.voided.map(({ roomId }) => roomId)).toEqual(['room-2'])
    expect(brief(events).billed).toEqual([['2025-03-01', 'zhang', 16_200, 2]])
  })

  it('of rooms, items and months that were not asked for is left alone', () => {
    const issued = issue({ months: months('2025-03', '2025-04') })
    const rise = [aStandard({ versions: [{ fromOn: day('2019-01-01'), priceE6: 1_900_000 }] })]
    expect(planLateEvents(request({ standards: rise }), issued).voided.map(({ month: of }) => of)).toEqual(['2025-03'])
    expect(brief(planLateEvents(request({ rooms: [] }), issued))).toEqual(NOTHING)
    expect(brief(planLateEvents(request({ items: [] }), issued))).toEqual(NOTHING)
    const cancelled = issued.map((line) => ({ ...line, state: 'cancelled' as const }))
    expect(brief(planLateEvents(request(), cancelled))).toEqual(NOTHING)
  })

  it('that cannot be billed for want of a figure holds the month', () => {
    const events = planLateEvents(
      request({ rooms: [aRoom({ areas: [] })] }),
      issue({}, () => 16_097),
    )
    expect(brief(events)).toEqual({ ...NOTHING, held: ['billing.area_missing'] })
    expect(events.held[0]).toEqual({
      roomId: 'room-1',
      itemId: 'service',
      month: '2025-03',
      code: 'billing.area_missing',
    })
  })

  it('that ends the charge takes the unpaid line away, and the rest of the paid one', () => {
    const bindings = [aBinding({ toOn: day('2025-02-28') })]
    expect(brief(planLateEvents(request({ bindings }), issue()))).toEqual({
      ...NOTHING,
      voided: [['2025-03-01', 16_097]],
    })
    expect(
      brief(
        planLateEvents(
          request({ bindings }),
          issue({}, () => 5),
        ),
      ).differences,
    ).toEqual([['2025-03-01', 'zhang', -16_097, 2]])
  })

  it('an unpaid line is voided together with its differences; one that lost its line stands for itself', () => {
    const [base] = issue() as [IssuedLine]
    const difference: IssuedLine = {
      ...base,
      id: 'difference',
      amountFen: fen(300),
      attempt: 2,
      correctsLineId: base.id,
    }
    const both = planLateEvents(request(), [base, difference])
    expect(both.voided.map(({ id }) => id)).toEqual([base.id, 'difference'])
    expect(brief(both).billed).toEqual([['2025-03-01', 'zhang', 16_097, 3]])
    const alone = planLateEvents(request(), [
      { ...base, state: 'cancelled' },
      { ...difference, settledFen: fen(300) },
    ])
    expect(brief(alone).differences).toEqual([['2025-03-01', 'zhang', 15_797, 3]])
  })
})

describe('whatever was known too late', () => {
  const anyDay = fc.integer({ min: 0, max: 200 }).map((days) => addDays(day('2025-01-01'), days))
  const data = fc.record({
    transfer: anyDay,
    rise: anyDay,
    area: fc.integer({ min: 5000, max: 12_000 }),
    boundTo: fc.option(anyDay),
    method: fc.constantFrom('actual_days' as const, 'next_month' as const, 'thirty_days' as const),
    scope: fc.constantFrom('month' as const, 'period' as const),
  })
  const asked = ({
    transfer,
    rise,
    area,
    boundTo,
    method,
    scope,
  }: typeof data extends fc.Arbitrary<infer T> ? T : never) =>
    request({
      months: Array.from({ length: 6 }, (_, index) => addMonths(month('2025-01'), index)),
      rooms: [
        aRoom({
          areas: [areaFrom('2019-01-01', 8943), areaFrom('2025-02-10', area)],
          ownerTerms: [term('zhang', '2019-06-18', addDays(transfer, -1)), term('li', transfer)],
        }),
      ],
      standards: [
        aStandard({
          proration: { kind: method },
          cycleMonths: 3,
          rounding: { mode: 'half_up', precision: 'fen', scope },
          versions: [
            { fromOn: day('2019-01-01'), priceE6: 1_800_000 },
            { fromOn: rise, priceE6: 2_100_000 },
          ],
        }),
      ],
      bindings: [aBinding({ toOn: boundTo })],
    })

  it('afterwards every issued month comes to what today’s data gives, and the second time nothing is left to do', () => {
    fc.assert(
      fc.property(data, data, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (before, now, paid) => {
        const issued = posted(planLines(asked(before))).map((line, index) => ({
          ...line,
          settledFen: fen(paid[index] ? 1 : 0),
        }))
        const today = asked(now)
        const events = planLateEvents(today, issued)
        const lines = afterwards(issued, events)
        expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
        for (const of of new Set(issued.map((line) => line.month))) {
          const active = lines.filter((line) => line.month === of && line.state === 'active')
          const fresh = planLines({ ...today, months: [of] })
          expect(sumOf(active)).toBe(sumOf(fresh.created))
          for (const owner of ['zhang', 'li']) {
            const owed = (all: readonly { readonly ownerTermId: string; readonly amountFen: number }[]) =>
              sumOf(all.filter((each) => each.ownerTermId === owner))
            expect(owed(active)).toBe(owed(fresh.created))
          }
        }
        for (const { settledFen, id } of issued)
          if (settledFen > 0) expect(events.voided.some((line) => line.id === id)).toBe(false)
        expect(brief(planLateEvents(today, lines))).toEqual(NOTHING)
      }),
      { numRuns: 200 },
    )
  })
})
