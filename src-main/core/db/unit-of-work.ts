import type { AppEvents, EventName } from '../../../src-shared/contract/events.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../src-shared/kernel/assert.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'
import type { Connection } from './connection.ts'
import { SCHEMA_VERSION } from './migrations/index.ts'
import { packBody } from './op-body.ts'
import { CONFIRMS_CLOCK, linkHash, nextHlc } from './op-chain.ts'
import { ReadHandle, hot } from './read-handle.ts'
import type { Statement } from './read-handle.ts'
import { newPersonKey, sealText } from './sealing.ts'
import { plain, same, toSql } from './sql-values.ts'
import type { Sql } from './sql-values.ts'
import { LEDGER_TABLES, PERSONAL_FIELDS, SECRET_FIELDS } from './tables.ts'
import type { LoggedTable, TableName, Tables, TechnicalTable } from './tables.ts'

/** The end of the chain, as the next link needs it. */
export interface ChainHead {
  readonly devSeq: number
  readonly hash: Buffer
  readonly hlc: string | null
  /** The latest time of any operation since somebody confirmed the clock: a clock that goes back by small steps stands out against it. */
  readonly latestAt: number
}

/** Who does it and when; the same for every row of one transaction. */
export interface UnitOfWorkInput {
  readonly command: string
  readonly userId: string
  readonly now: Instant
  readonly newId: () => string
  readonly deviceNo: number
  readonly series: string
  readonly head: ChainHead
}

export interface PendingEvent {
  readonly name: EventName
  readonly data: AppEvents[EventName]
}

/** What outlives a transaction: prepared statements, and the columns of each table as the file has them. */
export interface SharedCaches {
  readonly columns: (table: TableName) => readonly string[]
  readonly statements: ReadHandle
}

interface Operation {
  readonly kind: 'I' | 'U' | 'D' | 'B'
  readonly table: LoggedTable
  readonly rowId: string
  readonly projectId: string | null
  readonly body: unknown
}

type Row = Readonly<Record<string, unknown>>

/** A bulk operation holds at most so many rows (architecture §4, one chain). */
const BULK_ROWS = 1_000

const insertOp =
  hot<never>(`INSERT INTO op_log(dev_seq, op_id, project_id, stream, txn_id, txn_last, kind, tbl, row_id, body, hlc,
  schema_v, user_id, command, at, prev_hash, hash) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`)

/**
 * One transaction's writes. Every change of a logged table goes through `insert`, `insertMany`, `update` or `remove`, which
 * write the row *and* its operation; there is no other way to write one.
 */
export class UnitOfWork extends ReadHandle {
  readonly now: Instant
  readonly newId: () => string
  readonly events: PendingEvent[] = []
  readonly #input: UnitOfWorkInput
  #doer: Pick<UnitOfWorkInput, 'command' | 'userId'>
  readonly #txnId: string
  readonly #columns: (table: TableName) => readonly string[]
  readonly #links: Sql[][] = []
  #head: ChainHead
  #ended = false

  constructor(connection: Connection, input: UnitOfWorkInput, shared: SharedCaches) {
    super(connection, shared.statements)
    this.#input = input
    this.#doer = { command: input.command, userId: input.userId }
    this.#columns = shared.columns
    this.#head = input.head
    this.#txnId = input.newId()
    this.now = input.now
    this.newId = input.newId
  }

  /** Who does what is being written now. */
  get userId(): string {
    return this.#doer.userId
  }

  /** What `work` writes is logged as another command of another person: an approved request runs as its applicant. */
  actAs<T>(doer: { readonly command: string; readonly userId: string }, work: () => T): T {
    const before = this.#doer
    this.#doer = doer
    try {
      return work()
    } finally {
      this.#doer = before
    }
  }

