import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { PRICE, TERMS } from '../support/billing-world.ts'
import { counterWorld, openShift } from '../support/counter-world.ts'
import { dial, meteringWorld } from '../support/metering-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

let test: TestCore
const world = meteringWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  await world.goLive()
})
afterEach(() => test.stop())

const SEPTEMBER = '2026-09'
const FLAT = (priceE6: number) => ({ pricing: { kind: 'flat', priceE6 }, minimumFen: null })
const YEARLY = {
  pricing: {
    kind: 'tiers',
    table: {
      count: { per: 'year', startsMonth: 1, startsDay: 1 },
      tiers: [
        { upToE3: 180_000, priceE6: 5_000_000 },
        { upToE3: 260_000, priceE6: 7_000_000 },
        { upToE3: null, priceE6: 9_000_000 },
      ],
      seasons: [],
      household: { persons: 4, extraE3: 30_000 },
      onTransfer: 'new_count',
    },
  },
  minimumFen: null,
}

let standards = 0
/** A usage standard bound to every room; answers its fee item. */
async function charge(name: string, pricing: object, usage: object): Promise<string> {
  const created = await test.admin.command('standard.create', {
    code: `U${++standards}`,
    name,
    item: { kind: 'new', name, nature: 'collected_for_others', expects: 'bound_only', taxRatePpm: 0 },
    terms: { ...TERMS, pricing, timing: 'postpaid' },
    price: { ...PRICE, priceE6: 0, usage },
  } as never)
  await world.bindTo(created.standardId)
  return created.feeItemId
}
const WATER = { kind: 'metered', medium: 'cold_water' }

const asked = (month: string) => ({ month: month as Month, buildingId: null })
const preview = (month = SEPTEMBER) => test.admin.query('metering.preview_bills', asked(month))

async function publish(month = SEPTEMBER): Promise<string> {
  const { fingerprint } = await preview(month)
  const { runId } = await test.admin.command('metering.publish_bills', { ...asked(month), fingerprint })
  await test.core.jobs.settled()
  return runId
}
/** What stands, larger amounts first within a month. */
const lines = async () =>
  (await world.lines()).rows
    .filter(({ state }) => state !== 'cancelled')
    .toSorted((a, b) => a.month.localeCompare(b.month) || b.amountFen - a.amountFen)
    .map(({ feeItem, month, fromOn, toOn, amountFen }) => ({ feeItem, month, fromOn, toOn, amountFen }))

async function homeWithMeter(first: number, ...readings: readonly number[]): Promise<string> {
  await world.addHome('3-1-101')
  const meterId = await world.addMeter('S', first, { roomCode: '3-1-101' })
  for (const [index, units] of readings.entries())
    await world.enter(meterId, ['2026-09-30', '2026-10-31', '2026-11-20'][index] ?? '', units, {
      confirmed: ['far_above_mean', 'far_below_mean', 'zero_while_occupied'],
    })
  return meterId
}

async function explain() {
  const [line] = (await world.lines()).rows
  const { explanation } = await test.admin.query('metering.explain', { lineId: line?.lineId as never })
  if (explanation?.kind !== 'usage') throw new Error('a line by readings')
  return explanation
}

