import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, formatFen } from '../../kernel/money.ts'
import { month } from '../../kernel/time.ts'
import type { ChainReading, Device, Meter, Reading } from '../meter/index.ts'
import type { TierTable, UsagePricing, UsageStandard, UsageVersion } from '../tariff/index.ts'
import { DEFAULT_ROUNDING } from '../tariff/index.ts'
import type { ExistingLine, NextAttempt, RoomMeter, UsageExplanation, UsagePlan, UsagePlanRequest } from './index.ts'
import { planUsageLines, recomputeUsage, USAGE_SKIP_CODES, usageNeedsMending } from './index.ts'
import { aBinding, aRequest, aRoom, day, months, term } from './plan-fixture.ts'

const DEVICE: Device = { id: 'device-1', digits: 5, multiplierE3: 1000, verifiedUntilOn: null }
const METER: Meter = {
  id: 'meter-1',
  code: 'S-3-2-1501',
  medium: 'cold_water',
  registers: ['total'],
  loss: { kind: 'none' },
}

function reading(
  kind: ChainReading['kind'],
  on: string,
  value: number,
  changes: Partial<ChainReading> = {},
): ChainReading {
  return {
    id: `${kind} ${on}`,
    readOn: day(on),
    kind,
    state: 'checked',
    device: DEVICE,
    dials: [{ register: 'total', valueE3: value * 1000, run: 'forward', rollOver: 'by_rule' }],
    ...changes,
  }
}

const aMeter = (readings: readonly Reading[], changes: Partial<RoomMeter> = {}): RoomMeter => ({
  roomId: 'room-1',
  meter: METER,
  readings,
  countedBefore: null,
  ...changes,
})

const flat = (priceE6: number): UsagePricing => ({ kind: 'flat', priceE6 })
const version = (pricing: UsagePricing, fromOn = '2019-01-01'): UsageVersion => ({
  fromOn: day(fromOn),
  pricing,
  minimumFen: null,
  surcharge: null,
})

function tiers(changes: Partial<TierTable> = {}): UsagePricing {
  return {
    kind: 'tiers',
    table: {
      count: { per: 'year', startsMonth: 1, startsDay: 1 },
      tiers: [
        { upToE3: 180_000, priceE6: 5_000_000 },
        { upToE3: 260_000, priceE6: 7_000_000 },
        { upToE3: null, priceE6: 9_000_000 },
      ],
      seasons: [],
      household: null,
      onTransfer: 'new_count',
      ...changes,
    },
  }
}

function aStandard(changes: Partial<UsageStandard> = {}): UsageStandard {
  return {
    id: 'standard-1',
    itemId: 'water',
    source: { kind: 'metered', medium: 'cold_water' },
    versions: [version(flat(2_800_000))],
    rounding: DEFAULT_ROUNDING,
    cycleMonths: 1,
    rollDue: false,
    due: { kind: 'end_of_period' },
    ...changes,
  }
}

/** A home that was read on the last day of each month: 100, then 14 more. */
const MARCH = [reading('first', '2025-02-28', 100), reading('normal', '2025-03-31', 114)]

const attemptsAfter =
  (existing: readonly ExistingLine[]): NextAttempt =>
  ({ roomId, itemId, month: of, fromOn }) =>
    Math.max(
      0,
      ...existing
        .filter(
          (line) => line.roomId === roomId && line.itemId === itemId && line.month === of && line.fromOn === fromOn,
        )
        .map(({ attempt }) => attempt),
    ) + 1

function aUsageRequest(changes: Partial<UsagePlanRequest> = {}): UsagePlanRequest {
  return {
    ...aRequest(),
    items: [{ id: 'water', expects: 'every_room' }],
    standards: [aStandard()],
    meters: [aMeter(MARCH)],
    households: new Map(),
    today: day('2025-04-02'),
    nextAttempt: attemptsAfter(changes.existing ?? []),
    ...changes,
  }
}

const planned = (changes: Partial<UsagePlanRequest> = {}) => planUsageLines(aUsageRequest(changes))
const amounts = ({ created }: UsagePlan) => created.map(({ amountFen }) => formatFen(amountFen))
const codes = ({ skipped }: UsagePlan) => skipped.map(({ code }) => code)

