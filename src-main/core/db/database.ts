import type { Instant } from '../../../src-shared/kernel/time.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../src-shared/kernel/assert.ts'
import { connect, isCode } from './connection.ts'
import type { Connection } from './connection.ts'
import { migrate } from './migrate.ts'
import type { MigrateOutcome } from './migrate.ts'
import { CONFIRMS_CLOCK, GENESIS_HASH } from './op-chain.ts'
import { ReadHandle, hot } from './read-handle.ts'
import type { TableName } from './tables.ts'
import { UnitOfWork } from './unit-of-work.ts'
import type { ChainHead, PendingEvent } from './unit-of-work.ts'

export interface OpenOptions {
  readonly path: string
  readonly keyHex: string
  readonly newId: () => string
  readonly now: () => Instant
  readonly hwHint: string
  readonly copyBeforeMigration: (db: Connection, fromVersion: number) => void
  /** Ran after each BEGIN and before each COMMIT in tests: proves that no logged table changed without an operation. */
  readonly watch?: WriteWatch
}

export interface WriteWatch {
  begin(connection: Connection): void
  check(connection: Connection): void
}

export interface TransactInput {
  readonly command: string
  readonly userId: string
}

export interface Committed<T> {
  readonly value: T
  readonly events: readonly PendingEvent[]
}

const tail = hot<{ dev_seq: number; hash: Buffer; hlc: string }>(
  'SELECT dev_seq, hash, hlc FROM op_log ORDER BY dev_seq DESC LIMIT 1',
)
const latest = hot<{ at: number | null }>(`SELECT at FROM op_log WHERE dev_seq >= ifnull(
  (SELECT max(dev_seq) FROM op_log WHERE tbl = 'setting' AND command = '${CONFIRMS_CLOCK}'), 0) ORDER BY at DESC LIMIT 1`)
const device = hot<{ device_no: number; series: string }>('SELECT device_no, series FROM device WHERE id = 1')

const balances = hot<{ balance_differences: number | null }>('SELECT balance_differences FROM device WHERE id = 1')
const cleanExit = hot<{ last_clean_exit_at: number | null }>('SELECT last_clean_exit_at FROM device WHERE id = 1')

/** So many pages (4 MB) of the log wait to go into the file before it is worth while: few, so that the counter hardly notices. */
const DUE_PAGES = 1_000
/** The log is cut when it has grown past this (64 MB): a long reader kept it from starting anew. */
const CAP_PAGES = 16_384

/**
 * The one write connection. It lives on core's thread; transactions are synchronous and never nest, so nothing can come
 * between BEGIN IMMEDIATE and COMMIT.
 */
export class Database {
  readonly read: ReadHandle
  readonly migrated: MigrateOutcome
  readonly #connection: Connection
  readonly #options: OpenOptions
  readonly #columns = new Map<TableName, readonly string[]>()
  readonly #device: { device_no: number; series: string }
  #head: ChainHead
  #unit: UnitOfWork | null = null
  #elsewhere: (() => Promise<unknown>) | null = null
  #checkpointing = false

  private constructor(connection: Connection, options: OpenOptions, migrated: MigrateOutcome) {
    this.#connection = connection
    this.#options = options
    this.migrated = migrated
    this.read = new ReadHandle(connection)
    const row = this.read.hotFirst(device)
    invariant(row !== null, 'the database has its device row')
    this.#device = row
    this.#head = readHead(this.read)
  }

  /** @throws AppError `vault.*` when the file cannot be opened as ours. */
  static open(options: OpenOptions): Database {
    const connection = connect({ path: options.path, keyHex: options.keyHex, access: 'writer' })
    try {
      const migrated = migrate(connection, { copyBefore: (from) => options.copyBeforeMigration(connection, from) })
      enrol(connection, options)
      return new Database(connection, options, migrated)
    } catch (error) {
      connection.close()
      if (isCode(error, 'SQLITE_FULL')) throw new AppError('vault.disk_full')
      if (isCode(error, 'SQLITE_CORRUPT') || isCode(error, 'SQLITE_NOTADB'))
        throw new AppError('vault.database_damaged')
      throw error
    }
  }

  get head(): ChainHead {
    return this.#head
  }

  get series(): string {
    return this.#device.series
  }

