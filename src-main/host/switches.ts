import { resolve } from 'node:path'
import type { UnlockMode } from '../../src-shared/contract/desktop.ts'

/** What the command line asks for. */
export interface Switches {
  /** `--data DIR` */
  readonly dataDir: string | null
  /** `--unlock MODE`: a first run offers this mode alone, and `unattended` needs no person at all. Tests and demo only. */
  readonly unlock: UnlockMode | null
  /** `--now ISO`: the instant at which the program believes to have started. Tests and demo only. */
  readonly startAtMs: number | null
  /** `--restore FOLDER [--dry-run]`: without a window, by whoever can read the files and has the recovery code. */
  readonly restore: RestoreCommand | null
  /** `--update-key FILE`: the public key of updates. Tests only: a package has its own. */
  readonly updateKey: string | null
  /** `--hidden`: the system starts it at sign-in; no window opens where the tray can open it. */
  readonly hidden: boolean
}

export interface RestoreCommand {
  /** A backup set, a file of one, or the folder that holds some. */
  readonly folder: string
  readonly dryRun: boolean
}

export const HIDDEN_SWITCH = '--hidden'

const UNLOCK_MODES: ReadonlySet<string> = new Set<UnlockMode>(['os', 'phrase', 'unattended'])

/** @throws Error when a switch has no value or one that it does not know. */
export function readSwitches(argv: readonly string[], options: { packaged: boolean; cwd: string }): Switches {
  const dataDir = valueOf(argv, '--data')
  const absolute = dataDir === null ? null : resolve(options.cwd, dataDir)
  const folder = valueOf(argv, '--restore')
  const dryRun = argv.includes('--dry-run')
  const restore = folder === null ? null : { folder: resolve(options.cwd, folder), dryRun }
  const hidden = argv.includes(HIDDEN_SWITCH)
  // A package never opens without its person because of a word on the command line, nor works on another day.
  if (options.packaged) return { dataDir: absolute, unlock: null, startAtMs: null, restore, updateKey: null, hidden }
  return {
    dataDir: absolute,
    restore,
    unlock: unlockOf(valueOf(argv, '--unlock')),
    startAtMs: instantOf(valueOf(argv, '--now')),
    updateKey: valueOf(argv, '--update-key'),
    hidden,
  }
}

function valueOf(argv: readonly string[], name: string): string | null {
  const at = argv.findIndex((word) => word === name || word.startsWith(`${name}=`))
  const word = argv[at]
  if (word === undefined) return null
  const value = word === name ? argv[at + 1] : word.slice(name.length + 1)
  if (value === undefined || value === '' || value.startsWith('--')) throw new Error(`${name} needs a value`)
  return value
}

function unlockOf(value: string | null): UnlockMode | null {
  if (value === null) return null
  if (!UNLOCK_MODES.has(value)) throw new Error(`--unlock does not know ${value}`)
  return value as UnlockMode
}

function instantOf(value: string | null): number | null {
  if (value === null) return null
  const ms = Date.parse(value)
  if (Number.isNaN(ms)) throw new Error(`--now is no instant: ${value}`)
  return ms
}
