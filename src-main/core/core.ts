import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

import type { Channel } from '../../src-shared/contract/request/channel.ts'
import type { KeyProof } from '../../src-shared/contract/backup-manifest.ts'
import type { CoreToHost, HostToCore, RestoredNote, TicketPurpose } from '../../src-shared/contract/desktop.ts'
import { AppError } from '../../src-shared/kernel/app-error.ts'
import type { Clock } from '../../src-shared/kernel/time.ts'
import { freeBytes } from './db/connection.ts'
import { Database, vacuumInto } from './db/database.ts'
import type { WriteWatch } from './db/database.ts'
import { LOCK_NAME, takeInstanceLock } from './db/instance-lock.ts'
import type { InstanceLock } from './db/instance-lock.ts'
import type { BalanceVerdict } from './db/verify-balances.ts'
import { verifyChainTail } from './db/verify-chain.ts'
import { approvalSchedule } from './features/approval/index.ts'
import { auditSchedule } from './features/audit/index.ts'
import {
  backupJob,
  beginFileCheck,
  closeInterrupted,
  fileCheckJob,
  findPlace,
  nightlyBackup,
  saveCodeChange,
  settleRestored,
  weeklyFileCheck,
} from './features/backup/index.ts'
import type { BackupSource, FileCheckParts } from './features/backup/index.ts'
import { CORE_JOBS, coreCommands, coreQueries } from './features/core-features.ts'
import { autoRuns, resumeRuns } from './features/billing/index.ts'
import { isWorkbookTask } from './features/import/index.ts'
import { isMeteringWorkbookTask } from './features/metering/index.ts'
import { isOpeningWorkbookTask } from './features/opening/index.ts'
import { PrintPump } from './features/printing/index.ts'
import { SessionStore } from './features/session/index.ts'
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

export interface CoreWorkers {
  readonly reader: TaskRunner
  readonly documents: TaskRunner
  readonly workbooks: TaskRunner
  readonly backup: TaskRunner
  /** Looks at places and sets while a backup is being made. */
  readonly places: TaskRunner
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
  readonly appVersion: string
  /** What a backup set carries of the key. */
  readonly proof: KeyProof
  /** The file came out of a backup and is opened for the first time. */
  readonly restored: RestoredNote | null
  readonly watch?: WriteWatch
}

