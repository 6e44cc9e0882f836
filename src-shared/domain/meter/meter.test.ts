import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../kernel/time.ts'
import type {
  ChainReading,
  Correction,
  Device,
  DialDistance,
  DialWay,
  Loss,
  Meter,
  MeterPeriods,
  Reading,
  UsageOrigin,
  UsageSegment,
} from './index.ts'
import {
  addUsages,
  checkDevice,
  checkMeter,
  decideCheck,
  decideCorrection,
  decideEdit,
  decideReadOn,
  dialDistance,
  dialRangeE3,
  distanceOf,
  effectiveReadings,
  findAnomalies,
  isVerificationOverdue,
  masterDifference,
  meterPeriods,
  orderMeters,
  usageOf,
} from './index.ts'

const RANGE = dialRangeE3(5)
const DEVICE: Device = { id: 'device-1', digits: 5, multiplierE3: 1000, verifiedUntilOn: null }
const METER: Meter = {
  id: 'meter-1',
  code: 'S-3-2-1501',
  medium: 'cold_water',
  registers: ['total'],
  loss: { kind: 'none' },
}

/** Whole units of a five-digit dial. */
function way(start: number, end: number, changes: Partial<DialWay> = {}): DialDistance {
  return dialDistance({
    startE3: start * 1000,
    endE3: end * 1000,
    rangeE3: RANGE,
    run: 'forward',
    rollOver: 'by_rule',
    realE3: null,
    ...changes,
  })
}

const counted = (units: number, crossing: string) => ({ kind: 'counted', distanceE3: units * 1000, crossing })

describe('what a dial counted', () => {
  it('W6: 99,985 → 00,023 is 38, through zero', () => {
    expect(way(99_985, 23)).toEqual(counted(38, 'rolled_over'))
  })

  it('W7: 5,400 → 5,390 is asked, it is no roll-over', () => {
    expect(way(5400, 5390)).toEqual({ kind: 'ask', answers: ['rolled_over', 'replaced', 'reversed', 'mistyped'] })
  })

  it('W10: a reversed meter from 500 to 470 used 30', () => {
    expect(way(500, 470, { run: 'reversed' })).toEqual(counted(30, 'none'))
  })

  it('rolls over from 90 % to 10 % of the dial, both with them', () => {
    expect(way(90_000, 10_000)).toEqual(counted(20_000, 'rolled_over'))
    expect(way(89_999, 10_000).kind).toBe('ask')
    expect(way(90_000, 10_001).kind).toBe('ask')
  })

  it('a reversed meter rolls over the other way', () => {
    expect(way(23, 99_985, { run: 'reversed' })).toEqual(counted(38, 'rolled_over'))
    expect(way(10_000, 90_000, { run: 'reversed' })).toEqual(counted(20_000, 'rolled_over'))
    expect(way(10_001, 90_000, { run: 'reversed' })).toEqual({
      kind: 'ask',
      answers: ['rolled_over', 'replaced', 'not_reversed', 'mistyped'],
    })
  })

  it('somebody who looked may say that it rolled over, but only when it went down', () => {
    expect(way(5400, 5390, { rollOver: 'confirmed' })).toEqual(counted(99_990, 'rolled_over'))
    expect(way(5400, 5400, { rollOver: 'confirmed' })).toMatchObject({ code: 'meter.did_not_roll_over' })
    expect(way(5390, 5400, { run: 'reversed', rollOver: 'confirmed' })).toEqual(counted(99_990, 'rolled_over'))
  })

  it('standing still is a usage of 0', () => {
    expect(way(5400, 5400)).toEqual(counted(0, 'none'))
    expect(way(5400, 5400, { run: 'reversed' })).toEqual(counted(0, 'none'))
  })

  it('a reading of the range or above, below 0 or no figure is refused', () => {
    expect(way(99_999, 99_999.999)).toEqual({ kind: 'counted', distanceE3: 999, crossing: 'none' })
    expect(way(0, 100_000)).toEqual({
      kind: 'refused',
      code: 'meter.out_of_range',
      params: { limit: 100_000 },
      field: 'valueE3',
    })
    expect(way(0, -1)).toMatchObject({ code: 'meter.not_a_reading' })
    expect(way(0.0001, 1)).toMatchObject({ code: 'meter.not_a_reading' })
  })
})