/** The created lines as they stand in the database afterwards. */
function posted(plan: UsagePlan, changes: Partial<ExistingLine> = {}): ExistingLine[] {
  return plan.created.map(({ key, ownerTermId, fromOn, toOn, amountFen, corrects }) => ({
    id: `${key.itemId}|${key.fromOn}|${key.attempt}`,
    roomId: key.roomId,
    itemId: key.itemId,
    ownerTermId,
    month: key.month,
    fromOn,
    toOn,
    attempt: key.attempt,
    amountFen,
    state: 'active',
    correctsLineId: corrects === null ? null : `${key.itemId}|${corrects.fromOn}|1`,
    ...changes,
  }))
}

describe('a usage line', () => {
  it('has the month of its end reading, its days and its payer, and is due after its month', () => {
    const readings = [...MARCH, reading('normal', '2025-04-30', 120)]
    const { created } = planned({ meters: [aMeter(readings)], months: months('2025-04'), today: day('2025-05-02') })
    expect(created).toMatchObject([
      {
        key: {
          projectId: 'project-1',
          roomId: 'room-1',
          itemId: 'water',
          month: '2025-04',
          fromOn: '2025-04-01',
          attempt: 1,
        },
        standardId: 'standard-1',
        bindingId: 'binding-1',
        ownerTermId: 'zhang',
        payer: 'owner',
        fromOn: '2025-04-01',
        toOn: '2025-04-30',
        amountFen: 1680,
        dueOn: '2025-05-31',
        corrects: null,
      },
    ])
  })

  it('W9: the first reading bills nothing, the next bill begins on the day after it', () => {
    const readings = [reading('first', '2025-03-18', 1356), reading('normal', '2025-03-31', 1363)]
    expect(planned({ meters: [aMeter(readings.slice(0, 1))] })).toMatchObject({
      created: [],
      skipped: [{ code: 'usage.reading_missing', month: '2025-03' }],
    })
    expect(planned({ meters: [aMeter(readings)] }).created).toMatchObject([{ fromOn: '2025-03-19', amountFen: 1960 }])
  })

  it('W13: water, sewage and garbage are three lines of the same 14 m³', () => {
    const fee = (id: string, priceE6: number, source: UsageStandard['source']) =>
      aStandard({ id: `standard-${id}`, itemId: id, source, versions: [version(flat(priceE6))] })
    const linked = { kind: 'linked', parentItemId: 'water' } as const
    const made = planned({
      items: ['water', 'sewage', 'garbage'].map((id) => ({ id, expects: 'every_room' })),
      standards: [
        fee('water', 2_800_000, { kind: 'metered', medium: 'cold_water' }),
        fee('sewage', 950_000, linked),
        fee('garbage', 600_000, linked),
      ],
      bindings: ['water', 'sewage', 'garbage'].map((id) => aBinding({ id, standardId: `standard-${id}` })),
    })
    expect(amounts(made)).toEqual(['39.20', '13.30', '8.40'])
    expect(made.created.map(({ explanation }) => explanation.linkedToItemId)).toEqual([null, 'water', 'water'])
  })

  it('a linked fee needs its parent on the room, and a parent that is metered', () => {
    const sewage = aStandard({
      id: 'standard-sewage',
      itemId: 'sewage',
      source: { kind: 'linked', parentItemId: 'water' },
    })
    const binding = aBinding({ id: 'sewage', standardId: 'standard-sewage' })
    const items = [{ id: 'sewage', expects: 'every_room' }] as const
    expect(codes(planned({ items, standards: [sewage], bindings: [binding] }))).toEqual(['usage.parent_not_bound'])
    const above = aStandard({ source: { kind: 'linked', parentItemId: 'heat' } })
    expect(codes(planned({ items, standards: [sewage, above], bindings: [binding, aBinding()] }))).toEqual([
      'usage.parent_not_bound',
    ])
  })

  it('several meters of one medium that are read together make one line', () => {
    const other = { ...METER, id: 'meter-2' }
    const made = planned({ meters: [aMeter(MARCH), aMeter(MARCH, { meter: other })] })
    expect(amounts(made)).toEqual(['78.40'])
    expect(made.created[0]?.explanation.origins.map(({ meterId }) => meterId)).toEqual(['meter-1', 'meter-2'])
  })

  it('a meter that was added since is on the bill from its first reading on', () => {
    const added = [reading('first', '2025-03-10', 0), reading('normal', '2025-03-31', 6)]
    const made = planned({ meters: [aMeter(added, { meter: { ...METER, id: 'meter-2' } }), aMeter(MARCH)] })
    expect(made).toMatchObject({ created: [{ fromOn: '2025-03-01', amountFen: 5600 }], skipped: [] })
  })

  it('a meter that begins anew on the day on which it was closed bills that day once', () => {
    const readings = [
      ...MARCH.slice(0, 1),
      reading('final', '2025-03-10', 104),
      reading('first', '2025-03-10', 0),
      reading('normal', '2025-03-31', 5),
    ]
    const made = planned({ meters: [aMeter(readings)] })
    expect(made.created.map(({ fromOn, toOn }) => [fromOn, toOn])).toEqual([
      ['2025-03-01', '2025-03-10'],
      ['2025-03-11', '2025-03-31'],
    ])
  })

  it('meters that are read on other days wait for a person', () => {
    const other = { ...METER, id: 'meter-2' }
    const apart = [reading('first', '2025-02-28', 10), reading('normal', '2025-03-30', 11)]
    const made = planned({ meters: [aMeter(MARCH), aMeter(apart, { meter: other })] })
    expect(codes(made)).toEqual(['usage.meters_apart'])
    expect(made.created).toMatchObject([{ toOn: '2025-03-30' }])
  })

  it('a price of the room alone, a minimum and a loss all stand in the explanation', () => {
    const meter: Meter = { ...METER, loss: { kind: 'absolute', usageE3: 1000 } }
    const made = planned({
      meters: [aMeter(MARCH, { meter })],
      bindings: [aBinding({ overridePriceE6: 3_000_000 })],
      standards: [aStandard({ versions: [{ ...version(tiers()), minimumFen: fen(5000) }] })],
    })
    expect(amounts(made)).toEqual(['50.00'])
    expect(made.created[0]?.explanation.charge).toMatchObject({
      priced: { kind: 'flat', usageE3: 15_000, priceE6: 3_000_000 },
      priceVersion: 'override',
    })
  })

  it('a register without its price is listed', () => {
    const timed: Meter = { ...METER, registers: ['total', 'peak', 'valley'] }
    const dials = (value: number): ChainReading['dials'] =>
      timed.registers.map((register) => ({ register, valueE3: value, run: 'forward', rollOver: 'by_rule' }))
    const read = MARCH.map((one, index) => ({ ...one, dials: dials(1000 + index * 500) }))
    const prices = (...registers: readonly ('peak' | 'flat' | 'valley')[]): UsagePricing => ({
      kind: 'registers',
      prices: registers.map((register) => ({ register, priceE6: 600_000 })),
    })
    const of = (pricing: UsagePricing) =>
      planned({ meters: [aMeter(read, { meter: timed })], standards: [aStandard({ versions: [version(pricing)] })] })
    expect(codes(of(prices('peak', 'flat')))).toEqual(['usage.register_unpriced'])
    expect(codes(of(prices('peak', 'flat', 'valley')))).toEqual(['usage.register_unread'])
    expect(amounts(of(prices('peak', 'valley')))).toEqual(['0.60'])
  })

  it('the day of the end reading decides the price version', () => {
    const versions = [version(flat(2_000_000)), version(flat(3_000_000), '2025-03-31')]
    expect(amounts(planned({ standards: [aStandard({ versions })] }))).toEqual(['42.00'])
    const late = [version(flat(2_000_000), '2025-04-01')]
    expect(codes(planned({ standards: [aStandard({ versions: late })] }))).toEqual(['billing.price_missing'])
  })
})

