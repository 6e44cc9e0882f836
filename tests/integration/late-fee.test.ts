import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { verifyBalances } from '../../src-main/core/db/verify-balances.ts'
import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import type { Contract } from '../../src-shared/contract/index.ts'
import type { InputOf } from '../../src-shared/contract/request/types.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { counterWorld, openShift } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

type Collect = InputOf<Contract, 'counter.collect'>
type Part = Collect['lines'][number]
type Policy = NonNullable<InputOf<Contract, 'late_fee.save_rule'>['policy']>

const day = (text: string) => text as LocalDate
const POLICY: Policy = {
  rate: { kind: 'per_day', ratePpm: 500 },
  graceDays: 15,
  countFrom: 'grace_end',
  cap: { kind: 'principal' },
  rounding: { mode: 'half_up', precision: 'fen' },
  itemIds: null,
  excludedRoomCodes: [],
}

let test: TestCore
let world: CounterWorld
let clerk: TestSeat
let shiftId: Id
let room: string
let september: Id
let october: Id

beforeEach(async () => {
  test = await startTestCore()
  world = await counterWorld(test)
  clerk = await world.cashier('limin')
  shiftId = await openShift(clerk, 'A')
  room = world.room('3-2-1501')
  september = world.line(room, { month: '2026-09', amountFen: 16_097 })
  october = world.line(room, { month: '2026-10', amountFen: 16_097 })
})
afterEach(() => test.stop())

const saveRule = (changes: Partial<Policy> = {}, more: Partial<InputOf<Contract, 'late_fee.save_rule'>> = {}) =>
  test.admin.command('late_fee.save_rule', {
    ruleId: null,
    version: 0,
    standardId: null,
    fromOn: day('2026-01-01'),
    mode: 'on',
    policy: { ...POLICY, ...changes },
    document: null,
    ...more,
  })
const open = (lateFeeOn: LocalDate | null = null, seat = clerk) =>
  seat.query('counter.open', { roomIds: [room as Id], lateFeeOn })
const lateFees = async (on: LocalDate | null = null, seat = clerk) =>
  (await open(on, seat)).lines.map(({ month, openFen, lateFeeFen }) => [month, openFen, lateFeeFen])
const part = (lineId: Id, of: Part['part'], expected: number, pay = expected): Part => ({
  lineId,
  part: of,
  expectedOpenFen: expected as Fen,
  payFen: pay as Fen,
})
function pay(lines: readonly Part[], changes: Partial<Collect> = {}): Collect {
  const total = lines.reduce((sum, line) => sum + line.payFen, 0) as Fen
  const tenders = [{ tender: 'wechat' as const, amountFen: total, reference: null }]
  return {
    shiftId,
    payerName: null,
    lines: [...lines],
    tenders,
    cashReceivedFen: null,
    note: null,
    print: false,
    ...changes,
  }
}
const collect = (lines: readonly Part[], changes: Partial<Collect> = {}, seat = clerk) =>
  seat.command('counter.collect', pay(lines, changes))
const balances = () => verifyBalances(test.core.database.read, () => Promise.resolve())