describe('an estimate that was too high', () => {
  const real = (units: number): Partial<DialWay> => ({ realE3: units * 1000 })

  it('is taken back down to the last real reading', () => {
    expect(way(130, 110, real(100))).toEqual(counted(-20, 'took_back'))
    expect(way(130, 100, real(100))).toEqual(counted(-30, 'took_back'))
    expect(way(130, 130, real(100))).toEqual(counted(0, 'none'))
    expect(way(130, 140, real(100))).toEqual(counted(10, 'none'))
  })

  it('below the last real reading the roll-over rule holds, from the estimate', () => {
    expect(way(130, 99, real(100)).kind).toBe('ask')
    expect(way(99_990, 5, real(99_900))).toEqual(counted(15, 'rolled_over'))
  })

  it('is taken back through zero as well', () => {
    expect(way(10, 5, real(99_990))).toEqual(counted(-5, 'took_back'))
    expect(way(10, 99_995, real(99_990))).toEqual(counted(-15, 'took_back'))
    expect(way(10, 99_989, real(99_990))).toEqual(counted(99_979, 'none'))
  })

  it('is taken back on a reversed meter', () => {
    expect(way(470, 480, { ...real(500), run: 'reversed' })).toEqual(counted(-10, 'took_back'))
    expect(way(470, 501, { ...real(500), run: 'reversed' }).kind).toBe('ask')
  })
})

describe('whatever the figures', () => {
  const figure = fc.integer({ min: 0, max: RANGE - 1 })
  const run = fc.constantFrom('forward' as const, 'reversed' as const)

  it('a stored segment counts what was counted when it was read', () => {
    const drawn = fc.record({
      startE3: figure,
      endE3: figure,
      run,
      rollOver: fc.constantFrom('by_rule' as const, 'confirmed' as const),
      realE3: fc.option(figure),
    })
    fc.assert(
      fc.property(drawn, (one) => {
        const found = dialDistance({ ...one, rangeE3: RANGE })
        if (found.kind !== 'counted') return
        expect(distanceOf({ ...one, rangeE3: RANGE, crossing: found.crossing })).toBe(found.distanceE3)
      }),
    )
  })

  it('a reversed meter is the mirror of one that counts up', () => {
    fc.assert(
      fc.property(figure, figure, (startE3, endE3) => {
        const common = { rangeE3: RANGE, rollOver: 'by_rule', realE3: null } as const
        const up = dialDistance({ ...common, startE3, endE3, run: 'forward' })
        const down = dialDistance({ ...common, startE3: endE3, endE3: startE3, run: 'reversed' })
        expect(down.kind === 'counted' ? down.distanceE3 : down.kind).toBe(
          up.kind === 'counted' ? up.distanceE3 : up.kind,
        )
      }),
    )
  })

  it('an estimate and the real reading after it count what the real reading alone counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000_000 }), fc.nat(50_000), fc.nat(50_000), (realE3, guess, used) => {
        const common = { rangeE3: RANGE, run: 'forward', rollOver: 'by_rule' } as const
        const estimateE3 = realE3 + guess
        const after = dialDistance({ ...common, startE3: estimateE3, endE3: realE3 + used, realE3 })
        expect(after.kind === 'counted' ? guess + after.distanceE3 : null).toBe(used)
      }),
    )
  })
})

const segment = (changes: Partial<UsageSegment> = {}): UsageSegment => ({
  register: 'total',
  deviceId: 'device-1',
  startOn: localDate('2025-05-31'),
  startE3: 1_203_500,
  endOn: localDate('2025-06-30'),
  endE3: 1_251_700,
  rangeE3: RANGE,
  run: 'forward',
  crossing: 'none',
  multiplierE3: 40_000,
  ...changes,
})

const origin = (loss: Loss, ...segments: UsageSegment[]): UsageOrigin => ({ meterId: 'meter-1', segments, loss })
const NO_LOSS: Loss = { kind: 'none' }

