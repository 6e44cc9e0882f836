import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { meteringWorld } from '../support/metering-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

let test: TestCore
let folder: string
const world = meteringWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  folder = mkdtempSync(join(tmpdir(), 'wuye-sheet-'))
})
afterEach(async () => {
  await test.stop()
  rmSync(folder, { recursive: true, force: true })
})

const READ_ON = '2026-09-30' as LocalDate
const SEPTEMBER = '2026-09' as Month

async function threeMeters(): Promise<void> {
  for (const [code, units] of [
    ['3-1-101', 100],
    ['3-1-102', 200],
    ['3-1-103', null],
  ] as const) {
    await world.addHome(code, { occupancy: code === '3-1-102' ? 'vacant' : 'occupied' })
    await world.addMeter(`S-${code}`, units, { roomCode: code, serialNo: `000${code.slice(-3)}` })
  }
}

function asked(path: string, more: Record<string, unknown> = {}) {
  return { grantId: test.grant(path, 'read'), sheetIndex: 0, readOn: READ_ON, mapping: null, ...more }
}
const look = (path: string, more: Record<string, unknown> = {}) =>
  test.admin.command('metering.read_sheet', asked(path, more) as never)

async function takeIn(path: string, more: Record<string, unknown> = {}) {
  const { fingerprint } = await look(path, more)
  const answer = await test.admin.command('metering.import_sheet', { ...asked(path, more), fingerprint } as never)
  await test.core.jobs.settled()
  return { ...answer, job: await test.admin.query('job.open', { jobId: answer.jobId }) }
}

