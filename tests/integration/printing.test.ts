import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import { loadReceiptPaper } from '../../src-main/core/features/receipt/receipt-paper.ts'
import { readPdf } from '../../src-main/core/workers/documents/printing/read-pdf.ts'
import type { CoreToHost } from '../../src-shared/contract/desktop.ts'
import type { Contract } from '../../src-shared/contract/index.ts'
import type { InputOf } from '../../src-shared/contract/request/types.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import { CASHIER_PASSWORD, counterWorld, openShift } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { ADMIN, PROJECT, startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

type Settings = InputOf<Contract, 'printing.configure'>
const FOLDER: Settings = {
  printer: { kind: 'folder' },
  format: 'continuous_241_third',
  copies: 1,
  offsetXE1mm: 0,
  offsetYE1mm: 0,
}

describe('printing receipts', () => {
  let test: TestCore
  let world: CounterWorld
  let clerk: TestSeat
  let shiftId: Id

  beforeEach(async () => {
    test = await startTestCore()
    world = await counterWorld(test)
    clerk = await world.cashier('limin')
    shiftId = await openShift(clerk, 'A')
    await clerk.command('printing.configure', FOLDER)
  })
  afterEach(() => test.stop())

  async function collect(print = true, code = '1501') {
    const line = world.line(world.room(code), { month: '2026-11', amountFen: 16_097 })
    return clerk.command('counter.collect', {
      shiftId,
      payerName: null,
      lines: [{ lineId: line, expectedOpenFen: 16_097 as Fen, payFen: 16_097 as Fen }],
      tenders: [{ tender: 'cash', amountFen: 16_097 as Fen, reference: null }],
      cashReceivedFen: 20_000 as Fen,
      note: '代缴',
      print,
    })
  }
  const papers = () =>
    test.toHost.filter((message): message is Extract<CoreToHost, { t: 'print_work' }> => message.t === 'print_work')
  const pull = () => test.core.printing.pull()
  const done = (jobId: string, outcome: 'sent' | 'confirmed' | 'failed', reason: string | null = null) =>
    test.core.receive({ t: 'print_done', jobId, outcome, reason })
  const jobs = async () =>
    (await clerk.query('printing.queue', {})).jobs.map(({ receiptNo, state, reprintNo, failure }) => [
      receiptNo,
      state,
      reprintNo,
      failure,
    ])
  const events = async (receiptId: Id) =>
    (await clerk.query('receipt.open', { receiptId })).events.map(({ kind }) => kind)

  it('hands the host one paper that says what was paid, and logs it as printed', async () => {
    const { receiptId, printJobId } = await collect()
    expect(test.toHost.some(({ t }) => t === 'print_ready')).toBe(true)
    await pull()
    const [paper] = papers()
    expect(paper).toMatchObject({
      jobId: printJobId,
      fileName: 'SJ-A-2026-000001.pdf',
      pageMm: { width: 241, height: 93.1 },
      copies: 1,
    })
    expect(paper?.target).toEqual({ kind: 'folder', path: join(test.dataDir, 'printed') })
    const { text } = readPdf(paper?.pdf ?? new Uint8Array())
    for (const word of [
      'SJ-A-2026-000001',
      '业主1501',
      '160.97',
      '壹佰陆拾元零玖角柒分',
      '收 200.00 找 39.03',
      '2026-11-30',
      '代缴',
    ])
      expect(text).toContain(word)
    expect(await jobs()).toEqual([['SJ-A-2026-000001', 'sent', 0, null]])
    done(printJobId ?? '', 'confirmed')
    expect(await jobs()).toEqual([['SJ-A-2026-000001', 'confirmed', 0, null]])
    expect(await events(receiptId)).toEqual(['printed'])
    done(printJobId ?? '', 'confirmed')
    expect(await events(receiptId)).toEqual(['printed'])
    await pull()
    expect(papers()).toHaveLength(1)
  })

  it('P15: after a power cut between posting and printing the receipt is there once and its paper comes out', async () => {
    const first = await collect()
    test = await test.restart()
    clerk = test.seat()
    await clerk.login('limin', CASHIER_PASSWORD)
    expect(await jobs()).toEqual([[first.receiptNo, 'queued', 0, null]])
    await pull()
    expect(papers().map(({ fileName }) => fileName)).toEqual(['SJ-A-2026-000001.pdf'])
    const list = await clerk.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })
    expect(list.rows.map(({ receiptNo }) => receiptNo)).toEqual(['SJ-A-2026-000001'])
    expect((await clerk.query('counter.state', {})).nextReceiptNo).toBe('SJ-A-2026-000002')
  })

  it('P15: a paper that was with the printer when the power went is asked for, and its next print says 补打', async () => {
    const { receiptId, printJobId } = await collect()
    await pull()
    test = await test.restart()
    clerk = test.seat()
    await clerk.login('limin', CASHIER_PASSWORD)
    test.core.start()
    expect(await jobs()).toEqual([['SJ-A-2026-000001', 'failed', 0, 'unknown']])
    await pull()
    expect(papers()).toEqual([])
    const error = await clerk.refusal(
      clerk.command('receipt.void', { receiptId, reason: '重开', paperTakenBack: false }),
    )
    expect(error.code).toBe('receipt.paper_not_back')
    await clerk.command('printing.retry', { printJobId: printJobId as Id })
    await pull()
    expect(readPdf(papers()[0]?.pdf ?? new Uint8Array()).text).toContain('补打 第1次')
    expect(await events(receiptId)).toEqual(['reprinted'])
  })

  it('the printer answers late, after core came back: the paper counts as printed', async () => {
    const { receiptId, printJobId } = await collect()
    await pull()
    test = await test.restart()
    clerk = test.seat()
    await clerk.login('limin', CASHIER_PASSWORD)
    test.core.start()
    done(printJobId ?? '', 'sent')
    expect(await jobs()).toEqual([['SJ-A-2026-000001', 'sent', 0, null]])
    expect(await events(receiptId)).toEqual(['printed'])
  })

  it('a failed paper never undoes the payment, and can be tried again under the same number', async () => {
    const { receiptId, printJobId } = await collect()
    await pull()
    done(printJobId ?? '', 'failed', 'print.no_printer')
    expect(await jobs()).toEqual([['SJ-A-2026-000001', 'failed', 0, 'print.no_printer']])
    expect(await clerk.query('receipt.open', { receiptId })).toMatchObject({ state: 'valid', paperMayBeOut: false })
    await clerk.command('printing.retry', { printJobId: printJobId as Id })
    expect((await clerk.refusal(clerk.command('printing.retry', { printJobId: printJobId as Id }))).code).toBe(
      'printing.not_failed',
    )
    await pull()
    done(printJobId ?? '', 'confirmed')
    expect(readPdf(papers()[1]?.pdf ?? new Uint8Array()).text).not.toContain('补打')
    expect(await events(receiptId)).toEqual(['printed'])
  })

  it('counts reprints on the paper and in the log', async () => {
    const { receiptId, printJobId } = await collect()
    await pull()
    done(printJobId ?? '', 'confirmed')
    expect(await clerk.command('receipt.reprint', { receiptId, reason: '客户遗失' })).toMatchObject({ reprintNo: 1 })
    expect(await clerk.command('receipt.reprint', { receiptId, reason: null })).toMatchObject({ reprintNo: 2 })
    await pull()
    await pull()
    expect(papers().map(({ pdf }) => /补打 第\d次/.exec(readPdf(pdf).text)?.[0] ?? '')).toEqual([
      '',
      '补打 第1次',
      '补打 第2次',
    ])
    expect(await events(receiptId)).toEqual(['printed', 'reprinted', 'reprinted'])
  })

  it('says on a reprint what the first paper said, whatever was renamed since', async () => {
    const { receiptId } = await collect()
    const paper = () => loadReceiptPaper(test.core.database.read, receiptId, 0)
    const first = paper()
    expect(first).toMatchObject({
      payeeName: PROJECT.payeeName,
      projectName: PROJECT.projectName,
      cashierName: 'limin',
    })
    expect(first).toMatchObject({ areaE2: 8_943, lines: [{ itemName: '物业费', objectCode: '1501', nature: 'own' }] })
    expect(first.paidUntil).toMatchObject([{ itemName: '物业费' }])
    await test.admin.command('project.update', { name: '锦绣一期', payeeName: '新物业有限公司', goLiveOn: null })
    test.core.database.transact({ command: 'test.rename', userId: 'system' }, (unit) => {
      const idOf = (table: string) => unit.hotFirst(hot<{ id: string }>(`SELECT id FROM ${table} LIMIT 1`))?.id ?? ''
      const cashier = unit.hotFirst(hot<{ id: string }>("SELECT id FROM user WHERE username = 'limin'"))
      unit.update('user', cashier?.id ?? '', { display_name: '李敏（离职）' })
      unit.update('fee_item', idOf('fee_item'), { name: '物业服务费', nature: 'collected_for_others' })
      unit.update('room', idOf('room'), { code: '3-1-1501' })
      unit.update('room_area', idOf('room_area'), { built_area_e2: 9_000 })
    })
    expect(paper()).toEqual(first)
    const { rows } = await clerk.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })
    expect(rows).toMatchObject([{ cashier: 'limin', roomCodes: '1501' }])
    expect(verifyChain(test.core.database.read).kind).toBe('intact')
  })

  it('a printed receipt is voided when its paper is back, and its waiting reprint is not printed', async () => {
    const { receiptId, printJobId } = await collect()
    await pull()
    done(printJobId ?? '', 'sent')
    await clerk.command('receipt.reprint', { receiptId, reason: null })
    expect(
      (await clerk.refusal(clerk.command('receipt.void', { receiptId, reason: '重开', paperTakenBack: false }))).code,
    ).toBe('receipt.paper_not_back')
    await clerk.command('approval.approve_here', {
      operation: 'receipt.void',
      inputJson: JSON.stringify({ receiptId, reason: '重开', paperTakenBack: true }),
      actId: test.newId() as Id,
      reason: '已看过纸质收据',
      username: ADMIN.username,
      password: ADMIN.password,
    })
    await pull()
    expect(papers()).toHaveLength(1)
    expect(await jobs()).toEqual([
      ['SJ-A-2026-000001', 'failed', 1, 'voided'],
      ['SJ-A-2026-000001', 'sent', 0, null],
    ])
    const failed = (await clerk.query('printing.queue', {})).jobs[0]?.printJobId as Id
    expect((await clerk.refusal(clerk.command('printing.retry', { printJobId: failed }))).code).toBe(
      'printing.receipt_voided',
    )
  })

  it('without a printer nothing is queued, and a first print later is no reprint', async () => {
    await clerk.command('printing.configure', { ...FOLDER, printer: { kind: 'none' } })
    const { receiptId, printJobId } = await collect()
    expect(printJobId).toBeNull()
    expect((await clerk.refusal(clerk.command('receipt.reprint', { receiptId, reason: null }))).code).toBe(
      'printing.no_printer',
    )
    expect((await clerk.refusal(clerk.command('printing.test_page', {}))).code).toBe('printing.no_printer')
    await clerk.command('printing.configure', { ...FOLDER, printer: { kind: 'system', name: '前台针式' }, copies: 2 })
    expect(await clerk.command('receipt.reprint', { receiptId, reason: null })).toMatchObject({ reprintNo: 0 })
    await pull()
    expect(papers()[0]).toMatchObject({ target: { kind: 'system', printer: '前台针式' }, copies: 2 })
  })

  it('the test page shows rulers and the offset that is set', async () => {
    await clerk.command('printing.configure', { ...FOLDER, offsetXE1mm: 15, offsetYE1mm: -20 })
    expect(await clerk.query('printing.settings', {})).toMatchObject({ offsetXE1mm: 15, offsetYE1mm: -20 })
    const { printJobId } = await clerk.command('printing.test_page', {})
    await pull()
    const { text } = readPdf(papers()[0]?.pdf ?? new Uint8Array())
    for (const word of ['打印测试页', 'x 1.5 mm', 'y -2.0 mm', '230']) expect(text).toContain(word)
    done(printJobId, 'confirmed')
    expect((await clerk.query('printing.queue', {})).jobs[0]).toMatchObject({
      receiptId: null,
      receiptNo: '',
      state: 'confirmed',
    })
  })

  it('a roll is as long as what stands on it', async () => {
    await clerk.command('printing.configure', { ...FOLDER, format: 'thermal_80' })
    await collect()
    await pull()
    const { pageMm } = papers()[0] ?? { pageMm: { width: 0, height: 0 } }
    expect(pageMm.width).toBe(80)
    expect(pageMm.height).toBeGreaterThan(60)
  })

  it('saves several receipts into one PDF that the clerk chose', async () => {
    const receiptIds = [(await collect(false, '101')).receiptId, (await collect(false, '102')).receiptId]
    const folder = mkdtempSync(join(tmpdir(), 'wuye-pdf-'))
    try {
      const path = join(folder, '收据.pdf')
      expect(
        await clerk.command('receipt.save_pdf', { receiptIds, format: 'a5', grantId: test.grant(path, 'write') }),
      ).toEqual({ pages: 2 })
      const { pages } = readPdf(readFileSync(path))
      expect(pages.map((page) => /SJ-A-2026-\d+/.exec(page)?.[0])).toEqual(['SJ-A-2026-000001', 'SJ-A-2026-000002'])
      // A file is as good as paper: the history shows it, and a void waits for a second person.
      const receiptId = receiptIds[0] as Id
      const { events } = await clerk.query('receipt.open', { receiptId })
      expect(events).toMatchObject([{ kind: 'saved' }])
      const voided = (paperTakenBack: boolean) =>
        clerk.refusal(clerk.command('receipt.void', { receiptId, reason: '金额录错', paperTakenBack }))
      expect((await voided(false)).code).toBe('receipt.paper_not_back')
      expect((await voided(true)).code).toBe('approval.required')
      const nowhere = test.grant(join(folder, 'missing', 'x.pdf'), 'write')
      expect(
        await clerk.refusal(clerk.command('receipt.save_pdf', { receiptIds, format: 'a5', grantId: nowhere })),
      ).toMatchObject({
        code: 'job.file_not_written',
        params: { reason: 'ENOENT' },
      })
      expect(
        (await clerk.refusal(clerk.command('receipt.save_pdf', { receiptIds, format: 'a5', grantId: 'made-up' }))).code,
      ).toBe('job.grant_unknown')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
