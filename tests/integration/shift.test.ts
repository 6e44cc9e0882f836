import { hot } from '../../src-main/core/db/read-handle.ts'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import type { Contract } from '../../src-shared/contract/index.ts'
import type { OutputOf } from '../../src-shared/contract/request/types.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import { counterWorld, openShift, pieces } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { PROJECT, startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

type Tender = OutputOf<Contract, 'shift.report'>['byTender'][number]['tender']
const fen = (yuan: number): Fen => Math.round(yuan * 100) as Fen

let test: TestCore
let world: CounterWorld
let clerk: TestSeat
let shiftId: Id

async function begin(): Promise<void> {
  test = await startTestCore()
  world = await counterWorld(test)
  clerk = await world.cashier('limin')
  shiftId = await openShift(clerk, 'A')
}

let rooms = 0
/** A room pays one bill whole. */
async function pay(seat: TestSeat, of: { readonly shiftId: Id; readonly amountFen: Fen; readonly tender?: Tender }) {
  const { amountFen, tender = 'cash' } = of
  rooms += 1
  const lineId = world.line(world.room(`9-${rooms}`), { month: '2026-11', amountFen })
  return seat.command('counter.collect', {
    shiftId: of.shiftId,
    payerName: null,
    lines: [{ lineId, expectedOpenFen: amountFen, payFen: amountFen }],
    tenders: [{ tender, amountFen, reference: null }],
    cashReceivedFen: null,
    note: null,
    print: false,
  })
}
const count = (seat: TestSeat, of: { readonly shiftId: Id; readonly countedFen: Fen; readonly bankedFen?: Fen }) =>
  seat.command('shift.count', {
    shiftId: of.shiftId,
    pieces: pieces(of.countedFen),
    bankedFen: of.bankedFen ?? fen(0),
    depositSlipNo: null,
  })
const close = (seat: TestSeat, id: Id, differenceReason: string | null = null) =>
  seat.command('shift.close', { shiftId: id, differenceReason, handOverTo: '王芳', handOverNote: '3-2-1501 明天来缴' })

describe('opening a shift', () => {
  beforeAll(begin)
  afterAll(() => test.stop())

  it('takes the float, and a second one is refused to the same cashier and at the same drawer', async () => {
    const current = await clerk.query('shift.current', {})
    expect(current).toMatchObject({
      shift: { shiftId, drawer: 'A', state: 'open', receipts: 0, own: true, counted: false },
      floatFen: 50_000,
      count: null,
    })
    const twice = await clerk.refusal(clerk.command('shift.open', { drawer: 'B', floatPieces: pieces(0) }))
    expect(twice).toMatchObject({ code: 'shift.already_open', params: { drawer: 'A' } })
    const wang = await world.cashier('wangfang')
    const taken = await wang.refusal(wang.command('shift.open', { drawer: 'A', floatPieces: pieces(0) }))
    expect(taken).toMatchObject({ code: 'shift.drawer_taken', params: { cashier: 'limin' }, field: 'drawer' })
  })

  it('offers the drawers known so far and the colleagues who may take over', async () => {
    const { drawers, colleagues } = await clerk.query('shift.current', {})
    expect(drawers).toEqual(['A'])
    expect(colleagues).toContain('wangfang')
    expect(colleagues).not.toContain('limin')
  })

  it('sent again after a lost answer opens nothing twice', async () => {
    const chen = await world.cashier('chen')
    const commandId = test.newId()
    const input = { drawer: 'C', floatPieces: pieces(10_000) }
    const first = await chen.command('shift.open', input, commandId)
    expect(await chen.command('shift.open', input, commandId)).toEqual(first)
    expect((await chen.query('shift.list', {})).shifts).toHaveLength(1)
  })

  it('is not for roles without a counter', async () => {
    const guard = await world.cashier('guard1', undefined, 'guard')
    expect((await guard.refusal(guard.command('shift.open', { drawer: 'G', floatPieces: pieces(0) }))).code).toBe(
      'permission.denied',
    )
    expect((await guard.refusal(guard.query('shift.list', {}))).code).toBe('permission.denied')
    expect((await guard.refusal(guard.query('shift.report', { shiftId }))).code).toBe('permission.denied')
  })
})

