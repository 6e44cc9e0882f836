import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'

import { readWorkbook } from '../../src-main/core/workers/documents/excel/test-workbook.ts'
import type { Contract } from '../../src-shared/contract/index.ts'
import type { OutputOf } from '../../src-shared/contract/request/types.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import { sumFen } from '../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { counterWorld, openShift, pieces } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

type Daily = OutputOf<Contract, 'report.daily'>
const DAYS = { fromOn: '2026-11-23' as LocalDate, toOn: '2026-11-24' as LocalDate }

let test: TestCore
let world: CounterWorld
let folder: string

let rooms = 0
/** A room pays one bill whole, half in cash and half by WeChat. */
async function pay(
  seat: TestSeat,
  of: { readonly shiftId: Id; readonly amountFen: number; readonly feeItem?: string; readonly payerName?: string },
) {
  rooms += 1
  const roomId = world.room(`9-${rooms}`)
  const lineId = world.line(roomId, { month: '2026-11', amountFen: of.amountFen, feeItem: of.feeItem ?? '物业费' })
  const half = Math.floor(of.amountFen / 2)
  return seat.command('counter.collect', {
    shiftId: of.shiftId,
    payerName: of.payerName ?? null,
    lines: [{ lineId, expectedOpenFen: of.amountFen as Fen, payFen: of.amountFen as Fen }],
    tenders: [
      { tender: 'wechat', amountFen: half as Fen, reference: null },
      { tender: 'cash', amountFen: (of.amountFen - half) as Fen, reference: null },
    ],
    cashReceivedFen: null,
    note: null,
    print: false,
  })
}

async function countAndClose(seat: TestSeat, shiftId: Id): Promise<void> {
  const input = { shiftId, pieces: pieces(0), bankedFen: 0 as Fen, depositSlipNo: '622202112300517000123' }
  await seat.command('shift.count', input)
  await seat.command('shift.close', { shiftId, differenceReason: '盲点演练', handOverTo: null, handOverNote: null })
}

/** Two cashiers over midnight: li closes in the evening, wang goes on past 24:00 and is not counted yet. */
async function begin() {
  test = await startTestCore()
  world = await counterWorld(test)
  folder = mkdtempSync(join(tmpdir(), 'report-'))
  const li = await world.cashier('limin')
  const wang = await world.cashier('wangfang')
  const liShift = await openShift(li, 'A')
  const wangShift = await openShift(wang, 'B')
  await pay(li, { shiftId: liShift, amountFen: 48_292 })
  const wrong = await pay(li, { shiftId: liShift, amountFen: 1_000 })
  await li.command('receipt.void', { receiptId: wrong.receiptId, reason: '金额录错', paperTakenBack: true })
  await pay(li, { shiftId: liShift, amountFen: 8_001, feeItem: '车位管理费', payerName: '=cmd|calc' })
  await countAndClose(li, liShift)
  test.clock.set('2026-11-23T23:50:00+08:00')
  await pay(wang, { shiftId: wangShift, amountFen: 10_000 })
  test.clock.set('2026-11-24T00:10:00+08:00')
  await pay(wang, { shiftId: wangShift, amountFen: 20_000 })
  return { li, wang, liShift, wangShift }
}
async function end(): Promise<void> {
  rmSync(folder, { recursive: true })
  await test.stop()
}