describe('tiers over a year', () => {
  const readings = [
    reading('first', '2024-12-31', 0),
    reading('normal', '2025-01-31', 170),
    reading('normal', '2025-02-28', 195),
    reading('normal', '2025-03-31', 225),
  ]
  const asked = (changes: Partial<UsagePlanRequest> = {}, table: Partial<TierTable> = {}) =>
    planned({
      months: months('2025-01', '2025-02', '2025-03'),
      standards: [aStandard({ versions: [version(tiers(table))] })],
      meters: [aMeter(readings)],
      ...changes,
    })

  it('W1: the count goes on from bill to bill', () => {
    expect(amounts(asked())).toEqual(['850.00', '155.00', '210.00'])
  })

  it('a new tier year counts from 0, by the date of the end reading', () => {
    const count = { per: 'year', startsMonth: 2, startsDay: 28 } as const
    expect(amounts(asked({}, { count }))).toEqual(['850.00', '125.00', '150.00'])
  })

  it('what the old system had counted in the year is counted too', () => {
    const meters = (on: string) => [aMeter(readings, { countedBefore: { on: day(on), usageE3: 60_000 } })]
    expect(amounts(asked({ meters: meters('2024-12-31') }))).toEqual(['850.00', '155.00', '210.00'])
    expect(amounts(asked({ meters: meters('2025-01-01') }))[0]).toBe('950.00')
  })

  it('a new owner begins at 0, or goes on when the table says so', () => {
    const ownerTerms = [term('zhang', '2019-06-18', '2025-02-27'), term('li', '2025-02-28')]
    const rooms = [aRoom({ ownerTerms })]
    expect(amounts(asked({ rooms }))).toEqual(['850.00', '155.00', '150.00'])
    expect(amounts(asked({ rooms }, { onTransfer: 'goes_on' }))).toEqual(['850.00', '155.00', '210.00'])
    const meters = [aMeter(readings, { countedBefore: { on: day('2025-01-01'), usageE3: 60_000 } })]
    expect(amounts(asked({ rooms, meters }))[2]).toBe('150.00')
    expect(amounts(asked({ rooms, meters }, { onTransfer: 'goes_on' }))[2]).toBe('260.00')
  })

  it('persons are counted at the start of the tier period, of a new owner at the start of his term', () => {
    const household = { persons: 4, extraE3: 30_000 }
    const sizes = [
      { fromOn: day('2024-01-01'), persons: 5 },
      { fromOn: day('2025-02-01'), persons: 9 },
    ]
    const households = new Map([['room-1', sizes]])
    expect(amounts(asked({ households }, { household }))).toEqual(['850.00', '125.00', '180.00'])
    const rooms = [aRoom({ ownerTerms: [term('zhang', '2019-06-18', '2025-02-27'), term('li', '2025-02-28')] })]
    const persons = (table: Partial<TierTable>) =>
      asked({ households, rooms }, { household, ...table }).created.map(({ explanation }) => explanation.charge.priced)
    expect(persons({})[2]).toMatchObject({ persons: 9, usedBeforeE3: 0 })
    expect(persons({ onTransfer: 'goes_on' })[2]).toMatchObject({ persons: 5, usedBeforeE3: 195_000 })
  })

  it('the developer counts too, from the start of the period', () => {
    const rooms = [aRoom({ handOverOn: null, ownerTerms: [] })]
    const made = asked({ rooms, developerTermId: 'developer' }, { household: { persons: 4, extraE3: 1 } })
    expect(made.created).toMatchObject([{ payer: 'developer' }, { ownerTermId: 'developer' }, { amountFen: 21_000 }])
  })

  it('by month every bill counts anew, with the months that it covers', () => {
    const table: Partial<TierTable> = {
      count: { per: 'month' },
      tiers: [
        { upToE3: 20_000, priceE6: 5_000_000 },
        { upToE3: null, priceE6: 7_000_000 },
      ],
    }
    const two = [reading('first', '2025-01-31', 0), reading('normal', '2025-03-31', 45)]
    expect(amounts(asked({ meters: [aMeter(two)] }, table))).toEqual(['235.00'])
    const inOne = [...two, reading('normal', '2025-04-10', 60), reading('normal', '2025-04-30', 70)]
    expect(amounts(asked({ meters: [aMeter(inOne)], months: months('2025-04') }, table))).toEqual(['75.00', '60.00'])
  })
})