  /** Text about a person, sealed with the person's key as the operations hold it. */
  sealFor(personId: string, text: string): string {
    return sealText(this.#personKey(personId), text)
  }

  /** Inserts a row and logs it. */
  insert<T extends LoggedTable>(table: T, row: Tables[T]): void {
    this.#insertRow(table, row as Row)
    this.#log({
      kind: 'I',
      table,
      rowId: rowIdOf(row as Row),
      projectId: projectOf(table, row as Row),
      body: this.#sealed(table, row as Row),
    })
  }

  /**
   * Inserts a document that carries its own operation's hash (`op_hash`) and what is derived from it. The operation holds
   * the row without these columns: they follow from it.
   */
  insertDocument<T extends 'receipt'>(
    table: T,
    row: Omit<Tables[T], 'op_hash' | 'verification_code'>,
    derive: (hash: Buffer) => Pick<Tables[T], 'verification_code'>,
  ): Tables[T] {
    const fields = row as unknown as Row
    const hash = this.#log({
      kind: 'I',
      table,
      rowId: rowIdOf(fields),
      projectId: projectOf(table, fields),
      body: this.#sealed(table, fields),
    })
    const whole = { ...row, op_hash: hash, ...derive(hash) } as unknown as Tables[T]
    this.#insertRow(table, whole as unknown as Row)
    return whole
  }

  /** Inserts many rows of one project and logs them as bulk operations of up to 1,000 rows. */
  insertMany<T extends LoggedTable>(table: T, rows: readonly Tables[T][]): void {
    for (let from = 0; from < rows.length; from += BULK_ROWS) {
      const part = rows.slice(from, from + BULK_ROWS) as unknown as readonly Row[]
      const columns = this.#columns(table)
      const statement = this.statement(insertSql(table, columns))
      for (const row of part) statement.run(...columns.map((column) => toSql(row[column])))
      const sealed = part.map((row) => this.#sealed(table, row))
      const first = part[0]
      invariant(first !== undefined, 'a bulk operation has rows')
      this.#log({
        kind: 'B',
        table,
        rowId: rowIdOf(first),
        projectId: projectOf(table, first),
        body: { columns, rows: sealed.map((row) => columns.map((column) => plain(row[column]))) },
      })
    }
  }

  /**
   * Changes columns of one row and logs what they were. Nothing is written when nothing differs.
   * @throws AppError `record.not_found`
   */
  update<T extends LoggedTable>(table: T, id: string, patch: Partial<Tables[T]>): boolean {
    const before = this.statement(`SELECT * FROM ${table} WHERE id = ?`).get(id) as Row | undefined
    if (before === undefined) throw new AppError('record.not_found', { what: table })
    const changed = Object.entries(patch).filter(
      ([column, value]) => value !== undefined && !same(before[column], value),
    )
    if (changed.length === 0) return false
    const sets = changed.map(([column]) => `${column} = ?`).join(', ')
    this.statement(`UPDATE ${table} SET ${sets} WHERE id = ?`).run(...changed.map(([, value]) => toSql(value)), id)
    const subject = this.#subjectOf(table, before)
    const seal = (column: string, value: unknown): unknown => this.#sealField(table, { column, value, subject })
    this.#log({
      kind: 'U',
      table,
      rowId: id,
      projectId: projectOf(table, before),
      body: {
        set: Object.fromEntries(changed.map(([column, value]) => [column, seal(column, value)])),
        was: Object.fromEntries(changed.map(([column]) => [column, seal(column, before[column])])),
      },
    })
    return true
  }

  /** Really deletes a row: only what belongs to a draft, an undone import or an unposted run (architecture §9, deleting). */
  remove(table: LoggedTable, id: string): void {
    const before = this.statement(`SELECT * FROM ${table} WHERE id = ?`).get(id) as Row | undefined
    if (before === undefined) return
    this.statement(`DELETE FROM ${table} WHERE id = ?`).run(id)
    this.#log({
      kind: 'D',
      table,
      rowId: id,
      projectId: projectOf(table, before),
      body: { was: this.#sealed(table, before) },
    })
  }

  /** Deletes many rows by id and logs the ids: their content stands in the operations that inserted them. */
  removeMany(table: LoggedTable, ids: readonly string[], projectId: string): void {
    const [first] = ids
    if (first === undefined) return
    const statement = this.statement(`DELETE FROM ${table} WHERE id = ?`)
    for (const id of ids) statement.run(id)
    this.#log({ kind: 'D', table, rowId: first, projectId, body: { ids } })
  }

  /** Sets a composite-key switch row, logged like any other change. */
  setFeature(projectId: string, feature: string, enabled: 0 | 1): void {
    const before = this.statement('SELECT enabled FROM feature_switch WHERE project_id = ? AND feature = ?').get(
      projectId,
      feature,
    ) as { enabled: number } | undefined
    if (before?.enabled === enabled) return
    this.statement(
      'INSERT INTO feature_switch(project_id, feature, enabled) VALUES(?,?,?) ON CONFLICT DO UPDATE SET enabled = excluded.enabled',
    ).run(projectId, feature, enabled)
    this.#log({
      kind: before === undefined ? 'I' : 'U',
      table: 'feature_switch',
      rowId: `${projectId}:${feature}`,
      projectId,
      body: { set: { enabled }, was: { enabled: before?.enabled ?? null } },
    })
  }

  /** Writes that are no operations: sessions, queues, derived rows. Only tables that the catalogue names as technical. */
  technical(sql: { readonly table: TechnicalTable; readonly text: string }, ...parameters: Sql[]): number {
    return this.statement(sql.text).run(...parameters).changes
  }

  /** The same for the two virtual tables of the search index. */
  searchIndex(text: string, ...parameters: Sql[]): number {
    invariant(/^(INSERT INTO|DELETE FROM) search_(index|doc)\b/.test(text), 'only the search index is written this way')
    return Number(this.statement(text).run(...parameters).lastInsertRowid)
  }

  /**
   * Takes the next number of a book for this device and year, in this transaction: gapless, unique offline (domain rules 3.10).
   */
  allocateNumber(book: string, year: number): { readonly series: string; readonly number: number } {
    const { series } = this.#input
    const row = this.statement(
      `INSERT INTO number_series(book, series, year, next) VALUES(?,?,?,2)
       ON CONFLICT(book, series, year) DO UPDATE SET next = next + 1 RETURNING next - 1 AS number`,
    ).get(book, series, year) as { number: number }
    return { series, number: row.number }
  }

  emit<Name extends EventName>(name: Name, data: AppEvents[Name]): void {
    this.events.push({ name, data })
  }

  /** The hash of the last operation so far: what a Z report or a receipt code carries out of the machine. */
  get chainHead(): ChainHead {
    return this.#head
  }

  /** Writes the operations; called once, before COMMIT. Returns the new end of the chain. */
  flush(): ChainHead {
    const statement = this.statement(insertOp.sql)
    const last = this.#links.length - 1
    for (const [at, link] of this.#links.entries()) {
      if (at === last) link[5] = 1
      statement.run(...link)
    }
    return this.#head
  }

  /** Nothing runs through this unit any more: whoever kept it past COMMIT would write outside any transaction. */
  end(): void {
    this.#ended = true
  }

  protected override statement(sql: string): Statement {
    invariant(!this.#ended, 'a unit of work ends with its transaction')
    return super.statement(sql)
  }

  #insertRow(table: LoggedTable, row: Row): void {
    const columns = this.#columns(table)
    this.statement(insertSql(table, columns)).run(...columns.map((column) => toSql(row[column])))
  }

  #log(operation: Operation): Buffer {
    const { now, newId, deviceNo } = this.#input
    const { command, userId } = this.#doer
    const devSeq = this.#head.devSeq + 1
    const opId = newId()
    const hlc = nextHlc(this.#head.hlc, now, deviceNo)
    const stream = LEDGER_TABLES.has(operation.table) ? 'ledger' : 'core'
    const body = packBody(operation.body)
    const { kind, table, rowId, projectId } = operation
    const txnId = this.#txnId
    const fields = {
      devSeq,
      opId,
      projectId,
      stream,
      txnId,
      kind,
      table,
      rowId,
      body,
      hlc,
      schemaVersion: SCHEMA_VERSION,
      userId,
      command,
      at: now,
    }
    const hash = linkHash(this.#head.hash, fields)
    this.#links.push([
      devSeq,
      opId,
      projectId,
      stream,
      txnId,
      0,
      kind,
      table,
      rowId,
      body,
      hlc,
      SCHEMA_VERSION,
      userId,
      command,
      now,
      this.#head.hash,
      hash,
    ])
    const latestAt = command === CONFIRMS_CLOCK ? now : Math.max(now, this.#head.latestAt)
    this.#head = { devSeq, hash, hlc, latestAt }
    return hash
  }

  #sealed(table: LoggedTable, row: Row): Row {
    const secrets = SECRET_FIELDS[table]
    const personal = PERSONAL_FIELDS[table]
    if (secrets === undefined && personal === undefined) return row
    const subject = this.#subjectOf(table, row)
    return Object.fromEntries(
      Object.entries(row).map(([column, value]) => [column, this.#sealField(table, { column, value, subject })]),
    )
  }

  #sealField(
    table: LoggedTable,
    field: { readonly column: string; readonly value: unknown; readonly subject: string | null },
  ): unknown {
    const { column, value, subject } = field
    if (SECRET_FIELDS[table]?.includes(column) === true) return '(changed)'
    if (subject === null || typeof value !== 'string' || PERSONAL_FIELDS[table]?.fields.includes(column) !== true)
      return plain(value)
    return { sealed: sealText(this.#personKey(subject), value) }
  }

  #subjectOf(table: LoggedTable, row: Row): string | null {
    const personal = PERSONAL_FIELDS[table]
    return personal === undefined ? null : String(row[personal.subject])
  }

  #personKey(personId: string): Buffer {
    const known = this.statement('SELECT key FROM person_key WHERE person_id = ?').get(personId) as
      | { key: Buffer }
      | undefined
    if (known !== undefined) return known.key
    const key = newPersonKey()
    this.statement('INSERT INTO person_key(person_id, key) VALUES(?,?)').run(personId, key)
    return key
  }
}

function insertSql(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table}(${columns.join(',')}) VALUES(${columns.map(() => '?').join(',')})`
}

function rowIdOf(row: Row): string {
  if (typeof row['id'] === 'string') return row['id']
  invariant(typeof row['role_id'] === 'string' && typeof row['permission'] === 'string', 'a logged row has an id')
  return `${row['role_id']}:${row['permission']}`
}

function projectOf(table: TableName, row: Row): string | null {
  if (table === 'project') return String(row['id'])
  if (table === 'setting') return row['scope'] === 'project' ? String(row['scope_id']) : null
  return typeof row['project_id'] === 'string' ? row['project_id'] : null
}
