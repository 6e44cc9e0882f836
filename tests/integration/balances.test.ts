import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { hot } from '../../src-main/core/db/read-handle.ts'
import { balanceDifferences, rebuildBalances } from '../../src-main/core/db/verify-balances.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import { CASHIER_PASSWORD, counterWorld, openShift } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { TEST_KEY, startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

let test: TestCore
let world: CounterWorld
let clerk: TestSeat
let shiftId: Id
let room: string
let receiptId: Id

const OWED = 16_097 as Fen

async function pay(lineId: Id, payFen: Fen): Promise<Id> {
  const answer = await clerk.command('counter.collect', {
    shiftId,
    payerName: null,
    lines: [{ lineId, expectedOpenFen: OWED, payFen }],
    tenders: [{ tender: 'wechat', amountFen: payFen, reference: null }],
    cashReceivedFen: null,
    note: null,
    print: false,
  })
  return answer.receiptId
}

beforeEach(async () => {
  test = await startTestCore()
  world = await counterWorld(test)
  clerk = await world.cashier('limin')
  shiftId = await openShift(clerk, 'A')
  room = world.room('1501')
  const line = (month: string): Id => world.line(room, { month, amountFen: OWED })
  const [whole, part, voided, cancelled] = [line('2026-09'), line('2026-10'), line('2026-11'), line('2026-12')] as const
  receiptId = await pay(whole, OWED)
  await pay(part, 10_000 as Fen)
  await clerk.command('receipt.void', { receiptId: await pay(voided, OWED), reason: '重开', paperTakenBack: false })
  test.core.database.transact({ command: 'test.cancel', userId: 'system' }, (unit) =>
    unit.insert('receivable_event', {
      id: unit.newId(),
      project_id: world.projectId,
      receivable_id: cancelled,
      kind: 'cancelled',
      reason: '撤回',
      user_id: 'system',
      business_on: '2026-11-23',
      at: unit.now,
    }),
  )
})
afterEach(() => test.stop())

/** Past every rule of ours, as a fault of the disk or of the program would. */
function damage(...statements: readonly string[]): void {
  const connection = connect({ path: `${test.dataDir}/wuye.db`, keyHex: TEST_KEY, access: 'writer' })
  const triggers = connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all()
  for (const { name } of triggers as { name: string }[]) connection.exec(`DROP TRIGGER ${name}`)
  for (const sql of statements) connection.exec(sql)
  for (const { sql } of triggers as { sql: string }[]) connection.exec(sql)
  connection.close()
}
const differences = (linesAtATime?: number) =>
  [...balanceDifferences(test.core.database.read, linesAtATime)].flat().map(({ problem }) => problem)
const rebuild = (): number =>
  test.core.database.transact({ command: 'test.rebuild', userId: 'system' }, rebuildBalances).value
const derived = () => [
  test.core.database.read.hotAll(hot('SELECT * FROM receivable_balance WHERE paid_fen <> 0 ORDER BY receivable_id')),
  test.core.database.read.hotAll(hot('SELECT * FROM receivable_open ORDER BY receivable_id')),
]

describe('what is said to be paid', () => {
  it('agrees with the receipts after payments whole and in part, a void and a cancellation', async () => {
    expect(await test.core.verifyBalances()).toEqual({ kind: 'agree' })
    expect(rebuild()).toBe(0)
  })

  it.each([
    ['a balance too high', 'paid', ['UPDATE receivable_balance SET paid_fen = paid_fen + 1 WHERE paid_fen = 10000']],
    ['a balance that is lost', 'paid', ['DELETE FROM receivable_balance WHERE paid_fen = 10000']],
    ['an open line that is lost', 'open', ['DELETE FROM receivable_open WHERE open_fen = 16097']],
    [
      'an open line where nothing is open',
      'open',
      [
        `INSERT INTO receivable_open SELECT r.project_id, r.room_id, r.id, r.bill_run_id, r.due_on, r.from_on, 1
          FROM receivable r JOIN receivable_event e ON e.receivable_id = r.id`,
      ],
    ],
    ['an open line of nobody', 'stray', ["UPDATE receivable_open SET room_id = 'nowhere' WHERE open_fen = 16097"]],
  ])('%s is found, and made again from the receipts', async (_what, problem, statements) => {
    const before = derived()
    damage(...statements)
    expect(differences()).toContain(problem)
    expect(differences(1)).toEqual(differences())
    expect(await test.core.verifyBalances()).toMatchObject({ kind: 'differ', examples: expect.any(Array) as unknown })
    expect(rebuild()).toBeGreaterThan(0)
    expect(differences()).toEqual([])
    expect(derived()).toEqual(before)
  })

  it('that is more than was billed stays told: it is in the receipts', () => {
    damage(
      'UPDATE receivable SET amount_fen = 9000 WHERE amount_fen = 16097 AND id IN (SELECT receivable_id FROM receivable_balance WHERE paid_fen = 10000)',
    )
    expect(differences()).toEqual(['open'])
    expect(rebuild()).toBe(1)
    expect(differences()).toEqual(['overpaid'])
    expect(rebuild()).toBe(0)
  })

  it('a void whose balance is lost is no void', async () => {
    damage('DELETE FROM receivable_balance WHERE paid_fen = 16097')
    const voiding = clerk.command('receipt.void', { receiptId, reason: '重开', paperTakenBack: false })
    expect((await clerk.refusal(voiding)).code).toBe('internal')
    expect(await clerk.query('receipt.open', { receiptId })).toMatchObject({ state: 'valid' })
  })
})

describe('after the start', () => {
  const told = async () => (await test.admin.query('report.today', {})).balancesDiffer
  const errors = () => test.logLines.filter((line) => line.includes('balances.differ'))
  async function startAgain(...statements: readonly string[]): Promise<void> {
    await test.core.stop()
    damage(...statements)
    test = await startTestCore({ dataDir: test.dataDir, clock: test.clock, bare: true })
    test.core.start()
    await test.admin.login()
  }

  it('of a core that did not end in order, a difference is logged without amounts and told to the manager', async () => {
    await startAgain(
      'UPDATE receivable_balance SET paid_fen = 9999 WHERE paid_fen = 10000',
      'UPDATE device SET last_clean_exit_at = NULL',
    )
    await expect.poll(told).toBe(1)
    expect(errors()).toHaveLength(1)
    expect(errors()[0]).toMatch(/"lines":1,"examples":"[-0-9a-f]{36} paid"/)
    await clerkSees(null)
    rebuild()
    await startAgain()
    await expect.poll(told).toBe(0)
    expect(errors()).toEqual([])
  })

  it('of a core that ended in order are compared once a day, not at the start', async () => {
    await startAgain('UPDATE receivable_balance SET paid_fen = 9999 WHERE paid_fen = 10000')
    await test.core.jobs.settled()
    expect(await told()).toBe(0)
    test.core.scheduler.tick()
    await expect.poll(told).toBe(1)
  })

  async function clerkSees(balancesDiffer: number | null): Promise<void> {
    const seat = test.seat()
    await seat.login('limin', CASHIER_PASSWORD)
    expect(await seat.query('report.today', {})).toMatchObject({ balancesDiffer })
  }
})