describe('an estimate', () => {
  const readings = [
    reading('first', '2024-12-31', 0),
    reading('normal', '2025-01-31', 170),
    reading('estimated', '2025-02-28', 270),
    reading('normal', '2025-03-31', 240),
    reading('normal', '2025-04-30', 250),
  ]
  const asked = (changes: Partial<UsagePlanRequest> = {}) =>
    planned({
      months: months('2025-01', '2025-02', '2025-03', '2025-04'),
      standards: [aStandard({ versions: [version(tiers())] })],
      meters: [aMeter(readings)],
      ...changes,
    })

  it('that was too high is taken back by a line that names the estimate, through the same tiers', () => {
    const made = asked()
    // 10 × 5 + 80 × 7 + 10 × 9; back 10 × 9 + 20 × 7; then 10 × 7.
    expect(amounts(made)).toEqual(['850.00', '700.00', '-230.00', '70.00'])
    expect(made.created.map(({ corrects }) => corrects)).toEqual([
      null,
      null,
      { month: '2025-02', fromOn: '2025-02-01' },
      null,
    ])
  })

  it('of the last tier year is taken back in that year', () => {
    const versions = [version(tiers({ count: { per: 'year', startsMonth: 3, startsDay: 1 } }))]
    const made = asked({ standards: [aStandard({ versions })] })
    expect(amounts(made)).toEqual(['850.00', '700.00', '-230.00', '50.00'])
  })

  it('by month is taken back within the months that were billed', () => {
    const table: Partial<TierTable> = {
      count: { per: 'month' },
      tiers: [
        { upToE3: 80_000, priceE6: 5_000_000 },
        { upToE3: null, priceE6: 7_000_000 },
      ],
    }
    const made = asked({ standards: [aStandard({ versions: [version(tiers(table))] })] })
    expect(made.created.map(({ amountFen }) => amountFen).slice(1)).toEqual([54_000, -19_000, 5000])
    expect(made.created[2]?.explanation.charge.priced).toMatchObject({ usedBeforeE3: 100_000, months: 1 })
  })

  it('planning again finds bill and difference line alike, and leaves a foreign difference line alone', () => {
    const made = asked()
    const again = asked({ existing: posted(made) })
    expect(again.created).toEqual([])
    expect(again.existing.map(({ computedFen }) => computedFen)).toEqual(made.created.map(({ amountFen }) => amountFen))
    const foreign = posted(made).map((line) => ({ ...line, correctsLineId: 'another', toOn: day('2025-04-29') }))
    const beside = asked({ existing: foreign })
    expect(beside.created.map(({ key }) => key.attempt)).toEqual([2, 2, 2, 2])
  })
})

