import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { dial, meteringWorld } from '../support/metering-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

let test: TestCore
const world = meteringWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  await world.goLive()
  await world.addHome('3-1-1')
})
afterEach(() => test.stop())

const SEPTEMBER = { fromOn: '2026-09-01' as LocalDate, toOn: '2026-09-30' as LocalDate }

async function pool(kind: string, meterCode: string): Promise<Id> {
  const { poolId } = await test.admin.command('share.save_pool', {
    ...{ poolId: null, version: 0, name: '公共用电', kind, meterCodes: [meterCode], priceE6: 1_000_000 },
    ...{ scope: { kind: 'project' }, weight: { kind: 'equal' } },
  } as never)
  return poolId
}
const asked = (poolId: Id) => ({ poolId, ...SEPTEMBER, amountFen: null, exclusions: [] }) as never
const preview = (poolId: Id) => test.admin.query('share.preview', asked(poolId))
async function publish(poolId: Id): Promise<Id> {
  const { fingerprint } = await preview(poolId)
  const input = Object.assign({ fingerprint }, asked(poolId)) as never
  const { runId } = await test.admin.command('share.publish', input)
  await test.core.jobs.settled()
  return runId
}
async function readingOf(meterId: string) {
  const { reading } = await world.rowOf(meterId, '2026-09')
  if (reading === null) throw new Error('the meter was read')
  return reading
}
function uncheck(readingId: string): void {
  test.core.database.transact({ command: 'metering.import_sheet', userId: 'system' }, (unit) =>
    unit.update('meter_reading', readingId, { state: 'entered' }),
  )
}
const losses = async () =>
  test.admin.query('metering.losses', { month: '2026-09' as Month, priceE6: 1_000_000 as never })

describe('a reading that nobody checked', () => {
  it('is shared with nobody, until somebody confirms it', async () => {
    const meterId = await world.addMeter('公共电', 0)
    await world.enter(meterId, '2026-09-10', 20)
    const { reading } = await world.enter(meterId, '2026-09-30', 40, { confirmed: ['far_above_mean'] })
    const poolId = await pool('usage', '公共电')
    expect(await preview(poolId)).toMatchObject({ usageE3: 40_000 })
    uncheck(reading?.readingId ?? '')
    expect(await test.admin.refusal(preview(poolId))).toMatchObject({
      code: 'share.meter_unread',
      params: { meterCode: '公共电' },
    })
    await test.admin.command('metering.confirm', {
      ...{ meterId, month: '2026-09', readingId: reading?.readingId, confirmed: [] },
    } as never)
    expect(await preview(poolId)).toMatchObject({ usageE3: 40_000 })
  })

  it('is no part of a loss', async () => {
    const master = await world.addMeter('总表', 0)
    const below = await world.addMeter('S-1', 0, { roomCode: '3-1-1', parentCode: '总表' })
    await world.enter(master, '2026-09-30', 100)
    const { reading } = await world.enter(below, '2026-09-30', 90)
    expect((await losses()).losses).toMatchObject([{ differenceE3: 10_000, unread: 0 }])
    uncheck(reading?.readingId ?? '')
    expect((await losses()).losses).toMatchObject([{ differenceE3: 100_000, unread: 1 }])
    uncheck((await readingOf(master)).readingId)
    expect(await losses()).toMatchObject({ losses: [], mastersUnread: ['总表'] })
  })
})

describe('a meter that was taken down', () => {
  it('counted as long as it hung there', async () => {
    const master = await world.addMeter('总表', 0)
    const below = await world.addMeter('S-1', 0, { roomCode: '3-1-1', parentCode: '总表' })
    await world.enter(below, '2026-09-20', 90)
    await world.enter(master, '2026-09-30', 100)
    const poolId = await pool('master_difference', '总表')
    expect(await preview(poolId)).toMatchObject({ usageE3: 10_000 })
    const endedOn = '2026-09-20' as LocalDate
    await test.admin.command('metering.retire', { meterId: below as Id, version: 1, endedOn })
    expect(await preview(poolId)).toMatchObject({ usageE3: 10_000 })
    expect((await losses()).losses).toMatchObject([{ differenceE3: 10_000, unread: 0 }])
  })

  it('as a master stays on the page of the months in which it hung there', async () => {
    const master = await world.addMeter('总表', 0)
    const below = await world.addMeter('S-1', 0, { roomCode: '3-1-1', parentCode: '总表' })
    await world.enter(below, '2026-09-30', 90)
    await world.enter(master, '2026-09-30', 100)
    const endedOn = '2026-10-05' as LocalDate
    await test.admin.command('metering.retire', { meterId: below as Id, version: 1, endedOn })
    await test.admin.command('metering.retire', { meterId: master as Id, version: 1, endedOn })
    expect((await losses()).losses).toMatchObject([{ meterCode: '总表', differenceE3: 10_000 }])
  })
})

