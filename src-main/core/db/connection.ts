import { existsSync, openSync, readSync, closeSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'

import SqliteDatabase from 'better-sqlite3'

import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../src-shared/kernel/assert.ts'

export type Connection = SqliteDatabase.Database

/** 'WUYE' in ASCII: tells our files from any other SQLite database. */
export const APPLICATION_ID = 0x57555945

const WRITER_CACHE_KIB = 65_536
const READER_CACHE_KIB = 16_384
const WAL_LIMIT_BYTES = 67_108_864
const LOWEST_SQLITE = [3, 53, 0] as const

export interface ConnectOptions {
  readonly path: string
  /** The raw 32-byte data key as 64 hex characters; a passphrase would cost 126 ms a connection. */
  readonly keyHex: string
  readonly access: 'writer' | 'reader'
}

/**
 * Opens one connection in the format of SQLCipher 4, with the pragmas of data-and-sync §5.
 * @throws AppError `vault.database_missing` | `vault.database_damaged` | `vault.database_foreign`
 */
export function connect(options: ConnectOptions): Connection {
  invariant(/^[0-9a-f]{64}$/.test(options.keyHex), 'the data key is 64 hex characters')
  if (options.access === 'reader' && !existsSync(options.path)) throw new AppError('vault.database_missing')
  const db = new SqliteDatabase(options.path, { readonly: options.access === 'reader' })
  try {
    applyKey(db, options.keyHex)
    applyPragmas(db, options.access)
    return db
  } catch (error) {
    db.close()
    if (!isCode(error, 'SQLITE_NOTADB') && !isCode(error, 'SQLITE_CORRUPT')) throw error
    throw new AppError(isPlainSqlite(options.path) ? 'vault.database_foreign' : 'vault.database_damaged')
  }
}

function applyKey(db: Connection, keyHex: string): void {
  db.pragma(`cipher='sqlcipher'`)
  db.pragma('legacy=4')
  db.pragma(`key="x'${keyHex}'"`)
  // The first real read: a wrong key or a damaged first page shows here.
  db.pragma('user_version', { simple: true })
}

function applyPragmas(db: Connection, access: 'writer' | 'reader'): void {
  if (access === 'writer') db.pragma('journal_mode=WAL')
  // better-sqlite3 compiles WAL databases to NORMAL and answers FULL until the next statement: set it, and look again below.
  db.pragma('synchronous=FULL')
  db.pragma('foreign_keys=ON')
  db.pragma('busy_timeout=5000')
  db.pragma('trusted_schema=OFF')
  db.pragma(`cache_size=-${access === 'writer' ? WRITER_CACHE_KIB : READER_CACHE_KIB}`)
  db.pragma('mmap_size=0')
  db.pragma('temp_store=MEMORY')
  if (access === 'writer') {
    db.pragma('wal_autocheckpoint=0')
    db.pragma(`journal_size_limit=${WAL_LIMIT_BYTES}`)
  }
  const version = (db.prepare('SELECT sqlite_version() AS v').get() as { v: string }).v
  invariant(isAtLeast(version, LOWEST_SQLITE), `SQLite ${version} lacks the WAL-reset fix`)
  invariant(db.pragma('synchronous', { simple: true }) === 2, 'commits are durable (synchronous=FULL)')
}

function isAtLeast(version: string, lowest: readonly number[]): boolean {
  const parts = version.split('.').map(Number)
  for (let at = 0; at < lowest.length; at++) {
    const difference = (parts[at] ?? 0) - (lowest[at] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

/** Only of a file that did not open: closing a handle of our own would drop the locks of a connection of this process. */
function isPlainSqlite(path: string): boolean {
  const head = Buffer.alloc(16)
  const file = openSync(path, 'r')
  try {
    const read = readSync(file, head, 0, 16, 0)
    return read === 16 && head.toString('latin1') === 'SQLite format 3\u0000'
  } finally {
    closeSync(file)
  }
}

/** The driver's errors carry SQLite's own code, extended ones included (`SQLITE_IOERR_WRITE`). */
export function isCode(error: unknown, prefix: string): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith(prefix)
}

/** Free bytes of the volume that holds `path`. */
export function freeBytes(path: string): number {
  const volume = statfsSync(dirname(path))
  return volume.bavail * volume.bsize
}
