import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

import { AppError } from '../../src-shared/kernel/app-error.ts'
import type { CoreOptions } from './core-options.ts'
import { freeBytes } from './db/connection.ts'
import { Database, vacuumInto } from './db/database.ts'

type FileOptions = Pick<CoreOptions, 'clock' | 'newId' | 'dataDir' | 'keyHex' | 'create' | 'watch'>

const PAGE_BYTES = 4_096

export function openDatabase(options: FileOptions, path: string): Database {
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

/** Reads whether the last run ended in order, and marks this one as running. */
export function takeCleanExit(database: Database): number | null {
  const at = database.lastCleanExitAt()
  database.transactTechnical('UPDATE device SET last_clean_exit_at = NULL WHERE id = 1')
  return at
}
