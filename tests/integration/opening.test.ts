import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { noticesOf } from '../../src-main/core/features/billing/notices.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { home } from '../support/billing-world.ts'
import { openShift } from '../support/counter-world.ts'
import { breakOff } from '../support/job-brakes.ts'
import { meteringWorld } from '../support/metering-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

let test: TestCore
let folder: string
const world = meteringWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  folder = mkdtempSync(join(tmpdir(), 'wuye-opening-'))
  await world.goLive('2026-11-01')
  await world.addHome('3-1-101')
  await world.addHome('3-1-102')
  await world.bindAll()
})
afterEach(async () => {
  await test.stop()
  rmSync(folder, { recursive: true, force: true })
})

const TITLES = '房号,收费项目,欠费起,欠费止,欠费金额,缴至,表号,上次读数'
const ROWS = [
  '3-1-101,物业费,2026-08-01,2026-10-31,482.91,2026-07,,',
  '3-1-102,物业费,,,,2026-12,S-102,88.5',
  '合计,,,,482.91,,,',
]

function read(...rows: readonly string[]) {
  const path = join(folder, '旧系统欠费.csv')
  writeFileSync(path, `${[TITLES, ...rows].join('\n')}\n`)
  return test.admin.command('opening.read', { grantId: test.grant(path, 'read') })
}
type View = Awaited<ReturnType<typeof read>>

const change = (draftId: Id, what: object) => test.admin.command('opening.change', { draftId, change: what } as never)
const typed = (view: View, rooms: number, owedFen: number) =>
  change(view.draftId, { kind: 'totals', rooms, items: view.totals.items.map(({ itemId }) => ({ itemId, owedFen })) })

async function post(view: View) {
  const answer = await test.admin.command('opening.post', { draftId: view.draftId, fingerprint: view.fingerprint })
  await test.core.jobs.settled()
  return { ...answer, job: await test.admin.query('job.open', { jobId: answer.jobId }) }
}

/** The sheet of all tests: posted with the right totals. */
async function opened() {
  await world.addMeter('S-102', null, { roomCode: '3-1-102' })
  const view = await read(...ROWS)
  return post(await typed(view, 2, 48_291))
}
async function pay(lineId: Id, amountFen: number): Promise<void> {
  const shiftId = await openShift(test.admin, 'A')
  await test.admin.command('counter.collect', {
    shiftId,
    payerName: null,
    lines: [{ lineId, expectedOpenFen: amountFen as Fen, payFen: amountFen as Fen }],
    tenders: [{ tender: 'wechat', amountFen: amountFen as Fen, reference: null }],
    cashReceivedFen: null,
    note: null,
    print: false,
  })
}
const list = () => test.admin.query('opening.list', {})