  /**
   * Runs `work` in one durable transaction: all of it is in the file when this returns, or nothing is.
   * @throws AppError `disk.full` | `database.read_only`, and whatever `work` throws, after the rollback.
   */
  transact<T>(input: TransactInput, work: (unit: UnitOfWork) => T): Committed<T> {
    invariant(this.#unit === null, 'transactions do not nest')
    const unit = new UnitOfWork(
      this.#connection,
      {
        ...input,
        now: this.#options.now(),
        newId: this.#options.newId,
        deviceNo: this.#device.device_no,
        series: this.#device.series,
        head: this.#head,
      },
      { columns: (table) => this.#columnsOf(table), statements: this.read },
    )
    this.#unit = unit
    try {
      this.#connection.exec('BEGIN IMMEDIATE')
      this.#options.watch?.begin(this.#connection)
      const value = work(unit)
      refuseThenable(value)
      const head = unit.flush()
      this.#options.watch?.check(this.#connection)
      this.#connection.exec('COMMIT')
      this.#head = head
      return { value, events: unit.events }
    } catch (error) {
      if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK')
      throw asRefusal(error)
    } finally {
      unit.end()
      this.#unit = null
    }
  }

  /** Moves the log into the file when it has grown. Called between commands and job chunks: `if_due` waits for no reader. */
  checkpoint(mode: 'if_due' | 'truncate'): void {
    if (mode === 'truncate') {
      this.#walCheckpoint('TRUNCATE')
      return
    }
    const { log, checkpointed } = this.#walCheckpoint('NOOP')
    const due = log - checkpointed >= DUE_PAGES
    if (due) this.#moveLog()
    // What is still to be moved would be moved here, while the counter waits: only if the other thread does not get it done.
    if (log < CAP_PAGES || (due && log < 2 * CAP_PAGES)) return
    this.#connection.pragma('busy_timeout=0')
    this.#walCheckpoint('TRUNCATE')
    this.#connection.pragma('busy_timeout=5000')
  }

  /** Has the log moved in another thread from now on; what fails there is made up for here when the log reaches its cap. */
  checkpointBy(elsewhere: () => Promise<unknown>): void {
    this.#elsewhere = elsewhere
  }

  #moveLog(): void {
    const elsewhere = this.#elsewhere
    if (elsewhere === null) {
      this.#walCheckpoint('PASSIVE')
      return
    }
    if (this.#checkpointing) return
    this.#checkpointing = true
    void Promise.resolve()
      .then(elsewhere)
      .catch(() => null)
      .finally(() => {
        this.#checkpointing = false
      })
  }

  /** A whole, encrypted copy of the data as of now, under the same key. */
  copyTo(path: string): void {
    vacuumInto(this.#connection, path)
  }

  /** Closes in any case; a disk without room only keeps the next start from knowing that this run ended in order. */
  close(): void {
    try {
      this.transactTechnical('UPDATE device SET last_clean_exit_at = ? WHERE id = 1', this.#options.now())
      this.#connection.pragma('optimize')
      // A backup may still be reading: what is left in the log is moved by whoever opens the file next.
      this.#connection.pragma('busy_timeout=0')
      this.checkpoint('truncate')
    } finally {
      this.#connection.close()
    }
  }

  lastCleanExitAt(): number | null {
    return this.read.hotFirst(cleanExit)?.last_clean_exit_at ?? null
  }

  /** What the last comparison with the receipts found. */
  balanceDifferences(): number {
    return this.read.hotFirst(balances)?.balance_differences ?? 0
  }

  /**
   * One write to a technical table outside any command: session times, job states.
   * @throws AppError `disk.full` | `database.read_only`
   */
  transactTechnical(sql: string, ...parameters: (string | number | null)[]): void {
    try {
      this.#connection.prepare(sql).run(...parameters)
    } catch (error) {
      throw asRefusal(error)
    }
  }

  /** The same without waiting for the disk: for what a power cut may take back, as how far a job has come. */
  transactLoosely(sql: string, ...parameters: (string | number | null)[]): void {
    this.#connection.pragma('synchronous=NORMAL')
    try {
      this.transactTechnical(sql, ...parameters)
    } finally {
      this.#connection.pragma('synchronous=FULL')
    }
  }

  #walCheckpoint(mode: 'NOOP' | 'PASSIVE' | 'TRUNCATE'): { readonly log: number; readonly checkpointed: number } {
    const [state] = this.#connection.pragma(`wal_checkpoint(${mode})`) as { log: number; checkpointed: number }[]
    return state ?? { log: 0, checkpointed: 0 }
  }

  #columnsOf(table: TableName): readonly string[] {
    const known = this.#columns.get(table)
    if (known !== undefined) return known
    const columns = (this.#connection.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name)
    this.#columns.set(table, columns)
    return columns
  }
}

export function vacuumInto(connection: Connection, path: string): void {
  connection.prepare('VACUUM INTO ?').run(path)
}

function asRefusal(error: unknown): unknown {
  if (isCode(error, 'SQLITE_FULL') || isCode(error, 'SQLITE_IOERR')) return new AppError('disk.full')
  return isCode(error, 'SQLITE_READONLY') ? new AppError('database.read_only') : error
}

function readHead(read: ReadHandle): ChainHead {
  const row = read.hotFirst(tail)
  return row === null
    ? { devSeq: 0, hash: GENESIS_HASH, hlc: null, latestAt: 0 }
    : { devSeq: row.dev_seq, hash: row.hash, hlc: row.hlc, latestAt: read.hotFirst(latest)?.at ?? 0 }
}

function enrol(connection: Connection, options: OpenOptions): void {
  connection
    .prepare(
      `INSERT OR IGNORE INTO device(id, device_uid, device_no, series, epoch, hw_hint, file_nonce, enrolled_at)
       VALUES(1, ?, 1, 'A', 1, ?, ?, NULL)`,
    )
    .run(options.newId(), options.hwHint, options.newId())
}

/** @throws Error for a promise: what waits would go on after COMMIT, outside any transaction. */
export function refuseThenable(value: unknown): void {
  if (typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function') {
    throw new Error('A command handler must not be asynchronous: what waits belongs into its prepare step')
  }
}
