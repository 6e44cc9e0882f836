import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, formatFen } from '../../kernel/money.ts'
import { localDate } from '../../kernel/time.ts'
import { DEFAULT_ROUNDING } from '../tariff/index.ts'
import type { SharePayer, SharePlan, SharePool, ShareRequest, ShareRoom, ShareScope, ShareWeight } from './index.ts'
import {
  compareBytes,
  isInScope,
  planShare,
  pricePool,
  publishShare,
  recomputeShare,
  reportLosses,
  sumShare,
} from './index.ts'

const FROM = localDate('2025-06-01')
const TO = localDate('2025-06-30')

const payer = (ownerTermId: string | null, changes: Partial<SharePayer> = {}): SharePayer => ({
  fromOn: FROM,
  toOn: TO,
  payer: 'owner',
  ownerTermId,
  ...changes,
})

function aRoom(code: string, changes: Partial<ShareRoom> = {}): ShareRoom {
  return {
    id: `room ${code}`,
    code,
    buildingId: '3',
    unitId: '3-2',
    floor: 15,
    builtE2: 8943,
    innerE2: 7001,
    shareE2: 1942,
    coefficientPpm: 1_000_000,
    occupiedDays: 30,
    payers: [payer(`term ${code}`)],
    ...changes,
  }
}

const amount = (amountFen: number): SharePool => ({ kind: 'amount', amountFen: fen(amountFen), exclusions: [] })
const EQUAL: ShareWeight = { kind: 'equal' }
const BUILT: ShareWeight = { kind: 'area', basis: 'built' }

function aRequest(changes: Partial<ShareRequest> = {}): ShareRequest {
  return {
    fromOn: FROM,
    toOn: TO,
    pool: amount(10_000),
    scope: { kind: 'project' },
    weight: EQUAL,
    rounding: DEFAULT_ROUNDING,
    rooms: [aRoom('A'), aRoom('B'), aRoom('C')],
    ...changes,
  }
}

function plan(changes: Partial<ShareRequest> = {}): SharePlan {
  const made = planShare(aRequest(changes))
  if (made.kind === 'refused') throw new Error(made.code)
  return made
}

const amounts = ({ rows }: SharePlan) => rows.map(({ roomCode, amountFen }) => [roomCode, formatFen(amountFen)])
const refused = (changes: Partial<ShareRequest>) => planShare(aRequest(changes))