describe('a reading that a share rests on', () => {
  it('is neither removed, typed anew nor corrected, until the share is taken back', async () => {
    const meterId = await world.addMeter('公共电', 0)
    await world.enter(meterId, '2026-09-30', 100)
    const runId = await publish(await pool('usage', '公共电'))
    const { readingId, state } = await readingOf(meterId)
    expect(state).toBe('billed')
    const at = { meterId, month: '2026-09', readingId } as never
    const remove = () => test.admin.command('metering.remove_reading', at)
    const again = () => world.enter(meterId, '2026-09-30', 130, { readingId })
    const correction = { meterId, readingId, dials: [dial(80)], reason: '抄错了表' } as never
    const correct = () => test.admin.command('metering.correct', correction)
    expect(await test.admin.refusal(remove())).toMatchObject({ code: 'meter.reading_billed' })
    expect(await test.admin.refusal(again())).toMatchObject({ code: 'meter.reading_billed' })
    expect(await test.admin.refusal(correct())).toMatchObject({
      code: 'metering.reading_shared',
      params: { pool: '公共用电', fromOn: '2026-09-01', toOn: '2026-09-30' },
    })
    await test.admin.command('billing.undo', { runId, reason: '读数抄错' })
    await test.core.jobs.settled()
    expect(await again()).toMatchObject({ reading: { usageE3: 130_000, state: 'checked' } })
    expect(await remove()).toMatchObject({ reading: null })
  })

  it('of a meter below the master is locked too, but may be corrected', async () => {
    const master = await world.addMeter('总表', 0)
    const below = await world.addMeter('S-1', 0, { roomCode: '3-1-1', parentCode: '总表' })
    await world.enter(below, '2026-09-30', 90)
    await world.enter(master, '2026-09-30', 100)
    await publish(await pool('master_difference', '总表'))
    const { readingId } = await readingOf(below)
    const at = { meterId: below, month: '2026-09', readingId } as never
    const remove = test.admin.command('metering.remove_reading', at)
    expect(await test.admin.refusal(remove)).toMatchObject({ code: 'meter.reading_billed' })
    const correction = { meterId: below, readingId, dials: [dial(85)], reason: '抄错了表' } as never
    expect(await test.admin.command('metering.correct', correction)).toMatchObject({ billAgain: 0, differences: 0 })
    expect(await readingOf(below)).toMatchObject({ usageE3: 85_000, isCorrected: true })
  })
})

describe('a room that ended since', () => {
  it('bears its part of the days that it stood, and of the others nobody does', async () => {
    const roomId = await world.addHome('3-1-2')
    const meterId = await world.addMeter('公共电', 0)
    await world.enter(meterId, '2026-09-30', 60)
    const poolId = await pool('usage', '公共电')
    const parts = async () => (await preview(poolId)).rows.map(({ roomCode, amountFen }) => [roomCode, amountFen])
    const end = (endedOn: string) =>
      test.core.database.transact({ command: 'room.end', userId: 'system' }, (unit) =>
        unit.update('room', roomId, { ended_on: endedOn }),
      )
    const both = [
      ['3-1-1', 3000],
      ['3-1-2', 3000],
    ]
    end('2026-11-05')
    expect(await parts()).toEqual(both)
    expect(await preview(poolId)).toMatchObject({ unpaidFen: 0 })
    end('2026-09-15')
    expect(await parts()).toEqual(both)
    expect(await preview(poolId)).toMatchObject({ unpaidFen: 1500, ownersFen: 4500 })
    end('2026-08-31')
    expect(await parts()).toEqual([['3-1-1', 6000]])
  })
})