describe('usage', () => {
  it('W5: 1203.5 → 1251.7 at 40 is 1,928 kWh', () => {
    expect(usageOf(origin(NO_LOSS, segment()))).toEqual([{ register: 'total', usageE3: 1_928_000 }])
  })

  it('the old and the new device add up, each with its multiplier', () => {
    const fresh = segment({ deviceId: 'device-2', startE3: 0, endE3: 500, multiplierE3: 60_000 })
    expect(usageOf(origin(NO_LOSS, segment(), fresh))).toEqual([{ register: 'total', usageE3: 1_958_000 }])
  })

  it('a broken multiplier rounds half-up to 1e-3, mirrored below 0', () => {
    const half = segment({ startE3: 0, endE3: 1001, multiplierE3: 500 })
    expect(usageOf(origin(NO_LOSS, half))[0]?.usageE3).toBe(501)
    const back = segment({ startE3: 1001, endE3: 0, crossing: 'took_back', multiplierE3: 500 })
    expect(usageOf(origin(NO_LOSS, back))[0]?.usageE3).toBe(-501)
  })

  it('an absolute loss is added once a bill, however many segments it has', () => {
    const loss: Loss = { kind: 'absolute', usageE3: 12_000 }
    const two = [segment(), segment({ startE3: 0, endE3: 500, multiplierE3: 1000 })]
    expect(usageOf(origin(loss, ...two))[0]?.usageE3).toBe(1_928_000 + 500 + 12_000)
  })

  it('a loss rate is of the usage after the multiplier, half-up to 1e-3', () => {
    const loss: Loss = { kind: 'rate', ppm: 35_000 }
    expect(usageOf(origin(loss, segment()))[0]?.usageE3).toBe(1_928_000 + 67_480)
    const small = segment({ startE3: 0, endE3: 100, multiplierE3: 1000 })
    // 0.0035 rounds up.
    expect(usageOf(origin(loss, small))[0]?.usageE3).toBe(104)
  })

  it('an absolute loss is whole on the total, and shared by the registers of time as they were used', () => {
    const loss: Loss = { kind: 'absolute', usageE3: 10 }
    const plain = { startE3: 0, multiplierE3: 1000 } as const
    const read = [
      segment({ ...plain, register: 'total', endE3: 300 }),
      segment({ ...plain, register: 'peak', endE3: 200 }),
      segment({ ...plain, register: 'valley', endE3: 100 }),
    ]
    expect(usageOf(origin(loss, ...read)).map(({ usageE3 }) => usageE3)).toEqual([310, 207, 103])
    const idle = read.map((one) => ({ ...one, endE3: 0 }))
    expect(usageOf(origin(loss, ...idle)).map(({ usageE3 }) => usageE3)).toEqual([10, 5, 5])
  })

  it('several meters add up, register by register', () => {
    expect(
      addUsages([
        [{ register: 'total', usageE3: 5 }],
        [
          { register: 'total', usageE3: 7 },
          { register: 'peak', usageE3: 1 },
        ],
      ]),
    ).toEqual([
      { register: 'total', usageE3: 12 },
      { register: 'peak', usageE3: 1 },
    ])
  })

  it('stops at a loss that it does not know', () => {
    expect(() => usageOf(origin({ kind: 'strange' } as never))).toThrow(/loss/)
    expect(() => checkMeter({ ...METER, loss: { kind: 'strange' } as never })).toThrow(/loss/)
  })
})

let entered = 0

/** A checked reading of a day; `value` in whole units. */
function reading(
  kind: ChainReading['kind'],
  on: string,
  value: number,
  changes: Partial<ChainReading> = {},
): ChainReading {
  entered += 1
  return {
    id: `reading-${entered}`,
    readOn: localDate(on),
    kind,
    state: 'checked',
    device: DEVICE,
    dials: [{ register: 'total', valueE3: value * 1000, run: 'forward', rollOver: 'by_rule' }],
    ...changes,
  }
}

function correction(of: Reading, value: number, changes: Partial<Correction> = {}): Correction {
  entered += 1
  return {
    id: `reading-${entered}`,
    readOn: localDate('2025-09-09'),
    kind: 'corrected',
    correctsReadingId: of.id,
    state: 'checked',
    device: DEVICE,
    dials: [{ register: 'total', valueE3: value * 1000, run: 'forward', rollOver: 'by_rule' }],
    ...changes,
  }
}

const usagesOf = ({ periods }: MeterPeriods) => periods.map(({ origin: from }) => usageOf(from)[0]?.usageE3)
const periodsOf = (...readings: Reading[]) => meterPeriods(METER, readings)
const NEW: Device = { ...DEVICE, id: 'device-2', digits: 6 }