describe('the daily report', () => {
  let office: Awaited<ReturnType<typeof begin>>
  let accountant: TestSeat
  beforeAll(async () => {
    office = await begin()
    accountant = await world.cashier('liu', undefined, 'accountant')
  })
  afterAll(end)

  it('lists each day of each shift, splits a shift over midnight, and adds up in every column', async () => {
    const daily = await accountant.query('report.daily', DAYS)
    expect(daily.rows.map((row) => [row.businessOn, row.cashier, row.receipts, row.voided, row.netFen])).toEqual([
      ['2026-11-23', 'limin', 3, 1, 56_293],
      ['2026-11-23', 'wangfang', 1, 0, 10_000],
      ['2026-11-24', 'wangfang', 1, 0, 20_000],
    ])
    expect(daily.total).toMatchObject({
      receipts: 5,
      voided: 1,
      netFen: 86_293,
      byFeeItem: { 物业费: 78_292, 车位管理费: 8_001 },
    })
    expect(daily).toMatchObject({ hiddenOpenShifts: 0, feeItems: ['物业费', '车位管理费'] })
    expectToAddUp(daily)
  })

  it('agrees with the Z report of a shift', async () => {
    const daily = await accountant.query('report.daily', DAYS)
    const z = await accountant.query('shift.report', { shiftId: office.liShift })
    const rows = daily.rows.filter(({ shiftId }) => shiftId === office.liShift)
    expect(sumFen(rows, ({ netFen }) => netFen)).toBe(z.netFen)
    expect(rows[0]).toMatchObject({
      receiptFirst: z.documents.receiptFirst,
      receiptLast: z.documents.receiptLast,
      depositSlipNo: z.depositSlipNo,
    })
  })

  it('leaves out what the person who asks still has to count, and says so', async () => {
    const daily = await office.wang.query('report.daily', DAYS)
    expect(daily.rows.map(({ cashier }) => cashier)).toEqual(['limin'])
    expect(daily).toMatchObject({ hiddenOpenShifts: 1, total: { netFen: 56_293 } })
    expectToAddUp(daily)
  })

  it('takes a year at most, and no days backwards', async () => {
    const backwards = accountant.query('report.daily', { fromOn: DAYS.toOn, toOn: DAYS.fromOn })
    expect(await accountant.refusal(backwards)).toMatchObject({
      code: 'report.range_invalid',
      params: { maxDays: 366 },
    })
    const long = accountant.query('report.daily', {
      fromOn: '2025-01-01' as LocalDate,
      toOn: '2026-11-24' as LocalDate,
    })
    expect((await accountant.refusal(long)).code).toBe('report.range_invalid')
  })

  it('is exported with numbers as numbers, long numbers as text, and a total row', async () => {
    const path = join(folder, '收费日报.xlsx')
    const { jobId } = await accountant.command('report.export_daily', {
      ...DAYS,
      grantId: test.grant(path, 'write'),
      language: 'zh-CN',
    })
    await test.core.jobs.settled()
    expect(await accountant.query('job.open', { jobId })).toMatchObject({
      state: 'done',
      result: { rows: 3, fileName: '收费日报.xlsx' },
    })
    const sheet = (await readWorkbook(path)).worksheets[0]
    const values = (row: number): unknown[] => ((sheet?.getRow(row).values ?? []) as unknown[]).slice(1)
    const header = values(4)
    const at = (name: string): number => header.indexOf(name)
    expect(values(1)[0]).toBe('收费日报表')
    expect(values(5)[at('实收')]).toBe(562.93)
    expect(values(5)[at('缴款单号')]).toBe('622202112300517000123')
    expect(values(8)[0]).toBe('合计')
    expect(values(8)[at('实收')]).toMatchObject({ result: 862.93 })
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen' })
  })

  it('has a list of every receipt line, harmless in Excel, the void one without money', async () => {
    const path = join(folder, '收款明细.xlsx')
    const { jobId } = await accountant.command('report.export_receipts', {
      ...DAYS,
      grantId: test.grant(path, 'write'),
      language: 'en-US',
    })
    await test.core.jobs.settled()
    expect(await accountant.query('job.open', { jobId })).toMatchObject({ state: 'done', result: { rows: 5 } })
    const sheet = (await readWorkbook(path)).worksheets[0]
    const values = (row: number): unknown[] => ((sheet?.getRow(row).values ?? []) as unknown[]).slice(1)
    expect(values(4)[0]).toMatch(/^Exported by .+, 2026-11-\d\d /)
    const at = (name: string): number => values(5).indexOf(name)
    const cells = [6, 7, 8].map((row) => [
      values(row)[at('State')],
      values(row)[at('Received here')],
      values(row)[at('Payer')],
    ])
    expect(cells[0]).toEqual(['Valid', 482.92, '业主9-1'])
    expect(cells[1]?.slice(0, 2)).toEqual(['Void', undefined])
    // A formula would be read as an object: this one is text.
    expect(cells[2]?.[2]).toBe('=cmd|calc')
    expect(values(6)[at('Paid by')]).toBe('WeChat + Cash')
    expect(values(11)[at('Received here')]).toMatchObject({ result: 862.93 })
  })

  it('that cannot be written is a failed job with a reason, and nothing is left behind', async () => {
    const grantId = test.grant(join(folder, 'missing', 'x.xlsx'), 'write')
    const { jobId } = await accountant.command('report.export_daily', { ...DAYS, grantId, language: 'zh-CN' })
    await test.core.jobs.settled()
    expect(await accountant.query('job.open', { jobId })).toMatchObject({
      state: 'failed',
      failure: { code: 'job.file_not_written', params: { reason: 'ENOENT' } },
    })
  })

  it('is exported by those alone who may export', async () => {
    const command = office.li.command('report.export_daily', { ...DAYS, grantId: 'x', language: 'zh-CN' })
    expect((await office.li.refusal(command)).code).toBe('permission.denied')
    const unknown = accountant.command('report.export_daily', { ...DAYS, grantId: 'x', language: 'zh-CN' })
    expect((await accountant.refusal(unknown)).code).toBe('job.grant_unknown')
  })
})

