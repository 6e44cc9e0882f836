import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { expectBench, quantile, timed } from './report.ts'
import { counter, openBuiltCore, publishMonth, seeded } from './rig.ts'
import type { BenchCore } from './rig.ts'

const IDLE_PAYMENTS = 300
/** The counter may have to wait for one chunk of a job (architecture §1). */
const CHUNK_MS = 10

let dataDir: string
let keyHex: string
let bench: BenchCore
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wuye-bench-'))
  keyHex = await seeded(dataDir, 'M')
  bench = openBuiltCore(dataDir, keyHex)
})
afterAll(async () => {
  await bench.core.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('a month of bills of a large project', () => {
  it('takes not much longer than one transaction with the same rows, and the counter hardly notices', async () => {
    const seat = await bench.seat()
    await publishMonth(bench, seat, '2026-11')
    const collect = await counter(bench, seat, 4_000)
    const idle: number[] = []
    for (let at = 0; at < IDLE_PAYMENTS; at++) idle.push(await timed(collect))

    const copy = join(dataDir, 'before.db')
    bench.core.database.copyTo(copy)
    const head = bench.core.database.head.devSeq
    const { previewMs, runMs } = await publishMonth(bench, seat, '2026-12')
    const same = insertAgain(copy, head)
    expectBench({ name: 'preview of M', unit: 'ms', value: previewMs, baseline: null, limit: null })
    expectBench({
      name: 'bill run of M',
      unit: 'ms',
      value: runMs,
      baseline: {
        name: `planning for the check and for the writing, and one transaction of the same ${same.rows} rows`,
        value: 2 * previewMs + same.ms,
      },
      limit: 2,
    })

    // The same month once more, taken back and made again, while money is taken.
    await undo(seat)
    let running = true
    const run = publishMonth(bench, seat, '2026-12').finally(() => {
      running = false
    })
    const busy: number[] = []
    while (running) busy.push(await timed(collect))
    await run
    const p99 = quantile(idle, 0.99)
    expectBench({
      name: 'collect p99 during a bill run',
      unit: 'ms',
      value: quantile(busy, 0.99),
      baseline: { name: `p99 without a run and one chunk of ${CHUNK_MS} ms`, value: p99 + CHUNK_MS },
      limit: 2,
    })
  })
})

async function undo(seat: Awaited<ReturnType<BenchCore['seat']>>): Promise<void> {
  const { runs } = await seat.query('billing.runs', {})
  const run = runs.find(({ month, state }) => month === '2026-12' && state === 'posted')
  if (run === undefined) throw new Error('The run is not posted')
  await seat.command('billing.undo', { runId: run.runId, reason: '再出一次' })
  await bench.core.jobs.settled()
}

/** Everything that the run wrote, into a copy of the file as it was: lines, explanations, operations, indices and all. */
function insertAgain(copy: string, head: number): { readonly ms: number; readonly rows: number } {
  const db = connect({ path: copy, keyHex, access: 'writer' })
  const { read } = bench.core.database
  const tables = { bill_run: "month = '2026-12'", receivable: "month = '2026-12'", op_log: `dev_seq > ${head}` }
  const inserts = Object.entries(tables).map(([table, condition]) => {
    const rows = read.hotAll({ sql: `SELECT * FROM ${table} WHERE ${condition}` }) as Record<string, unknown>[]
    const columns = Object.keys(rows[0] ?? {})
    return {
      rows,
      statement: db.prepare(`INSERT INTO ${table}(${columns.join()}) VALUES(${columns.map(() => '?').join()})`),
    }
  })
  const started = performance.now()
  db.exec('BEGIN IMMEDIATE')
  for (const { rows, statement } of inserts) for (const row of rows) statement.run(...Object.values(row))
  db.exec('COMMIT')
  const ms = performance.now() - started
  db.close()
  return { ms, rows: inserts.reduce((sum, { rows }) => sum + rows.length, 0) }
}