describe('opening balances', () => {
  it('are read, held against the totals of the old system, and posted', async () => {
    await world.addMeter('S-102', null, { roomCode: '3-1-102' })
    const view = await read(...ROWS)
    expect(view).toMatchObject({ ready: 2, wrong: 0, missing: [], totals: { rooms: 2, debts: 1, owedFen: 48_291 } })
    expect(await test.admin.refusal(post(view))).toMatchObject({ code: 'opening.totals_differ' })
    const off = await typed(view, 2, 48_290)
    expect(await test.admin.refusal(post(off))).toMatchObject({ code: 'opening.totals_differ' })
    const right = await typed(view, 2, 48_291)
    expect(right.totals.agree).toBe(true)
    const { job, openingId } = await post(right)
    expect(job).toMatchObject({ state: 'done', result: { debts: 1, totalFen: 48_291, paidUntils: 1 + 1, readings: 1 } })
    expect(await list()).toMatchObject({
      drafts: [],
      postings: [{ openingId, state: 'posted', rooms: 2, debts: 1, totalFen: 48_291, fileName: '旧系统欠费.csv' }],
    })
  })

  it('stand as debts that say where they come from, on lists, bills and receipts alike', async () => {
    await opened()
    const { rows } = await world.lines()
    expect(rows).toMatchObject([
      {
        roomCode: '3-1-101',
        isOpening: true,
        fromOn: '2026-08-01',
        toOn: '2026-10-31',
        amountFen: 48_291,
        state: 'open',
      },
    ])
    const { explanation } = await test.admin.query('opening.explain', { lineId: rows[0]?.lineId as Id })
    expect(explanation).toMatchObject({ fileName: '旧系统欠费.csv', row: 2, amountFen: 48_291, recomputedFen: 48_291 })
    const projectId = await world.projectId()
    const asked = { projectId, month: '2026-11' as Month, buildingId: null }
    const [notice] = noticesOf(test.core.database.read, asked, '2026-11-24' as LocalDate)
    expect(notice?.lines[0]?.note).toBe('期初欠费')
  })

  it('are billed no more: paid days by item, and days before go-live', async () => {
    await opened()
    const november = await world.preview()
    expect(november).toMatchObject({ created: 1, totalFen: 16_097 })
    await world.publish()
    const { rows } = await world.lines()
    expect(rows.map(({ roomCode, month, isOpening }) => [roomCode, month, isOpening])).toEqual([
      ['3-1-101', '2026-10', true],
      ['3-1-101', '2026-11', false],
    ])
    const next = await test.admin.query('billing.preview', {
      month: '2027-01' as Month,
      scope: { buildingId: null, roomId: null },
    })
    expect(next.created).toBe(2)
  })

  it('do not look like a month before: nothing is an outlier beside them', async () => {
    await opened()
    expect((await world.preview()).lastMonthFen).toBe(0)
  })

  it('give a meter its base, which the next reading is billed from', async () => {
    await opened()
    const { rows } = await test.admin.query('metering.sheet', { month: '2026-11' as Month, route: null })
    expect(rows).toMatchObject([{ code: 'S-102', previousOn: '2026-10-31' }])
    expect(rows[0]?.facts.ways).toMatchObject([{ register: 'total', startE3: 88_500 }])
  })

  it('are taken back as a whole until somebody pays', async () => {
    const { openingId } = await opened()
    await test.admin.command('opening.undo', { openingId, reason: '合计填错' })
    await test.core.jobs.settled()
    expect((await list()).postings).toMatchObject([{ state: 'undone' }])
    expect((await world.lines()).rows).toMatchObject([{ state: 'cancelled' }])
    expect(world.count('meter_reading')).toBe(0)
    // What was paid until is forgotten with it: both homes are billed for November.
    expect((await world.preview()).created).toBe(2)
    const again = await read(...ROWS)
    const { job } = await post(await typed(again, 2, 48_291))
    expect(job.state).toBe('done')
  })

  it('stay once money was taken', async () => {
    const { openingId } = await opened()
    const [line] = (await world.lines()).rows
    await pay(line?.lineId as Id, 48_291)
    const undo = test.admin.command('opening.undo', { openingId, reason: '合计填错' })
    expect(await test.admin.refusal(undo)).toMatchObject({ code: 'opening.has_payments', params: { lines: 1 } })
  })

  it('are not posted twice, and hold the go-live day', async () => {
    await opened()
    const view = await read(...ROWS)
    expect(view).toMatchObject({ ready: 0, wrong: 2, wrongFields: ['from_on', 'paid_until', 'meter'] })
    const { name, payeeName } = await test.admin.query('project.current', {})
    const moved = test.admin.command('project.update', { name, payeeName, goLiveOn: '2026-10-01' as LocalDate })
    expect(await test.admin.refusal(moved)).toMatchObject({ code: 'project.opening_posted' })
    await test.admin.command('project.update', { name: '新名字', payeeName, goLiveOn: '2026-11-01' as LocalDate })
  })

  it('are mended in the page, cell by cell', async () => {
    const view = await read('3-1-199,物业费,,,一百,,,', ROWS[2] ?? '')
    expect(view).toMatchObject({ ready: 0, wrong: 1, wrongFields: ['room', 'amount'] })
    const { rows } = await test.admin.query('opening.rows', { draftId: view.draftId, show: 'wrong', from: 0, size: 10 })
    expect(rows[0]?.problems.map(({ code }) => code)).toEqual(['opening.amount_unreadable', 'opening.room_unknown'])
    expect(await test.admin.refusal(post(view))).toMatchObject({ code: 'opening.rows_wrong', params: { wrong: 1 } })
    const mended = await change(view.draftId, {
      kind: 'mend',
      cells: [
        { row: 2, field: 'room', text: '3-1-101' },
        { row: 2, field: 'amount', text: '100' },
      ],
    })
    expect(mended).toMatchObject({ ready: 1, wrong: 0, mended: 2, totals: { owedFen: 10_000 } })
  })

  it('keep the columns that somebody named for the next file of the same system', async () => {
    const path = join(folder, '别的系统.csv')
    const write = (room: string) => writeFileSync(path, `收费对象,科目,结余,缴至\n${room},物业费,10,\n`)
    write('3-1-101')
    const first = await test.admin.command('opening.read', { grantId: test.grant(path, 'read') })
    expect(first.totals.debts).toBe(0)
    const columns = [
      { index: 0, field: 'room' },
      { index: 1, field: 'item' },
      { index: 2, field: 'amount' },
    ]
    await post(await typed(await change(first.draftId, { kind: 'columns', columns }), 1, 1000))
    write('3-1-102')
    const second = await test.admin.command('opening.read', { grantId: test.grant(path, 'read') })
    expect(second).toMatchObject({ mappingRemembered: true, totals: { owedFen: 1000 } })
  })

  it('want a go-live day, and a template says what to fill', async () => {
    const path = join(folder, '期初模板.xlsx')
    const asked = { grantId: test.grant(path, 'write'), language: 'zh-CN' } as const
    expect(await test.admin.command('opening.save_template', asked)).toEqual({ columns: 11 })
    expect(existsSync(path)).toBe(true)
    const view = await test.admin.command('opening.read', { grantId: test.grant(path, 'read') })
    expect(view.columns.map(({ field }) => field)).toEqual([
      'room',
      'item',
      'from_on',
      'to_on',
      'amount',
      'due_on',
      'paid_until',
      'meter',
      'reading',
      'read_on',
      'note',
    ])
    const projectId = await world.projectId()
    test.core.database.transact({ command: 'test.no_go_live', userId: 'system' }, (unit) =>
      unit.update('project', projectId, { go_live_on: null }),
    )
    expect(await test.admin.refusal(read(...ROWS))).toMatchObject({ code: 'billing.no_go_live' })
  })

  it('go on where they broke off, and a posting that fails leaves nothing', async () => {
    const codes = Array.from({ length: 900 }, (_, index) => `4-1-${index}`)
    await world.addRooms(codes.map((code) => home(code, 8_943)))
    const view = await read(...codes.map((code) => `${code},物业费,,,1.00,2026-09,,`))
    const right = await typed(view, 900, 90_000)
    const broken = await breakOff(test, {
      begin: () => test.admin.command('opening.post', { draftId: right.draftId, fingerprint: right.fingerprint }),
      at: () => world.count('opening_paid_until') > 0,
    })
    test = broken.test
    const written = world.count('opening_paid_until')
    expect(written).toBeLessThan(900)
    // Nobody sees a posting that is half written.
    expect((await world.lines()).count).toBe(0)
    test.core.start()
    await test.core.jobs.settled()
    expect((await list()).postings).toMatchObject([{ state: 'posted', debts: 900, totalFen: 90_000 }])
    expect(world.count('receivable WHERE amount_fen = 100')).toBe(900)
    expect(world.count('opening_paid_until')).toBe(900)
  })
})