describe('the bills of a meter', () => {
  it('W9: the first reading lays the base and bills nothing', () => {
    const first = reading('first', '2025-03-18', 1356)
    expect(periodsOf(first)).toEqual({ periods: [], stop: null })
    const next = periodsOf(first, reading('normal', '2025-03-31', 1363))
    expect(next.periods[0]?.base).toBe(first)
    expect(usagesOf(next)).toEqual([7000])
  })

  it('every normal, final or estimated reading ends a bill and lays the next base', () => {
    const found = periodsOf(
      reading('first', '2025-01-31', 100),
      reading('normal', '2025-02-28', 110),
      reading('estimated', '2025-03-31', 140),
      reading('final', '2025-04-15', 125),
    )
    expect(usagesOf(found)).toEqual([10_000, 30_000, -15_000])
    expect(found.periods.at(-1)?.origin.segments[0]?.crossing).toBe('took_back')
  })

  it('several estimates in a row can be taken back together, one estimate never takes back another', () => {
    const start = [reading('first', '2025-01-31', 100), reading('estimated', '2025-02-28', 120)]
    const both = periodsOf(...start, reading('estimated', '2025-03-31', 140), reading('normal', '2025-04-30', 105))
    expect(usagesOf(both)).toEqual([20_000, 20_000, -35_000])
    expect(periodsOf(...start, reading('estimated', '2025-03-31', 119)).stop).toMatchObject({ kind: 'ask' })
  })

  it('a replacement lies inside a bill, each device with its dial', () => {
    const found = periodsOf(
      reading('first', '2025-01-31', 99_990),
      reading('replaced_old', '2025-02-10', 5),
      reading('replaced_new', '2025-02-10', 3, { device: NEW }),
      reading('normal', '2025-02-28', 13, { device: NEW }),
    )
    expect(usagesOf(found)).toEqual([25_000])
    expect(found.periods[0]?.origin.segments.map(({ deviceId, rangeE3 }) => [deviceId, rangeE3])).toEqual([
      ['device-1', 100_000_000],
      ['device-2', 1_000_000_000],
    ])
  })

  it('a meter that was replaced after an estimate is taken back on the old dial only', () => {
    const found = periodsOf(
      reading('first', '2025-01-31', 100),
      reading('estimated', '2025-02-28', 130),
      reading('replaced_old', '2025-03-05', 120),
      reading('replaced_new', '2025-03-05', 0, { device: NEW }),
      reading('normal', '2025-03-31', 4, { device: NEW }),
    )
    expect(usagesOf(found)).toEqual([30_000, -6000])
  })

  it('stops where a person must look, and keeps the bills before', () => {
    const unclear = reading('normal', '2025-03-31', 90)
    const found = periodsOf(
      reading('first', '2025-01-31', 80),
      reading('normal', '2025-02-28', 95),
      unclear,
      reading('normal', '2025-04-30', 99),
    )
    expect(usagesOf(found)).toEqual([15_000])
    expect(found.stop).toEqual({
      kind: 'ask',
      readingId: unclear.id,
      readOn: '2025-03-31',
      register: 'total',
      answers: ['rolled_over', 'replaced', 'reversed', 'mistyped'],
    })
  })

  it('the answer is written on the reading and goes on', () => {
    const answered = (changes: { run?: 'reversed'; rollOver?: 'confirmed' }) => {
      const last = reading('normal', '2025-02-28', 70)
      const dials = last.dials.map((dial) => ({ ...dial, ...changes }))
      return usagesOf(periodsOf(reading('first', '2025-01-31', 80), { ...last, dials }))
    }
    expect(answered({ run: 'reversed' })).toEqual([10_000])
    expect(answered({ rollOver: 'confirmed' })).toEqual([99_990_000])
  })

  it.each<[string, readonly ChainReading[], string]>([
    ['no first reading', [reading('normal', '2025-01-31', 1)], 'meter.first_missing'],
    [
      'a second first reading',
      [reading('first', '2025-01-31', 1), reading('first', '2025-02-28', 2)],
      'meter.first_again',
    ],
    ['two bills of one day', [reading('first', '2025-01-31', 1), reading('normal', '2025-01-31', 2)], 'meter.same_day'],
    [
      'an old device that nothing replaces',
      [reading('first', '2025-01-31', 1), reading('replaced_old', '2025-02-10', 2), reading('normal', '2025-02-28', 3)],
      'meter.replacement_incomplete',
    ],
    [
      'a new device that replaces nothing',
      [reading('first', '2025-01-31', 1), reading('replaced_new', '2025-02-28', 2)],
      'meter.replacement_incomplete',
    ],
    [
      'another device without a replacement',
      [reading('first', '2025-01-31', 1), reading('normal', '2025-02-28', 2, { device: NEW })],
      'meter.other_device',
    ],
    ['a figure above the dial', [reading('first', '2025-01-31', 100_000)], 'meter.out_of_range'],
    ['a register that was not read', [reading('first', '2025-01-31', 1, { dials: [] })], 'meter.no_value'],
    [
      'a roll-over that did not happen',
      [
        reading('first', '2025-01-31', 1),
        reading('normal', '2025-02-28', 2, {
          dials: [{ register: 'total', valueE3: 2000, run: 'forward', rollOver: 'confirmed' }],
        }),
      ],
      'meter.did_not_roll_over',
    ],
  ])('stops at %s', (_what, readings, code) => {
    const last = readings.at(-1)
    expect(periodsOf(...readings).stop).toMatchObject({ kind: 'broken', readingId: last?.id, no: { code } })
  })

  it('after a final reading a meter may begin anew', () => {
    const found = periodsOf(
      reading('first', '2025-01-31', 100),
      reading('final', '2025-02-28', 110),
      reading('first', '2025-05-01', 300, { device: NEW }),
      reading('normal', '2025-05-31', 306, { device: NEW }),
    )
    expect(usagesOf(found)).toEqual([10_000, 6000])
  })

  it('every register is read by itself', () => {
    const timed: Meter = { ...METER, registers: ['peak', 'valley'] }
    const dials = (peak: number, valley: number): ChainReading['dials'] => [
      { register: 'valley', valueE3: valley, run: 'forward', rollOver: 'by_rule' },
      { register: 'peak', valueE3: peak, run: 'forward', rollOver: 'by_rule' },
    ]
    const found = meterPeriods(timed, [
      reading('first', '2025-01-31', 0, { dials: dials(1000, 2000) }),
      reading('normal', '2025-02-28', 0, { dials: dials(1500, 2900) }),
    ])
    expect(found.periods.map((period) => usageOf(period.origin))).toEqual([
      [
        { register: 'peak', usageE3: 500 },
        { register: 'valley', usageE3: 900 },
      ],
    ])
  })
})