describe('late fees at the counter', () => {
  it('are none as long as no rule is on', async () => {
    expect(await open()).toMatchObject({ lateFees: null })
    expect(await lateFees()).toEqual([
      ['2026-09', 16_097, 0],
      ['2026-10', 16_097, 0],
    ])
    await saveRule({}, { mode: 'off', policy: null })
    expect(await open()).toMatchObject({ lateFees: null })
  })

  it('stand beside each line for the cut-off day: 39 and 8 days of 160.97 at 0.05%', async () => {
    await saveRule()
    expect(await open()).toMatchObject({ lateFees: { on: '2026-11-23', order: 'principal_first' } })
    expect(await lateFees()).toEqual([
      ['2026-09', 16_097, 314],
      ['2026-10', 16_097, 64],
    ])
    expect(await lateFees(day('2026-10-15'))).toEqual([
      ['2026-09', 16_097, 0],
      ['2026-10', 16_097, 0],
    ])
    expect((await lateFees(day('2026-12-31')))[0]).toEqual(['2026-09', 16_097, 620])
  })

  it('are paid as a line of their own, and the balance of the bill knows nothing of them', async () => {
    await saveRule()
    const lines = [
      part(september, 'principal', 16_097),
      part(october, 'principal', 16_097),
      part(september, 'late_fee', 314),
      part(october, 'late_fee', 64),
    ]
    const answer = await collect(lines)
    expect(answer.amountFen).toBe(2 * 16_097 + 378)
    const receipt = await clerk.query('receipt.open', { receiptId: answer.receiptId })
    expect(receipt.lines.map((line) => [line.month, line.part, line.amountFen])).toEqual([
      ['2026-09', 'principal', 16_097],
      ['2026-10', 'principal', 16_097],
      ['2026-09', 'late_fee', 314],
      ['2026-10', 'late_fee', 64],
    ])
    expect((await open()).lines).toEqual([])
    expect(await balances()).toEqual({ kind: 'agree' })
    expect(verifyChain(test.core.database.read)).toMatchObject({ kind: 'intact' })
  })

  it('stay due when the principal alone was paid, and grow no more', async () => {
    await saveRule()
    await collect([part(september, 'principal', 16_097)])
    expect(await lateFees()).toEqual([
      ['2026-09', 0, 314],
      ['2026-10', 16_097, 64],
    ])
    expect((await lateFees(day('2027-03-01')))[0]).toEqual(['2026-09', 0, 314])
    await collect([part(september, 'late_fee', 314)])
    expect(await lateFees()).toEqual([['2026-10', 16_097, 64]])
  })

  it('a part payment splits the interval: later days bear the rest alone', async () => {
    await saveRule()
    await collect([part(september, 'principal', 16_097, 6_097)])
    // 39 days of 160.97, then 10 days of 100.00.
    expect((await lateFees(day('2026-12-03')))[0]).toEqual(['2026-09', 10_000, 364])
    const { explanation } = await clerk.query('late_fee.explain', { lineId: september, on: day('2026-12-03') })
    expect(
      explanation?.segments.map(({ fromOn, toOn, days, principalFen }) => [fromOn, toOn, days, principalFen]),
    ).toEqual([
      ['2026-10-16', '2026-11-23', 39, 16_097],
      ['2026-11-24', '2026-12-03', 10, 10_000],
    ])
    expect(explanation).toMatchObject({ exactE6: 3_638_915, totalFen: 364, documentedFen: 0 })
  })

  it('a void gives everything back as it was, and the same command twice pays once', async () => {
    await saveRule()
    const before = await lateFees()
    const commandId = test.newId() as Id
    const input = pay([part(september, 'principal', 16_097), part(september, 'late_fee', 314)])
    const answer = await clerk.command('counter.collect', input, commandId)
    expect(await clerk.command('counter.collect', input, commandId)).toEqual(answer)
    expect(await lateFees()).toEqual([['2026-10', 16_097, 64]])
    const reason = '收错了房'
    const gone = await clerk.command('receipt.void', { receiptId: answer.receiptId, reason, paperTakenBack: true })
    expect(gone).toMatchObject({ reopenedLines: 1, amountFen: 16_411 })
    expect(await lateFees()).toEqual(before)
    expect(await balances()).toEqual({ kind: 'agree' })
  })

  it('an amount that is another by now is refused, and so is a day that is not the clerk’s to choose', async () => {
    await saveRule()
    const at = (lateFeeOn: LocalDate | null, expected: number, seat = clerk) =>
      collect([part(september, 'late_fee', expected)], { lateFeeOn }, seat)
    await expect(at(null, 313)).rejects.toMatchObject({ error: { code: 'counter.line_changed' } })
    await expect(at(day('2026-11-24'), 322)).rejects.toMatchObject({ error: { code: 'counter.late_fee_day_ahead' } })
    await expect(at(day('2026-11-03'), 153)).rejects.toMatchObject({ error: { code: 'counter.late_fee_day_fixed' } })
    const manager = await world.cashier('jingli', undefined, 'manager')
    const shift = await openShift(manager, 'B')
    const paid = await manager.command('counter.collect', {
      ...pay([part(september, 'late_fee', 153)], { lateFeeOn: day('2026-11-03') }),
      shiftId: shift,
    })
    expect(paid.amountFen).toBe(153)
    expect((await lateFees())[0]).toEqual(['2026-09', 16_097, 314 - 153])
  })

  it('late fee first: the principal may stay part paid, the late fee may not', async () => {
    await saveRule()
    await test.admin.command('late_fee.save_settings', { order: 'late_fee_first', prudentE3: 1000 })
    const lines = [part(september, 'principal', 16_097, 10_000), part(september, 'late_fee', 314)]
    const { receiptId } = await collect(lines)
    const { lines: paid } = await clerk.query('receipt.open', { receiptId })
    expect(paid.map((line) => [line.part, line.amountFen])).toEqual([
      ['late_fee', 314],
      ['principal', 10_000],
    ])
  })

  it('the day’s report and the shift tell them apart from the fees', async () => {
    await saveRule()
    await collect([part(september, 'principal', 16_097), part(september, 'late_fee', 314)])
    const range = { fromOn: day('2026-11-23'), toOn: day('2026-11-23') }
    const { total } = await test.admin.query('report.daily', range)
    expect(total).toMatchObject({ byFeeItem: { 物业费: 16_097 }, lateFeeFen: 314, netFen: 16_411 })
    const report = await test.admin.query('shift.report', { shiftId })
    expect(report).toMatchObject({ byFeeItem: [{ amountFen: 16_097 }], lateFeeFen: 314, netFen: 16_411 })
  })
})

