import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { STANDARD, home, homes } from '../support/billing-world.ts'
import { meteringWorld } from '../support/metering-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

let test: TestCore
const world = meteringWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  await world.goLive()
})
afterEach(() => test.stop())

const SEPTEMBER = { fromOn: '2026-09-01' as LocalDate, toOn: '2026-09-30' as LocalDate }
const UNSOLD = { ownerTerms: [], handoverOn: null, occupancy: 'unsold' } as const

async function addHomes(areas: Readonly<Record<string, number>>, more: Parameters<typeof home>[2] = {}) {
  await world.addRooms(Object.entries(areas).map(([code, areaE2]) => home(code, areaE2, more)))
}

async function pool(more: Record<string, unknown> = {}): Promise<Id> {
  const { poolId } = await test.admin.command('share.save_pool', {
    poolId: null,
    version: 0,
    name: '电梯电费',
    kind: 'amount',
    meterCodes: [],
    priceE6: 0,
    scope: { kind: 'project' },
    weight: { kind: 'equal' },
    ...more,
  } as never)
  return poolId
}
const asked = (poolId: Id, yuan: number | null, more: Record<string, unknown> = {}) =>
  ({ poolId, ...SEPTEMBER, amountFen: yuan === null ? null : yuan * 100, exclusions: [], ...more }) as never
const preview = (poolId: Id, yuan: number | null, more: Record<string, unknown> = {}) =>
  test.admin.query('share.preview', asked(poolId, yuan, more))

async function publish(poolId: Id, yuan: number | null, more: Record<string, unknown> = {}): Promise<Id> {
  const { fingerprint } = await preview(poolId, yuan, more)
  const input = Object.assign({ fingerprint }, asked(poolId, yuan, more)) as never
  const { runId } = await test.admin.command('share.publish', input)
  await test.core.jobs.settled()
  return runId
}
const lines = async () => {
  const { rows } = await world.lines()
  return rows.filter(({ state }) => state !== 'cancelled').map(({ roomCode, amountFen }) => [roomCode, amountFen])
}