describe('a month of bills by readings', () => {
  it('W13: 14 m³ make three lines, water, sewage and garbage', async () => {
    await homeWithMeter(100, 114)
    const itemId = await charge('水费', WATER, FLAT(2_800_000))
    await charge('污水费', { kind: 'linked', parentItemId: itemId }, FLAT(950_000))
    await charge('垃圾费', { kind: 'linked', parentItemId: itemId }, FLAT(600_000))
    expect(await preview()).toMatchObject({ created: 3, totalFen: 6090, toMend: 0 })
    await publish()
    const span = { month: '2026-09', fromOn: '2026-09-01', toOn: '2026-09-30' }
    expect(await lines()).toEqual([
      { feeItem: '水费', ...span, amountFen: 3920 },
      { feeItem: '污水费', ...span, amountFen: 1330 },
      { feeItem: '垃圾费', ...span, amountFen: 840 },
    ])
  })

  it('W1 and W2: tiers by the year go on from bill to bill', async () => {
    await homeWithMeter(0, 170, 195, 220)
    await charge('水费', WATER, YEARLY)
    await publish('2026-09')
    await publish('2026-10')
    expect((await lines()).map(({ amountFen }) => amountFen)).toEqual([85_000, 15_500])
    const explanation = await explain()
    expect(explanation.recomputedFen).toBe(explanation.amountFen)
  })

  it('W2: used 250, now 30', async () => {
    await homeWithMeter(0, 250, 280)
    await charge('水费', WATER, YEARLY)
    await publish('2026-10')
    expect((await lines()).map(({ amountFen }) => amountFen)).toEqual([180 * 500 + 70 * 700, 25_000])
  })

  it('a household above four has larger bounds', async () => {
    await homeWithMeter(0, 200)
    await charge('水费', WATER, YEARLY)
    const room = (await test.admin.query('room.list', { filter: {}, sort: { key: 'code', direction: 'asc' } })).rows[0]
    await test.admin.command('standard.set_figures', {
      roomId: room?.roomId as Id,
      fromOn: '2025-01-01' as LocalDate,
      figures: { persons: 5, spaces: null, vehicles: null, cards: null, coefficientPpm: null },
    })
    await publish()
    expect((await lines()).map(({ amountFen }) => amountFen)).toEqual([100_000])
  })

  it('W5: 48.2 on a multiplier of 40 at 0.85 is 1,638.80, told in words', async () => {
    await world.addHome('3-1-101')
    const more = { roomCode: '3-1-101', medium: 'electricity', multiplierE3: 40_000 }
    const meterId = await world.addMeter('D', 1203.5, more)
    await world.enter(meterId, '2026-09-30', 1251.7)
    await charge('电费', { kind: 'metered', medium: 'electricity' }, FLAT(850_000))
    await publish()
    expect(await explain()).toMatchObject({
      amountFen: 163_880,
      recomputedFen: 163_880,
      usageE3: 1_928_000,
      meters: [{ meterCode: 'D', segments: [{ startE3: 1_203_500, endE3: 1_251_700, multiplierE3: 40_000 }] }],
      parts: [{ usageE3: 1_928_000, priceE6: 850_000, exact: '1638.80' }],
    })
  })

  it('by the time of day each register has its price', async () => {
    await world.addHome('3-1-101')
    const dials = (peak: number, valley: number) => [
      dial(peak, { register: 'peak' }),
      dial(valley, { register: 'valley' }),
    ]
    const meterId = await world.addMeter('D', null, {
      roomCode: '3-1-101',
      medium: 'electricity',
      registers: ['peak', 'valley'],
      first: { readOn: '2026-08-31', dials: dials(10, 20) },
    })
    await world.enter(meterId, '2026-09-30', 0, { dials: dials(110, 70) })
    await charge(
      '电费',
      { kind: 'metered', medium: 'electricity' },
      {
        pricing: {
          kind: 'registers',
          prices: [
            { register: 'peak', priceE6: 600_000 },
            { register: 'valley', priceE6: 300_000 },
          ],
        },
        minimumFen: null,
      },
    )
    await publish()
    expect((await lines()).map(({ amountFen }) => amountFen)).toEqual([7500])
  })

  it('W9: a first reading bills nothing, and a room that was not read is named', async () => {
    await homeWithMeter(1356)
    await charge('水费', WATER, FLAT(2_800_000))
    expect(await preview()).toMatchObject({
      created: 0,
      toMend: 1,
      rows: [{ roomCode: '3-1-101', reason: 'usage.reading_missing', amountFen: null }],
    })
  })

  it('is written once however often it is asked for, and freed when the run is taken back', async () => {
    const meterId = await homeWithMeter(100, 114)
    await charge('水费', WATER, FLAT(2_800_000))
    const runId = await publish()
    expect(await preview()).toMatchObject({ created: 0, existing: 1 })
    const again = test.admin.command('metering.publish_bills', {
      ...asked(SEPTEMBER),
      fingerprint: (await preview()).fingerprint,
    })
    expect(await test.admin.refusal(again)).toMatchObject({ code: 'billing.nothing_to_create' })
    const reading = (await world.rowOf(meterId, SEPTEMBER)).reading
    expect(reading).toMatchObject({ state: 'billed' })

    await test.admin.command('billing.undo', { runId: runId as Id, reason: '抄错了月份' })
    await test.core.jobs.settled()
    expect((await world.rowOf(meterId, SEPTEMBER)).reading).toMatchObject({ state: 'checked' })
    await publish()
    expect(await lines()).toHaveLength(1)
  })

  it('bills in a later run what was read late', async () => {
    await homeWithMeter(100, 114, 124)
    await charge('水费', WATER, FLAT(2_000_000))
    await publish('2026-10')
    expect((await lines()).map(({ month, amountFen }) => [month, amountFen])).toEqual([
      ['2026-09', 2800],
      ['2026-10', 2000],
    ])
  })

  it('is refused when something changed since somebody looked', async () => {
    const meterId = await homeWithMeter(100, 114)
    await charge('水费', WATER, FLAT(2_800_000))
    const { fingerprint } = await preview()
    await world.enter(meterId, '2026-10-31', 120)
    const late = test.admin.command('metering.publish_bills', { ...asked('2026-10'), fingerprint })
    expect(await test.admin.refusal(late)).toMatchObject({ code: 'billing.plan_changed' })
    expect(await test.admin.refusal(preview('2026-12'))).toMatchObject({ code: 'billing.month_too_far' })
  })

  it('an estimate that was too high is given back at the price at which it was billed', async () => {
    await world.addHome('3-1-101')
    const meterId = await world.addMeter('S', 100, { roomCode: '3-1-101' })
    await charge('水费', WATER, FLAT(2_000_000))
    await world.enter(meterId, '2026-09-30', 130, { kind: 'estimated' })
    await publish('2026-09')
    await world.enter(meterId, '2026-10-31', 120)
    await publish('2026-10')
    expect((await lines()).map(({ amountFen }) => amountFen)).toEqual([6000, -2000])
  })
})