describe('sharing a pool', () => {
  it('S1: 1,000.00 by area is 324.02 / 436.60 / 239.38', () => {
    const rooms = [aRoom('A'), aRoom('B', { builtE2: 12_050 }), aRoom('C', { builtE2: 6607 })]
    expect(amounts(plan({ pool: amount(100_000), weight: BUILT, rooms }))).toEqual([
      ['A', '324.02'],
      ['B', '436.60'],
      ['C', '239.38'],
    ])
  })

  it('S2: 100.00 by 3 households, the spare 分 goes to the smallest room code', () => {
    const given = [aRoom('3-1-301'), aRoom('3-1-101'), aRoom('3-1-201')]
    expect(amounts(plan({ rooms: given }))).toEqual([
      ['3-1-101', '33.34'],
      ['3-1-201', '33.33'],
      ['3-1-301', '33.33'],
    ])
  })

  it('S5: an unsold flat is paid by the developer and by nobody else', () => {
    const unsold = aRoom('D', { payers: [payer('developer', { payer: 'developer' })] })
    const made = plan({ pool: amount(20_000), rooms: [aRoom('A'), aRoom('B'), aRoom('C'), unsold] })
    expect(amounts(made).map(([, text]) => text)).toEqual(['50.00', '50.00', '50.00', '50.00'])
    expect(made.rows[3]?.lines).toMatchObject([{ payer: 'developer', ownerTermId: 'developer', amountFen: 5000 }])
    expect(sumShare(made)).toMatchObject({ ownersFen: 15_000, developerFen: 5000 })
  })

  it('without a developer account its part is listed and still not spread over others', () => {
    const unsold = aRoom('D', { payers: [payer(null, { payer: 'developer' })] })
    const made = plan({ pool: amount(20_000), rooms: [aRoom('A'), aRoom('B'), aRoom('C'), unsold] })
    expect(made.rows[3]).toMatchObject({
      amountFen: 5000,
      lines: [],
      skipped: [{ code: 'share.payer_missing', amountFen: 5000 }],
    })
    expect(sumShare(made)).toEqual({
      ownersFen: 15_000,
      developerFen: 0,
      unpaidFen: 5000,
      lineCount: 3,
      skippedCount: 1,
    })
  })

  it('S7: what the checklist takes out is the cost of the company', () => {
    const pool: SharePool = {
      kind: 'usage',
      usageE3: 1_000_000,
      priceE6: 600_000,
      exclusions: [{ kind: 'guard_booth', usageE3: 120_000 }],
    }
    expect(pricePool(pool, DEFAULT_ROUNDING)).toEqual({
      kind: 'priced',
      usageE3: 880_000,
      wholeFen: 60_000,
      poolFen: 52_800,
      companyFen: 7200,
    })
  })

  it('the cost of the company is the difference of two rounded sums', () => {
    const pool: SharePool = {
      kind: 'usage',
      usageE3: 5,
      priceE6: 3_000_000,
      exclusions: [
        { kind: 'office', usageE3: 1 },
        { kind: 'fountain', usageE3: 1 },
      ],
    }
    // 1.5 分 → 2, 0.9 分 → 1: the 0.6 分 taken out come to 1.
    expect(pricePool(pool, DEFAULT_ROUNDING)).toMatchObject({ wholeFen: 2, poolFen: 1, companyFen: 1 })
  })

  it('an amount is shared less what is taken out of it', () => {
    const pool: SharePool = {
      kind: 'amount',
      amountFen: fen(150_000),
      exclusions: [{ kind: 'business_use', amountFen: fen(30_000) }],
    }
    const made = plan({ pool })
    expect(made.pool).toEqual({
      kind: 'priced',
      usageE3: null,
      wholeFen: 150_000,
      poolFen: 120_000,
      companyFen: 30_000,
    })
    expect(amounts(made).map(([, text]) => text)).toEqual(['400.00', '400.00', '400.00'])
  })

  it('a pool below 0 stops the run, one of 0 lists every room without a line', () => {
    const loss: SharePool = { kind: 'master_difference', usageE3: -1, priceE6: 600_000, exclusions: [] }
    expect(refused({ pool: loss })).toMatchObject({ code: 'share.pool_negative' })
    expect(refused({ pool: amount(-1) })).toMatchObject({ code: 'share.pool_negative' })
    const over: SharePool = { ...loss, usageE3: 100, exclusions: [{ kind: 'other', usageE3: 101 }] }
    expect(refused({ pool: over })).toMatchObject({ code: 'share.pool_negative' })
    const made = plan({ pool: amount(0) })
    expect(made.rows.map(({ lines, skipped }) => [lines.length, skipped[0]?.code])).toEqual([
      [0, 'share.zero_amount'],
      [0, 'share.zero_amount'],
      [0, 'share.zero_amount'],
    ])
  })

  it('a pool whose figures are none is refused', () => {
    const pool: SharePool = { kind: 'usage', usageE3: 0.5, priceE6: 1, exclusions: [] }
    expect(refused({ pool })).toMatchObject({ code: 'share.pool_out_of_range' })
    const taken: SharePool = { ...pool, usageE3: 10, exclusions: [{ kind: 'office', usageE3: -1 }] }
    expect(refused({ pool: taken })).toMatchObject({ code: 'share.exclusion_negative' })
  })

  it('all weights 0 stop the run, one weight 0 is listed without a line', () => {
    const empty = aRoom('B', { occupiedDays: 0 })
    const weight: ShareWeight = { kind: 'occupied_days' }
    const made = plan({ weight, rooms: [aRoom('A'), empty] })
    expect(amounts(made)).toEqual([
      ['A', '100.00'],
      ['B', '0.00'],
    ])
    expect(made.rows[1]).toMatchObject({ lines: [], skipped: [{ code: 'share.weight_zero' }] })
    expect(refused({ weight, rooms: [empty] })).toMatchObject({ code: 'share.no_weight' })
  })

  it('a room without its weight stops the run and is named', () => {
    const stops = (weight: ShareWeight, changes: Partial<ShareRoom>) =>
      refused({ weight, rooms: [aRoom('A'), aRoom('B', changes)] })
    expect(stops(BUILT, { builtE2: null })).toEqual({
      kind: 'refused',
      code: 'share.weight_missing',
      params: { roomCode: 'B' },
      field: 'weight',
    })
    expect(stops({ kind: 'coefficient' }, { coefficientPpm: null })).toMatchObject({ code: 'share.weight_missing' })
    expect(stops({ kind: 'coefficient' }, { coefficientPpm: -1 })).toMatchObject({ code: 'share.weight_negative' })
    expect(stops({ kind: 'coefficient' }, { coefficientPpm: 0.5 })).toMatchObject({ code: 'share.weight_negative' })
  })

  it('weighs by any area, by coefficient and by the table of floors', () => {
    const rooms = [
      aRoom('A', { floor: 1, innerE2: 3000, shareE2: 1000, coefficientPpm: 500_000 }),
      aRoom('B', { floor: 2, innerE2: 1000, shareE2: 3000, coefficientPpm: 1_500_000 }),
      aRoom('C', { floor: 9, innerE2: 4000, shareE2: 4000, coefficientPpm: 2_000_000 }),
    ]
    const weights = (weight: ShareWeight) => plan({ weight, rooms }).rows.map((row) => row.weight)
    expect(weights({ kind: 'area', basis: 'inner' })).toEqual([3000, 1000, 4000])
    expect(weights({ kind: 'area', basis: 'share' })).toEqual([1000, 3000, 4000])
    expect(weights({ kind: 'coefficient' })).toEqual([500_000, 1_500_000, 2_000_000])
    const rows = [
      { fromFloor: -2, toFloor: 1, ppm: 0 },
      { fromFloor: 2, toFloor: 8, ppm: 800_000 },
      { fromFloor: 9, toFloor: 33, ppm: 1_000_000 },
    ]
    expect(weights({ kind: 'floor_table', rows })).toEqual([0, 800_000, 1_000_000])
    const unknown = aRoom('D', { floor: 34 })
    expect(refused({ weight: { kind: 'floor_table', rows }, rooms: [unknown] })).toMatchObject({
      code: 'share.weight_missing',
    })
    expect(refused({ weight: { kind: 'floor_table', rows }, rooms: [aRoom('D', { floor: null })] })).toMatchObject({
      code: 'share.weight_missing',
    })
  })

  it('weights that leave 2^53 together are refused', () => {
    const huge = { coefficientPpm: Number.MAX_SAFE_INTEGER }
    expect(refused({ weight: { kind: 'coefficient' }, rooms: [aRoom('A', huge), aRoom('B', huge)] })).toMatchObject({
      code: 'share.pool_out_of_range',
    })
  })

  it('only the rooms of the scope bear anything', () => {
    const rooms = [
      aRoom('A'),
      aRoom('B', { unitId: '3-1' }),
      aRoom('C', { buildingId: '4', unitId: '4-2' }),
      aRoom('D', { buildingId: '4', unitId: '4-1' }),
    ]
    const codes = (scope: ShareScope) => rooms.filter((room) => isInScope(room, scope)).map(({ code }) => code)
    expect(codes({ kind: 'project' })).toEqual(['A', 'B', 'C', 'D'])
    expect(codes({ kind: 'building', buildingId: '3' })).toEqual(['A', 'B'])
    expect(codes({ kind: 'unit', unitId: '4-1' })).toEqual(['D'])
    expect(codes({ kind: 'group', roomIds: ['room A', 'room C'] })).toEqual(['A', 'C'])
    expect(amounts(plan({ rooms, scope: { kind: 'unit', unitId: '4-1' } }))).toEqual([['D', '100.00']])
    expect(refused({ rooms, scope: { kind: 'building', buildingId: '9' } })).toMatchObject({ code: 'share.no_room' })
  })

  it('one room code twice has no order and is refused', () => {
    expect(refused({ rooms: [aRoom('A'), aRoom('A', { id: 'other' })] })).toMatchObject({
      code: 'share.room_twice',
      params: { roomCode: 'A' },
    })
  })

  it('stops at a kind that it does not know', () => {
    const strange = { kind: 'strange' } as never
    expect(() => refused({ pool: strange })).toThrow(/share pool/)
    expect(() => refused({ scope: strange })).toThrow(/share scope/)
    expect(() => refused({ weight: strange })).toThrow(/share weight/)
  })
})

