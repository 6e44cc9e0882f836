import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { localDateOf } from '../../src-shared/kernel/time.ts'
import type { Clock, LocalDate } from '../../src-shared/kernel/time.ts'
import { LOG_NAME, logFileName, logsToRemove } from './log-rotation.ts'

export type LogFields = Readonly<Record<string, string | number | boolean | null>>

/** One JSON line per happening: ids, codes and counts only, never a name, a phone, a plate or an amount (architecture §9). */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** Appends at once, so that the last line before a crash is on the disk; the host writes a few lines an hour. */
export function createLog(folder: string, clock: Clock): Log {
  let current: { readonly day: LocalDate; readonly path: string } | null = null

  function pathAt(day: LocalDate): string {
    if (current?.day === day && sizeOf(current.path) < MAX_FILE_BYTES) return current.path
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const names = readdirSync(folder).filter((name) => LOG_NAME.test(name))
    const files = names.map((name) => ({ name, bytes: sizeOf(join(folder, name)) }))
    for (const name of logsToRemove(files, day)) rmSync(join(folder, name), { force: true })
    const open = files.filter((file) => file.name.includes(day))
    const next = open.find((file) => file.bytes < MAX_FILE_BYTES)?.name ?? logFileName(day, open.length)
    current = { day, path: join(folder, next) }
    return current.path
  }

  function write(level: string, event: string, fields: LogFields): void {
    const at = clock.now()
    const line = JSON.stringify({ at: new Date(at).toISOString(), level, event, ...fields })
    try {
      appendFileSync(pathAt(localDateOf(at)), `${line}\n`, { mode: 0o600 })
    } catch {
      // A full disk must not stop the counter for want of a log line; the terminal is what is left.
      process.stderr.write(`${line}\n`)
    }
  }

  return {
    info: (event, fields = {}) => write('info', event, fields),
    warn: (event, fields = {}) => write('warn', event, fields),
    error: (event, fields = {}) => write('error', event, fields),
  }
}

const MAX_FILE_BYTES = 5_000_000

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** What of an unexpected error may stand in a log: its kind, its code and where it was thrown, never its message's data. */
export function causeFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { cause: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  return {
    cause: error.name,
    code,
    stack: frames
      .slice(0, 8)
      .map((line) => line.trim())
      .join(' | '),
  }
}
