import { describe, expect, it } from 'vitest'

import { localDate } from '../../kernel/time.ts'
import type { ChainReading, DialValue, EntryFacts, Meter, Reading } from './index.ts'
import { followReadings, judgeEntry, meterPeriods, proposeEstimate, usageOf, waysAfter } from './index.ts'

const METER: Meter = { id: 'm', code: 'S-1', medium: 'cold_water', registers: ['total'], loss: { kind: 'none' } }
const DEVICE = { id: 'd1', digits: 5, multiplierE3: 1000, verifiedUntilOn: null }
const dial = (units: number, changes: Partial<DialValue> = {}): DialValue => ({
  register: 'total',
  valueE3: units * 1000,
  run: 'forward',
  rollOver: 'by_rule',
  ...changes,
})
const read = (on: string, kind: ChainReading['kind'], units: number, device = DEVICE): Reading => ({
  id: `${on}-${kind}`,
  readOn: localDate(on),
  state: 'checked',
  device,
  kind,
  dials: [dial(units)],
})

function factsAfter(readings: readonly Reading[], changes: Partial<EntryFacts> = {}): EntryFacts {
  const { chain, periods } = followReadings(METER, readings)
  return {
    registers: ['total'],
    digits: 5,
    multiplierE3: 1000,
    loss: METER.loss,
    ways: waysAfter(METER, chain),
    earlierE3: periods.map(({ origin }) => usageOf(origin)[0]?.usageE3 ?? 0),
    occupancy: 'occupied',
    ...changes,
  }
}
const enter = (facts: EntryFacts, units: number, changes: Partial<DialValue> = {}) =>
  judgeEntry(facts, { kind: 'normal', dials: [dial(units, changes)] })

const TWO_MONTHS = [
  read('2026-08-31', 'first', 1356),
  read('2026-09-30', 'normal', 1366),
  read('2026-10-31', 'normal', 1376),
]

describe('a reading before it is kept', () => {
  it('tells its usage and whether it is strange', () => {
    const facts = factsAfter(TWO_MONTHS)
    expect(enter(facts, 1385)).toMatchObject({ kind: 'usage', usageE3: 9000, anomalies: [] })
    expect(enter(facts, 1402)).toMatchObject({ usageE3: 26_000, anomalies: ['far_above_mean'] })
    expect(enter(facts, 1376)).toMatchObject({ anomalies: ['far_below_mean', 'zero_while_occupied'] })
  })

  it('is a question when the dial went down, and an answer once somebody looked', () => {
    const facts = factsAfter(TWO_MONTHS)
    expect(enter(facts, 1370)).toMatchObject({ kind: 'ask', register: 'total' })
    expect(enter(facts, 1370, { run: 'reversed' })).toMatchObject({ kind: 'usage', usageE3: 6000 })
    expect(enter(facts, 1370, { rollOver: 'confirmed' })).toMatchObject({ usageE3: 99_994_000 })
    expect(enter(facts, 1377, { rollOver: 'confirmed' })).toMatchObject({ code: 'meter.did_not_roll_over' })
  })

  it('W9: is only a base when it is the first, and must be the first before all others', () => {
    const empty = factsAfter([])
    expect(judgeEntry(empty, { kind: 'first', dials: [dial(1356)] })).toEqual({ kind: 'base' })
    expect(enter(empty, 1356)).toMatchObject({ code: 'meter.first_missing' })
  })

  it('is refused without a figure or with one that the dial cannot show', () => {
    const facts = factsAfter(TWO_MONTHS)
    expect(judgeEntry(facts, { kind: 'normal', dials: [] })).toMatchObject({ code: 'meter.no_value' })
    expect(enter(facts, 100_000)).toMatchObject({ code: 'meter.out_of_range' })
  })

  it('says what the chain says, with a replacement and a loss in between', () => {
    const meter: Meter = { ...METER, loss: { kind: 'absolute', usageE3: 500 } }
    const next = { ...DEVICE, id: 'd2', multiplierE3: 2000 }
    const readings = [
      ...TWO_MONTHS,
      read('2026-11-10', 'replaced_old', 1380),
      read('2026-11-10', 'replaced_new', 0, next),
    ]
    const facts = factsAfter(readings, { multiplierE3: 2000, loss: meter.loss })
    expect(facts.ways).toMatchObject([{ startE3: 0, carriedE3: 4000 }])
    const whole = [...readings, read('2026-11-30', 'normal', 3, next)]
    const last = meterPeriods(meter, whole).periods.at(-1)
    const usages = last === undefined ? [] : usageOf(last.origin)
    expect(enter(facts, 3)).toMatchObject({ usages, usageE3: 10_500 })
  })

  it('takes an estimate back, but an estimate never does', () => {
    const facts = factsAfter([...TWO_MONTHS, read('2026-11-20', 'estimated', 1390)])
    expect(facts.ways).toMatchObject([{ startE3: 1_390_000, realE3: 1_376_000 }])
    expect(enter(facts, 1384)).toMatchObject({ kind: 'usage', usageE3: -6000 })
    expect(judgeEntry(facts, { kind: 'estimated', dials: [dial(1384)] })).toMatchObject({ kind: 'ask' })
  })

  it('leaves out a register that the reading before did not have', () => {
    const { chain } = followReadings(METER, TWO_MONTHS)
    expect(waysAfter({ registers: ['total', 'peak'] }, chain)).toMatchObject([{ register: 'total' }])
  })
})

describe('an estimate', () => {
  it('is the mean of the last two usages on top, through zero and backwards where the dial runs so', () => {
    expect(proposeEstimate(factsAfter(TWO_MONTHS))).toBe(1_386_000)
    const way = { register: 'total', realE3: null, carriedE3: 0 } as const
    const facts = factsAfter(TWO_MONTHS)
    expect(proposeEstimate({ ...facts, ways: [{ ...way, startE3: 99_995_000, run: 'forward' }] })).toBe(5000)
    expect(proposeEstimate({ ...facts, ways: [{ ...way, startE3: 4000, run: 'reversed' }] })).toBe(99_994_000)
  })

  it('is not guessed from nothing, nor for several registers', () => {
    expect(proposeEstimate(factsAfter([]))).toBeNull()
    expect(proposeEstimate(factsAfter([read('2026-08-31', 'first', 1356)]))).toBeNull()
    const facts = factsAfter(TWO_MONTHS)
    expect(proposeEstimate({ ...facts, ways: [...facts.ways, ...facts.ways] })).toBeNull()
  })
})
