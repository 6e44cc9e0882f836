import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import { issueReceipt } from '../../src-main/core/features/receipt/index.ts'
import type { Contract } from '../../src-shared/contract/index.ts'
import type { InputOf } from '../../src-shared/contract/request/types.ts'
import type { CollectAccepted } from '../../src-shared/domain/counter/index.ts'
import { parseVerificationCode } from '../../src-shared/domain/receipt/index.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { counterWorld, openShift, pieces } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

type Collect = InputOf<Contract, 'counter.collect'>
const yuan = (amount: number): Fen => Math.round(amount * 100) as Fen
const tender = (name: Collect['tenders'][number]['tender'], amountFen: Fen): Collect['tenders'][number] => ({
  tender: name,
  amountFen,
  reference: null,
})

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

/** Pays lines whole with one tender. */
function payment(lines: readonly (readonly [Id, number])[], changes: Partial<Collect> = {}): Collect {
  const total = lines.reduce((sum, [, amount]) => sum + amount, 0) as Fen
  return {
    shiftId,
    payerName: null,
    lines: lines.map(([lineId, amount]) => ({ lineId, expectedOpenFen: amount as Fen, payFen: amount as Fen })),
    tenders: [tender('wechat', total)],
    cashReceivedFen: null,
    note: null,
    print: false,
    ...changes,
  }
}
const account = (seat: TestSeat, ...roomIds: string[]) => seat.query('counter.open', { roomIds: roomIds as Id[] })
const allReceipts = (seat: TestSeat) =>
  seat.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })

describe('an account at the counter', () => {
  let room = ''
  beforeAll(async () => {
    await begin()
    room = world.room('3-2-1501')
    world.line(room, { month: '2026-12', amountFen: 16_097 })
    world.line(room, { month: '2026-09', amountFen: 16_097 })
    world.line(room, { month: '2026-10', amountFen: 16_097, dueOn: '2026-10-31' })
    world.line(room, { month: '2026-11', amountFen: 16_097 })
    world.line(room, { month: '2026-11', amountFen: 8_000, feeItem: '车位管理费', priority: 5 })
    world.line(room, { month: '2027-01', amountFen: 16_097, state: 'generating' })
  })
  afterAll(() => test.stop())

  it('shows what is owed in the order of debts and ticks what is due or of this month', async () => {
    const { lines } = await account(clerk, room)
    expect(lines.map((line) => [line.month, line.feeItem, line.ticked, line.overdueDays])).toEqual([
      ['2026-09', '物业费', true, 54],
      ['2026-10', '物业费', true, 23],
      ['2026-11', '物业费', true, 0],
      ['2026-11', '车位管理费', true, 0],
      ['2026-12', '物业费', false, 0],
    ])
    expect(lines[0]).toMatchObject({
      openFen: 16_097,
      charge: { quantity: { value: 8_943, scale: 2 }, priceE6: 1_800_000, exact: '160.974' },
    })
  })

  it('says who owns the room, where it is, and which number comes next', async () => {
    const opened = await account(clerk, room)
    expect(opened.room).toMatchObject({ code: '3-2-1501', label: '3栋2单元3-2-1501', builtAreaE2: 8_943 })
    expect(opened.owners).toMatchObject([{ name: '业主3-2-1501', phone: '138****8888' }])
    expect(opened).toMatchObject({ payerName: '业主3-2-1501', nextReceiptNo: 'SJ-A-2026-000001', lastReceipt: null })
  })

  it('knows the open shift and says nothing of its takings', async () => {
    const { shift } = await clerk.query('counter.state', {})
    expect(shift).toEqual({ shiftId, drawer: 'A', openedAt: expect.any(Number) as number, receipts: 0, counted: false })
  })
})