describe('W14: a billed reading', () => {
  const correct = (meterId: string, readingId: string, units: number) =>
    test.admin.command('metering.correct', {
      meterId: meterId as Id,
      readingId: readingId as Id,
      dials: [dial(units)],
      reason: '表号看错',
    })

  it('is not edited, but corrected by a document beside it; what nobody paid is billed again', async () => {
    const meterId = await homeWithMeter(100, 114)
    await charge('水费', WATER, FLAT(2_000_000))
    const readingId = (await world.rowOf(meterId, SEPTEMBER)).reading?.readingId ?? ''
    expect(await test.admin.refusal(correct(meterId, readingId, 110))).toMatchObject({
      code: 'meter.reading_not_billed',
    })
    await publish()
    expect(await test.admin.refusal(world.enter(meterId, '2026-09-30', 110, { readingId }))).toMatchObject({
      code: 'meter.reading_billed',
    })
    expect(await correct(meterId, readingId, 110)).toMatchObject({ billAgain: 1, differences: 0 })
    expect(await lines()).toEqual([])
    await publish()
    expect((await lines()).map(({ amountFen }) => amountFen)).toEqual([2000])
    expect((await world.open(meterId)).readings).toMatchObject([
      { kind: 'corrected', reason: '表号看错' },
      { kind: 'normal', usageE3: 10_000 },
      { kind: 'first' },
    ])
  })

  it('is corrected once more while nothing bills it, and neither typed anew nor removed', async () => {
    const meterId = await homeWithMeter(100, 114)
    await charge('水费', WATER, FLAT(2_000_000))
    await publish()
    const readingId = (await world.rowOf(meterId, SEPTEMBER)).reading?.readingId ?? ''
    await correct(meterId, readingId, 110)
    const again = world.enter(meterId, '2026-09-30', 112, { readingId })
    expect(await test.admin.refusal(again)).toMatchObject({ code: 'metering.reading_corrected' })
    const at = { meterId, month: SEPTEMBER, readingId } as never
    const remove = test.admin.command('metering.remove_reading', at)
    expect(await test.admin.refusal(remove)).toMatchObject({ code: 'metering.reading_corrected' })
    expect(await correct(meterId, readingId, 112)).toMatchObject({ billAgain: 0, differences: 0 })
    await publish()
    expect((await lines()).map(({ amountFen }) => amountFen)).toEqual([2400])
  })

  it('gives a difference where the bill is paid, once', async () => {
    const meterId = await homeWithMeter(100, 114)
    await charge('水费', WATER, FLAT(2_000_000))
    await publish()
    const counter = await counterWorld(test)
    const clerk = await counter.cashier('shoufei')
    const shiftId = await openShift(clerk, 'A')
    const [line] = (await world.lines()).rows
    await clerk.command('counter.collect', {
      shiftId,
      lines: [{ lineId: line?.lineId as Id, payFen: 2800 as never, expectedOpenFen: 2800 as never }],
      tenders: [{ tender: 'wechat', amountFen: 2800 as never, reference: null }],
      cashReceivedFen: null,
      payerName: null,
      note: null,
      print: false,
    } as never)
    const readingId = (await world.rowOf(meterId, SEPTEMBER)).reading?.readingId ?? ''
    expect(await correct(meterId, readingId, 120)).toMatchObject({ billAgain: 0, differences: 1 })
    expect(await preview('2026-10')).toMatchObject({ created: 1, totalFen: 1200, rows: [{}, { isDifference: true }] })
    await publish('2026-10')
    expect((await lines()).map(({ amountFen }) => amountFen)).toEqual([2800, 1200])
    expect(await preview('2026-10')).toMatchObject({ created: 0 })
  })

  it('takes its difference along when the line is billed again, or its run is taken back', async () => {
    const meterId = await homeWithMeter(100, 114)
    await charge('水费', WATER, FLAT(2_000_000))
    await publish()
    const clerk = await (await counterWorld(test)).cashier('shoufei')
    const shiftId = await openShift(clerk, 'A')
    const [line] = (await world.lines()).rows
    const { receiptId } = await clerk.command('counter.collect', {
      shiftId,
      lines: [{ lineId: line?.lineId as Id, payFen: 2800 as never, expectedOpenFen: 2800 as never }],
      tenders: [{ tender: 'wechat', amountFen: 2800 as never, reference: null }],
      cashReceivedFen: null,
      payerName: null,
      note: null,
      print: false,
    } as never)
    const readingId = (await world.rowOf(meterId, SEPTEMBER)).reading?.readingId ?? ''
    await correct(meterId, readingId, 110)
    await publish()
    expect((await lines()).map(({ amountFen }) => amountFen)).toEqual([2800, -800])
    await clerk.command('receipt.void', { receiptId, reason: '金额录错', paperTakenBack: false })

    // Nobody has paid it any more: it is billed again by the next correction, and the old difference is owed for nothing.
    expect(await correct(meterId, readingId, 112)).toMatchObject({ billAgain: 1 })
    expect(await lines()).toEqual([])
    await publish()
    expect((await lines()).map(({ amountFen }) => amountFen)).toEqual([2400])
  })
})