describe('a transfer inside the period', () => {
  const cut = [
    payer('zhang', { toOn: localDate('2025-06-10') }),
    payer('li', { fromOn: localDate('2025-06-11') }),
  ] as const

  it('shares the part of the room by days, whatever its neighbours pay', () => {
    const made = plan({ rooms: [aRoom('A', { payers: cut }), aRoom('B'), aRoom('C')] })
    expect(made.rows[0]?.lines.map((line) => [line.ownerTermId, line.amountFen])).toEqual([
      ['zhang', 1111],
      ['li', 2223],
    ])
    expect(made.rows[1]?.amountFen).toBe(3333)
  })

  it.each<[string, readonly SharePayer[]]>([
    ['nobody', []],
    ['a gap', [cut[0], { ...cut[1], fromOn: localDate('2025-06-12') }]],
    ['an overlap', [cut[0], { ...cut[1], fromOn: localDate('2025-06-10') }]],
    ['days before the period', [payer('zhang', { fromOn: localDate('2025-05-31') })]],
    ['days that are missing at the end', [cut[0]]],
    ['days that run backwards', [payer('zhang', { toOn: localDate('2025-05-31') }), payer('li')]],
  ])('refuses payers with %s', (_what, payers) => {
    expect(refused({ rooms: [aRoom('A', { payers })] })).toMatchObject({
      code: 'share.payer_days',
      params: { roomCode: 'A' },
    })
  })
})

