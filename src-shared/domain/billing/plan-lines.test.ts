import { describe, expect, it } from 'vitest'
import { MAX_DOCUMENT_FEN } from '../../kernel/money.ts'
import type { ProrationMethod } from '../tariff/index.ts'
import type { BillingPlan, PlanRequest } from './index.ts'
import { needsMending, planLines, recompute, summarizePlans } from './index.ts'
import { aBinding, areaFrom, aRequest, aRoom, aStandard, day, months, term } from './plan-fixture.ts'

const plan = (changes: Partial<PlanRequest> = {}) => planLines(aRequest(changes))
const amounts = ({ created }: BillingPlan) => created.map(({ amountFen }) => amountFen as number)
const spans = ({ created }: BillingPlan) => created.map(({ fromOn, toOn, payer }) => `${fromOn}..${toOn} ${payer}`)
const codes = ({ skipped }: BillingPlan) => skipped.map(({ code }) => code)
const total = (made: BillingPlan) => amounts(made).reduce((left, right) => left + right, 0)
const handedOver = (on: string) => [aRoom({ handOverOn: day(on), ownerTerms: [term('zhang', on)] })]
const prorated = (proration: ProrationMethod) => [aStandard({ proration })]

describe('a month of a home', () => {
  it('B1: 89.43 × 1.80 is one line of 160.97 that explains itself', () => {
    const made = plan()
    expect(amounts(made)).toEqual([16_097])
    const [line] = made.created
    expect(line).toMatchObject({
      key: {
        projectId: 'project-1',
        roomId: 'room-1',
        itemId: 'service',
        month: '2025-03',
        fromOn: '2025-03-01',
        attempt: 1,
      },
      ownerTermId: 'zhang',
      payer: 'owner',
      toOn: '2025-03-31',
      dueOn: '2025-03-31',
      explanation: { priceVersion: '2019-01-01', position: 0, roundedFen: 16_097 },
    })
    expect(line && recompute(line.explanation)).toBe(16_097)
  })

  it('is charged at the price of the room alone when it has one, whatever the versions say', () => {
    const standards = [aStandard({ versions: [{ fromOn: day('2025-03-10'), priceE6: 9_000_000 }] })]
    const made = plan({ standards, bindings: [aBinding({ overridePriceE6: 1_000_000 })] })
    expect(amounts(made)).toEqual([8943])
    expect(made.created[0]?.explanation.priceVersion).toBe('override')
  })
})

