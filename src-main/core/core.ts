import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

import type { Channel } from '../../src-shared/contract/request/channel.ts'
import type { CoreToHost, HostToCore } from '../../src-shared/contract/desktop.ts'
import { AppError } from '../../src-shared/kernel/app-error.ts'
import { assertNever } from '../../src-shared/kernel/assert.ts'
import type { Clock } from '../../src-shared/kernel/time.ts'
import { freeBytes } from './db/connection.ts'
import { Database, vacuumInto } from './db/database.ts'
import type { WriteWatch } from './db/database.ts'
import { takeInstanceLock } from './db/instance-lock.ts'
import type { InstanceLock } from './db/instance-lock.ts'
import type { BalanceVerdict } from './db/verify-balances.ts'
import { verifyChainTail } from './db/verify-chain.ts'
import { diagnose } from './diagnosis.ts'
import { approvalSchedule } from './features/approval/index.ts'
import { auditSchedule } from './features/audit/index.ts'
import { CORE_JOBS, coreCommands, coreQueries } from './features/core-features.ts'
import { resumeRuns } from './features/billing/index.ts'
import { isWorkbookTask } from './features/import/index.ts'
import { PrintPump } from './features/printing/index.ts'
import { RecoveryTickets, SessionStore } from './features/session/index.ts'
import { FileGrants } from './files/grants.ts'
import { housekeeping } from './jobs/housekeeping.ts'
import { JobRunner } from './jobs/runner.ts'
import { Scheduler } from './jobs/scheduler.ts'
import { pruneLogs } from './log-file.ts'
import type { Log } from './log.ts'
import { Connections } from './request/connections.ts'
import { Dispatcher } from './request/dispatch.ts'
import { EventHub } from './request/events.ts'
import { verifyBalancesIn } from './workers/balance-task.ts'
import { checkpointIn } from './workers/checkpoint-task.ts'
import { readerPort } from './workers/reader-body.ts'
import { routedRunner } from './workers/routed-runner.ts'
import type { TaskRunner } from './workers/task-runner.ts'

/** What the host tells an opened core. */
type MessageOfHost = Exclude<HostToCore, { t: 'open' | 'attach' | 'shutdown' }>

export interface CoreWorkers {
  readonly reader: TaskRunner
  readonly documents: TaskRunner
  readonly workbooks: TaskRunner
}

export interface CoreOptions {
  readonly dataDir: string
  readonly keyHex: string
  readonly create: boolean
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Log
  readonly tellHost: (message: CoreToHost) => void
  /** Starts the workers on the opened file; tests run them in line. */
  readonly startWorkers: (path: string) => CoreWorkers
  readonly watch?: WriteWatch
}

const LINKS_AT_START = 100
const PAGE_BYTES = 4_096

/** The core of one data folder, from lock to shutdown. It imports no Electron: tests and the later server run the same code. */
export class Core {
  readonly database: Database
  readonly jobs: JobRunner
  readonly grants = new FileGrants()
  readonly printing: PrintPump
  readonly scheduler: Scheduler
  readonly #lock: InstanceLock
  readonly #reader: TaskRunner
  readonly #documents: TaskRunner
  readonly #events = new EventHub()
  readonly #connections: Connections
  readonly #dispatcher: Dispatcher
  readonly #recovery: RecoveryTickets
  readonly #sessions: SessionStore
  readonly #tellHost: CoreOptions['tellHost']
  readonly #path: string
  readonly #log: Log
  /** The last run did not end in order, or left a balance behind that no receipt explains. */
  readonly #doubtful: boolean