describe('corrections', () => {
  const first = reading('first', '2025-01-31', 100)
  const wrong = reading('normal', '2025-02-28', 191, { state: 'billed' })
  const next = reading('normal', '2025-03-31', 130)

  it('a correction takes the place of the reading, both bills around it follow', () => {
    expect(usagesOf(periodsOf(first, wrong, correction(wrong, 119), next))).toEqual([19_000, 11_000])
  })

  it('the newest correction counts, also one that corrects a correction', () => {
    const once = correction(wrong, 118)
    expect(usagesOf(periodsOf(first, wrong, once, correction(once, 119), next))).toEqual([19_000, 11_000])
    expect(usagesOf(periodsOf(first, wrong, once, correction(wrong, 120), next))).toEqual([20_000, 10_000])
  })

  it('counts once it is checked', () => {
    const open = correction(wrong, 119, { state: 'entered' })
    expect(periodsOf(first, wrong, open).periods[0]?.end.dials[0]?.valueE3).toBe(191_000)
  })

  it('one that corrects nothing stops the meter', () => {
    const lost = correction(next, 119)
    const found = periodsOf(first, wrong, lost)
    expect(found.periods).toEqual([])
    expect(found.stop).toMatchObject({
      kind: 'broken',
      readingId: lost.id,
      readOn: '2025-09-09',
      no: { code: 'meter.correction_unknown' },
    })
  })

  it('readings are put in order of their days, those of a day in the order of entry', () => {
    const effective = effectiveReadings([next, first, wrong])
    expect(effective.kind === 'effective' ? effective.readings : []).toEqual([first, wrong, next])
  })
})

