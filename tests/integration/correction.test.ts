import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { PRICE, billingWorld, home } from '../support/billing-world.ts'
import { openShift } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

let test: TestCore
let standardId: Id
let rooms: string[]
const world = billingWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  await world.goLive()
  rooms = await world.addRooms([home('3-1-101', 8_943), home('3-1-102', 10_000)])
  standardId = (await world.bindAll()) as Id
  await world.publish('2026-10' as Month)
  await world.publish('2026-11' as Month)
})
afterEach(() => test.stop())

/** From 1.80 to 2.00 from a day on. */
const dearer = (fromOn: string, version = 1) => ({
  kind: 'price' as const,
  standardId,
  version,
  price: { ...PRICE, fromOn: fromOn as LocalDate, priceE6: 2_000_000 },
})
type Change = Parameters<typeof preview>[0]
const preview = (change: ReturnType<typeof dearer>) => test.admin.query('correction.preview', { change })
const apply = (change: Change, fingerprint: string) =>
  test.admin.command('correction.apply', { change, fingerprint, reason: '批文补录' })
const shown = async () => {
  const { rows } = await world.lines()
  return rows
    .filter(({ state }) => state !== 'cancelled')
    .map(
      ({ roomCode, month, amountFen, isDifference }) => `${roomCode} ${month} ${amountFen}${isDifference ? ' d' : ''}`,
    )
    .sort()
}
const lineOf = async (code: string, month: string) => {
  const { rows } = await world.lines()
  const line = rows.find((row) => row.roomCode === code && row.month === month && row.state !== 'cancelled')
  if (line === undefined) throw new Error('the line stands')
  return line
}

async function pay(code: string, month: string, payFen?: number): Promise<void> {
  const shiftId = await openShift(test.admin, 'A')
  const { lineId, openFen } = await lineOf(code, month)
  const amount = (payFen ?? openFen) as Fen
  await test.admin.command('counter.collect', {
    shiftId,
    payerName: null,
    lines: [{ lineId, expectedOpenFen: openFen, payFen: amount }],
    tenders: [{ tender: 'wechat', amountFen: amount, reference: null }],
    cashReceivedFen: null,
    note: null,
    print: false,
  })
}