function expectToAddUp({ rows, total, feeItems }: Daily): void {
  expect(sumFen(rows, ({ netFen }) => netFen)).toBe(total.netFen)
  for (const tender of ['cash', 'wechat', 'alipay', 'card', 'transfer'] as const) {
    expect(sumFen(rows, ({ byTender }) => byTender[tender])).toBe(total.byTender[tender])
  }
  for (const item of feeItems)
    expect(sumFen(rows, ({ byFeeItem }) => byFeeItem[item] ?? (0 as Fen))).toBe(total.byFeeItem[item])
}

describe('the first page of the day', () => {
  beforeEach(async () => {
    test = await startTestCore()
    world = await counterWorld(test)
  })
  afterEach(() => test.stop())

  it('counts what each role deals with, and nothing that is not for it', async () => {
    const room = world.room('1501')
    world.room('1502')
    world.line(room, { month: '2026-10', amountFen: 16_097, dueOn: '2026-11-10' })
    world.line(room, { month: '2026-11', amountFen: 16_097 })
    world.line(room, { month: '2026-12', amountFen: 16_097, state: 'generating' })
    expect(await test.admin.query('report.today', {})).toMatchObject({
      rooms: 2,
      unboundRooms: 2,
      overdueRooms: 1,
      currentMonthLines: 1,
      printFailed: 0,
      jobsRunning: 0,
      importDrafts: 0,
      goLiveMissing: true,
      shift: null,
      shiftsLeftOpen: 0,
      shiftsToCount: 0,
    })
    const guard = await world.cashier('guard1', undefined, 'guard')
    expect(await guard.query('report.today', {})).toMatchObject({
      rooms: 2,
      unboundRooms: null,
      overdueRooms: null,
      currentMonthLines: null,
      printFailed: null,
      importDrafts: null,
      goLiveMissing: null,
      shift: null,
      shiftsLeftOpen: null,
      shiftsToCount: null,
    })
  })

  it('counts only the buildings of the person', async () => {
    const mine = world.room('1501')
    const other = world.room('7-1', { building: '7栋' })
    for (const room of [mine, other]) world.line(room, { month: '2026-11', amountFen: 100, dueOn: '2026-11-10' })
    const seat = await world.cashier('limin', [world.buildingOf(mine)])
    expect(await seat.query('report.today', {})).toMatchObject({
      rooms: 1,
      unboundRooms: 1,
      overdueRooms: 1,
      currentMonthLines: 1,
    })
  })

  it('tells the supervisor of a shift left open since yesterday, and of a drawer to count', async () => {
    const li = await world.cashier('limin')
    const shiftId = await openShift(li, 'A')
    expect(await li.query('report.today', {})).toMatchObject({ shift: { counted: false }, shiftsLeftOpen: null })
    test.clock.set('2026-11-24T08:00:00+08:00')
    expect(await test.admin.query('report.today', {})).toMatchObject({ shiftsLeftOpen: 1, shiftsToCount: 0 })
    await test.admin.command('shift.force_close', { shiftId, reason: '忘记交班', differenceReason: null })
    expect(await test.admin.query('report.today', {})).toMatchObject({ shiftsLeftOpen: 0, shiftsToCount: 1 })
  })
})