describe('whatever is read', () => {
  it('estimates between real readings move nothing in the sum', () => {
    const months = ['02-28', '03-31', '04-30', '05-31', '06-30', '07-31']
    const drawn = fc.array(fc.record({ used: fc.nat(60), guess: fc.option(fc.nat(90)) }), {
      minLength: 2,
      maxLength: months.length,
    })
    fc.assert(
      fc.property(drawn, (steps) => {
        let real = 500
        let shown = 500
        const readings: Reading[] = [reading('first', '2025-01-31', real)]
        for (const [index, { used, guess }] of steps.entries()) {
          real += used
          const on = `2025-${String(months[index])}`
          const isLast = index === steps.length - 1
          shown = guess === null || isLast ? real : shown + guess
          readings.push(reading(guess === null || isLast ? 'normal' : 'estimated', on, shown))
        }
        const found = periodsOf(...readings)
        expect(found.stop).toBeNull()
        expect(usagesOf(found).reduce<number>((sum, usageE3) => sum + Number(usageE3), 0)).toBe((real - 500) * 1000)
      }),
    )
  })
})

describe('anomalies', () => {
  const red = (usageE3: number, earlierE3: readonly number[]) =>
    findAnomalies({ usageE3, earlierE3, occupancy: 'unknown' })

  it('compares with the mean of the last two usages, the bounds themselves are not red', () => {
    expect(red(25_000, [10_000, 10_000])).toEqual([])
    expect(red(25_001, [10_000, 10_000])).toEqual(['far_above_mean'])
    expect(red(4000, [10_000, 10_000])).toEqual([])
    expect(red(3999, [10_000, 10_000])).toEqual(['far_below_mean'])
    expect(red(25_000, [99_000, 8000, 12_000])).toEqual([])
  })

  it('needs two earlier usages; after two of 0 any usage is red', () => {
    expect(red(99_000, [10])).toEqual([])
    expect(red(99_000, [])).toEqual([])
    expect(red(1, [0, 0])).toEqual(['far_above_mean'])
    expect(red(-1, [0, 0])).toEqual(['far_below_mean'])
    expect(red(0, [0, 0])).toEqual([])
  })

  it('nothing used by people, something used by nobody', () => {
    const of = (usageE3: number, occupancy: 'occupied' | 'vacant') =>
      findAnomalies({ usageE3, earlierE3: [], occupancy })
    expect([of(0, 'occupied'), of(1, 'occupied'), of(0, 'vacant'), of(300, 'vacant')]).toEqual([
      ['zero_while_occupied'],
      [],
      [],
      ['used_while_vacant'],
    ])
  })

  it('an overdue verification warns, but not for an estimate', () => {
    const until = localDate('2025-06-30')
    const overdue = (on: string, kind: 'normal' | 'estimated') =>
      isVerificationOverdue(until, { readOn: localDate(on), kind })
    expect([
      overdue('2025-06-30', 'normal'),
      overdue('2025-07-01', 'normal'),
      overdue('2025-07-01', 'estimated'),
    ]).toEqual([false, true, false])
    expect(isVerificationOverdue(null, { readOn: until, kind: 'normal' })).toBe(false)
  })
})

describe('from entry to bill', () => {
  const readOn = localDate('2025-06-30')

  it('W14: a billed reading is not edited', () => {
    expect(decideEdit({ state: 'billed', readOn })).toEqual({
      kind: 'refused',
      code: 'meter.reading_billed',
      params: { readOn: '2025-06-30' },
    })
    expect(decideEdit({ state: 'checked', readOn })).toEqual({ kind: 'edited', state: 'entered' })
    expect(decideEdit({ state: 'entered', readOn }).kind).toBe('edited')
  })

  it('a reading lies neither before the last one nor in the future', () => {
    const previousOn = localDate('2025-05-31')
    const decide = (on: string, before: typeof previousOn | null = previousOn) =>
      decideReadOn(localDate(on), { previousOn: before, today: readOn })
    expect(decide('2025-06-30').kind).toBe('taken')
    expect(decide('2025-05-31').kind).toBe('taken')
    expect(decide('2025-05-30')).toMatchObject({ code: 'meter.before_previous', params: { readOn: previousOn } })
    expect(decide('2025-05-30', null).kind).toBe('taken')
    expect(decide('2025-07-01')).toMatchObject({ code: 'meter.in_future' })
  })

  it('is checked when everything red is confirmed', () => {
    const anomalies = ['far_above_mean', 'used_while_vacant'] as const
    const check = (confirmed: readonly (typeof anomalies)[number][]) =>
      decideCheck({ state: 'entered' }, { anomalies, confirmed })
    expect(check(['far_above_mean'])).toMatchObject({
      code: 'meter.anomaly_unconfirmed',
      params: { anomaly: 'used_while_vacant' },
    })
    expect(check(anomalies)).toEqual({ kind: 'checked' })
    expect(decideCheck({ state: 'billed' }, { anomalies: [], confirmed: [] })).toMatchObject({
      code: 'meter.reading_not_entered',
    })
  })

  it('a correction bills unpaid lines again and leaves the others with a difference', () => {
    const lines = [
      { lineId: 'water', paid: 'all' },
      { lineId: 'sewage', paid: 'nothing' },
      { lineId: 'garbage', paid: 'part' },
    ] as const
    expect(decideCorrection({ state: 'billed', isCorrected: false }, lines)).toEqual({
      kind: 'corrected',
      effects: [
        { kind: 'difference', lineId: 'water' },
        { kind: 'bill_again', lineId: 'sewage' },
        { kind: 'difference', lineId: 'garbage' },
      ],
    })
    expect(decideCorrection({ state: 'checked', isCorrected: false }, lines)).toMatchObject({
      code: 'meter.reading_not_billed',
    })
    expect(decideCorrection({ state: 'checked', isCorrected: true }, [])).toEqual({ kind: 'corrected', effects: [] })
  })
})

