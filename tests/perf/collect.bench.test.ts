import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, it } from 'vitest'

import { expectBench, quantile, timed } from './report.ts'
import { connectionOf, counter, openBuiltCore, publishMonth, seeded } from './rig.ts'
import type { BenchCore } from './rig.ts'

const WARM = 60
const PAYMENTS = 450

let dataDir: string
let bench: BenchCore
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wuye-bench-'))
  bench = openBuiltCore(dataDir, await seeded(dataDir, 'S'))
})
afterAll(async () => {
  await bench.core.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('collecting a payment', () => {
  it('takes little longer than writing as many bytes durably', async () => {
    const seat = await bench.seat()
    for (const month of ['2026-11', '2026-12']) await publishMonth(bench, seat, month)
    const collect = await counter(bench, seat, WARM + PAYMENTS)
    const walBytes = (): number => statSync(join(dataDir, 'wuye.db-wal')).size
    for (let at = 0; at < WARM; at++) await collect()
    bench.core.database.checkpoint('truncate')
    const before = walBytes()
    for (let at = 0; at < 50; at++) await collect()
    const bytes = (walBytes() - before) / 50

    const connection = connectionOf(bench.core)
    connection.exec('CREATE TABLE bench_blob(id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT')
    // A page of the log holds 4,096 bytes of the file and 24 of its own; the row's own page comes on top.
    const blob = randomBytes(Math.max(1_024, Math.round((bytes * 4_096) / 4_120) - 4_096))
    const insert = connection.prepare('INSERT INTO bench_blob(content) VALUES(?)')
    const [payments, blobs]: [number[], number[]] = [[], []]
    for (let at = 50; at < PAYMENTS; at++) {
      payments.push(await timed(collect))
      blobs.push(await timed(() => insert.run(blob)))
      bench.core.database.checkpoint('if_due')
    }
    const baseline = `one durable insert of ${Math.round(bytes / 1_024)} KiB`
    for (const [name, share, limit] of [
      ['p50', 0.5, 2],
      ['p95', 0.95, 2.5],
    ] as const) {
      expectBench({
        name: `collect ${name}`,
        unit: 'ms',
        value: quantile(payments, share),
        baseline: { name: baseline, value: quantile(blobs, share) },
        limit,
      })
    }
  })
})