describe('whatever is shared', () => {
  const request = fc
    .record({
      poolFen: fc.integer({ min: 0, max: 50_000_000 }),
      weights: fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 40 }),
      transfer: fc.integer({ min: 2, max: 30 }),
    })
    .filter(({ weights }) => weights.some((weight) => weight > 0))
    .map(({ poolFen, weights, transfer }) => {
      const on = (day: number) => localDate(`2025-06-${String(day).padStart(2, '0')}`)
      const cut = [payer('zhang', { toOn: on(transfer - 1) }), payer('li', { fromOn: on(transfer) })]
      const rooms = weights.map((builtE2, index) => aRoom(`3-1-${index}`, { builtE2, payers: cut }))
      return aRequest({ pool: amount(poolFen), weight: BUILT, rooms })
    })

  it('the parts add up to the pool, and every room of it is listed', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const made = plan(asked)
        const { ownersFen, developerFen, unpaidFen } = sumShare(made)
        expect(ownersFen + developerFen + unpaidFen).toBe(made.pool.poolFen)
        expect(made.rows.length).toBe(asked.rooms.length)
        for (const row of made.rows) {
          const exact = BigInt(made.pool.poolFen) * BigInt(row.weight)
          const distance = BigInt(row.amountFen) * BigInt(made.weightSum) - exact
          expect(distance < BigInt(made.weightSum) && distance > -BigInt(made.weightSum)).toBe(true)
        }
      }),
    )
  })

  it('the order in which rooms come does not move a 分', () => {
    fc.assert(
      fc.property(request, (asked) => {
        expect(plan({ ...asked, rooms: asked.rooms.toReversed() })).toEqual(plan(asked))
      }),
    )
  })

  it('every explanation, written down as JSON, gives the amount of its line again', () => {
    fc.assert(
      fc.property(request, (asked) => {
        for (const { lines } of plan(asked).rows) {
          for (const { explanation, amountFen } of lines) {
            expect(recomputeShare(JSON.parse(JSON.stringify(explanation)) as typeof explanation)).toBe(amountFen)
          }
        }
      }),
    )
  })

  it('an explanation that does not hold its own line is a defect', () => {
    const explanation = plan().rows[0]?.lines[0]?.explanation
    if (explanation === undefined) throw new Error('a line')
    expect(() => recomputeShare({ ...explanation, position: 1 })).toThrow(/position/)
  })
})

