import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type SqliteDatabase from 'better-sqlite3'
import type { CompiledQuery } from 'kysely'

import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../src-shared/kernel/assert.ts'
import type { Connection } from './connection.ts'
import type { Tables } from './tables.ts'

/** Builds SQL and nothing else: better-sqlite3 executes it, synchronously. */
export const sqlOf = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

export interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

/** A statement on a hot path: its text is fixed, so Kysely's compiling per call (10 × a bare call) is not paid. */
export interface HotSql<Row> {
  readonly sql: string
  /** With `?1`, `?2` … a value may be used twice; the driver takes such values by name. Never mixed with a bare `?`. */
  readonly numbered?: boolean
  /** Only a type. */
  readonly row?: Row
}
export function hot<Row>(sql: string): HotSql<Row> {
  const numbered = /\?\d/.test(sql)
  invariant(!numbered || !/\?(?!\d)/.test(sql), 'numbered and bare parameters do not mix')
  return { sql, numbered }
}

function bound<Row>(query: HotSql<Row>, parameters: readonly SqlValue[]): readonly unknown[] {
  if (query.numbered !== true) return parameters
  return [Object.fromEntries(parameters.map((value, index) => [String(index + 1), value]))]
}

type SqlValue = string | number | bigint | Buffer | null
export type Statement = SqliteDatabase.Statement<unknown[], unknown>

/** What queries see: reading only, by type. Statements are cached by their text. */
export class ReadHandle {
  protected readonly connection: Connection
  readonly #statements: Map<string, Statement>

  /** With `sharing`, the statement cache of another handle on the same connection is used. */
  constructor(connection: Connection, sharing?: ReadHandle) {
    this.connection = connection
    this.#statements = sharing === undefined ? new Map<string, Statement>() : sharing.#statements
  }

  all<Row>(query: Compilable<Row>): Row[] {
    const { sql, parameters } = query.compile()
    return this.statement(sql).all(...(parameters as SqlValue[])) as Row[]
  }

  first<Row>(query: Compilable<Row>): Row | null {
    const { sql, parameters } = query.compile()
    return (this.statement(sql).get(...(parameters as SqlValue[])) as Row | undefined) ?? null
  }

  /** @throws AppError `record.not_found` */
  load<Row>(query: Compilable<Row>, what: string): Row {
    const row = this.first(query)
    if (row === null) throw new AppError('record.not_found', { what })
    return row
  }

  hotAll<Row>(query: HotSql<Row>, ...parameters: SqlValue[]): Row[] {
    return this.statement(query.sql).all(...bound(query, parameters)) as Row[]
  }

  hotFirst<Row>(query: HotSql<Row>, ...parameters: SqlValue[]): Row | null {
    return (this.statement(query.sql).get(...bound(query, parameters)) as Row | undefined) ?? null
  }

  /** Rows one by one, for exports: the result never stands in memory as a whole. */
  iterate<Row>(query: Compilable<Row>): IterableIterator<Row> {
    const { sql, parameters } = query.compile()
    // Not from the cache: a statement that is being iterated cannot run a second time.
    return (this.connection.prepare(sql) as Statement).iterate(...(parameters as SqlValue[])) as IterableIterator<Row>
  }

  /** Several statements that see one moment: without it each sees what others have committed since the one before. */
  atOneMoment<T>(work: () => T): T {
    return this.connection.transaction(work)()
  }

  protected statement(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.connection.prepare<unknown[], unknown>(sql)
    // Filters of lists give many texts; a plain cap keeps the cache from growing for ever.
    if (this.#statements.size > 500) this.#statements.clear()
    this.#statements.set(sql, statement)
    return statement
  }
}
