import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../../src-shared/kernel/app-error.ts'

/** Core holds a transaction on it as long as it runs (ADR 0004); to take it here for a moment shows that no core does. */
const LOCK_NAME = 'instance.lock'
const WAIT_MS = 300
const [BUSY, READONLY, CANTOPEN] = [5, 8, 14]

/**
 * Runs what moves or removes files of the data folder while nobody else is at work there: two accounts of one PC may share the
 * folder, and each has a program of its own. Core takes the lock over when it opens.
 * @throws AppError `vault.in_use` | `vault.folder_not_writable`
 */
export function aloneIn<T>(dataDir: string, run: () => T): T {
  // Nobody is at work in a folder that is not there yet.
  if (!existsSync(dataDir)) return run()
  const lock = takeLock(join(dataDir, LOCK_NAME))
  try {
    return run()
  } finally {
    lock.close()
  }
}

function takeLock(path: string): DatabaseSync {
  let lock: DatabaseSync | null = null
  try {
    lock = new DatabaseSync(path, { timeout: WAIT_MS })
    openToAll(path)
    lock.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock?.close()
    const { errcode } = error as { readonly errcode?: unknown }
    const code = typeof errcode === 'number' ? errcode & 0xff : 0
    if (code === BUSY) throw new AppError('vault.in_use')
    if (code === READONLY || code === CANTOPEN) throw new AppError('vault.folder_not_writable')
    throw error
  }
}

/** Another user of the system must be able to ask for the lock; the file is empty. */
function openToAll(path: string): void {
  try {
    chmodSync(path, 0o666)
  } catch {
    // It belongs to another user, who has done so.
  }
}
