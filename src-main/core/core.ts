import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import type { Channel } from '../../src-shared/contract/request/channel.ts'
import type { HostToCore, TicketPurpose } from '../../src-shared/contract/desktop.ts'
import { AppError } from '../../src-shared/kernel/app-error.ts'
import { assertNever } from '../../src-shared/kernel/assert.ts'
import type { CoreOptions } from './core-options.ts'
import type { Database } from './db/database.ts'
import { LOCK_NAME, takeInstanceLock } from './db/instance-lock.ts'
import type { InstanceLock } from './db/instance-lock.ts'
import type { BalanceVerdict } from './db/verify-balances.ts'
import { verifyChainTail } from './db/verify-chain.ts'
import { diagnose } from './diagnosis.ts'
import { approvalSchedule } from './features/approval/index.ts'
import { auditSchedule, verifyChainJob } from './features/audit/index.ts'
import {
  backupJob,
  beginFileCheck,
  closeInterrupted,
  fileCheckJob,
  findPlace,
  nightlyBackup,
  readLeftHeads,
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
import { RecoveryTickets, SessionStore } from './features/session/index.ts'
import { FileGrants } from './files/grants.ts'
import { housekeeping } from './jobs/housekeeping.ts'
import { JobRunner } from './jobs/runner.ts'
import { Scheduler } from './jobs/scheduler.ts'
import { pruneLogs } from './log-file.ts'
import type { Log } from './log.ts'
import { openDatabase, takeCleanExit } from './open-file.ts'
import { Connections } from './request/connections.ts'
import { Dispatcher } from './request/dispatch.ts'
import { EventHub } from './request/events.ts'
import { verifyBalancesIn } from './workers/balance-task.ts'
import { checkpointIn } from './workers/checkpoint-task.ts'
import { readerPort } from './workers/reader-body.ts'
import { routedRunner } from './workers/routed-runner.ts'
import type { TaskRunner } from './workers/task-runner.ts'

/** What the host tells an opened core. */
type MessageOfHost = Exclude<HostToCore, { t: 'open' | 'attach' | 'restore' | 'shutdown' }>

export const DATABASE_NAME = 'wuye.db'
const LINKS_AT_START = 100
const DAY_MINUTES = 24 * 60

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
  readonly #recovery: RecoveryTickets
  readonly #sessions: SessionStore
  readonly #tellHost: CoreOptions['tellHost']
  readonly #path: string
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
    this.#tellHost = tellHost
    this.#path = opened.path
    const workers = options.startWorkers(opened.path)
    this.#reader = workers.reader
    const documents = routedRunner({ ...workers, isOfWorkbooks })
    this.#documents = documents
    const { keyHex, dataDir, proof, appVersion: program } = options
    this.#source = { dataDir, databasePath: opened.path, keyHex, program, proof }
    database.checkpointBy(checkpointIn(workers.reader))
    const sessions = new SessionStore(database, clock)
    this.#sessions = sessions
    this.#recovery = new RecoveryTickets(clock)
    const events = this.#events
    const definitions = [
      ...CORE_JOBS,
      backupJob({ source: this.#source, runner: workers.backup }),
      verifyChainJob({ leftHeads: (db) => readLeftHeads(db, workers.places) }),
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
      { name: 'balances.verify_daily', everyMinutes: DAY_MINUTES, run: () => void this.verifyBalances() },
      autoRuns({ database, events, documents, jobs: this.jobs, newId, log }),
    ]
    this.scheduler = new Scheduler({ items, clock, log })
    const lastCleanExitAt = takeCleanExit(database)
    this.#doubtful = lastCleanExitAt === null || database.balanceDifferences() > 0
    // A new file has not run yet, and one out of a backup was looked at before it was put in its place.
    this.#uncleanExit = lastCleanExitAt === null && database.head.devSeq > 0 && options.restored === null
    const deps = {
      database,
      sessions,
      seats: {
        isAttached: (windowId: string) => this.#connections.isAttached(windowId),
        tellLocked: (windowId: string) => tellHost({ t: 'locked', windowId }),
      },
      recovery: this.#recovery,
      jobs: this.jobs,
      documents,
      grants: this.grants,
      printing: this.printing,
      backup: {
        dataDir,
        places: workers.places,
        newTicket: (purpose: TicketPurpose, of: { readonly userId: string; readonly setName: string | null }) => {
          const ticket = randomUUID()
          tellHost({ t: 'ticket', ticket, purpose, ...of })
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
      this.#log.warn('balances.not_verified', { cause: causeOf(error) })
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

  receive(message: MessageOfHost): void {
    switch (message.t) {
      case 'detach':
        return this.#connections.detach(message.windowId)
      case 'grant':
        return this.grants.add(message.grantId, { path: message.path, mode: message.mode })
      case 'proof':
        return this.#takeProof(message)
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
    this.#tellHost({ t: 'locked', windowId: null })
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
      this.#log.error('core.closed_roughly', { cause: causeOf(error) })
    } finally {
      this.#lock.release()
    }
  }
}

/** Files of strangers are read in a thread of their own. */
function isOfWorkbooks(task: string): boolean {
  return isWorkbookTask(task) || isMeteringWorkbookTask(task) || isOpeningWorkbookTask(task)
}

/** Ids and what is wrong with them; amounts do not go into the log. */
function idsOf({ examples }: Extract<BalanceVerdict, { kind: 'differ' }>): string {
  return examples.map(({ receivableId, problem }) => `${receivableId} ${problem}`).join(', ')
}

function causeOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
