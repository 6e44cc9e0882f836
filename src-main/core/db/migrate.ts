import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { APPLICATION_ID } from './connection.ts'
import type { Connection } from './connection.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'

export interface MigrateOptions {
  readonly migrations?: readonly Migration[]
  /** Takes a copy of the file before anything changes; called only when there is something to lose. */
  readonly copyBefore: (fromVersion: number) => void
}

export interface MigrateOutcome {
  readonly from: number
  readonly to: number
}

/**
 * Brings the file to the newest schema. Kysely's migrator is not transactional on SQLite, hence our own: each step and the
 * rise of `user_version` are one transaction, with a foreign key check inside it; a step that fails leaves nothing behind.
 * @throws AppError `vault.database_newer` | `vault.database_foreign` | `vault.migration_failed`
 */
export function migrate(db: Connection, options: MigrateOptions): MigrateOutcome {
  const migrations = options.migrations ?? MIGRATIONS
  const from = db.pragma('user_version', { simple: true }) as number
  const applicationId = db.pragma('application_id', { simple: true }) as number
  if (from > 0 && applicationId !== APPLICATION_ID) throw new AppError('vault.database_foreign')
  if (from > migrations.length) throw new AppError('vault.database_newer', { found: from, known: migrations.length })
  const pending = migrations.slice(from)
  if (pending.length === 0) return { from, to: from }
  if (from > 0) options.copyBefore(from)
  // A table rebuild needs this off, and it can only be switched outside a transaction.
  db.pragma('foreign_keys=OFF')
  try {
    for (const migration of pending) step(db, migration)
  } finally {
    db.pragma('foreign_keys=ON')
  }
  return { from, to: migrations.length }
}

function step(db: Connection, migration: Migration): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    db.exec(migration.up)
    const broken = db.pragma('foreign_key_check') as unknown[]
    if (broken.length > 0) throw new Error(`${broken.length} rows refer to nothing`)
    db.pragma(`user_version=${migration.version}`)
    db.pragma(`application_id=${APPLICATION_ID}`)
    db.exec('COMMIT')
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    const cause = error instanceof Error ? error.message : String(error)
    throw new AppError('vault.migration_failed', { migration: migration.name, cause })
  }
}
