import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'

import { Core } from '../../src-main/core/core.ts'
import { connect } from '../../src-main/core/db/connection.ts'
import { ReadHandle } from '../../src-main/core/db/read-handle.ts'
import { backupBody } from '../../src-main/core/features/backup/index.ts'
import { documentTasks } from '../../src-main/core/features/document-tasks.ts'
import { readerQueries } from '../../src-main/core/features/reader-queries.ts'
import { workbookTasks } from '../../src-main/core/features/workbook-tasks.ts'
import type { Log } from '../../src-main/core/log.ts'
import type { CommandName, QueryName } from '../../src-main/core/request/context.ts'
import { withBalanceCheck } from '../../src-main/core/workers/balance-task.ts'
import { documentsBody } from '../../src-main/core/workers/document-tasks.ts'
import { ListSnapshots } from '../../src-main/core/workers/list-snapshots.ts'
import { readerBody } from '../../src-main/core/workers/reader-body.ts'
import { inLineRunner } from '../../src-main/core/workers/task-runner.ts'
import type { TaskRunner } from '../../src-main/core/workers/task-runner.ts'
import type { KeyProof } from '../../src-shared/contract/backup-manifest.ts'
import type { CoreToHost, GrantMode, RestoredNote } from '../../src-shared/contract/desktop.ts'
import type { Contract } from '../../src-shared/contract/index.ts'
import { nodePortChannel } from '../../src-shared/contract/request/channel.ts'
import { Client } from '../../src-shared/contract/request/client.ts'
import type { InputOf, OutputOf } from '../../src-shared/contract/request/types.ts'
import type { WireError } from '../../src-shared/contract/request/wire.ts'
import { uuidV7 } from '../../src-shared/kernel/ids.ts'
import { instant } from '../../src-shared/kernel/time.ts'
import type { Clock } from '../../src-shared/kernel/time.ts'
import { operationWatch } from './operation-watch.ts'

export const TEST_KEY = '5a'.repeat(32)
/** Opens by no code: tests that restore by code make a vault of their own. */
export const TEST_PROOF: KeyProof = {
  kcv: '00'.repeat(8),
  recovery: { salt: 'AAAA', key: { iv: 'AAAA', sealed: 'AAAA' } },
}
export const FONTS_DIR = join(import.meta.dirname, '../../resources/fonts')
/** The demo day: Monday 2026-11-23, 08:30 in Shanghai. */
export const TEST_DAY = Date.parse('2026-11-23T08:30:00+08:00')

export interface TestClock extends Clock {
  set(iso: string): void
  advance(ms: number): void
}

export function testClock(startMs = TEST_DAY): TestClock {
  let at = startMs
  return {
    // A millisecond a reading, so that ids and times stay in order.
    now: () => instant(at++),
    set: (iso) => {
      at = Date.parse(iso)
    },
    advance: (ms) => {
      at += ms
    },
  }
}

export class Refused extends Error {
  readonly error: WireError
  constructor(op: string, error: WireError, logLines: readonly string[]) {
    const { reference } = error
    const cause = reference === undefined ? '' : `\n${logLines.find((line) => line.includes(reference)) ?? reference}`
    super(`${op}: ${error.code} ${JSON.stringify(error.params)}${cause}`)
    this.error = error
  }
}

/** A page of a test: the same client, over a real MessagePort. */
export interface TestSeat {
  readonly client: Client
  query<N extends QueryName>(name: N, input: InputOf<Contract, N>): Promise<OutputOf<Contract, N>>
  command<N extends CommandName>(
    name: N,
    input: InputOf<Contract, N>,
    commandId?: string,
  ): Promise<OutputOf<Contract, N>>
  /** The refusal that the call must get; fails when it is accepted. */
  refusal(call: Promise<unknown>): Promise<WireError>
  login(username?: string, password?: string): Promise<void>
}

export interface TestCore {
  readonly core: Core
  readonly clock: TestClock
  readonly dataDir: string
  readonly toHost: readonly CoreToHost[]
  readonly logLines: readonly string[]
  newId(): string
  seat(): TestSeat
  /** The administrator's seat, signed in; the project exists. */
  readonly admin: TestSeat
  /** Grants a path for reading or writing as the host's dialog would; returns the grant id. */
  grant(path: string, mode: GrantMode): string
  stop(): Promise<void>
  /** Closes and opens again on the same folder, as after a restart. */
  restart(): Promise<TestCore>
}

export interface TestCoreOptions {
  readonly clock?: TestClock
  readonly dataDir?: string
  /** Without a project and its administrator: the state of the first run. */
  readonly bare?: boolean
  /** The raw data key as hex; a fixed one unless the folder has a vault of its own. */
  readonly keyHex?: string
  readonly proof?: KeyProof
  readonly restored?: RestoredNote
  /** Stands between core and the worker that reads workbooks. */
  readonly guardWorkbooks?: (workbooks: TaskRunner) => TaskRunner
  /** Off only where the test measures: each transaction is checked for changes without an operation. */
  readonly watch?: boolean
}