export const DATABASE_NAME = 'wuye.db'
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
  readonly #source: BackupSource
  readonly #fileCheck: FileCheckParts
  readonly #events = new EventHub()
  readonly #connections: Connections
  readonly #dispatcher: Dispatcher
  readonly #log: Log
  /** The last run did not end in order, or left a balance behind that no receipt explains. */
  readonly #doubtful: boolean
  /** The last run did not end in order: a crash or a power cut may have hurt the file. */
  readonly #uncleanExit: boolean

  private constructor(
    options: CoreOptions,
    opened: { readonly lock: InstanceLock; readonly database: Database; readonly path: string },
  ) {
    const { clock, newId, log, tellHost } = options
    const { database } = opened
    this.database = database
    this.#lock = opened.lock
    this.#log = log
    const workers = options.startWorkers(opened.path)
    this.#reader = workers.reader
    const documents = routedRunner({ ...workers, isOfWorkbooks })
    this.#documents = documents
    const { keyHex, dataDir, proof, appVersion: program } = options
    this.#source = { dataDir, databasePath: opened.path, keyHex, program, proof }
    database.checkpointBy(checkpointIn(workers.reader))
    const sessions = new SessionStore(database, clock)
    const events = this.#events
    const definitions = [
      ...CORE_JOBS,
      backupJob({ source: this.#source, runner: workers.backup }),
      fileCheckJob({ file: { path: opened.path, keyHex }, runner: workers.backup }),
    ]
    this.jobs = new JobRunner({ database, events, documents, definitions, clock, log })
    this.#fileCheck = { database, jobs: this.jobs, newId }
    this.printing = new PrintPump({ database, events, documents, tellHost, log, dataDir })
    const items = [
      ...housekeeping({ database, pruneLogs: () => pruneLogs(dataDir) }),
      nightlyBackup({ database, jobs: this.jobs, events, newId }),
      weeklyFileCheck(this.#fileCheck),
      approvalSchedule({ database, events }),
      auditSchedule({ database, jobs: this.jobs, newId }),
      autoRuns({ database, documents, jobs: this.jobs, newId, log }),
    ]
    this.scheduler = new Scheduler({ items, clock, log })
    const lastCleanExitAt = takeCleanExit(database)
    this.#doubtful = lastCleanExitAt === null || database.balanceDifferences() > 0
    // A new file has not run yet, and one out of a backup was looked at before it was put in its place.
    this.#uncleanExit = lastCleanExitAt === null && database.head.devSeq > 0 && options.restored === null
    const deps = {
      database,
      sessions,
      jobs: this.jobs,
      documents,
      grants: this.grants,
      printing: this.printing,
      backup: {
        dataDir,
        places: workers.places,
        newTicket: (purpose: TicketPurpose, userId: string) => {
          const ticket = randomUUID()
          tellHost({ t: 'ticket', ticket, purpose, userId })
          return ticket
        },
      },
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
    const lock = takeInstanceLock(join(options.dataDir, LOCK_NAME))
    try {
      const path = join(options.dataDir, DATABASE_NAME)
      const database = openDatabase(options, path)
      const verdict = verifyChainTail(database.read, LINKS_AT_START)
      if (verdict.kind === 'broken') {
        database.close()
        throw new AppError('vault.chain_broken', { at: verdict.atDevSeq })
      }
      if (options.restored !== null) settleRestored(database, options.restored)
      closeInterrupted(database)
      return new Core(options, { lock, database, path })
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /** Goes on with what a crash or a shutdown left: jobs, the print queue. */
  start(): void {
    resumeRuns(this.database.read, this.jobs)
    if (this.#uncleanExit) beginFileCheck(this.#fileCheck)
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

  /** Where this PC's backups go. */
  get backupFolder(): string | null {
    return findPlace(this.database.read)?.folder ?? null
  }

  receive(message: Extract<HostToCore, { t: 'detach' | 'grant' | 'proof' | 'print_pull' | 'print_done' }>): void {
    if (message.t === 'detach') this.#connections.detach(message.windowId)
    else if (message.t === 'grant') this.grants.add(message.grantId, { path: message.path, mode: message.mode })
    else if (message.t === 'proof') this.#takeProof(message)
    else if (message.t === 'print_pull') void this.printing.pull()
    else this.printing.done(message)
  }

  /** The recovery code was changed: later sets carry the new one, and the log of operations says so. */
  #takeProof({ proof, userId }: Extract<HostToCore, { t: 'proof' }>): void {
    this.#source.proof = proof
    const committed = this.database.transact({ command: 'backup.new_code', userId: userId ?? 'system' }, (unit) => {
      saveCodeChange(unit, proof.kcv)
      unit.emit('backup.changed', {})
    })
    this.#events.publish(committed.events)
  }

  async stop(): Promise<void> {
    this.scheduler.stop()
    this.#connections.closeAll()
    this.printing.stop()
    await this.jobs.stop()
    this.#events.stop()
    await this.#documents.stop()
    await this.#reader.stop()
    this.#closeFile()
  }

  /** A full disk or a damaged page keeps neither the program from ending nor a restore from taking the file's place. */
  #closeFile(): void {
    try {
      this.database.close()
    } catch (error) {
      this.#log.error('core.closed_roughly', { cause: error instanceof Error ? error.message : String(error) })
    } finally {
      this.#lock.release()
    }
  }
}

/** Files of strangers are read in a thread of their own. */
function isOfWorkbooks(task: string): boolean {
  return isWorkbookTask(task) || isMeteringWorkbookTask(task) || isOpeningWorkbookTask(task)
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

/** Reads whether the last run ended in order, and marks this one as running. */
function takeCleanExit(database: Database): number | null {
  const at = database.lastCleanExitAt()
  database.transactTechnical('UPDATE device SET last_clean_exit_at = NULL WHERE id = 1')
  return at
}