describe('the month of hand-over', () => {
  it('B7: 18 March by actual days is 14 days, 72.70', () => {
    const made = plan({ rooms: handedOver('2025-03-18') })
    expect(spans(made)).toEqual(['2025-03-18..2025-03-31 owner'])
    expect(amounts(made)).toEqual([7270])
    expect(codes(made)).toEqual(['billing.not_started'])
  })

  it('B8: by thirty days it is 75.12', () => {
    expect(amounts(plan({ rooms: handedOver('2025-03-18'), standards: prorated({ kind: 'thirty_days' }) }))).toEqual([
      7512,
    ])
  })

  it('B10: by halves 160.97 on the 15th and 80.49 on the 18th', () => {
    const standards = prorated({ kind: 'half_month', later: 'half' })
    expect(amounts(plan({ rooms: handedOver('2025-03-15'), standards }))).toEqual([16_097])
    expect(amounts(plan({ rooms: handedOver('2025-03-18'), standards }))).toEqual([8049])
  })

  it('B11: under next month the developer pays March and the owner April', () => {
    const standards = prorated({ kind: 'next_month' })
    const made = plan({
      rooms: handedOver('2025-03-18'),
      standards,
      developerTermId: 'developer',
      months: months('2025-03', '2025-04'),
    })
    expect(spans(made)).toEqual(['2025-03-01..2025-03-31 developer', '2025-04-01..2025-04-30 owner'])
    expect(amounts(made)).toEqual([16_097, 16_097])
    const alone = plan({ rooms: handedOver('2025-03-18'), standards })
    expect(amounts(alone)).toEqual([])
    expect(codes(alone)).toEqual(['billing.not_charged'])
  })

  it('B23: 10 February is 19 of 28 days, 109.23', () => {
    expect(amounts(plan({ rooms: handedOver('2025-02-10'), months: months('2025-02') }))).toEqual([10_923])
  })

  it('the developer owes what the owner’s part leaves of the month, on the days before', () => {
    const made = plan({ rooms: handedOver('2025-03-18'), developerTermId: 'developer' })
    expect(spans(made)).toEqual(['2025-03-01..2025-03-17 developer', '2025-03-18..2025-03-31 owner'])
    expect(amounts(made)).toEqual([8828, 7270])
  })

  it('under this month the owner owes it whole and the developer nothing', () => {
    const standards = prorated({ kind: 'this_month' })
    const made = plan({ rooms: handedOver('2025-03-18'), standards, developerTermId: 'developer' })
    expect(spans(made)).toEqual(['2025-03-18..2025-03-31 owner'])
    expect(amounts(made)).toEqual([16_097])
  })

  it('never charges the owner more than the months in which the item was bound', () => {
    const standards = prorated({ kind: 'half_month', later: 'none' })
    const bindings = [aBinding({ fromOn: day('2025-03-16') })]
    expect(codes(plan({ rooms: handedOver('2025-03-01'), standards, bindings }))).toEqual(['billing.not_charged'])
    const late = plan({
      rooms: handedOver('2025-03-05'),
      standards: prorated({ kind: 'thirty_days' }),
      bindings,
      developerTermId: 'developer',
    })
    expect(spans(late)).toEqual(['2025-03-16..2025-03-31 owner'])
  })

  it('an unsold room is the developer’s, and listed when there is no account', () => {
    const rooms = [aRoom({ handOverOn: null, ownerTerms: [] })]
    expect(spans(plan({ rooms, developerTermId: 'developer' }))).toEqual(['2025-03-01..2025-03-31 developer'])
    expect(codes(plan({ rooms }))).toEqual(['billing.unsold_without_payer'])
  })

  it('a sold room without a hand-over date begins with its first owner', () => {
    const rooms = [aRoom({ handOverOn: null, ownerTerms: [term('zhang', '2025-03-18')] })]
    expect(spans(plan({ rooms }))).toEqual(['2025-03-18..2025-03-31 owner'])
  })
})