function csv(...lines: readonly string[]): string {
  const path = join(folder, '远传.csv')
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

/** The sheet that was taken along, with figures filled in as somebody does it in Excel. */
async function filledSheet(figures: Readonly<Record<string, number>>): Promise<string> {
  const path = join(folder, '抄表单.xlsx')
  const { jobId } = await test.admin.command('metering.export_sheet', {
    month: SEPTEMBER,
    route: '3栋',
    grantId: test.grant(path, 'write'),
    language: 'zh-CN',
  })
  await test.core.jobs.settled()
  expect(await test.admin.query('job.open', { jobId })).toMatchObject({ state: 'done', result: { rows: 3 } })
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(path)
  const [sheet] = workbook.worksheets
  if (sheet === undefined) throw new Error('the workbook has a sheet')
  const rows = sheet.getSheetValues() as unknown as (readonly unknown[])[]
  const head = rows.findIndex((row) => row?.includes('表号') === true)
  const columnOf = (title: string): number => rows[head]?.indexOf(title) ?? -1
  rows.forEach((row, index) => {
    const figure = figures[String(row?.[columnOf('表号')])]
    if (index > head && figure !== undefined) sheet.getRow(index).getCell(columnOf('本次读数')).value = figure
  })
  await workbook.xlsx.writeFile(path)
  return path
}

describe('the sheet that is taken along', () => {
  it('shows the previous reading and the state of the room, and comes back with figures', async () => {
    await threeMeters()
    const path = await filledSheet({ 'S-3-1-101': 110, 'S-3-1-102': 203, 'S-3-1-103': 50 })
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(path)
    const text = JSON.stringify(workbook.worksheets[0]?.getSheetValues())
    expect(text).toContain('空置')
    const view = await look(path)
    expect(view).toMatchObject({ ready: 3, wrong: 0, toConfirm: 1, missing: [], remembered: false })
    expect(view.rows).toMatchObject([
      { meterCode: 'S-3-1-101', previousE3: 100_000, valueE3: 110_000, usageE3: 10_000, anomalies: [] },
      { meterCode: 'S-3-1-102', usageE3: 3000, anomalies: ['used_while_vacant'] },
      { meterCode: 'S-3-1-103', previousE3: null, valueE3: 50_000, usageE3: null },
    ])

    expect((await takeIn(path)).job).toMatchObject({ state: 'done', result: { readings: 3, skipped: 0 } })
    const { rows } = await test.admin.query('metering.sheet', { month: SEPTEMBER, route: null })
    expect(rows.map(({ reading }) => [reading?.kind, reading?.state, reading?.usageE3])).toEqual([
      ['normal', 'checked', 10_000],
      ['normal', 'entered', 3000],
      ['first', 'checked', null],
    ])
    const red = rows[1]
    const confirmed = await test.admin.command('metering.confirm', {
      meterId: red?.meterId as never,
      month: SEPTEMBER,
      readingId: red?.reading?.readingId as never,
      confirmed: ['used_while_vacant'],
    })
    expect(confirmed.reading).toMatchObject({ state: 'checked' })
  })

  it('marks the cell that is wrong and takes in the others', async () => {
    await threeMeters()
    const path = csv(
      '表号,本次读数,抄表日期',
      'S-3-1-101,110,2026-09-30',
      'S-3-1-102,未抄,2026-09-30',
      'S-9-9-999,5,2026-09-30',
      'S-3-1-101,111,2026-09-30',
      'S-3-1-103,50,2027-01-31',
      ',,',
    )
    const view = await look(path)
    expect(view.rows.map(({ rowNumber, problem }) => [rowNumber, problem?.field, problem?.code])).toEqual([
      [2, undefined, undefined],
      [3, 'total', 'metering.value_unreadable'],
      [4, 'code', 'metering.meter_unknown'],
      [5, 'code', 'metering.meter_twice'],
      [6, 'read_on', 'meter.in_future'],
    ])
    expect(view).toMatchObject({ ready: 1, wrong: 4 })
    expect((await takeIn(path)).job).toMatchObject({ result: { readings: 1, skipped: 0 } })
  })

  it('says that a figure went down, as the grid does', async () => {
    await threeMeters()
    const view = await look(csv('表号,读数', 'S-3-1-102,150'))
    expect(view.rows).toMatchObject([{ problem: { field: 'total', code: 'metering.went_down' } }])
  })
})

describe('a workbook of a remote-reading system', () => {
  it('is known by the numbers on the devices, and its columns are remembered', async () => {
    await threeMeters()
    const path = csv('序号,采集器,仪表识别,水量,采集时间', '1,A,101,110.5678,2026-09-30 02:00:00')
    const unknown = await test.admin.refusal(look(path))
    expect(unknown).toMatchObject({ code: 'metering.no_header' })

    const known = csv('序号,表地址,水量,采集时间', '1,101,110.5678,2026-09-30 02:00:00')
    expect(await look(known)).toMatchObject({ missing: ['value'], ready: 0 })
    const mapping = [
      { index: 1, field: 'serial' },
      { index: 2, field: 'total' },
      { index: 3, field: 'read_on' },
    ]
    const view = await look(known, { mapping })
    expect(view.rows).toMatchObject([
      { meterCode: 'S-3-1-101', valueE3: 110_567, usageE3: 10_567, readOn: '2026-09-30', problem: null },
    ])
    await takeIn(known, { mapping })
    const next = csv('序号,表地址,水量,采集时间', '1,102,203,2026-09-30 02:00:00')
    expect(await look(next)).toMatchObject({ remembered: true, missing: [], ready: 1 })
  })
})

describe('an import', () => {
  it('is taken back as one batch, and not when something was read after it', async () => {
    await threeMeters()
    const { batchId } = await takeIn(csv('表号,读数', 'S-3-1-101,110', 'S-3-1-103,50'))
    const undo = () => test.admin.command('metering.undo_batch', { batchId })
    const [meter] = (await test.admin.query('metering.sheet', { month: SEPTEMBER, route: null })).rows
    await world.enter(meter?.meterId ?? '', '2026-10-31', 120)
    expect(await test.admin.refusal(undo())).toMatchObject({
      code: 'metering.batch_used',
      params: { readings: 1, meterCode: 'S-3-1-101' },
    })
    const october = await world.rowOf(meter?.meterId ?? '', '2026-10')
    await test.admin.command('metering.remove_reading', {
      meterId: meter?.meterId as never,
      month: '2026-10' as Month,
      readingId: october.reading?.readingId as never,
    })
    await undo()
    await test.core.jobs.settled()
    expect(world.count('meter_reading')).toBe(2)
    expect((await test.admin.query('metering.batches', {})).batches).toMatchObject([{ state: 'undone', readings: 0 }])
  })

  it('is refused when the file or the readings changed since somebody looked', async () => {
    await threeMeters()
    const path = csv('表号,读数', 'S-3-1-101,110')
    const { fingerprint } = await look(path)
    csv('表号,读数', 'S-3-1-101,119')
    const changed = test.admin.command('metering.import_sheet', { ...asked(path), fingerprint } as never)
    expect(await test.admin.refusal(changed)).toMatchObject({ code: 'metering.sheet_changed' })
    const wrong = csv('表号,读数', 'S-3-1-101,错')
    const nothing = await look(wrong)
    const empty = { ...asked(wrong), fingerprint: nothing.fingerprint }
    expect(await test.admin.refusal(test.admin.command('metering.import_sheet', empty as never))).toMatchObject({
      code: 'metering.nothing_to_import',
    })
    const notOne = join(folder, 'x.xlsx')
    writeFileSync(notOne, 'PK\u0003\u0004')
    expect(await test.admin.refusal(look(notOne))).toMatchObject({ code: 'import.file_refused' })
  })
})