describe('a change that reaches into issued months', () => {
  it('is shown with its effect first: unpaid lines billed again, paid ones with a difference', async () => {
    await pay('3-1-101', '2026-11')
    const plain = test.admin.command('standard.add_price', { ...withoutKind(dearer('2026-11-01')) })
    expect(await test.admin.refusal(plain)).toMatchObject({ code: 'standard.price_in_billed_month' })
    const before = await shown()
    const plan = await preview(dearer('2026-11-01'))
    expect(plan).toMatchObject({ voided: 1, billed: 1, differences: 1, effectFen: 2000 + 1789, differenceFen: 1789 })
    expect(plan.rows).toEqual([
      { roomCode: '3-1-101', feeItem: '物业费', month: '2026-11', beforeFen: 16_097, afterFen: 17_886, isPaid: true },
      { roomCode: '3-1-102', feeItem: '物业费', month: '2026-11', beforeFen: 18_000, afterFen: 20_000, isPaid: false },
    ])
    expect(await shown()).toEqual(before)
  })

  it('is saved with its corrections in one act, and the next run finds nothing to add', async () => {
    await pay('3-1-101', '2026-11')
    const change = dearer('2026-11-01')
    await apply(change, (await preview(change)).fingerprint)
    expect(await shown()).toEqual([
      '3-1-101 2026-10 16097',
      '3-1-101 2026-11 16097',
      '3-1-101 2026-11 1789 d',
      '3-1-102 2026-10 18000',
      '3-1-102 2026-11 20000',
    ])
    const again = await world.preview()
    expect(again).toMatchObject({ created: 0 })
    // A second look finds the books as the data gives them.
    const more = await preview({ ...dearer('2026-11-15'), version: 2 })
    expect(more).toMatchObject({ differences: 0, effectFen: 0 })
    expect(await preview({ ...dearer('2026-12-01'), version: 2 })).toMatchObject({ voided: 0, billed: 0, rows: [] })
  })

  it('leaves a part-paid line, cuts a month by days, and says why a difference is that much', async () => {
    await pay('3-1-102', '2026-11', 5000)
    const change = dearer('2026-11-16')
    await apply(change, (await preview(change)).fingerprint)
    const { rows } = await world.lines()
    const difference = rows.find(({ isDifference, roomCode }) => isDifference && roomCode === '3-1-102')
    expect(difference).toMatchObject({ amountFen: 1000, state: 'open' })
    const { explanation } = await test.admin.query('correction.explain', { lineId: difference?.lineId as Id })
    expect(explanation).toMatchObject({ wasFen: 18_000, computedFen: 19_000, recomputedFen: 1000, cause: 'price' })
    // The counter shows it among what is owed.
    const account = await test.admin.query('counter.open', { roomIds: [rooms[1] as Id] })
    expect(account.lines.map(({ openFen }) => openFen)).toContain(1000)
  })

  it('takes money back from a paid line by a negative difference', async () => {
    await pay('3-1-102', '2026-11')
    const { bindings } = await test.admin.query('standard.bindings', { standardId, text: '3-1-102' })
    const bindingId = bindings[0]?.bindingId as Id
    const change = { kind: 'end_binding' as const, bindingId, toOn: '2026-10-31' as LocalDate }
    const plan = await test.admin.query('correction.preview', { change })
    expect(plan).toMatchObject({ voided: 0, billed: 0, differences: 1, effectFen: -18_000 })
    await test.admin.command('correction.apply', { change, fingerprint: plan.fingerprint, reason: '退租' })
    expect(await shown()).toContain('3-1-102 2026-11 -18000 d')
  })

  it('knows a price of one room and an area', async () => {
    const { bindings } = await test.admin.query('standard.bindings', { standardId, text: '3-1-102' })
    const own = {
      kind: 'override' as const,
      bindingId: bindings[0]?.bindingId as Id,
      fromOn: '2026-11-01' as LocalDate,
      override: { priceE6: 1_000_000, reason: '合同约定' },
    }
    const ownPlan = await test.admin.query('correction.preview', { change: own })
    expect(ownPlan).toMatchObject({ voided: 1, billed: 1, effectFen: -8000 })
    await test.admin.command('correction.apply', { change: own, fingerprint: ownPlan.fingerprint, reason: '合同补录' })
    const area = {
      kind: 'area' as const,
      roomId: rooms[0] as Id,
      version: 1,
      fromOn: null,
      builtAreaE2: 9_000,
      innerAreaE2: null,
    }
    const plan = await test.admin.query('correction.preview', { change: area })
    expect(plan).toMatchObject({ voided: 2, billed: 2, effectFen: 2 * (16_200 - 16_097) })
    await test.admin.command('correction.apply', { change: area, fingerprint: plan.fingerprint, reason: '实测面积' })
    expect(await shown()).toEqual([
      '3-1-101 2026-10 16200',
      '3-1-101 2026-11 16200',
      '3-1-102 2026-10 18000',
      '3-1-102 2026-11 10000',
    ])
  })

  it('is refused when something was paid since it was looked at, and nothing of it is saved', async () => {
    const change = dearer('2026-11-01')
    const { fingerprint } = await preview(change)
    await pay('3-1-101', '2026-11')
    expect(await test.admin.refusal(apply(change, fingerprint))).toMatchObject({ code: 'correction.plan_changed' })
    const { standards } = await test.admin.query('standard.list', {})
    expect(standards.find((one) => one.standardId === standardId)?.versions).toHaveLength(1)
  })
})

function withoutKind<C extends { readonly kind: string }>({ kind: _, ...input }: C): Omit<C, 'kind'> {
  return input
}