describe('collecting', () => {
  beforeEach(begin)
  afterEach(() => test.stop())

  it('issues no receipt that would lose a discount, a prepayment or a difference of its sums', () => {
    const roomId = world.room('1501')
    const lineId = world.line(roomId, { month: '2026-09', amountFen: 16_097 })
    const tenders = [{ ...tender('cash', yuan(160)), receivedFen: yuan(160), changeFen: yuan(0) }]
    const accepted: CollectAccepted = {
      kind: 'accepted',
      allocations: [{ lineId, part: 'principal', amountFen: yuan(160), leavesFen: yuan(0.97) }],
      discount: null,
      tenders,
      changeFen: yuan(0),
      prepaymentFen: yuan(0),
      amountFen: yuan(160),
      businessOn: '2026-11-23' as LocalDate,
    }
    const lineOf = new Map([
      [
        lineId,
        { roomId, roomCode: '1501', buildingId: 'b', feeItemName: '物业费', nature: 'revenue', lateFee: null } as const,
      ],
    ])
    const { projectId } = world
    const issue = (changes: Partial<CollectAccepted>) =>
      test.core.database.transact({ command: 'test.issue', userId: 'system' }, (unit) => {
        const cashier = unit.hotFirst(hot<{ id: string }>("SELECT id FROM user WHERE username = 'limin'"))
        const of = {
          projectId,
          shiftId,
          cashierId: cashier?.id ?? '',
          payerName: '',
          note: null,
          lateFeeOrder: null,
          lineOf,
        }
        return issueReceipt(unit, { ...of, accepted: { ...accepted, ...changes } })
      })
    expect(() => issue({ discount: { lineId, amountFen: yuan(0.97) } })).toThrow('no discount')
    expect(() => issue({ prepaymentFen: yuan(1) })).toThrow('no prepayment')
    expect(() => issue({ amountFen: yuan(159) })).toThrow('give its sum')
    expect(() => issue({ tenders: [] })).toThrow('give its sum')
    expect(issue({}).value.receipt_no).toBe('SJ-A-2026-000001')
  })

  it('P1: 482.92 due and 500 in cash give 17.08 back, and 482.92 goes into the drawer', async () => {
    const room = world.room('1501')
    const lines = ['2026-09', '2026-10'].map(
      (month, at) =>
        [world.line(room, { month, amountFen: at === 0 ? 16_097 : 32_195 }), at === 0 ? 16_097 : 32_195] as const,
    )
    const answer = await clerk.command(
      'counter.collect',
      payment(lines, { tenders: [tender('cash', yuan(482.92))], cashReceivedFen: yuan(500) }),
    )
    expect(answer).toMatchObject({
      receiptNo: 'SJ-A-2026-000001',
      amountFen: 48_292,
      changeFen: 1_708,
      nextReceiptNo: 'SJ-A-2026-000002',
    })
    expect(parseVerificationCode(answer.verificationCode)).toBe(answer.verificationCode)
    const receipt = await clerk.query('receipt.open', { receiptId: answer.receiptId })
    expect(receipt.tenders).toEqual([
      { tender: 'cash', amountFen: 48_292, receivedFen: 50_000, changeFen: 1_708, reference: null },
    ])
    expect(receipt).toMatchObject({
      payerName: '业主1501',
      amountInCapitals: '肆佰捌拾贰元玖角贰分',
      state: 'valid',
      voidRefusal: null,
    })
    const after = await account(clerk, room)
    expect(after.lines).toEqual([])
    expect(after.paidUntil).toEqual([{ feeItem: '物业费', paidUntilOn: '2026-10-31' }])
    expect(after.lastReceipt).toMatchObject({ receiptNo: answer.receiptNo, tenders: ['cash'] })
  })

  it('P5: 200.00 on two lines due the same day pays the fee of the higher rank whole and the other in part', async () => {
    const room = world.room('1501')
    const home = world.line(room, { month: '2026-11', amountFen: 16_097, priority: 1 })
    const space = world.line(room, { month: '2026-11', amountFen: 30_000, feeItem: '车位管理费', priority: 2 })
    const paid = payment([[home, 16_097]], { tenders: [tender('card', yuan(200))] })
    await clerk.command('counter.collect', {
      ...paid,
      lines: [...paid.lines, { lineId: space, expectedOpenFen: yuan(300), payFen: yuan(39.03) }],
    })
    expect((await account(clerk, room)).lines).toMatchObject([{ lineId: space, amountFen: 30_000, openFen: 26_097 }])
  })

  it('P20: one receipt for two rooms and a space, and what is owed on each falls by its own lines', async () => {
    const rooms = ['A', 'B', 'P'].map((code) => world.room(code))
    const lines = rooms.map(
      (room, at) => [world.line(room, { month: '2026-11', amountFen: 10_000 + at }), 10_000 + at] as const,
    )
    const answer = await clerk.command('counter.collect', payment(lines, { payerName: ' 鑫源商贸有限公司 ' }))
    const receipt = await clerk.query('receipt.open', { receiptId: answer.receiptId })
    expect(receipt.payerName).toBe('鑫源商贸有限公司')
    expect(receipt.lines.map((line) => [line.roomCode, line.amountFen])).toEqual([
      ['A', 10_000],
      ['B', 10_001],
      ['P', 10_002],
    ])
    expect((await account(clerk, ...rooms)).lines).toEqual([])
  })

  it('the same command twice gives the same receipt, once', async () => {
    const room = world.room('1501')
    const line = world.line(room, { month: '2026-11', amountFen: 16_097 })
    const commandId = test.newId()
    const first = await clerk.command('counter.collect', payment([[line, 16_097]]), commandId)
    const second = await clerk.command('counter.collect', payment([[line, 16_097]]), commandId)
    expect(second).toEqual(first)
    expect((await allReceipts(clerk)).count).toBe(1)
    const restarted = await test.restart()
    test = restarted
    const seat = restarted.seat()
    await seat.login('limin', 'Shoufei-2026')
    expect(await seat.command('counter.collect', payment([[line, 16_097]]), commandId)).toEqual(first)
  })

  it('two clerks on one line: the second is told, and nothing is written for them', async () => {
    const room = world.room('3-2-1501')
    const line = world.line(room, { month: '2026-11', amountFen: 16_097 })
    const other = await world.cashier('wangfang')
    const otherShift = await openShift(other, 'B')
    const both = await Promise.allSettled([
      clerk.command('counter.collect', payment([[line, 16_097]])),
      other.command('counter.collect', payment([[line, 16_097]], { shiftId: otherShift })),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const error = await other.refusal(
      other.command('counter.collect', payment([[line, 16_097]], { shiftId: otherShift })),
    )
    expect(error).toMatchObject({
      code: 'counter.line_paid',
      class: 'conflict',
      params: { roomCode: '3-2-1501', feeItem: '物业费', month: '2026-11' },
    })
    expect((await allReceipts(clerk)).count).toBe(1)
  })

  it('a line that was paid in part meanwhile has another amount', async () => {
    const room = world.room('1501')
    const line = world.line(room, { month: '2026-11', amountFen: 16_097 })
    const part = payment([[line, 16_097]], { tenders: [tender('wechat', yuan(100))] })
    await clerk.command('counter.collect', {
      ...part,
      lines: [{ lineId: line, expectedOpenFen: yuan(160.97), payFen: yuan(100) }],
    })
    expect((await clerk.refusal(clerk.command('counter.collect', payment([[line, 16_097]])))).code).toBe(
      'counter.line_changed',
    )
    await clerk.command('counter.collect', payment([[line, 6_097]]))
    expect((await account(clerk, room)).lines).toEqual([])
  })

  it('is refused with words for every slip, and no number is used up', async () => {
    const room = world.room('1501')
    const line = world.line(room, { month: '2026-11', amountFen: 16_097 })
    const code = async (changes: Partial<Collect>) =>
      (await clerk.refusal(clerk.command('counter.collect', payment([[line, 16_097]], changes)))).code
    expect(await code({ tenders: [tender('wechat', yuan(160))] })).toBe('counter.underpaid')
    expect(await code({ tenders: [tender('wechat', yuan(161))] })).toBe('counter.overpaid')
    expect(await code({ tenders: [tender('cash', yuan(160.97))], cashReceivedFen: yuan(100) })).toBe(
      'counter.cash_short',
    )
    expect(await code({ tenders: [tender('cash', yuan(160.97))], cashReceivedFen: yuan(20_000) })).toBe(
      'counter.change_too_large',
    )
    expect(await code({ cashReceivedFen: yuan(200) })).toBe('counter.cash_without_tender')
    expect(await code({ shiftId: test.newId() as Id })).toBe('shift.not_found')
    const other = await world.cashier('wangfang')
    expect(await code({ shiftId: await openShift(other, 'B') })).toBe('counter.shift_not_yours')
    expect((await clerk.refusal(clerk.command('counter.collect', payment([[test.newId() as Id, 1]])))).code).toBe(
      'record.not_found',
    )
    const unposted = world.line(room, { month: '2026-12', amountFen: 100, state: 'generating' })
    expect((await clerk.refusal(clerk.command('counter.collect', payment([[unposted, 100]])))).code).toBe(
      'counter.line_gone',
    )
    expect((await clerk.query('counter.state', {})).nextReceiptNo).toBe('SJ-A-2026-000001')
  })

  it('a counted shift takes no more money', async () => {
    const line = world.line(world.room('1501'), { month: '2026-11', amountFen: 16_097 })
    await clerk.command('shift.count', { shiftId, pieces: pieces(50_000), bankedFen: 0 as Fen, depositSlipNo: null })
    expect((await clerk.refusal(clerk.command('counter.collect', payment([[line, 16_097]])))).code).toBe(
      'counter.shift_not_open',
    )
    expect((await clerk.query('counter.state', {})).shift).toMatchObject({ counted: true })
  })

  it('the number takes the year of the day of posting, and a shift may pass midnight', async () => {
    const room = world.room('1501')
    test.clock.set('2026-12-31T23:59:00+08:00')
    const old = await clerk.command(
      'counter.collect',
      payment([[world.line(room, { month: '2026-11', amountFen: 1_00 }), 1_00]]),
    )
    test.clock.set('2027-01-01T00:01:00+08:00')
    const next = await clerk.command(
      'counter.collect',
      payment([[world.line(room, { month: '2026-12', amountFen: 1_00 }), 1_00]]),
    )
    expect([old.receiptNo, old.businessOn]).toEqual(['SJ-A-2026-000001', '2026-12-31'])
    expect([next.receiptNo, next.businessOn]).toEqual(['SJ-A-2027-000001', '2027-01-01'])
  })

  it('of a clerk for one building, nothing of another building is seen or taken', async () => {
    const [mine, theirs] = [world.room('M-1'), world.room('T-1', { building: '9栋' })]
    const lines = [mine, theirs].map((room) => world.line(room, { month: '2026-11', amountFen: 5_000 }))
    const guarded = await world.cashier('zhao', [world.buildingOf(mine)])
    const guardedShift = await openShift(guarded, 'C')
    expect((await guarded.refusal(account(guarded, theirs))).code).toBe('record.not_found')
    const both = payment(
      lines.map((line) => [line, 5_000]),
      { shiftId: guardedShift },
    )
    expect((await guarded.refusal(guarded.command('counter.collect', both))).code).toBe('record.not_found')
    const joint = await clerk.command('counter.collect', payment(lines.map((line) => [line, 5_000])))
    expect((await guarded.refusal(guarded.query('receipt.open', { receiptId: joint.receiptId }))).code).toBe(
      'record.not_found',
    )
    expect((await allReceipts(guarded)).count).toBe(0)
  })

  it('who may not collect is refused', async () => {
    const reader = await world.cashier('reader', undefined, 'read_only')
    expect((await reader.refusal(reader.query('counter.state', {}))).code).toBe('permission.denied')
  })
})

describe('voiding a receipt', () => {
  beforeEach(begin)
  afterEach(() => test.stop())

  async function paidLine(amountFen: number, by: 'cash' | 'wechat' = 'wechat') {
    const room = world.room(`V-${amountFen}`)
    const line = world.line(room, { month: '2026-11', amountFen })
    const { receiptId } = await clerk.command(
      'counter.collect',
      payment([[line, amountFen]], { tenders: [tender(by, amountFen as Fen)] }),
    )
    return { room, line, receiptId }
  }
  const voiding = (receiptId: Id) => ({ receiptId, reason: '金额录错', paperTakenBack: false })

  it('opens its lines again; the number stays and the next one is another', async () => {
    const { room, line, receiptId } = await paidLine(16_097)
    expect(await clerk.command('receipt.void', voiding(receiptId))).toMatchObject({
      reopenedLines: 1,
      amountFen: 16_097,
      receiptNo: 'SJ-A-2026-000001',
    })
    expect((await account(clerk, room)).lines).toMatchObject([{ lineId: line, openFen: 16_097 }])
    expect((await clerk.refusal(clerk.command('receipt.void', voiding(receiptId)))).code).toBe('receipt.already_voided')
    const again = await clerk.command('counter.collect', payment([[line, 16_097]]))
    expect(again.receiptNo).toBe('SJ-A-2026-000002')
    expect(await clerk.query('receipt.open', { receiptId })).toMatchObject({
      state: 'voided',
      events: [{ kind: 'voided', by: 'limin', reason: '金额录错' }],
    })
    expect(verifyChain(test.core.database.read)).toMatchObject({ kind: 'intact' })
  })

  it('is for the own cashier in the own open shift', async () => {
    const { receiptId } = await paidLine(1_000)
    const other = await world.cashier('wangfang')
    await openShift(other, 'B')
    expect((await other.refusal(other.command('receipt.void', voiding(receiptId)))).code).toBe('receipt.not_your_shift')
    expect((await other.query('receipt.open', { receiptId })).voidRefusal).toBe('receipt.not_your_shift')
    await clerk.command('shift.count', { shiftId, pieces: pieces(50_000), bankedFen: 0 as Fen, depositSlipNo: null })
    expect((await clerk.refusal(clerk.command('receipt.void', voiding(receiptId)))).code).toBe('receipt.shift_closed')
  })

  it('hides the sums from the person who will count them, and shows them after the count', async () => {
    const { receiptId } = await paidLine(1_000)
    await paidLine(2_000)
    await clerk.command('receipt.void', voiding(receiptId))
    expect((await allReceipts(clerk)).sums).toEqual({ amountFen: null, voidedFen: null, voided: 1 })
    expect((await allReceipts(test.admin)).sums).toEqual({ amountFen: 2_000, voidedFen: 1_000, voided: 1 })
    const bills = (seat: TestSeat) =>
      seat.query('billing.lines', { filter: {}, sort: { key: 'room', direction: 'asc' } })
    expect((await bills(clerk)).sums).toMatchObject({ paidFen: null, openFen: null })
    expect((await bills(test.admin)).sums.paidFen).toEqual(expect.any(Number))
    await clerk.command('shift.count', { shiftId, pieces: pieces(50_000), bankedFen: 0 as Fen, depositSlipNo: null })
    expect((await allReceipts(clerk)).sums.amountFen).toBe(2_000)
    expect((await bills(clerk)).sums.paidFen).toEqual(expect.any(Number))
  })

  it('finds receipts by number, room, payer, tender, day and state', async () => {
    await paidLine(1_000, 'cash')
    const { room, receiptId } = await paidLine(2_000)
    await clerk.command('receipt.void', voiding(receiptId))
    const count = async (filter: InputOf<Contract, 'receipt.list'>['filter']) =>
      (await clerk.query('receipt.list', { filter, sort: { key: 'at', direction: 'desc' } })).count
    expect(await count({ text: '000002' })).toBe(1)
    expect(await count({ text: 'v-1000' })).toBe(1)
    expect(await count({ text: '业主' })).toBe(2)
    expect(await count({ tender: 'cash' })).toBe(1)
    expect(await count({ state: 'voided' })).toBe(1)
    expect(await count({ state: 'valid', roomId: room as Id })).toBe(0)
    expect(await count({ fromOn: '2026-11-24' as never })).toBe(0)
    const list = await allReceipts(clerk)
    expect((await clerk.query('receipt.list_rows', { snapshotId: list.snapshotId, from: 1, size: 5 })).rows).toEqual(
      list.rows.slice(1),
    )
  })
})