describe('the order of room codes', () => {
  it('is that of their bytes, also for characters outside the basic plane', () => {
    const codes = ['10', '9', '1', '1-2', 'A', '商场M111', '𠮷-1', '！-1']
    const byBytes = [...codes].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    expect([...codes].sort(compareBytes)).toEqual(byBytes)
    // What JavaScript compares are 16-bit units.
    expect([...codes].sort()).not.toEqual(byBytes)
    expect(compareBytes('A', 'A')).toBe(0)
    expect(compareBytes('A', 'AB')).toBeLessThan(0)
    expect(compareBytes('AB', 'A')).toBeGreaterThan(0)
  })

  it('agrees with the bytes for any text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 6 })
    fc.assert(
      fc.property(text, text, (left, right) => {
        const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right))
        expect(Math.sign(compareBytes(left, right))).toBe(bytes)
      }),
    )
  })
})

describe('the publication sheet', () => {
  it('says usage, price, amount and method, and the part of every room', () => {
    const pool: SharePool = {
      kind: 'usage',
      usageE3: 1_000_000,
      priceE6: 600_000,
      exclusions: [{ kind: 'guard_booth', usageE3: 120_000 }],
    }
    const request = aRequest({ pool, scope: { kind: 'building', buildingId: '3' } })
    expect(publishShare(request, plan(request))).toEqual({
      fromOn: FROM,
      toOn: TO,
      poolKind: 'usage',
      wholeUsageE3: 1_000_000,
      usageE3: 880_000,
      priceE6: 600_000,
      wholeFen: 60_000,
      poolFen: 52_800,
      companyFen: 7200,
      exclusions: [{ kind: 'guard_booth', usageE3: 120_000, amountFen: null }],
      scope: { kind: 'building', buildingId: '3' },
      weight: EQUAL,
      weightSum: 3,
      developerFen: 0,
      unpaidFen: 0,
      rows: [
        { roomCode: 'A', weight: 1, amountFen: 17_600 },
        { roomCode: 'B', weight: 1, amountFen: 17_600 },
        { roomCode: 'C', weight: 1, amountFen: 17_600 },
      ],
    })
  })

  it('an amount has neither usage nor price', () => {
    const pool: SharePool = {
      kind: 'amount',
      amountFen: fen(150_000),
      exclusions: [{ kind: 'office', amountFen: fen(50) }],
    }
    const request = aRequest({ pool })
    expect(publishShare(request, plan(request))).toMatchObject({
      wholeUsageE3: null,
      usageE3: null,
      priceE6: null,
      exclusions: [{ kind: 'office', usageE3: null, amountFen: 50 }],
    })
  })
})

describe('the loss report', () => {
  it('shows per building what the master counted and no meter below it', () => {
    const building = { medium: 'electricity', roomsE3: [800_000, 950_000], commonE3: [200_000] } as const
    const report = reportLosses(
      [
        { ...building, building: '3', masterE3: 2_000_000, priceE6: 588_000 },
        { ...building, building: '4', masterE3: 1_940_000, priceE6: null },
      ],
      DEFAULT_ROUNDING,
    )
    expect(report).toEqual([
      {
        building: '3',
        medium: 'electricity',
        masterE3: 2_000_000,
        subsE3: 1_950_000,
        roomsE3: 1_750_000,
        commonE3: 200_000,
        differenceE3: 50_000,
        differencePpm: 25_000,
        lossFen: 2940,
        negative: false,
      },
      expect.objectContaining({ building: '4', differenceE3: -10_000, lossFen: null, negative: true }),
    ])
  })
})