  private constructor(
    options: CoreOptions,
    opened: { readonly lock: InstanceLock; readonly database: Database; readonly path: string },
  ) {
    const { clock, newId, log, tellHost } = options
    const { database } = opened
    this.database = database
    this.#lock = opened.lock
    this.#log = log
    this.#tellHost = tellHost
    this.#path = opened.path
    const workers = options.startWorkers(opened.path)
    this.#reader = workers.reader
    const documents = routedRunner({ ...workers, isOfWorkbooks: isWorkbookTask })
    this.#documents = documents
    database.checkpointBy(checkpointIn(workers.reader))
    const sessions = new SessionStore(database, clock)
    this.#sessions = sessions
    this.#recovery = new RecoveryTickets(clock)
    const events = this.#events
    this.jobs = new JobRunner({ database, events, documents, definitions: CORE_JOBS, clock, log })
    this.printing = new PrintPump({ database, events, documents, tellHost, log, dataDir: options.dataDir })
    const items = [
      ...housekeeping({ database, pruneLogs: () => pruneLogs(options.dataDir) }),
      approvalSchedule({ database, events }),
      auditSchedule({ database, jobs: this.jobs, newId }),
    ]
    this.scheduler = new Scheduler({ items, clock, log })
    const lastCleanExitAt = takeCleanExit(database)
    this.#doubtful = lastCleanExitAt === null || database.balanceDifferences() > 0
    const deps = {
      database,
      sessions,
      seats: { isAttached: (windowId: string) => this.#connections.isAttached(windowId) },
      recovery: this.#recovery,
      jobs: this.jobs,
      documents,
      grants: this.grants,
      printing: this.printing,
      clock,
      lastCleanExitAt,
    }
    this.#dispatcher = new Dispatcher({
      database,
      sessions,
      reader: readerPort(workers.reader),
      commands: coreCommands(deps),
      queries: coreQueries(deps),
      events,
      clock,
      newId,
      log,
    })
    this.#connections = new Connections({
      dispatcher: () => this.#dispatcher,
      events,
      tellToken: (windowId, token) => tellHost({ t: 'session', windowId, token }),
    })
  }

  /** @throws AppError `vault.*`; nothing stays open then. */
  static open(options: CoreOptions): Core {
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
    const lock = takeInstanceLock(join(options.dataDir, 'instance.lock'))
    try {
      const path = join(options.dataDir, 'wuye.db')
      const database = openDatabase(options, path)
      const verdict = verifyChainTail(database.read, LINKS_AT_START)
      if (verdict.kind === 'broken') {
        database.close()
        throw new AppError('vault.chain_broken', { at: verdict.atDevSeq })
      }
      return new Core(options, { lock, database, path })
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /** Goes on with what a crash or a shutdown left: jobs, the print queue. */
  start(): void {
    resumeRuns(this.database.read, this.jobs)
    this.jobs.wake()
    this.printing.wake()
    this.scheduler.start()
    if (this.#doubtful) void this.verifyBalances()
  }

  /**
   * Compares what is said to be paid with the receipts, in the reader. A difference goes into the log and stays noted in the
   * file, where the manager's first page reads it. Answers `null` when the reader went away meanwhile.
   */
  async verifyBalances(): Promise<BalanceVerdict | null> {
    try {
      const verdict = await verifyBalancesIn(this.#reader)
      const lines = verdict.kind === 'agree' ? 0 : verdict.lines
      this.database.transactTechnical('UPDATE device SET balance_differences = ? WHERE id = 1', lines)
      if (verdict.kind === 'differ') this.#log.error('balances.differ', { lines, examples: idsOf(verdict) })
      return verdict
    } catch (error) {
      this.#log.warn('balances.not_verified', { cause: error instanceof Error ? error.message : String(error) })
      return null
    }
  }

  attach(windowId: string, channel: Channel, token: string | null): void {
    this.#connections.attach({ windowId, channel, token })
  }

  receive(message: MessageOfHost): void {
    switch (message.t) {
      case 'detach':
        return this.#connections.detach(message.windowId)
      case 'grant':
        return this.grants.add(message.grantId, { path: message.path, mode: message.mode })
      case 'print_pull':
        void this.printing.pull()
        return
      case 'print_done':
        return this.printing.done(message)
      case 'recovery_proved':
        return this.#recovery.add(message.ticket)
      case 'lock_screens':
        return this.#lockScreens()
      case 'resumed':
        return this.#resume()
      case 'diagnose':
        return this.#diagnose(message.requestId)
      default:
        return assertNever(message)
    }
  }

  /** The PC goes to sleep or was locked: whoever wakes it finds no open books. */
  #lockScreens(): void {
    try {
      this.#events.publish(this.#sessions.lockAll())
    } catch (error) {
      // A disk without room must not end core here: the pages still lock themselves when nobody types.
      this.#log.error('session.not_locked', { cause: causeOf(error) })
    }
  }

  #diagnose(requestId: number): void {
    try {
      this.#tellHost({ t: 'diagnosis', requestId, facts: diagnose(this.database, this.#path) })
    } catch (error) {
      // A file that cannot be read is when the diagnostic file is wanted most: that it failed is a finding.
      this.#log.error('diagnostics.core_failed', { cause: causeOf(error) })
      this.#tellHost({ t: 'diagnosis', requestId, facts: { failed: true } })
    }
  }

  /** After a sleep the day may be another one, and the clock may have been set: pages read again, what is due runs now. */
  #resume(): void {
    this.scheduler.tick()
    this.#events.publish(this.#sessions.touched())
    this.jobs.wake()
    this.printing.wake()
  }

  async stop(): Promise<void> {
    this.scheduler.stop()
    this.#connections.closeAll()
    this.printing.stop()
    await this.jobs.stop()
    this.#events.stop()
    await this.#documents.stop()
    await this.#reader.stop()
    this.database.close()
    this.#lock.release()
  }
}

function openDatabase(options: CoreOptions, path: string): Database {
  const { clock, newId, dataDir, keyHex, watch } = options
  if (!options.create) refuseMissing(path)
  return Database.open({
    path,
    keyHex,
    newId,
    now: () => clock.now(),
    hwHint: hostname(),
    copyBeforeMigration: (connection, from) => {
      const folder = join(dataDir, 'before-update')
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (freeBytes(path) < 2 * statSync(path).size) throw new AppError('vault.disk_full')
      const copy = join(folder, `wuye-schema-${from}.db`)
      rmSync(copy, { force: true })
      vacuumInto(connection, copy)
    },
    ...(watch === undefined ? {} : { watch }),
  })
}

/** SQLite takes a file below one page for a new, empty database: a lost file must never become a fresh start. */
function refuseMissing(path: string): void {
  if (!existsSync(path)) throw new AppError('vault.database_missing')
  if (statSync(path).size < PAGE_BYTES) throw new AppError('vault.database_damaged')
}

/** Ids and what is wrong with them; amounts do not go into the log. */
function idsOf({ examples }: Extract<BalanceVerdict, { kind: 'differ' }>): string {
  return examples.map(({ receivableId, problem }) => `${receivableId} ${problem}`).join(', ')
}

function causeOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Reads whether the last run ended in order, and marks this one as running. */
function takeCleanExit(database: Database): number | null {
  const at = database.lastCleanExitAt()
  database.transactTechnical('UPDATE device SET last_clean_exit_at = NULL WHERE id = 1')
  return at
}