export const ADMIN = { username: 'admin', displayName: '系统管理员', password: 'Guanli-2026' }
export const PROJECT = {
  projectName: '锦绣花园',
  projectCode: 'JX',
  communityKind: 'standard',
  payeeName: '锦绣物业服务有限公司',
} as const

/** A whole core on a real encrypted file in a temporary folder, its workers in line. */
export async function startTestCore(options: TestCoreOptions = {}): Promise<TestCore> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'wuye-test-'))
  const clock = options.clock ?? testClock()
  const keyHex = options.keyHex ?? TEST_KEY
  const newId = (): string => uuidV7(clock.now(), crypto.getRandomValues(new Uint8Array(10)))
  const toHost: CoreToHost[] = []
  const logLines: string[] = []
  const log = captureLog(logLines)
  const core = Core.open({
    dataDir,
    keyHex,
    create: true,
    clock,
    newId,
    log,
    tellHost: (message) => toHost.push(message),
    appVersion: '0.0.0-test',
    proof: options.proof ?? TEST_PROOF,
    restored: options.restored ?? null,
    startWorkers: (path) => {
      const workers = inLineWorkers(path, { clock, keyHex })
      return { ...workers, workbooks: options.guardWorkbooks?.(workers.workbooks) ?? workers.workbooks }
    },
    ...(options.watch === false ? {} : { watch: operationWatch() }),
  })
  let seats = 0
  const seat = (): TestSeat => attachSeat(core, { windowId: `w${seats++}`, newId, logLines })
  const test: Omit<TestCore, 'admin'> = {
    core,
    clock,
    dataDir,
    toHost,
    logLines,
    newId,
    seat,
    grant: (path, mode) => {
      const grantId = newId()
      core.receive({ t: 'grant', grantId, path, mode })
      return grantId
    },
    stop: async () => {
      await core.stop()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
    restart: async () => {
      await core.stop()
      return startTestCore({ ...options, dataDir, clock, bare: true })
    },
  }
  const admin = seat()
  if (options.bare !== true) {
    await admin.command('setup.initialize', { ...PROJECT, admin: ADMIN })
    await admin.login()
  }
  return { ...test, admin }
}

function inLineWorkers(path: string, { clock, keyHex }: { readonly clock: Clock; readonly keyHex: string }) {
  const open = () => connect({ path, keyHex, access: 'reader' })
  const readerConnection = open()
  const documentsConnection = open()
  const readerDb = new ReadHandle(readerConnection)
  const queries = readerQueries({ snapshots: new ListSnapshots() })
  const reader = withBalanceCheck(readerBody({ db: readerDb, queries, clock }), readerDb)
  const db = new ReadHandle(documentsConnection)
  const documents = documentsBody({ db, clock, fontsDir: FONTS_DIR, tasks: documentTasks })
  const workbooks = documentsBody({ db, clock, fontsDir: FONTS_DIR, tasks: workbookTasks })
  return {
    reader: inLineRunner(reader, () => readerConnection.close()),
    documents: inLineRunner(documents, () => documentsConnection.close()),
    workbooks: inLineRunner(workbooks),
    backup: inLineRunner(backupBody),
    places: inLineRunner(backupBody),
  }
}

/** A page on a running core; `seat()` of a test core gives one ready. */
export function attachSeat(
  core: Core,
  at: { readonly windowId: string; readonly newId: () => string; readonly logLines: readonly string[] },
): TestSeat {
  const client = new Client({
    timeoutMs: 60_000,
    reconnectMs: 2_000,
    setTimer: (run, ms) => {
      setTimeout(run, ms).unref()
    },
  })
  const { port1, port2 } = new MessageChannel()
  port1.unref()
  port2.unref()
  core.attach(at.windowId, nodePortChannel(port1, 'value'), null)
  client.attach(nodePortChannel(port2, 'value'), 1)
  const value = async (op: string, call: ReturnType<Client['query']>): Promise<never> => {
    const result = await call
    if (!result.ok) throw new Refused(op, result.error, at.logLines)
    return result.value as never
  }
  const seat: TestSeat = {
    client,
    query: (name, input) => value(name, client.query(name, input)),
    command: (name, input, commandId) =>
      value(name, client.command(name, input, { commandId: commandId ?? at.newId() })),
    refusal: async (call) => {
      try {
        await call
      } catch (error) {
        if (error instanceof Refused) return error.error
        throw error
      }
      throw new Error('The call was accepted, but it should have been refused')
    },
    login: async (username = ADMIN.username, password = ADMIN.password) => {
      await seat.command('session.login', { username, password })
    },
  }
  return seat
}

function captureLog(lines: string[]): Log {
  const write =
    (level: string) =>
    (event: string, fields: object = {}) =>
      lines.push(JSON.stringify({ level, event, ...fields }))
  return { info: write('info'), warn: write('warn'), error: write('error') }
}
