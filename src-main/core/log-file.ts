import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { Log, LogFields } from './log.ts'

const KEEP_DAYS = 14
const KEEP_BYTES = 50 * 1_024 * 1_024
const DAY_MS = 86_400_000

/** One JSON line per event in a file a day; 14 days and 50 MB are kept. Lines are few: appending at once loses none in a crash. */
export function openLog(dataDir: string): Log {
  const folder = logFolder(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  pruneLogs(dataDir)
  const write = (level: string, event: string, fields: LogFields = {}): void => {
    const at = new Date().toISOString()
    try {
      appendFileSync(
        join(folder, `core-${at.slice(0, 10)}.log`),
        `${JSON.stringify({ at, level, event, ...fields })}\n`,
        { mode: 0o600 },
      )
    } catch {
      // A full disk must not stop the counter because of its log.
    }
  }
  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
  }
}

function logFolder(dataDir: string): string {
  return join(dataDir, 'logs')
}

/** Drops what is too old or too much; also called now and then, because an office may not restart for weeks. */
export function pruneLogs(dataDir: string): void {
  const folder = logFolder(dataDir)
  if (!existsSync(folder)) return
  const files = readdirSync(folder)
    .filter((name) => name.startsWith('core-'))
    .map((name) => ({ path: join(folder, name), stat: statSync(join(folder, name)) }))
    .sort((left, right) => right.stat.mtimeMs - left.stat.mtimeMs)
  let bytes = 0
  for (const { path, stat } of files) {
    bytes += stat.size
    if (bytes > KEEP_BYTES || Date.now() - stat.mtimeMs > KEEP_DAYS * DAY_MS) rmSync(path, { force: true })
  }
}