describe('counting and closing', () => {
  beforeEach(begin)
  afterEach(() => test.stop())

  it('P6 without the refund: 1,000.00 to the bank, 630.00 counted, 104.56 short, and a reason is asked', async () => {
    await pay(clerk, { shiftId, amountFen: fen(1_234.56) })
    const answer = await count(clerk, { shiftId, countedFen: fen(630), bankedFen: fen(1_000) })
    expect(answer).toEqual({ expectedCashFen: 73_456, countedCashFen: 63_000, differenceFen: -10_456 })
    const silent = await clerk.refusal(close(clerk, shiftId))
    expect(silent).toMatchObject({
      code: 'shift.reason_required',
      params: { differenceFen: -10_456 },
      field: 'differenceReason',
    })
    const { report } = await close(clerk, shiftId, '找零多给')
    expect(report).toMatchObject({
      kind: 'z',
      floatFen: 50_000,
      netFen: 123_456,
      expectedCashFen: 73_456,
      countedCashFen: 63_000,
      differenceFen: -10_456,
      differenceReason: '找零多给',
      bankedFen: 100_000,
      handOverTo: '王芳',
      byTender: [{ tender: 'cash', count: 1, amountFen: 123_456 }],
      byFeeItem: [{ feeItem: '物业费', amountFen: 123_456 }],
    })
  })

  it('shows numbers of papers and slips before the count, and not one sum of money', async () => {
    const first = await pay(clerk, { shiftId, amountFen: fen(482.92) })
    await pay(clerk, { shiftId, amountFen: fen(160.97), tender: 'wechat' })
    await pay(clerk, { shiftId, amountFen: fen(160.98), tender: 'wechat' })
    await clerk.command('receipt.void', { receiptId: first.receiptId, reason: '金额录错', paperTakenBack: true })
    const current = await clerk.query('shift.current', {})
    expect(current.documents).toEqual({
      receiptFirst: 'SJ-A-2026-000001',
      receiptLast: 'SJ-A-2026-000003',
      receiptCount: 3,
      gaps: [],
      voided: [{ receiptNo: 'SJ-A-2026-000001', reason: '金额录错' }],
      reprints: [],
      slips: [{ tender: 'wechat', count: 2 }],
    })
    expect(JSON.stringify(current)).not.toMatch(/48292|16097|16098|32195/)
    expect((await clerk.refusal(clerk.query('shift.report', { shiftId }))).code).toBe('shift.expected_hidden')
  })

  it('is counted once, by its own cashier, and takes no money afterwards', async () => {
    const wang = await world.cashier('wangfang')
    expect((await wang.refusal(count(wang, { shiftId, countedFen: fen(500) }))).code).toBe('shift.not_yours')
    await count(clerk, { shiftId, countedFen: fen(500) })
    expect((await clerk.refusal(count(clerk, { shiftId, countedFen: fen(499) }))).code).toBe('shift.already_counted')
    expect((await clerk.refusal(pay(clerk, { shiftId, amountFen: fen(10) }))).code).toBe('counter.shift_not_open')
    expect((await clerk.query('shift.current', {})).count).toMatchObject({
      countedCashFen: 50_000,
      expectedCashFen: 50_000,
      differenceFen: 0,
    })
  })

  it('is closed after the count alone, and once', async () => {
    expect((await clerk.refusal(close(clerk, shiftId))).code).toBe('shift.not_counted')
    await count(clerk, { shiftId, countedFen: fen(500) })
    await close(clerk, shiftId)
    expect((await clerk.refusal(close(clerk, shiftId))).code).toBe('shift.not_open')
    expect((await clerk.query('shift.current', {})).shift).toBeNull()
  })

  it('banks at most what is above the float', async () => {
    await pay(clerk, { shiftId, amountFen: fen(100) })
    const error = await clerk.refusal(count(clerk, { shiftId, countedFen: fen(400), bankedFen: fen(100.01) }))
    expect(error).toMatchObject({ code: 'shift.banked_too_much', params: { limitFen: 10_000 }, field: 'bankedFen' })
  })

  it('counts a number of another shift as no gap', async () => {
    const wang = await world.cashier('wangfang')
    const other = await openShift(wang, 'B')
    await pay(clerk, { shiftId, amountFen: fen(10) })
    await pay(wang, { shiftId: other, amountFen: fen(20) })
    await pay(clerk, { shiftId, amountFen: fen(30) })
    const { documents } = await clerk.query('shift.current', {})
    expect(documents).toMatchObject({
      receiptFirst: 'SJ-A-2026-000001',
      receiptLast: 'SJ-A-2026-000003',
      receiptCount: 2,
      gaps: [],
    })
  })

  it('keeps a count over a restart, and the Z report carries the head of the chain', async () => {
    await pay(clerk, { shiftId, amountFen: fen(20), tender: 'alipay' })
    await count(clerk, { shiftId, countedFen: fen(500) })
    test = await test.restart()
    const seat = test.seat()
    await seat.login('limin', 'Shoufei-2026')
    expect((await seat.query('shift.current', {})).count).toMatchObject({ differenceFen: 0 })
    const head = test.core.database.head
    const { report } = await close(seat, shiftId)
    expect(report.chainHead).toBe(`${head.devSeq}:${head.hash.toString('hex')}`)
    expect(await seat.query('shift.report', { shiftId })).toEqual(report)
    expect(verifyChain(test.core.database.read)).toMatchObject({ kind: 'intact' })
  })

  it('is printed as a paper with the sums, the count and both signatures', async () => {
    await pay(clerk, { shiftId, amountFen: fen(1_234.56) })
    const folder = mkdtempSync(join(tmpdir(), 'shift-'))
    const path = join(folder, '交班表.pdf')
    const save = () => clerk.command('shift.save_report', { shiftId, grantId: test.grant(path, 'write') })
    expect((await clerk.refusal(save())).code).toBe('shift.expected_hidden')
    expect(existsSync(path)).toBe(false)
    await count(clerk, { shiftId, countedFen: fen(1_734.5) })
    await close(clerk, shiftId, '分币')
    expect(await save()).toEqual({ pages: 1 })
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-')
    const nowhere = clerk.command('shift.save_report', {
      shiftId,
      grantId: test.grant(join(folder, 'no', 'such.pdf'), 'write'),
    })
    expect(await clerk.refusal(nowhere)).toMatchObject({ code: 'job.file_not_written', params: { reason: 'ENOENT' } })
    expect((await clerk.refusal(clerk.command('shift.save_report', { shiftId, grantId: 'unknown' }))).code).toBe(
      'job.grant_unknown',
    )
    rmSync(folder, { recursive: true })
  })
})