describe('a pool of the common parts', () => {
  it('S1: 1,000.00 by area comes to the cent, the spare one to the largest fraction', async () => {
    await addHomes({ '3-1-1': 8943, '3-1-2': 12_050, '3-1-3': 6607 })
    const poolId = await pool({ weight: { kind: 'area', basis: 'built' } })
    await publish(poolId, 1000)
    expect(await lines()).toEqual([
      ['3-1-1', 32_402],
      ['3-1-2', 43_660],
      ['3-1-3', 23_938],
    ])
    const [line] = (await world.lines()).rows
    const { explanation } = await test.admin.query('metering.explain', { lineId: line?.lineId as Id })
    expect(explanation).toMatchObject({ kind: 'share', poolFen: 100_000, weight: 8943, recomputedFen: 32_402 })
  })

  it('S2: 100.00 by three households, equal fractions by room code', async () => {
    await addHomes({ '3-1-1': 100, '3-1-2': 100, '3-1-3': 100 })
    await publish(await pool(), 100)
    expect((await lines()).map(([, amount]) => amount)).toEqual([3334, 3333, 3333])
  })

  it('S5: the developer pays for what is unsold, and nobody else does', async () => {
    await addHomes({ '3-1-1': 100, '3-1-2': 100, '3-1-3': 100 })
    await addHomes({ '3-1-4': 100 }, UNSOLD)
    const poolId = await pool()
    expect(await preview(poolId, 200)).toMatchObject({ ownersFen: 15_000, developerFen: 0, unpaidFen: 5000, lines: 3 })
    await addHomes({ 开发商: 100 })
    await test.admin.command('share.set_developer', { roomCode: '开发商' })
    expect(await preview(poolId, 200)).toMatchObject({ ownersFen: 15_000, developerFen: 5000, unpaidFen: 0, lines: 4 })
    await publish(poolId, 200)
    expect(await lines()).toEqual([
      ['3-1-1', 5000],
      ['3-1-2', 5000],
      ['3-1-3', 5000],
      ['3-1-4', 5000],
    ])
  })

  it('S7: what the checklist takes out is the cost of the company', async () => {
    await addHomes({ '3-1-1': 100 })
    const meterId = await world.addMeter('公共电', 0, { medium: 'electricity' })
    const poolId = await pool({ kind: 'usage', meterCodes: ['公共电'], priceE6: 600_000 })
    expect(await test.admin.refusal(preview(poolId, null))).toMatchObject({
      code: 'share.meter_unread',
      params: { meterCode: '公共电' },
    })
    await world.enter(meterId, '2026-09-30', 1000)
    const exclusions = [{ kind: 'guard_booth', value: 120_000 }]
    expect(await preview(poolId, null, { exclusions })).toMatchObject({
      usageE3: 880_000,
      wholeFen: 60_000,
      poolFen: 52_800,
      companyFen: 7200,
    })
  })

  it('counts a meter once: not that of a home, not that of another pool, and no days that lie far ahead', async () => {
    await addHomes({ '3-1-1': 100 })
    await world.addMeter('公共电', 0, { medium: 'electricity' })
    await world.addMeter('S-1', 0, { roomCode: '3-1-1' })
    const by = (name: string, code: string) => pool({ name, kind: 'usage', meterCodes: [code], priceE6: 600_000 })
    expect(await test.admin.refusal(by('水', 'S-1'))).toMatchObject({
      code: 'share.meter_of_home',
      params: { code: 'S-1', room: '3-1-1' },
    })
    const first = await by('电梯电', '公共电')
    expect(await test.admin.refusal(by('楼道电', '公共电'))).toMatchObject({
      code: 'share.meter_in_pool',
      params: { code: '公共电', pool: '电梯电' },
    })
    // The pool itself is saved again with its own meter.
    await pool({ poolId: first, version: 1, name: '电梯用电', kind: 'usage', meterCodes: ['公共电'], priceE6: 600_000 })
    const far = { fromOn: '2027-02-01' as LocalDate, toOn: '2027-02-28' as LocalDate }
    const byAmount = await pool({ name: '保洁' })
    const { fingerprint } = await preview(byAmount, 100, far)
    const input = Object.assign({ fingerprint }, asked(byAmount, 100, far)) as never
    expect((await test.admin.refusal(test.admin.command('share.publish', input))).code).toBe('share.days_too_far')
  })

  it('is what a master counted and no meter below it', async () => {
    await addHomes({ '3-1-1': 100, '3-1-2': 100 })
    const master = await world.addMeter('总表', 0)
    const own = await world.addMeter('S-1', 0, { roomCode: '3-1-1', parentCode: '总表' })
    await world.enter(master, '2026-09-30', 100)
    await world.enter(own, '2026-09-30', 90)
    const poolId = await pool({ kind: 'master_difference', meterCodes: ['总表'], priceE6: 2_800_000 })
    expect(await preview(poolId, null)).toMatchObject({ usageE3: 10_000, poolFen: 2800 })
    const exclusions = [{ kind: 'greening', value: 11_000 }]
    expect(await test.admin.refusal(preview(poolId, null, { exclusions }))).toMatchObject({
      code: 'share.pool_negative',
    })
  })

  it('stops at a room whose weight nobody knows', async () => {
    await world.addRooms([home('3-1-1', 8943), home('3-1-2', null)])
    const poolId = await pool({ weight: { kind: 'area', basis: 'built' } })
    expect(await test.admin.refusal(preview(poolId, 100))).toMatchObject({
      code: 'share.weight_missing',
      params: { roomCode: '3-1-2' },
    })
  })

  it('is shared over a group, and by floors', async () => {
    await world.addRooms([
      home('3-1-1', 100, { floor: '1' }),
      home('3-1-2', 100, { floor: '2' }),
      home('3-1-3', 100, { floor: '3' }),
    ])
    const rows = [
      { fromFloor: 1, toFloor: 1, ppm: 0 },
      { fromFloor: 2, toFloor: 20, ppm: 1_000_000 },
    ]
    const scope = { kind: 'group', roomCodes: ['3-1-1', '3-1-2'] }
    const poolId = await pool({ scope, weight: { kind: 'floor_table', rows } })
    expect((await preview(poolId, 100)).rows).toMatchObject([
      { roomCode: '3-1-1', amountFen: 0, reason: 'share.weight_zero' },
      { roomCode: '3-1-2', amountFen: 10_000, reason: null },
    ])
  })

  it('is posted once for the same days, and again after it was taken back', async () => {
    await addHomes({ '3-1-1': 100 })
    const poolId = await pool()
    const runId = await publish(poolId, 100)
    expect(await test.admin.refusal(publish(poolId, 100))).toMatchObject({ code: 'share.already_shared' })
    await test.admin.command('billing.undo', { runId, reason: '金额填错了' })
    await test.core.jobs.settled()
    await publish(poolId, 120)
    expect(await lines()).toEqual([['3-1-1', 12_000]])
  })

  it('is put up as a sheet with usage, price, amount, method and every part', async () => {
    await addHomes({ '3-1-1': 8943, '3-1-2': 12_050 })
    const poolId = await pool({ weight: { kind: 'area', basis: 'built' } })
    await publish(poolId, 100, { exclusions: [{ kind: 'office', value: 1000 }] })
    const { runs } = await test.admin.query('share.pools', {})
    const folder = mkdtempSync(join(tmpdir(), 'wuye-share-'))
    const path = join(folder, '公示表.xlsx')
    const grantId = test.grant(path, 'write')
    await test.admin.command('share.export_sheet', { runId: runs[0]?.runId as Id, grantId, language: 'zh-CN' })
    await test.core.jobs.settled()
    expect(existsSync(path)).toBe(true)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(path)
    const text = JSON.stringify(workbook.worksheets[0]?.getSheetValues())
    for (const part of ['电梯电费', '物业办公 10.00', '公司承担 10.00', '按面积分摊', '89.43', '3-1-2'])
      expect(text).toContain(part)
    expect(text).not.toContain('业主3-1-1')
    rmSync(folder, { recursive: true })
  })

  it('has a name of its own and meters that are there', async () => {
    await pool()
    expect(await test.admin.refusal(pool())).toMatchObject({ code: 'share.name_taken' })
    const more = { name: '水泵', kind: 'usage', meterCodes: ['没有'] }
    expect(await test.admin.refusal(pool(more))).toMatchObject({ code: 'share.meter_unknown' })
    expect(await test.admin.refusal(pool({ name: '水泵', kind: 'usage' }))).toMatchObject({
      code: 'share.meters_wrong',
    })
  })
})

