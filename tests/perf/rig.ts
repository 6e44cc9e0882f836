import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { Core } from '../../src-main/core/core.ts'
import type { Connection } from '../../src-main/core/db/connection.ts'
import type { WorkerData } from '../../src-main/core/workers/worker-data.ts'
import { WorkerThreadRunner } from '../../src-main/core/workers/worker-thread-runner.ts'
import { Vault } from '../../src-main/host/vault/vault.ts'
import { uuidV7 } from '../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { localDate } from '../../src-shared/kernel/time.ts'
import { pieces } from '../support/counter-world.ts'
import { seedFolder } from '../support/seed.ts'
import { FONTS_DIR, TEST_DAY, TEST_PROOF, attachSeat, testClock } from '../support/test-core.ts'
import type { TestSeat } from '../support/test-core.ts'

const BUILT = resolve(import.meta.dirname, '../../out/main')
const NO_RING = {
  isOffered: () => Promise.resolve(false),
  seal: () => Promise.reject(new Error('There is no key ring')),
  open: () => Promise.resolve(null),
}
export const GO_LIVE: LocalDate = localDate('2026-11-01')

/** Fills a folder with a community and answers its key. */
export async function seeded(dataDir: string, profile: 'S' | 'M' | 'L'): Promise<string> {
  await seedFolder({ dataDir, profile, seed: 1, goLiveOn: GO_LIVE })
  const looked = await new Vault({
    dataDir,
    keyRing: NO_RING,
    random: (size) => Buffer.alloc(size),
    now: Date.now,
  }).look()
  if (looked.kind !== 'open') throw new Error(`The seeded folder is ${looked.kind}`)
  return looked.opened.key.toString('hex')
}

export interface BenchCore {
  readonly core: Core
  readonly newId: () => string
  /** The administrator, signed in. */
  seat(): Promise<TestSeat>
}

/** A core with its workers as threads of the built program: what stands on core's thread in the product stands on it here. */
export function openBuiltCore(dataDir: string, keyHex: string): BenchCore {
  if (!existsSync(join(BUILT, 'reader.js'))) throw new Error('The bench measures the built program: npm run build')
  const clock = testClock()
  const newId = (): string => uuidV7(clock.now(), crypto.getRandomValues(new Uint8Array(10)))
  const logLines: string[] = []
  const error = (event: string, fields: object = {}): void =>
    void logLines.push(JSON.stringify({ level: 'error', event, ...fields }))
  const log = { info: () => {}, warn: () => {}, error }
  const startWorkers = (path: string) => {
    const workerData: WorkerData = { path, keyHex, fontsDir: FONTS_DIR, clockOffsetMs: TEST_DAY - Date.now() }
    const thread = (name: string) =>
      new WorkerThreadRunner({ name, file: pathToFileURL(join(BUILT, `${name}.js`)), workerData, idleMs: null, log })
    return {
      reader: thread('reader'),
      documents: thread('documents'),
      workbooks: thread('workbooks'),
      backup: thread('backup'),
      places: thread('backup'),
    }
  }
  const core = Core.open({
    dataDir,
    keyHex,
    create: false,
    clock,
    newId,
    log,
    tellHost: () => {},
    startWorkers,
    appVersion: 'bench',
    proof: TEST_PROOF,
    restored: null,
  })
  let seats = 0
  return {
    core,
    newId,
    seat: async () => {
      const seat = attachSeat(core, { windowId: `bench${seats++}`, newId, logLines })
      await seat.login()
      return seat
    },
  }
}

/** The write connection, for the baseline that must use the same file, cipher and pragmas. */
export function connectionOf(core: Core): Connection {
  return Reflect.get(core.database.read, 'connection') as Connection
}

interface OpenLine {
  readonly id: string
  readonly amount_fen: number
}
const OPEN_LINES = `SELECT r.id, r.amount_fen FROM receivable r JOIN bill_run b ON b.id = r.bill_run_id AND b.state = 'posted'
  WHERE r.amount_fen > 0 AND NOT EXISTS (SELECT 1 FROM receivable_balance p WHERE p.receivable_id = r.id AND p.paid_fen > 0) ORDER BY r.id LIMIT ?`

/** Payments of one line each, one after another; each call takes the next open line. */
export async function counter(bench: BenchCore, seat: TestSeat, payments: number): Promise<() => Promise<void>> {
  const { shift } = await seat.command('shift.open', { drawer: 'A', floatPieces: pieces(50_000) })
  const lines = bench.core.database.read.hotAll({ sql: OPEN_LINES }, payments) as OpenLine[]
  let next = 0
  return async () => {
    const line = lines[next++]
    if (line === undefined) throw new Error(`There are only ${lines.length} open lines`)
    await seat.command('counter.collect', {
      shiftId: shift.shiftId,
      payerName: null,
      lines: [{ lineId: line.id, expectedOpenFen: line.amount_fen, payFen: line.amount_fen }],
      tenders: [{ tender: 'cash', amountFen: line.amount_fen, reference: null }],
      cashReceivedFen: line.amount_fen,
      note: null,
      print: false,
    } as unknown as Parameters<typeof seat.command<'counter.collect'>>[1])
  }
}

export interface PublishTimes {
  readonly previewMs: number
  /** From the command to the posted run. */
  readonly runMs: number
}

/** Looks at a month of the whole project, publishes it, and waits until it is posted. */
export async function publishMonth(bench: BenchCore, seat: TestSeat, monthText: string): Promise<PublishTimes> {
  const scope = { buildingId: null, roomId: null }
  const month = monthText as Parameters<typeof seat.query<'billing.preview'>>[1]['month']
  const started = performance.now()
  const { fingerprint } = await seat.query('billing.preview', { month, scope })
  const looked = performance.now()
  const { jobId } = await seat.command('billing.publish', { month, scope, fingerprint })
  await bench.core.jobs.settled()
  const ended = performance.now()
  const job = await seat.query('job.open', { jobId })
  if (job.state !== 'done') throw new Error(`The run ended as ${job.state}: ${JSON.stringify(job.failure)}`)
  return { previewMs: looked - started, runMs: ended - looked }
}