describe('who used it', () => {
  const between = (ownerTerms: ReturnType<typeof term>[], readings: readonly Reading[] = MARCH) =>
    planned({ rooms: [aRoom({ ownerTerms })], meters: [aMeter(readings)] })
  const sold = (on: string, before: string) => [term('zhang', '2019-06-18', before), term('li', on)]

  it('a reading on the day of the transfer, or on the day before, parts the owners', () => {
    for (const on of ['2025-03-10', '2025-03-09']) {
      const readings = [MARCH[0], reading('final', on, 104), MARCH[1]].filter((one) => one !== undefined)
      const made = between(sold('2025-03-10', '2025-03-09'), readings)
      expect(made.created.map(({ ownerTermId, amountFen }) => [ownerTermId, amountFen])).toEqual([
        ['zhang', 1120],
        ['li', 2800],
      ])
    }
  })

  it('a transfer between two readings is listed: nobody knows whose water it was', () => {
    expect(codes(between(sold('2025-03-10', '2025-03-09')))).toEqual(['usage.transfer_without_reading'])
  })

  it('a transfer on the day of a reading needs no other', () => {
    expect(between(sold('2025-03-31', '2025-03-30')).created).toMatchObject([{ ownerTermId: 'zhang' }])
    expect(between(sold('2025-03-01', '2025-02-28')).created).toMatchObject([{ ownerTermId: 'li' }])
    expect(between(sold('2025-02-28', '2025-02-27')).created).toMatchObject([{ ownerTermId: 'li' }])
  })

  it('two readings in a row leave the day to the one of the first', () => {
    const readings = [reading('first', '2025-03-30', 100), reading('normal', '2025-03-31', 114)]
    expect(between(sold('2025-03-31', '2025-03-30'), readings).created).toMatchObject([{ ownerTermId: 'zhang' }])
  })

  it('before the hand-over it was the developer, and a hand-over is a transfer', () => {
    const rooms = (handOver: string) => [aRoom({ handOverOn: day(handOver), ownerTerms: [term('zhang', handOver)] })]
    const made = (handOver: string, developerTermId: string | null = 'developer') =>
      planned({ rooms: rooms(handOver), developerTermId })
    expect(made('2025-03-31').created).toMatchObject([{ payer: 'developer', ownerTermId: 'developer' }])
    expect(codes(made('2025-03-31', null))).toEqual(['billing.unsold_without_payer'])
    expect(codes(made('2025-03-18'))).toEqual(['usage.transfer_without_reading'])
    const gap = aRoom({ ownerTerms: [term('zhang', '2019-06-18', '2025-02-20')] })
    expect(codes(planned({ rooms: [gap] }))).toEqual(['billing.owner_missing'])
  })
})

