import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { ReadHandle, hot } from '../../src-main/core/db/read-handle.ts'
import { findHistory } from '../../src-main/core/features/audit/history.ts'
import type { AuditFilter } from '../../src-main/core/features/audit/history.ts'
import { LIST_LIMIT } from '../../src-shared/contract/list.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { TEST_DAY, TEST_KEY, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'
import { expectBench } from './report.ts'

/** 操作记录 of an office after years: a million operations, a thousand people's worth of days, one of them rare. */
const OPERATIONS = 1_000_000
const ROUNDS = 3

let test: TestCore
let projectId = ''
let db: ReadHandle
beforeAll(async () => {
  test = await startTestCore({ watch: false })
  projectId = test.core.database.read.hotFirst(hot<{ id: string }>('SELECT id FROM project'))?.id ?? ''
  const writer = connect({ path: join(test.dataDir, 'wuye.db'), keyHex: TEST_KEY, access: 'writer' })
  writer.exec('DROP TRIGGER op_log_no_replace')
  writer
    .prepare(
      `INSERT INTO op_log(dev_seq, op_id, project_id, stream, txn_id, txn_last, kind, tbl, row_id, body, hlc, schema_v, user_id, command, at, prev_hash, hash)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${OPERATIONS})
       SELECT 1000 + i, 'op' || i, ?, 'ledger', 'txn' || (i / 5), 1, 'I', 'receipt_line', 'row' || i, randomblob(240), 'hlc', 4,
         CASE WHEN i % 5000 = 0 THEN 'rare' ELSE 'often' || (i % 5) END, 'counter.collect', ? + i * 60, randomblob(32), randomblob(32) FROM n`,
    )
    .run(projectId, TEST_DAY)
  writer.close()
  db = new ReadHandle(connect({ path: join(test.dataDir, 'wuye.db'), keyHex: TEST_KEY, access: 'reader' }))
}, 300_000)
afterAll(() => test.stop())

function quickest(work: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now()
    work()
    return performance.now() - started
  })
  return Math.min(...times)
}
const find = (filter: AuditFilter) => findHistory(db, { projectId, filter, direction: 'desc' })

describe('the log of a million operations', () => {
  const bare = hot<{ n: number }>('SELECT count(*) AS n FROM op_log INDEXED BY op_log_history WHERE project_id = ?')
  const ids = hot<{ seq: number; at: number }>(
    `SELECT dev_seq AS seq, at FROM op_log INDEXED BY op_log_history WHERE project_id = ? ORDER BY at DESC, dev_seq DESC LIMIT ${LIST_LIMIT + 1}`,
  )
  let baseline = 0
  it('is opened whole in little more than its ids and its count take', () => {
    baseline = quickest(() => [db.hotFirst(bare, projectId), db.hotAll(ids, projectId)])
    expect(find({}).count).toBeGreaterThan(OPERATIONS)
    const value = quickest(() => find({}))
    expectBench({
      name: 'audit: open all',
      unit: 'ms',
      value,
      baseline: { name: 'ids and count', value: baseline },
      limit: 2,
    })
  })

  it('is searched for a rare person, and for a few days, without being read', () => {
    expect(find({ userId: 'rare' as never }).count).toBe(OPERATIONS / 5_000)
    const person = quickest(() => find({ userId: 'rare' as never }))
    expectBench({
      name: 'audit: a rare person',
      unit: 'ms',
      value: person,
      baseline: { name: 'ids and count', value: baseline },
      limit: 2,
    })
    const day = '2026-11-23' as LocalDate
    expect(find({ fromOn: day, toOn: day }).count).toBeGreaterThan(0)
    const days = quickest(() => find({ fromOn: day, toOn: day, userId: 'rare' as never }))
    expectBench({
      name: 'audit: a day of a person',
      unit: 'ms',
      value: days,
      baseline: { name: 'ids and count', value: baseline },
      limit: 1.5,
    })
  })
})
