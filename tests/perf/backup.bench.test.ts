import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { vacuumInto } from '../../src-main/core/db/database.ts'
import { checkDatabase } from '../../src-main/core/features/backup/set/check-database.ts'
import { makeSet } from '../../src-main/core/features/backup/set/make-set.ts'
import { instant } from '../../src-shared/kernel/time.ts'
import { TEST_DAY, TEST_PROOF } from '../support/test-core.ts'
import { expectBench, quantile, timed } from './report.ts'
import { counter, openBuiltCore, publishMonth, seeded } from './rig.ts'
import type { BenchCore } from './rig.ts'

const PAYMENTS = 300
const ROUNDS = 3
/** The issue: a payment while a backup is made waits less than 50 ms longer (p99). */
const MOST_DELAY_MS = 50

let dataDir: string
let stick: string
let keyHex: string
let bench: BenchCore
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wuye-bench-'))
  stick = mkdtempSync(join(tmpdir(), 'wuye-bench-stick-'))
  keyHex = await seeded(dataDir, 'M')
  bench = openBuiltCore(dataDir, keyHex)
  const seat = await bench.seat()
  for (const month of ['2026-11', '2026-12']) await publishMonth(bench, seat, month)
})
afterAll(async () => {
  await bench.core.stop()
  for (const folder of [dataDir, stick]) rmSync(folder, { recursive: true, force: true })
})

/** What nobody can do without: the copy, and looking at all of it. */
async function bareCopy(at: number): Promise<number> {
  const copy = join(stick, `bare-${at}.db`)
  const connection = connect({ path: join(dataDir, 'wuye.db'), keyHex, access: 'reader' })
  const ms = await timed(() => {
    vacuumInto(connection, copy)
    checkDatabase(copy, keyHex)
  })
  connection.close()
  rmSync(copy)
  return ms
}

describe('a backup drill of M', () => {
  it('takes at most twice a bare copy with its check', async () => {
    const [drills, bares]: [number[], number[]] = [[], []]
    for (let at = 0; at < ROUNDS; at++) {
      bares.push(await bareCopy(at))
      const folder = join(stick, `sets-${at}`)
      mkdirSync(folder)
      const hooks = { signal: new AbortController().signal, onProgress: () => {} }
      const input = {
        dataDir,
        databasePath: join(dataDir, 'wuye.db'),
        keyHex,
        folder,
        proof: TEST_PROOF,
        program: 'bench',
      }
      drills.push(await timed(() => makeSet({ ...input, now: instant(TEST_DAY + at) }, hooks)))
      rmSync(folder, { recursive: true })
    }
    expectBench({
      name: 'backup drill of M',
      unit: 'ms',
      value: quantile(drills, 0.5),
      baseline: { name: 'VACUUM INTO and its check', value: quantile(bares, 0.5) },
      limit: 2,
    })
  })
})

describe('payments while a backup is being made', () => {
  it('wait hardly longer', async () => {
    const seat = await bench.seat()
    const collect = await counter(bench, seat, ROUNDS * 2 * PAYMENTS + 50)
    const grantId = bench.newId()
    bench.core.receive({ t: 'grant', grantId, path: stick, mode: 'folder' })
    for (let at = 0; at < 50; at++) await collect()
    const rounds: { readonly alone: number; readonly during: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const alone: number[] = []
      for (let at = 0; at < PAYMENTS; at++) alone.push(await timed(collect))
      const { jobId } = await seat.command('backup.make', { grantId })
      let running = true
      const ended = bench.core.jobs.settled().then(() => (running = false))
      const during: number[] = []
      while (running && during.length < PAYMENTS) during.push(await timed(collect))
      await ended
      expect((await seat.query('job.open', { jobId })).state).toBe('done')
      expect(during.length).toBeGreaterThan(50)
      rounds.push({ alone: quantile(alone, 0.99), during: quantile(during, 0.99) })
    }
    // What else runs on the machine makes a round slower, never faster: the best of them shows the backup.
    const [best] = rounds.toSorted((left, right) => left.during - left.alone - (right.during - right.alone))
    if (best === undefined) throw new Error('There were rounds')
    expectBench({
      name: 'collect p99 while a backup is made',
      unit: 'ms',
      value: best.during,
      baseline: { name: 'the same without', value: best.alone },
      limit: null,
    })
    expect(best.during - best.alone).toBeLessThan(MOST_DELAY_MS)
  })
})