describe('who sees the shift of another', () => {
  beforeAll(async () => {
    await begin()
    await pay(clerk, { shiftId, amountFen: fen(100) })
  })
  afterAll(() => test.stop())

  it('not a colleague at the next desk', async () => {
    const wang = await world.cashier('wangfang')
    expect((await wang.query('shift.list', {})).shifts).toEqual([])
    expect((await wang.refusal(wang.query('shift.report', { shiftId }))).code).toBe('shift.not_found')
  })

  it('the accountant, also before the count', async () => {
    const accountant = await world.cashier('liu', undefined, 'accountant')
    expect((await accountant.query('shift.list', {})).shifts).toMatchObject([{ shiftId, own: false, cashier: 'limin' }])
    expect(await accountant.query('shift.report', { shiftId })).toMatchObject({
      kind: 'x',
      netFen: 10_000,
      expectedCashFen: 60_000,
    })
  })

  it('nobody of another project', async () => {
    const elsewhere = test.core.database.transact({ command: 'test.world', userId: 'system' }, (unit) => {
      const id = unit.newId()
      const row = {
        id,
        code: 'ZZ',
        name: '别处',
        community_kind: 'standard',
        payee_name: '别处',
        receipt_book: 'SJ2',
        go_live_on: null,
        created_at: unit.now,
        ended_on: null,
      } as const
      unit.insert('project', row)
      unit.setFeature(id, 'shift', 1)
      const admin = unit.hotFirst(
        hot<{ user_id: string; role_id: string }>('SELECT user_id, role_id FROM user_role LIMIT 1'),
      )
      unit.insert('user_role', {
        id: unit.newId(),
        user_id: admin?.user_id ?? '',
        project_id: id,
        role_id: admin?.role_id ?? '',
        building_ids_json: null,
        ended_at: null,
      })
      return id
    }).value
    await test.admin.command('session.switch_project', { projectId: elsewhere as Id })
    expect((await test.admin.query('shift.list', {})).shifts).toEqual([])
    expect((await test.admin.refusal(test.admin.query('shift.report', { shiftId }))).code).toBe('shift.not_found')
    expect(
      (
        await test.admin.refusal(
          test.admin.command('shift.force_close', { shiftId, reason: '不该行', differenceReason: null }),
        )
      ).code,
    ).toBe('shift.not_found')
    await test.admin.command('session.switch_project', { projectId: world.projectId as Id })
    expect((await test.admin.query('session.current', {})).session?.project?.code).toBe(PROJECT.projectCode)
  })
})