describe('the fee of a pool', () => {
  const item = async (name: string) =>
    (await test.admin.query('standard.list', {})).feeItems.find((one) => one.name === name)

  it('is its own: the name of another fee is refused, and the month is billed as before', async () => {
    await world.addRooms(homes(2))
    await world.bindAll()
    const { feeItems } = await test.admin.query('standard.list', {})
    expect(await test.admin.refusal(pool({ name: feeItems[0]?.name }))).toMatchObject({ code: 'share.item_taken' })
    const poolId = await pool()
    expect(await item('电梯电费')).toMatchObject({ family: 'share' })
    await publish(poolId, 100, { fromOn: '2026-11-01', toOn: '2026-11-20' })
    expect(await world.preview()).toMatchObject({ created: 2 })
  })

  it('takes no standard, and nobody is shown the one that its lines name', async () => {
    await pool()
    const own = await item('电梯电费')
    const { standards } = await test.admin.query('standard.list', {})
    expect(standards).toEqual([])
    const chosen = { ...STANDARD, code: 'X', item: { kind: 'existing', feeItemId: own?.feeItemId } } as never
    const { code } = await test.admin.refusal(test.admin.command('standard.create', chosen))
    expect(code).toBe('standard.item_other_family')
  })

  it('is called what the pool is called, on what is posted already too', async () => {
    await addHomes({ '3-1-1': 100 })
    const poolId = await pool()
    await publish(poolId, 100)
    await pool({ name: '水泵电费', poolId, version: 1 })
    expect((await world.lines()).rows.map(({ feeItem }) => feeItem)).toEqual(['水泵电费'])
    expect(await item('电梯电费')).toBeUndefined()
    await pool()
    expect(await test.admin.refusal(pool({ name: '电梯电费', poolId, version: 2 }))).toMatchObject({
      code: 'share.name_taken',
    })
    await test.admin.command('standard.create', STANDARD)
    const { feeItems } = await test.admin.query('standard.list', {})
    const named = feeItems.find(({ family }) => family === 'planned')?.name
    const rename = pool({ name: named, poolId, version: 2 })
    expect(await test.admin.refusal(rename)).toMatchObject({ code: 'share.item_taken' })
  })
})

describe('the scope of a pool', () => {
  const named = (scope: object) => pool({ scope })

  it('is typed by name and kept: a building that is called otherwise stays in it', async () => {
    await addHomes({ '3-1-1': 100 })
    const poolId = await named({ kind: 'building', building: '3栋' })
    test.core.database.transact({ command: 'room.rename', userId: 'system' }, (unit) => {
      const building = unit.hotFirst(hot<{ id: string }>('SELECT id FROM building'))
      unit.update('building', building?.id ?? '', { name: '3号楼' })
    })
    expect((await preview(poolId, 100)).rows).toMatchObject([{ roomCode: '3-1-1', amountFen: 10_000 }])
    const { pools } = await test.admin.query('share.pools', {})
    expect(pools).toMatchObject([{ scope: { kind: 'building', building: '3号楼' } }])
  })

  it('names what is there', async () => {
    await addHomes({ '3-1-1': 100 })
    const refused = async (scope: object) => (await test.admin.refusal(named(scope))).code
    expect(await refused({ kind: 'building', building: '9栋' })).toBe('share.building_unknown')
    expect(await refused({ kind: 'unit', building: '3栋', unit: '9单元' })).toBe('share.unit_unknown')
    const poolId = await named({ kind: 'unit', building: '3栋', unit: '1单元' })
    expect((await preview(poolId, 100)).rows).toHaveLength(1)
    const { pools } = await test.admin.query('share.pools', {})
    expect(pools).toMatchObject([{ scope: { kind: 'unit', building: '3栋', unit: '1单元' } }])
  })
})
