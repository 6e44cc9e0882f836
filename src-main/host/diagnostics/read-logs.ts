import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanLine } from './redact.ts'
import type { CleanFields } from './redact.ts'

const OUR_LOGS = /^(?:host|core)-[\d.-]+\.log$/
const MOST_LINES = 3_000

export interface CleanLogs {
  /** The newest lines of all files, in their order. */
  readonly lines: readonly CleanFields[]
  /** Lines that were none of ours, or could not be read. */
  readonly dropped: number
  readonly files: number
}

/** The logs of host and core, cleaned. They may lie in two folders: that of the data, and that of this user. */
export function readCleanLogs(folders: readonly string[]): CleanLogs {
  const paths = [...new Set(folders)].flatMap(logsIn)
  const all = paths.flatMap((path) => textOf(path).split('\n')).filter((line) => line !== '')
  const clean = all.map(cleanLine).filter((line) => line !== null)
  const ordered = clean.toSorted((left, right) => (String(left['at']) < String(right['at']) ? -1 : 1))
  return { lines: ordered.slice(-MOST_LINES), dropped: all.length - clean.length, files: paths.length }
}

function logsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => OUR_LOGS.test(name))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