describe('meters and devices as they are saved', () => {
  it('a device has 1–8 digits and a multiplier within reason', () => {
    const check = (changes: Partial<Device>) => checkDevice({ ...DEVICE, ...changes })
    expect(check({})).toEqual({ kind: 'sound' })
    for (const digits of [0, 9, 4.5]) expect(check({ digits })).toMatchObject({ code: 'meter.digits_out_of_range' })
    for (const multiplierE3 of [0, 50_000_001]) {
      expect(check({ multiplierE3 })).toMatchObject({ code: 'meter.multiplier_out_of_range' })
    }
  })

  it('a meter has registers, each once, and a loss within reason', () => {
    const check = (changes: Partial<Meter>) => checkMeter({ ...METER, ...changes })
    expect(check({})).toEqual({ kind: 'sound' })
    expect(check({ loss: { kind: 'absolute', usageE3: 12_000 } })).toEqual({ kind: 'sound' })
    expect(check({ registers: [] })).toMatchObject({ code: 'meter.register_missing' })
    expect(check({ registers: ['peak', 'peak'] })).toMatchObject({ code: 'meter.register_missing' })
    expect(check({ loss: { kind: 'rate', ppm: 1_000_001 } })).toMatchObject({ code: 'meter.loss_out_of_range' })
    expect(check({ loss: { kind: 'absolute', usageE3: -1 } })).toMatchObject({ code: 'meter.loss_out_of_range' })
  })
})

describe('master and sub meters', () => {
  const node = (id: string, parentId: string | null, medium: Meter['medium'] = 'cold_water') => ({
    id,
    code: id.toUpperCase(),
    medium,
    parentId,
  })

  it('lists the meters below each master', () => {
    const tree = orderMeters([node('m', null), node('a', 'm'), node('b', 'm'), node('c', 'elsewhere')])
    expect(tree.kind === 'tree' ? tree.childrenOf.get('m')?.map(({ id }) => id) : null).toEqual(['a', 'b'])
  })

  it('no meter lies above itself or above another medium', () => {
    expect(orderMeters([node('a', 'b'), node('b', 'a')])).toMatchObject({
      code: 'meter.above_itself',
      params: { meterCode: 'A' },
    })
    expect(orderMeters([node('x', 'a'), node('a', 'b'), node('b', 'a')])).toMatchObject({ code: 'meter.above_itself' })
    expect(orderMeters([node('m', null, 'gas'), node('a', 'm')])).toMatchObject({ code: 'meter.above_other_medium' })
  })

  it('the difference is what no sub meter counted', () => {
    expect(masterDifference(1_000_000, [600_000, 385_000])).toEqual({
      masterE3: 1_000_000,
      subsE3: 985_000,
      differenceE3: 15_000,
      differencePpm: 15_000,
    })
    expect(masterDifference(100_000, [101_000])).toMatchObject({ differenceE3: -1000, differencePpm: -10_000 })
    expect(masterDifference(0, [1000])).toMatchObject({ differenceE3: -1000, differencePpm: null })
  })
})
