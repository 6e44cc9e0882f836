import { chmodSync } from 'node:fs'
import { join } from 'node:path'

import SqliteDatabase from 'better-sqlite3'

import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { isCode } from './connection.ts'

export const LOCK_NAME = 'instance.lock'

/**
 * 单实例: one core per data folder. The lock is the operating system's own, held through an empty SQLite file: it cannot be
 * left behind by a process that was killed, as a file with a process number in it could.
 */
export interface InstanceLock {
  release(): void
}

/**
 * Whoever reaches the folder must be able to ask for the lock, another user of the system as well: else a second program would
 * meet a file that it cannot write instead of the word that somebody is at work. The file is empty.
 */
function openToAll(path: string): void {
  try {
    chmodSync(path, 0o666)
  } catch {
    // It belongs to another user, who has done so.
  }
}

/** @throws AppError `vault.in_use` when another process holds the folder. */
export function requireAlone(dataDir: string): void {
  takeInstanceLock(join(dataDir, LOCK_NAME)).release()
}

/** @throws AppError `vault.in_use` when another process holds the folder. */
export function takeInstanceLock(path: string): InstanceLock {
  const db = new SqliteDatabase(path, { timeout: 300 })
  openToAll(path)
  try {
    db.pragma('journal_mode=DELETE')
    db.pragma('locking_mode=EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (isCode(error, 'SQLITE_BUSY')) throw new AppError('vault.in_use')
    throw error
  }
  return {
    release: () => {
      db.exec('ROLLBACK')
      db.close()
    },
  }
}
