import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { dial, meteringWorld } from '../support/metering-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

let test: TestCore
const world = meteringWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
})
afterEach(() => test.stop())

const NOVEMBER = '2026-11' as Month

async function homeWithMeter(units: number | null = 1356): Promise<string> {
  await world.addHome('3-1-101')
  return world.addMeter('S-3-1-101', units, { roomCode: '3-1-101' })
}

describe('the registry', () => {
  it('holds a meter with its room, device and first reading, and lists it', async () => {
    const meterId = await homeWithMeter()
    const detail = await world.open(meterId)
    expect(detail).toMatchObject({ code: 'S-3-1-101', roomCode: '3-1-101', building: '3栋', registers: ['total'] })
    expect(detail.readings).toMatchObject([{ kind: 'first', state: 'checked', usageE3: null }])
    const list = await test.admin.query('metering.list', {
      filter: { text: '101' },
      sort: { key: 'code', direction: 'asc' },
    })
    expect(list.rows).toMatchObject([{ code: 'S-3-1-101', lastE3: 1_356_000, lastReadOn: '2026-08-31' }])
  })

  it('refuses a code that is taken, a room or a master that is not there, and a circle', async () => {
    const meterId = await homeWithMeter()
    const refused = (call: Promise<unknown>) => test.admin.refusal(call)
    expect(await refused(world.addMeter('S-3-1-101', null))).toMatchObject({ code: 'metering.code_taken' })
    expect(await refused(world.addMeter('X', null, { roomCode: '9-9-999' }))).toMatchObject({
      code: 'metering.room_unknown',
    })
    expect(await refused(world.addMeter('X', null, { parentCode: 'nobody' }))).toMatchObject({
      code: 'metering.parent_unknown',
    })
    const below = await world.addMeter('B', null, { parentCode: 'S-3-1-101' })
    expect(below).not.toBe('')
    const circle = test.admin.command('metering.change', {
      meterId: meterId as never,
      version: 1,
      code: 'S-3-1-101',
      loss: { kind: 'none' },
      parentCode: 'B',
      place: null,
      route: '3栋',
      routeOrder: 1,
      verifiedUntilOn: null,
    })
    expect(await refused(circle)).toMatchObject({ code: 'meter.above_itself' })
  })

  it('makes meters for all rooms of a building at once, and none twice', async () => {
    await world.addRooms([])
    await world.addHome('3-1-101')
    await world.addHome('3-1-102')
    const { buildings } = await test.admin.query('room.buildings', {})
    const input = {
      buildingId: buildings[0]?.buildingId as never,
      medium: 'cold_water',
      prefix: 'S',
      serialNo: null,
      digits: 5,
      multiplierE3: 1000,
      verifiedUntilOn: null,
    } as const
    expect(await test.admin.command('metering.create_many', input)).toEqual({ created: 2 })
    const again = test.admin.command('metering.create_many', input)
    expect(await test.admin.refusal(again)).toMatchObject({ code: 'metering.no_rooms' })
    const { routes } = await test.admin.query('metering.routes', { month: NOVEMBER })
    expect(routes).toEqual([{ route: '3栋', meters: 2, read: 0, unchecked: 0 }])
  })

  it('takes a meter down only when nothing hangs below and nothing was read after', async () => {
    const meterId = await homeWithMeter()
    await world.enter(meterId, '2026-09-30', 1366)
    const retire = (endedOn: string) =>
      test.admin.command('metering.retire', { meterId: meterId as never, version: 1, endedOn: endedOn as LocalDate })
    expect(await test.admin.refusal(retire('2026-09-01'))).toMatchObject({ code: 'metering.end_before_reading' })
    await retire('2026-10-01')
    expect(await test.admin.refusal(world.enter(meterId, '2026-10-31', 1376))).toMatchObject({
      code: 'metering.ended',
    })
  })
})