describe('what is not billed is listed', () => {
  it('no meter, no binding, excluded', () => {
    expect(codes(planned({ meters: [] }))).toEqual(['usage.meter_missing'])
    expect(codes(planned({ bindings: [] }))).toEqual(['billing.not_bound'])
    const optional = [{ id: 'water', expects: 'bound_only' }] as const
    expect(planned({ bindings: [], items: optional })).toEqual({ created: [], existing: [], skipped: [] })
    const excluded = [{ roomId: 'room-1', itemId: 'water' }]
    expect(codes(planned({ excluded }))).toEqual(['billing.excluded'])
  })

  it('a binding that has not begun, has ended or stands twice', () => {
    const bound = (fromOn: string, toOn: string | null) =>
      codes(planned({ bindings: [aBinding({ fromOn: day(fromOn), toOn: toOn === null ? null : day(toOn) })] }))
    expect(bound('2025-04-01', null)).toEqual(['billing.not_started'])
    expect(bound('2019-01-01', '2025-03-30')).toEqual(['billing.ended'])
    expect(codes(planned({ bindings: [aBinding(), aBinding({ id: 'other' })] }))).toEqual(['billing.bound_twice'])
    const silent = { meters: [aMeter(MARCH.slice(0, 1))], bindings: [aBinding({ toOn: day('2025-03-30') })] }
    expect(codes(planned(silent))).toEqual(['billing.ended'])
  })

  it('days before go-live, days paid by the old system, an amount of 0', () => {
    expect(codes(planned({ goLiveOn: day('2025-04-01') }))).toEqual(['billing.before_go_live'])
    const paid = (on: string, itemId = 'water') => planned({ rooms: [aRoom({ paidUntil: [{ itemId, on: day(on) }] })] })
    expect(codes(paid('2025-03-31'))).toEqual(['billing.paid_until'])
    expect(amounts(paid('2025-03-30'))).toEqual(['39.20'])
    expect(amounts(paid('2025-03-31', 'service'))).toEqual(['39.20'])
    const idle = [reading('first', '2025-02-28', 100), reading('normal', '2025-03-31', 100)]
    expect(codes(planned({ meters: [aMeter(idle)] }))).toEqual(['billing.zero_amount'])
  })

  it('a reading that nobody checked, and all that come after it', () => {
    const readings = [
      ...MARCH.slice(0, 1),
      reading('normal', '2025-03-31', 114, { state: 'entered' }),
      reading('normal', '2025-04-30', 120),
    ]
    const made = planned({ meters: [aMeter(readings)], months: months('2025-02', '2025-03', '2025-04') })
    expect(made.created).toEqual([])
    expect(codes(made)).toEqual(['usage.reading_missing', 'usage.reading_unchecked', 'usage.reading_unchecked'])
  })

  it('a reading that a person must look at, whatever kind of doubt', () => {
    const backwards = [...MARCH, reading('normal', '2025-04-30', 110)]
    const made = planned({ meters: [aMeter(backwards)], months: months('2025-03', '2025-04') })
    expect(amounts(made)).toEqual(['39.20'])
    expect(codes(made)).toEqual(['usage.reading_unclear'])
    const later = reading('normal', '2025-05-31', 90, { state: 'entered' })
    const both = planned({ meters: [aMeter([...backwards, later])], months: months('2025-04', '2025-05') })
    expect(codes(both)).toEqual(['usage.reading_unclear', 'usage.reading_unclear'])
    const typed = { ...later, readOn: day('2025-04-30') }
    expect(codes(planned({ meters: [aMeter([...MARCH, typed])], months: months('2025-04') }))).toEqual([
      'usage.reading_unchecked',
    ])
    const lost: Reading = { ...reading('normal', '2025-03-31', 1), kind: 'corrected', correctsReadingId: 'nothing' }
    expect(codes(planned({ meters: [aMeter([...MARCH, lost])] }))).toEqual(['usage.reading_unclear'])
  })

  it('in a cycle of two months the first one waits for its reading', () => {
    const twoMonths = (readings: readonly Reading[]) =>
      codes(
        planned({
          months: months('2025-03', '2025-04'),
          standards: [aStandard({ cycleMonths: 2 })],
          meters: [aMeter(readings)],
        }),
      )
    expect(twoMonths(MARCH.slice(0, 1))).toEqual(['usage.between_readings', 'usage.reading_missing'])
    expect(twoMonths(MARCH)).toEqual(['usage.between_readings'])
  })

  it('says which reasons ask for a person', () => {
    expect(USAGE_SKIP_CODES.filter((code) => !usageNeedsMending(code))).toEqual(['usage.between_readings'])
    expect(usageNeedsMending('billing.price_missing')).toBe(true)
    expect(usageNeedsMending('billing.zero_amount')).toBe(false)
  })
})

