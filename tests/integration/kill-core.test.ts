import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { ReadHandle } from '../../src-main/core/db/read-handle.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import type { Entry } from '../soak/journal.ts'
import { problemsAfterKills } from '../soak/kill-core-check.ts'
import { killCore } from '../soak/kill-core.ts'
import { counterWorld, openShift } from '../support/counter-world.ts'
import { TEST_KEY, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

const SOAK = process.env['SOAK'] === '1'
const KILLS = Number(process.env['SOAK_KILLS'] ?? (SOAK ? 1_000 : 20))
const SEED = Number(process.env['KILL_SEED'] ?? (SOAK ? Date.now() % 1_000_000 : 20_261_123))

describe(`a core that is killed ${KILLS} times in the middle of taking money (seed ${SEED})`, () => {
  it(
    'has lost no payment that was acknowledged, taken none twice or by half, and left no gap',
    { timeout: 10_000 + KILLS * 10_000 },
    async () => {
      const { problems, payments, voids } = await killCore({ kills: KILLS, seed: SEED })
      expect(problems).toEqual([])
      expect(payments).toBeGreaterThan(KILLS)
      expect(voids).toBeGreaterThan(0)
    },
  )
})

describe('whoever looks after the kills', () => {
  let test: TestCore
  const entries: Entry[] = []
  beforeAll(async () => {
    test = await startTestCore({ watch: false })
    const world = await counterWorld(test)
    const clerk = await world.cashier('quanyuan')
    const shiftId = await openShift(clerk, 'A')
    for (const at of [1, 2, 3]) {
      const lineId = world.line(world.room(`1-1-${at}`), { month: '2026-11', amountFen: 16_097 })
      const amount = 16_097 as Fen
      const lines = [{ lineId, expectedOpenFen: amount, payFen: amount }]
      const input = {
        shiftId,
        payerName: null,
        lines,
        tenders: [{ tender: 'wechat' as const, amountFen: amount, reference: null }],
        cashReceivedFen: null,
        note: null,
        print: false,
      }
      const commandId = test.newId()
      entries.push({ t: 'try', commandId, attempt: { op: 'counter.collect', input } })
      entries.push({ t: 'ack', commandId, output: await clerk.command('counter.collect', input, commandId) })
    }
  })
  afterAll(() => test.stop())

  const look = (said: readonly Entry[]): string => problemsAfterKills(test.core.database.read, said, 3).join('\n')

  /** The same after somebody changed the file, which is left as it was. */
  function lookAfter(sql: string): string {
    const connection = connect({ path: `${test.dataDir}/wuye.db`, keyHex: TEST_KEY, access: 'writer' })
    connection.exec('BEGIN')
    for (const { name } of connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as {
      name: string
    }[])
      connection.exec(`DROP TRIGGER ${name}`)
    connection.exec(sql)
    const problems = problemsAfterKills(new ReadHandle(connection), entries, 3).join('\n')
    connection.exec('ROLLBACK')
    connection.close()
    return problems
  }

  it('finds nothing where nothing is wrong', () => {
    expect(look(entries)).toBe('')
  })

  it('finds a payment that was acknowledged and is not there, one that nobody was told of, and one that nobody answered', () => {
    const output = { receiptId: test.newId(), receiptNo: 'SJ-A-2026-000009', changeFen: 0 }
    expect(look([...entries, { t: 'ack', commandId: test.newId(), output }])).toContain('lost: SJ-A-2026-000009')
    expect(look(entries.slice(0, -2))).toContain('doubled or unasked: SJ-A-2026-000003')
    expect(look(entries.slice(0, -1))).toContain('never answered')
  })

  it.each([
    ['half payments: tenders', 'UPDATE receipt_tender SET amount_fen = amount_fen - 1'],
    [
      'half payments: lines',
      "DELETE FROM receipt_line WHERE receipt_id IN (SELECT id FROM receipt WHERE receipt_no LIKE '%2')",
    ],
    ['a gap in the numbers at 2', "UPDATE receipt SET receipt_no = 'SJ-A-2026-000004' WHERE receipt_no LIKE '%2'"],
    ['balances that no receipt explains', 'UPDATE receivable_balance SET paid_fen = paid_fen - 1'],
    [
      '"problem":"open"',
      'INSERT INTO receivable_open SELECT project_id, room_id, id, bill_run_id, due_on, from_on, 1 FROM receivable LIMIT 1',
    ],
    [
      'months billed in part',
      'INSERT INTO receivable SELECT id || 1, project_id, room_id, owner_term_id, fee_item_id, fee_standard_id, bill_run_id, line_key || 1, attempt, month, from_on, to_on, due_on, amount_fen, explanation_json, business_on, at FROM receivable LIMIT 1',
    ],
    ['runs left half', "UPDATE bill_run SET state = 'generating'"],
    ['receipts that cannot be found', "DELETE FROM search_doc WHERE kind = 'receipt'"],
    ['the chain is broken', "UPDATE op_log SET user_id = 'someone else' WHERE dev_seq = 5"],
  ])('finds %s', (problem, sql) => {
    expect(lookAfter(sql)).toContain(problem)
  })
})
