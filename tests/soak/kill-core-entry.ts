import { MessageChannel } from 'node:worker_threads'

import { Core } from '../../src-main/core/core.ts'
import { connect } from '../../src-main/core/db/connection.ts'
import { ReadHandle } from '../../src-main/core/db/read-handle.ts'
import { backupBody } from '../../src-main/core/features/backup/index.ts'
import { billingDocumentTasks } from '../../src-main/core/features/billing/document-tasks.ts'
import { readerQueries } from '../../src-main/core/features/reader-queries.ts'
import { documentsBody } from '../../src-main/core/workers/document-tasks.ts'
import { ListSnapshots } from '../../src-main/core/workers/list-snapshots.ts'
import { readerBody } from '../../src-main/core/workers/reader-body.ts'
import { inLineRunner } from '../../src-main/core/workers/task-runner.ts'
import { systemClock } from '../../src-main/core/system-clock.ts'
import { nodePortChannel } from '../../src-shared/contract/request/channel.ts'
import { Client } from '../../src-shared/contract/request/client.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import { uuidV7 } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import type { Month } from '../../src-shared/kernel/time.ts'
import { TEST_PROOF } from '../support/test-core.ts'
import { Journal, seededChance } from './journal.ts'
import type { Attempt } from './journal.ts'

/**
 * A core as a bare process with a clerk at it: takes money, voids receipts and publishes months as fast as it can, until it is
 * killed. Arguments: data folder, key, journal, seed, password of both people, months of 2026 to publish, `finish` for the last one.
 */
const [, , dataDir = '', keyHex = '', journalPath = '', seed = '0', passwords = '', lastMonth = '1', mode = 'run'] =
  process.argv
const [clerkPassword = '', adminPassword = ''] = passwords.split(' ')
const journal = new Journal(journalPath)
const chance = seededChance(Number(seed))
const clock = systemClock(0)
const newId = (): string => uuidV7(clock.now(), crypto.getRandomValues(new Uint8Array(10)))
let lastError = ''
const log = {
  info: () => {},
  warn: () => {},
  error: (event: string, fields: object = {}) => (lastError = `${event} ${JSON.stringify(fields)}`),
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
  appVersion: 'soak',
  proof: TEST_PROOF,
  restored: null,
})
const [clerk, admin] = [seat('w1'), seat('w2')]
await ask(clerk, 'session.login', { username: 'quanyuan', password: clerkPassword })
await ask(admin, 'session.login', { username: 'admin', password: adminPassword })
core.start()
for (const { commandId, attempt } of journal.unanswered()) await send(attempt, commandId)
if (mode === 'finish') {
  await publish(Number(lastMonth))
  await core.jobs.settled()
  await core.stop()
  process.stdout.write('finished\n')
  process.exit(0)
}
process.stdout.write('ready\n')
void publish(Number(lastMonth))
for (;;) await send(nextAttempt(), newId())

function startWorkers(path: string) {
  const connection = connect({ path, keyHex, access: 'reader' })
  const db = new ReadHandle(connection)
  const reader = readerBody({ db, queries: readerQueries({ snapshots: new ListSnapshots() }), clock })
  const documents = documentsBody({ db, clock, fontsDir: '', tasks: billingDocumentTasks })
  const idle = inLineRunner(() => Promise.reject(new Error('Nothing is imported here')))
  return {
    reader: inLineRunner(reader, () => connection.close()),
    documents: inLineRunner(documents),
    workbooks: idle,
    backup: inLineRunner(backupBody),
    places: inLineRunner(backupBody),
  }
}

function seat(windowId: string): Client {
  const client = new Client({ timeoutMs: 600_000, reconnectMs: 1_000, setTimer: () => {} })
  const { port1, port2 } = new MessageChannel()
  core.attach(windowId, nodePortChannel(port1, 'value'), null)
  client.attach(nodePortChannel(port2, 'value'), 1)
  return client
}

async function ask<T>(client: Client, op: string, input: unknown): Promise<T> {
  const result =
    op === 'billing.preview' || op === 'billing.runs'
      ? await client.query(op, input)
      : await client.command(op, input, { commandId: newId() })
  if (!result.ok) throw new Error(`${op}: ${JSON.stringify(result.error)} ${lastError}`)
  return result.value as T
}

async function send(attempt: Attempt, commandId: string): Promise<void> {
  journal.write({ t: 'try', commandId, attempt })
  const result = await clerk.command(attempt.op, attempt.input, { commandId })
  if (result.ok) journal.write({ t: 'ack', commandId, output: result.value as Record<string, unknown> })
  else if (result.error.class === 'internal')
    throw new Error(`${attempt.op}: ${JSON.stringify(result.error)} ${lastError}`)
  else journal.write({ t: 'no', commandId, code: result.error.code })
}

interface OpenLine {
  readonly id: Id
  readonly amount_fen: Fen
}

/** Mostly a payment of one to three lines of a room; else a void of a receipt that is not voided yet. */
function nextAttempt(): Attempt {
  const { read } = core.database
  const open = read.hotAll(
    {
      sql: `SELECT r.id, r.amount_fen FROM receivable r JOIN bill_run b ON b.id = r.bill_run_id LEFT JOIN receivable_balance p ON p.receivable_id = r.id
      WHERE b.state = 'posted' AND ifnull(p.paid_fen, 0) = 0 AND r.room_id = (SELECT id FROM room ORDER BY random() LIMIT 1) ORDER BY r.from_on LIMIT ?`,
    },
    1 + Math.floor(chance() * 3),
  ) as OpenLine[]
  const receipt = read.hotFirst({
    sql: `SELECT id FROM receipt WHERE NOT EXISTS (SELECT 1 FROM receipt_event e WHERE e.receipt_id = receipt.id AND e.kind = 'voided') ORDER BY random() LIMIT 1`,
  }) as { id: string } | null
  if (receipt !== null && (open.length === 0 || chance() < 0.25))
    return { op: 'receipt.void', input: { receiptId: receipt.id, reason: '收错了', paperTakenBack: true } }
  const shift = read.hotFirst({ sql: "SELECT id FROM shift WHERE state = 'open'" }) as { id: string } | null
  const total = open.reduce((sum, line) => sum + line.amount_fen, 0)
  const lines = open.map((line) => ({ lineId: line.id, expectedOpenFen: line.amount_fen, payFen: line.amount_fen }))
  const tenders = [{ tender: 'cash', amountFen: total, reference: null }]
  return {
    op: 'counter.collect',
    input: { shiftId: shift?.id, payerName: null, lines, tenders, cashReceivedFen: total, note: null, print: false },
  }
}

/** Publishes every month up to the given one that is not published yet; a run that a kill cut off goes on by itself. */
async function publish(upTo: number): Promise<void> {
  const scope = { buildingId: null, roomId: null }
  for (let at = 1; at <= upTo; at++) {
    const month = `2026-${String(at).padStart(2, '0')}` as Month
    const { runs } = await ask<{ readonly runs: readonly { readonly month: Month; readonly state: string }[] }>(
      admin,
      'billing.runs',
      {},
    )
    if (runs.some((run) => run.month === month && run.state !== 'cancelled')) continue
    const { fingerprint } = await ask<{ readonly fingerprint: string }>(admin, 'billing.preview', { month, scope })
    await ask(admin, 'billing.publish', { month, scope, fingerprint })
    await core.jobs.settled()
  }
}