describe('reading', () => {
  it('W9: the first reading is a base and counts nothing', async () => {
    const meterId = await homeWithMeter(null)
    expect(await test.admin.refusal(world.enter(meterId, '2026-09-30', 1356))).toMatchObject({
      code: 'meter.first_missing',
    })
    const row = await world.enter(meterId, '2026-09-30', 1356, { kind: 'first' })
    expect(row.reading).toMatchObject({ kind: 'first', usageE3: null })
  })

  it('W6: goes through zero by the rule', async () => {
    await world.addHome('3-1-101')
    const meterId = await world.addMeter('S', 99_985, { roomCode: '3-1-101' })
    const row = await world.enter(meterId, '2026-09-30', 23)
    expect(row.reading).toMatchObject({ usageE3: 38_000 })
  })

  it('W7: asks when the dial went down, and takes the answer', async () => {
    await world.addHome('3-1-101')
    const meterId = await world.addMeter('S', 5400, { roomCode: '3-1-101' })
    expect(await test.admin.refusal(world.enter(meterId, '2026-09-30', 5390))).toMatchObject({
      code: 'metering.went_down',
      params: { register: 'total', answers: ['rolled_over', 'replaced', 'reversed', 'mistyped'] },
    })
    const row = await world.enter(meterId, '2026-09-30', 5390, { dials: [dial(5390, { run: 'reversed' })] })
    expect(row.reading).toMatchObject({ usageE3: 10_000 })
  })

  it('W5: counts with the multiplier', async () => {
    const meterId = await world.addMeter('D', 1203.5, { medium: 'electricity', multiplierE3: 40_000 })
    const row = await world.enter(meterId, '2026-09-30', 1251.7)
    expect(row.reading).toMatchObject({ usageE3: 1_928_000 })
  })

  it('W10: a reversed meter goes on counting down', async () => {
    await world.addHome('3-1-101')
    const first = { readOn: '2026-08-31', dials: [dial(500, { run: 'reversed' })] }
    const meterId = await world.addMeter('S', null, { roomCode: '3-1-101', first })
    const row = await world.enter(meterId, '2026-09-30', 470, { dials: [dial(470, { run: 'reversed' })] })
    expect(row.reading).toMatchObject({ usageE3: 30_000 })
    expect((await world.rowOf(meterId, '2026-10')).facts.ways).toMatchObject([{ run: 'reversed', startE3: 470_000 }])
  })

  it('wants red usages confirmed, each by its own name', async () => {
    const meterId = await homeWithMeter()
    await world.enter(meterId, '2026-09-30', 1366)
    await world.enter(meterId, '2026-10-31', 1376)
    expect(await test.admin.refusal(world.enter(meterId, '2026-11-20', 1376))).toMatchObject({
      code: 'meter.anomaly_unconfirmed',
      params: { anomaly: 'far_below_mean' },
    })
    const row = await world.enter(meterId, '2026-11-20', 1376, {
      confirmed: ['far_below_mean', 'zero_while_occupied'],
    })
    expect(row.reading).toMatchObject({ state: 'checked', anomalies: ['far_below_mean', 'zero_while_occupied'] })
  })

  it('goes through a replacement inside the month', async () => {
    const meterId = await homeWithMeter()
    await test.admin.command('metering.replace', {
      meterId: meterId as never,
      version: 1,
      replacedOn: '2026-09-10' as LocalDate,
      oldDials: [dial(1360)],
      newDials: [dial(2)],
      serialNo: 'HZ-2',
      digits: 6,
      multiplierE3: 1000,
      verifiedUntilOn: null,
    })
    const row = await world.enter(meterId, '2026-09-30', 9)
    expect(row.reading).toMatchObject({ usageE3: 11_000 })
    expect((await world.open(meterId)).devices).toMatchObject([{ serialNo: 'HZ-2', digits: 6 }, { digits: 5 }])
  })

  it('is typed anew or taken away until something was read after it', async () => {
    const meterId = await homeWithMeter()
    const september = await world.enter(meterId, '2026-09-30', 1400)
    const readingId = september.reading?.readingId
    const again = await world.enter(meterId, '2026-09-30', 1366, { readingId })
    expect(again.reading).toMatchObject({ readingId, usageE3: 10_000 })
    await world.enter(meterId, '2026-10-31', 1376)
    expect(await test.admin.refusal(world.enter(meterId, '2026-09-30', 1367, { readingId }))).toMatchObject({
      code: 'metering.not_newest',
    })
    const october = await world.rowOf(meterId, '2026-10')
    const input = { meterId: meterId as never, month: '2026-10' as Month }
    const left = await test.admin.command('metering.remove_reading', {
      ...input,
      readingId: october.reading?.readingId as never,
    })
    expect(left).toMatchObject({ reading: null, previousOn: '2026-09-30' })
  })

  it('an estimate that was too high is taken back by the real reading', async () => {
    const meterId = await homeWithMeter()
    await world.enter(meterId, '2026-09-30', 1386, { kind: 'estimated' })
    const row = await world.enter(meterId, '2026-10-31', 1380)
    expect(row.reading).toMatchObject({ usageE3: -6000 })
  })

  it('stays in its month and never lies in the future', async () => {
    const meterId = await homeWithMeter()
    expect(await test.admin.refusal(world.enter(meterId, '2026-11-24', 1366))).toMatchObject({
      code: 'meter.in_future',
    })
    expect(await test.admin.refusal(world.enter(meterId, '2026-10-31', 1366, { month: NOVEMBER }))).toMatchObject({
      code: 'metering.other_month',
    })
    expect(await test.admin.refusal(world.enter(meterId, '2026-08-01', 1366))).toMatchObject({
      code: 'meter.before_previous',
    })
  })
})

describe('the losses of a month', () => {
  it('are what a master counted and no meter below it', async () => {
    await world.addHome('3-1-101')
    await world.addHome('3-1-102')
    const master = await world.addMeter('总表', 0, { routeOrder: 0 })
    const one = await world.addMeter('S-101', 0, { roomCode: '3-1-101', parentCode: '总表' })
    await world.addMeter('S-102', 0, { roomCode: '3-1-102', parentCode: '总表' })
    const common = await world.addMeter('绿化', 0, { parentCode: '总表' })
    await world.enter(master, '2026-09-30', 100)
    await world.enter(one, '2026-09-30', 60)
    await world.enter(common, '2026-09-30', 30)
    const { losses, mastersUnread } = await test.admin.query('metering.losses', {
      month: '2026-09' as Month,
      priceE6: 2_800_000,
    })
    expect(losses).toMatchObject([
      { meterCode: '总表', masterE3: 100_000, roomsE3: 60_000, commonE3: 30_000, differenceE3: 10_000, unread: 1 },
    ])
    expect(losses[0]).toMatchObject({ differencePpm: 100_000, lossFen: 2800, negative: false })
    expect(mastersUnread).toEqual([])
    expect(
      (await test.admin.query('metering.losses', { month: '2026-10' as Month, priceE6: null })).mastersUnread,
    ).toEqual(['总表'])
  })
})