describe('the rules', () => {
  it('a standard’s own comes before the project’s; a later version leaves older debts alone', async () => {
    const { standards } = await test.admin.query('late_fee.terms', {})
    await saveRule()
    await saveRule({ rate: { kind: 'per_day', ratePpm: 1_000 } }, { fromOn: day('2026-10-15') })
    expect(await lateFees()).toEqual([
      ['2026-09', 16_097, 314],
      ['2026-10', 16_097, 129],
    ])
    await saveRule({}, { standardId: standards[0]?.id ?? null, fromOn: day('2026-10-01'), mode: 'off', policy: null })
    expect(await lateFees()).toEqual([
      ['2026-09', 16_097, 314],
      ['2026-10', 16_097, 0],
    ])
  })

  it('refuse two versions of one day, an unknown room and an LPR before its table; a stale one loses', async () => {
    const { ruleId } = await saveRule()
    await expect(saveRule()).rejects.toMatchObject({ error: { code: 'late_fee.rule_day_taken' } })
    const other = { fromOn: day('2026-02-01') }
    await expect(saveRule({ excludedRoomCodes: ['9-9-9'] }, other)).rejects.toMatchObject({
      error: { code: 'late_fee.room_unknown' },
    })
    const lpr = { rate: { kind: 'lpr', multiplierE3: 1000 } } as const
    await expect(saveRule(lpr, { fromOn: day('2019-01-01') })).rejects.toMatchObject({
      error: { code: 'late_fee.lpr_begins_later' },
    })
    await expect(saveRule({}, { ruleId, version: 7 })).rejects.toMatchObject({ error: { code: 'record.changed' } })
    await saveRule({ excludedRoomCodes: ['3-2-1501'] }, { ruleId, version: 1 })
    expect(await lateFees()).toEqual([
      ['2026-09', 16_097, 0],
      ['2026-10', 16_097, 0],
    ])
    await test.admin.command('late_fee.remove_rule', { ruleId })
    expect(await open()).toMatchObject({ lateFees: null })
  })

  it('at LPR × 1.3 the claim is the prudent one times 1.3, and an LPR that was entered counts', async () => {
    await saveRule({ rate: { kind: 'lpr', multiplierE3: 1300 }, graceDays: 0, countFrom: 'due' })
    const { lateFeeFen, prudentFen } = await clerk.query('late_fee.explain', { lineId: september, on: null })
    // 54 days of 160.97 at 3.90% and at 3.00%.
    expect([lateFeeFen, prudentFen]).toEqual([93, 71])
    await test.admin.command('late_fee.save_lpr', { fromOn: day('2026-10-01'), ratePpm: 60_000 })
    expect((await clerk.query('late_fee.explain', { lineId: september, on: null })).lateFeeFen).toBe(186)
  })
})

describe('freezes and claims', () => {
  it('frozen days are not counted; the end of a freeze lets them run again', async () => {
    await saveRule()
    const freeze = { roomCode: '3-2-1501', lineId: null, cause: 'dispute' as const, reason: '漏水争议' }
    const { freezeId } = await test.admin.command('late_fee.freeze', {
      ...freeze,
      fromOn: day('2026-11-01'),
      toOn: null,
    })
    expect(await lateFees()).toEqual([
      ['2026-09', 16_097, 129],
      ['2026-10', 16_097, 0],
    ])
    await test.admin.command('late_fee.end_freeze', { freezeId, toOn: day('2026-11-20') })
    expect(await lateFees()).toEqual([
      ['2026-09', 16_097, 153],
      ['2026-10', 16_097, 24],
    ])
    const early = { freezeId, toOn: day('2026-10-31') }
    await expect(test.admin.command('late_fee.end_freeze', early)).rejects.toMatchObject({
      error: { code: 'late_fee.freeze_days' },
    })
  })

  it('the list puts the contract figure beside the court-prudent one, and warns', async () => {
    await saveRule()
    const claims = await test.admin.query('late_fee.claims', { on: day('2026-11-23') })
    expect(claims).toMatchObject({
      rooms: 1,
      principalFen: 2 * 16_097,
      lateFeeFen: 378,
      rows: [{ roomCode: '3-2-1501', lines: 2, lateFeeFen: 378, warnings: ['over_prudent'] }],
    })
    expect(claims.prudentFen).toBe(63)
    const elsewhere = world.room('9-9-9901', { building: '9栋' })
    const other = await world.cashier('qita', [world.buildingOf(elsewhere)])
    expect(await other.query('late_fee.claims', { on: day('2026-11-23') })).toMatchObject({ rooms: 0, rows: [] })
    await expect(other.query('late_fee.explain', { lineId: september, on: null })).rejects.toMatchObject({
      error: { code: 'record.not_found' },
    })
  })
})