describe('planning again', () => {
  it('a corrected reading gives the amount that its line should have, as a late event', () => {
    const made = planned()
    const right: Reading = {
      ...reading('normal', '2025-04-05', 112),
      kind: 'corrected',
      correctsReadingId: 'normal 2025-03-31',
    }
    const again = planned({ existing: posted(made), meters: [aMeter([...MARCH, right])] })
    expect(again.created).toEqual([])
    expect(again.existing).toMatchObject([{ amountFen: 3920, computedFen: 3360 }])
  })

  it('a cancelled line frees its days for the next attempt', () => {
    const made = planned()
    expect(planned({ existing: posted(made, { state: 'cancelled' }) }).created).toMatchObject([{ key: { attempt: 2 } }])
  })

  it('a standing line of other days or of another owner is never doubled', () => {
    const made = planned()
    for (const changes of [
      { toOn: day('2025-03-30') },
      { fromOn: day('2025-03-02') },
      { ownerTermId: 'li' },
    ] satisfies Partial<ExistingLine>[]) {
      expect(codes(planned({ existing: posted(made, changes) }))).toEqual(['billing.line_overlaps'])
    }
  })
})

describe('whatever is read in a year', () => {
  const ends = [
    '01-31',
    '02-28',
    '03-31',
    '04-30',
    '05-31',
    '06-30',
    '07-31',
    '08-31',
    '09-30',
    '10-31',
    '11-30',
    '12-31',
  ]
  const YEAR = ends.map((end) => month(`2025-${end.slice(0, 2)}`))
  const pricing = fc.constantFrom(
    flat(2_800_000),
    tiers(),
    tiers({ onTransfer: 'goes_on', household: { persons: 3, extraE3: 3000 } }),
    tiers({
      count: { per: 'month' },
      tiers: [
        { upToE3: 9000, priceE6: 3_330_000 },
        { upToE3: null, priceE6: 4_830_000 },
      ],
    }),
    tiers({
      count: { per: 'year', startsMonth: 7, startsDay: 1 },
      seasons: [{ months: [6, 7, 8], tiers: [{ upToE3: null, priceE6: 6_000_000 }] }],
    }),
  )
  const request = fc
    .record({
      pricing,
      surcharge: fc.constantFrom(
        null,
        { kind: 'percent', ppm: 33_333 } as const,
        { kind: 'per_unit', priceE6: 7 } as const,
      ),
      loss: fc.constantFrom<Meter['loss']>(
        { kind: 'none' },
        { kind: 'rate', ppm: 12_345 },
        { kind: 'absolute', usageE3: 333 },
      ),
      multiplierE3: fc.constantFrom(1000, 1333, 40_000),
      steps: fc.array(fc.record({ used: fc.nat(30_000), over: fc.option(fc.nat(20_000)), missing: fc.boolean() }), {
        minLength: 12,
        maxLength: 12,
      }),
    })
    .map(({ pricing: priced, surcharge, loss, multiplierE3, steps }) => {
      const device = { ...DEVICE, multiplierE3 }
      const at = (kind: ChainReading['kind'], on: string, valueE3: number) =>
        reading(kind, on, 0, { device, dials: [{ register: 'total', valueE3, run: 'forward', rollOver: 'by_rule' }] })
      let real = 50_000
      const readings = [at('first', '2024-12-31', real)]
      for (const [index, { used, over, missing }] of steps.entries()) {
        real += used
        const on = `2025-${String(ends[index])}`
        if (!missing) readings.push(over === null ? at('normal', on, real) : at('estimated', on, real + over))
      }
      return aUsageRequest({
        months: YEAR,
        rooms: [aRoom({ ownerTerms: [term('zhang', '2019-06-18', '2025-06-29'), term('li', '2025-06-30')] })],
        standards: [aStandard({ versions: [{ ...version(priced), surcharge }] })],
        meters: [aMeter(readings, { meter: { ...METER, loss } })],
        households: new Map([['room-1', [{ fromOn: day('2025-01-01'), persons: 5 }]]]),
        today: day('2026-01-02'),
      })
    })

  it('every explanation, written down as JSON, gives the amount of its line again', () => {
    fc.assert(
      fc.property(request, (asked) => {
        for (const { explanation, amountFen } of planUsageLines(asked).created) {
          expect(recomputeUsage(JSON.parse(JSON.stringify(explanation)) as UsageExplanation)).toBe(amountFen)
        }
      }),
    )
  })

  it('planning again creates nothing and finds every line with the same amount', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const first = planUsageLines(asked)
        const second = planUsageLines({ ...asked, existing: posted(first) })
        expect(second.created).toEqual([])
        expect(second.existing.map(({ computedFen }) => computedFen)).toEqual(
          first.created.map(({ amountFen }) => amountFen),
        )
        expect(second.skipped).toEqual(first.skipped)
      }),
    )
  })

  it('one month at a time gives the same lines as the year at once, every month has a line or a reason', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const atOnce = planUsageLines(asked)
        expect(YEAR.flatMap((one) => planUsageLines({ ...asked, months: [one] }).created)).toEqual(atOnce.created)
        const named = [...atOnce.created.map(({ key }) => key.month), ...atOnce.skipped.map((row) => row.month)]
        expect([...new Set(named)].sort()).toEqual(YEAR)
      }),
    )
  })

  it('no day is billed twice', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { created } = planUsageLines(asked)
        for (const [index, line] of created.entries()) {
          const next = created[index + 1]
          if (next !== undefined) expect(line.toOn < next.fromOn).toBe(true)
        }
      }),
    )
  })
})

