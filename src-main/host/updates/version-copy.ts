import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  statfsSync,
} from 'node:fs'
import { join } from 'node:path'

import { writeFileAtomically } from '../data-folder/write-atomically.ts'

/** All that the data consist of while core is not running. */
const DATA_FILES = ['wuye.db', 'wuye.db-wal', 'vault.json', 'vault.copy.json'] as const
const STAMP = 'program-version.json'
const COPIES = 'version-copies'
/** The one before and the one before that. */
const KEPT = 2
const UNFINISHED = '.part'

export type VersionCopy = 'first_run' | 'same' | 'copied' | 'no_room'

/**
 * Before a new version opens the data for the first time they are copied as the old version left them, so that it can be put
 * back. Core must not run yet. The files are encrypted, so the copy is.
 * @param at A name for the moment, `20261124-083000`.
 */
export function copyForNewVersion(dataDir: string, of: { readonly version: string; readonly at: string }): VersionCopy {
  const stamp = join(dataDir, STAMP)
  const before = versionIn(stamp)
  if (before === of.version) return 'same'
  const files = DATA_FILES.filter((name) => existsSync(join(dataDir, name)))
  if (!files.includes('wuye.db')) {
    writeStamp(stamp, of.version)
    return 'first_run'
  }
  const bytes = files.reduce((sum, name) => sum + statSync(join(dataDir, name)).size, 0)
  const { bavail, bsize } = statfsSync(dataDir)
  if (bavail * bsize < bytes + 50_000_000) return 'no_room'

  const target = join(dataDir, COPIES, `${before ?? 'unknown'}_${of.at}`)
  const unfinished = `${target}${UNFINISHED}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  for (const name of files) copyFileSync(join(dataDir, name), join(unfinished, name), constants.COPYFILE_FICLONE)
  renameSync(unfinished, target)
  writeStamp(stamp, of.version)
  dropOld(join(dataDir, COPIES))
  return 'copied'
}

function versionIn(stamp: string): string | null {
  try {
    const { version } = JSON.parse(readFileSync(stamp, 'utf8')) as { version?: unknown }
    return typeof version === 'string' && /^[\w.+-]{1,40}$/.test(version) ? version : null
  } catch {
    return null
  }
}

function writeStamp(stamp: string, version: string): void {
  writeFileAtomically(stamp, `${JSON.stringify({ version })}\n`)
}

/** The moment stands at the end of the name, so the names of one length sort by it. What a kill left half copied is no copy. */
function dropOld(folder: string): void {
  const moment = (name: string): string => name.slice(name.lastIndexOf('_') + 1)
  const names = readdirSync(folder)
  const whole = names.filter((name) => !name.endsWith(UNFINISHED))
  const kept = new Set(whole.toSorted((one, other) => (moment(one) < moment(other) ? 1 : -1)).slice(0, KEPT))
  for (const name of names.filter((one) => !kept.has(one))) rmSync(join(folder, name), { recursive: true, force: true })
}