describe('a cut inside the month', () => {
  it('B13: 1.80 until 15 June and 2.10 from the 16th are 80.49 and 93.90', () => {
    const versions = [
      { fromOn: day('2019-01-01'), priceE6: 1_800_000 },
      { fromOn: day('2025-06-16'), priceE6: 2_100_000 },
    ]
    const made = plan({ standards: [aStandard({ versions })], months: months('2025-06'), today: day('2025-06-01') })
    expect(spans(made)).toEqual(['2025-06-01..2025-06-15 owner', '2025-06-16..2025-06-30 owner'])
    expect(amounts(made)).toEqual([8049, 9390])
    expect(made.created.map(({ explanation }) => explanation.priceVersion)).toEqual(['2019-01-01', '2025-06-16'])
    expect(total(made)).toBe(17_439)
  })

  it('at a corrected area each part is rounded by itself', () => {
    const rooms = [aRoom({ areas: [areaFrom('2019-01-01', 8943), areaFrom('2025-03-11', 9120)] })]
    expect(amounts(plan({ rooms }))).toEqual([5193, 11_121])
  })

  it('at a transfer the parts add up to the whole month', () => {
    const rooms = [aRoom({ ownerTerms: [term('zhang', '2019-06-18', '2025-03-10'), term('li', '2025-03-11')] })]
    const made = plan({ rooms })
    expect(made.created.map(({ ownerTermId, amountFen }) => [ownerTermId, amountFen])).toEqual([
      ['zhang', 5193],
      ['li', 10_904],
    ])
    expect(total(made)).toBe(16_097)
  })

  it('at a transfer next month leaves the whole to the old owner, this month gives it to the new', () => {
    const rooms = [aRoom({ ownerTerms: [term('zhang', '2019-06-18', '2025-03-10'), term('li', '2025-03-11')] })]
    const next = plan({ rooms, standards: prorated({ kind: 'next_month' }) })
    expect(next.created.map(({ ownerTermId, amountFen }) => [ownerTermId, amountFen])).toEqual([['zhang', 16_097]])
    const same = plan({ rooms, standards: prorated({ kind: 'this_month' }) })
    expect(same.created.map(({ ownerTermId, amountFen }) => [ownerTermId, amountFen])).toEqual([['li', 16_097]])
  })

  it('days between two owners are listed and not charged to either', () => {
    const rooms = [aRoom({ ownerTerms: [term('zhang', '2019-06-18', '2025-03-10'), term('li', '2025-03-21')] })]
    const made = plan({ rooms })
    expect(amounts(made)).toEqual([5193, 5712])
    expect(made.skipped).toMatchObject([{ fromOn: '2025-03-11', toOn: '2025-03-20', code: 'billing.owner_missing' }])
  })

  it('a month in which nobody is known any more is listed under every method', () => {
    const rooms = [aRoom({ ownerTerms: [term('zhang', '2019-06-18', '2025-02-10')] })]
    for (const kind of ['actual_days', 'next_month', 'this_month'] as const) {
      expect(codes(plan({ rooms, standards: prorated({ kind }) }))).toEqual(['billing.owner_missing'])
    }
  })

  it('one standard after another is a cut, not an end and a begin', () => {
    const standards = [
      aStandard({ proration: { kind: 'next_month' } }),
      aStandard({
        id: 'standard-2',
        versions: [{ fromOn: day('2019-01-01'), priceE6: 2_100_000 }],
        proration: { kind: 'next_month' },
      }),
    ]
    const bindings = [
      aBinding({ id: 'binding-2', standardId: 'standard-2', fromOn: day('2025-06-16') }),
      aBinding({ toOn: day('2025-06-15') }),
    ]
    expect(amounts(plan({ standards, bindings, months: months('2025-06') }))).toEqual([8049, 9390])
  })

  it('the end of a chain of standards takes the method of the one that ends', () => {
    const standards = [aStandard(), aStandard({ id: 'standard-2', proration: { kind: 'thirty_days' } })]
    const bindings = [
      aBinding({ toOn: day('2025-03-10') }),
      aBinding({ id: 'binding-2', standardId: 'standard-2', fromOn: day('2025-03-11'), toOn: day('2025-03-20') }),
    ]
    const made = plan({ standards, bindings })
    // 20 / 30 of the month, ten days each; 31 would have been the divisor of the first.
    expect(amounts(made)).toEqual([5366, 5366])
  })

  it('the begin of a chain of standards takes the method of the one that begins', () => {
    const standards = [aStandard(), aStandard({ id: 'standard-2', proration: { kind: 'next_month' } })]
    const bindings = [
      aBinding({ fromOn: day('2025-03-11'), toOn: day('2025-03-20') }),
      aBinding({ id: 'binding-2', standardId: 'standard-2', fromOn: day('2025-03-21'), toOn: day('2025-03-30') }),
    ]
    // 20 / 31 of the month, ten days each; next month would have charged nothing.
    expect(amounts(plan({ standards, bindings }))).toEqual([5193, 5193])
  })

  it('a gap between two bindings ends one obligation and begins another', () => {
    const bindings = [aBinding({ toOn: day('2025-03-10') }), aBinding({ id: 'binding-2', fromOn: day('2025-03-21') })]
    const made = plan({ bindings })
    expect(spans(made)).toEqual(['2025-03-01..2025-03-10 owner', '2025-03-21..2025-03-31 owner'])
    expect(amounts(made)).toEqual([5193, 5712])
  })
})

describe('what was settled before', () => {
  it('days before go-live are opening balance, and the rest keeps its part of the month', () => {
    const made = plan({ goLiveOn: day('2025-03-11') })
    expect(spans(made)).toEqual(['2025-03-11..2025-03-31 owner'])
    expect(amounts(made)).toEqual([10_904])
    expect(made.skipped).toMatchObject([{ toOn: '2025-03-10', code: 'billing.before_go_live' }])
  })

  it('paid until a day covers it, that day included', () => {
    const rooms = [
      aRoom({
        paidUntil: [
          { itemId: 'parking', on: day('2026-12-31') },
          { itemId: 'service', on: day('2025-03-10') },
        ],
      }),
    ]
    const made = plan({ rooms, months: months('2025-02', '2025-03') })
    expect(spans(made)).toEqual(['2025-03-11..2025-03-31 owner'])
    expect(amounts(made)).toEqual([10_904])
    expect(codes(made)).toEqual(['billing.paid_until', 'billing.paid_until'])
  })
})