describe('an explanation', () => {
  const explanationOf = (changes: Partial<UsagePlanRequest> = {}) => {
    const line = planned(changes).created[0]
    if (line === undefined) throw new Error('a line')
    return line.explanation
  }

  it('whose readings give another usage is a defect', () => {
    const made = explanationOf()
    const { charge } = made
    expect(recomputeUsage(made)).toBe(3920)
    const flatly = { ...charge, priced: { kind: 'flat', usageE3: 1, priceE6: 1 } } as const
    expect(() => recomputeUsage({ ...made, charge: flatly })).toThrow(/usage is that of the readings/)
    const timed = (register: 'total' | 'peak', usageE3: number) =>
      ({ ...charge, priced: { kind: 'registers', parts: [{ register, usageE3, priceE6: 2_800_000 }] } }) as const
    expect(recomputeUsage({ ...made, charge: timed('total', 14_000) })).toBe(3920)
    expect(() => recomputeUsage({ ...made, charge: timed('total', 1) })).toThrow(/readings/)
    expect(() => recomputeUsage({ ...made, charge: timed('peak', 14_000) })).toThrow(/readings/)
    const strange = { ...charge, priced: { kind: 'strange' } as never }
    expect(() => recomputeUsage({ ...made, charge: strange })).toThrow(/priced usage/)
  })
})