describe('a forgotten shift', () => {
  beforeEach(async () => {
    await begin()
    await pay(clerk, { shiftId, amountFen: fen(100) })
  })
  afterEach(() => test.stop())
  const force = (seat: TestSeat, differenceReason: string | null = null) =>
    seat.command('shift.force_close', { shiftId, reason: '忘记交班', differenceReason })

  it('is closed by a supervisor alone, without inventing a count, and frees its drawer', async () => {
    expect((await clerk.refusal(force(clerk))).code).toBe('permission.denied')
    await force(test.admin)
    expect((await clerk.query('shift.list', {})).shifts).toMatchObject([
      { state: 'forced', counted: false, differenceFen: null },
    ])
    expect((await test.admin.refusal(force(test.admin))).code).toBe('shift.not_open')
    await openShift(clerk, 'A')
  })

  it('hides what should be in the drawer from whoever will count it', async () => {
    await force(test.admin)
    expect((await test.admin.refusal(test.admin.query('shift.report', { shiftId }))).code).toBe('shift.expected_hidden')
    const accountant = await world.cashier('liu', undefined, 'accountant')
    expect(await accountant.query('shift.report', { shiftId })).toMatchObject({
      kind: 'z',
      countedCashFen: null,
      forcedReason: '忘记交班',
    })
  })

  it('is counted later, once, with a reason for a difference', async () => {
    const countForced = (countedFen: Fen, differenceReason: string | null) =>
      test.admin.command('shift.count_forced', { shiftId, pieces: pieces(countedFen), differenceReason })
    expect((await test.admin.refusal(countForced(fen(600), null))).code).toBe('shift.not_forced')
    await force(test.admin)
    expect((await test.admin.refusal(countForced(fen(599), null))).code).toBe('shift.reason_required')
    const { report } = await countForced(fen(599), '少一元')
    expect(report).toMatchObject({
      kind: 'z',
      differenceFen: -100,
      differenceReason: '少一元',
      forcedReason: '忘记交班',
      handOverNote: null,
    })
    expect((await test.admin.refusal(countForced(fen(600), null))).code).toBe('shift.already_counted')
  })

  it('that was counted short is not closed without an explanation, and the report carries both reasons', async () => {
    await count(clerk, { shiftId, countedFen: fen(300) })
    expect(await test.admin.refusal(force(test.admin))).toMatchObject({
      code: 'shift.reason_required',
      params: { differenceFen: -30_000 },
      field: 'differenceReason',
    })
    expect(await clerk.query('shift.current', {})).toMatchObject({ shift: { state: 'open', counted: true } })
    await force(test.admin, '钱被取走三百，已报警')
    expect(await test.admin.query('shift.report', { shiftId })).toMatchObject({
      kind: 'z',
      differenceFen: -30_000,
      differenceReason: '钱被取走三百，已报警',
      forcedReason: '忘记交班',
      handOverNote: null,
    })
  })

  it('that was counted even needs no explanation', async () => {
    await count(clerk, { shiftId, countedFen: fen(600) })
    await force(test.admin)
    expect(await test.admin.query('shift.report', { shiftId })).toMatchObject({
      differenceFen: 0,
      differenceReason: null,
      forcedReason: '忘记交班',
    })
  })
})