describe('paid until the first day of a month', () => {
  it('covers that day alone', () => {
    const rooms = [aRoom({ paidUntil: [{ itemId: 'service', on: day('2025-03-01') }] })]
    expect(spans(plan({ rooms }))).toEqual(['2025-03-02..2025-03-31 owner'])
  })
})

describe('what is skipped has a reason', () => {
  it('B27: a room without area is skipped with its reason, never 0.00, and the run adds up', () => {
    const rooms = [aRoom(), aRoom({ id: 'room-2', code: '3-2-1502', areas: [] })]
    const bindings = [aBinding(), aBinding({ id: 'binding-2', roomId: 'room-2' })]
    const made = plan({ rooms, bindings })
    expect(amounts(made)).toEqual([16_097])
    expect(made.skipped).toEqual([
      {
        roomId: 'room-2',
        roomCode: '3-2-1502',
        itemId: 'service',
        month: '2025-03',
        fromOn: '2025-03-01',
        toOn: '2025-03-31',
        code: 'billing.area_missing',
      },
    ])
    const summary = summarizePlans([made])
    expect(summary).toMatchObject({ createdCount: 1, createdFen: 16_097, skippedCount: 1, toMendCount: 1 })
  })

  it('names the area that the standard needs', () => {
    for (const basis of ['inner', 'share'] as const) {
      expect(codes(plan({ standards: [aStandard({ tariff: { kind: 'area', basis } })] }))).toEqual([
        `billing.${basis}_area_missing`,
      ])
    }
  })

  it('a day before the first price is listed as such', () => {
    const standards = [aStandard({ versions: [{ fromOn: day('2025-03-10'), priceE6: 1_800_000 }] })]
    expect(codes(plan({ standards }))).toEqual(['billing.price_missing'])
  })

  it('a room without a standard is listed when every room should have one, and is nobody’s business otherwise', () => {
    expect(codes(plan({ bindings: [] }))).toEqual(['billing.not_bound'])
    expect(plan({ bindings: [], items: [{ id: 'service', expects: 'bound_only' }] })).toEqual({
      created: [],
      existing: [],
      skipped: [],
    })
  })

  it('a room bound twice on one day is listed and not charged twice', () => {
    const bindings = [aBinding({ toOn: day('2025-03-10') }), aBinding({ id: 'binding-2', fromOn: day('2025-03-10') })]
    expect(codes(plan({ bindings }))).toEqual(['billing.bound_twice'])
  })

  it('a binding that has not begun, has ended, or whose room has ended says so', () => {
    expect(codes(plan({ bindings: [aBinding({ fromOn: day('2025-04-01') })] }))).toEqual(['billing.not_started'])
    expect(codes(plan({ bindings: [aBinding({ toOn: day('2025-02-28') })] }))).toEqual(['billing.ended'])
    expect(codes(plan({ rooms: [aRoom({ endedOn: day('2025-03-01') })] }))).toEqual(['billing.ended'])
    expect(spans(plan({ rooms: [aRoom({ endedOn: day('2025-03-11') })] }))).toEqual(['2025-03-01..2025-03-10 owner'])
    const bindings = [aBinding({ fromOn: day('2025-04-01') })]
    expect(codes(plan({ rooms: [aRoom({ endedOn: day('2025-03-11') })], bindings }))).toEqual(['billing.not_started'])
  })

  it('a room taken out of the run is listed as excluded', () => {
    const made = plan({ excluded: [{ roomId: 'room-1', itemId: 'service' }], months: months('2025-03', '2025-04') })
    expect(codes(made)).toEqual(['billing.excluded', 'billing.excluded'])
  })

  it('a price of nothing makes no line', () => {
    expect(codes(plan({ bindings: [aBinding({ overridePriceE6: 0 })] }))).toEqual(['billing.zero_amount'])
  })

  it('an amount beyond one document makes no line, and is to be mended', () => {
    const rooms = [aRoom({ areas: [areaFrom('2019-01-01', 1_000_000)] })]
    const atThe = (priceE6: number) => plan({ bindings: [aBinding({ overridePriceE6: priceE6 })], rooms })
    expect(atThe(10_000_000_000).created.map(({ amountFen }) => amountFen)).toEqual([MAX_DOCUMENT_FEN])
    expect(codes(atThe(10_000_010_000))).toEqual(['billing.amount_too_large'])
    expect(needsMending('billing.amount_too_large')).toBe(true)
  })
})
