import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RestoredNote } from '../../../src-shared/contract/desktop.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { syncFolder, writeFileAtomically } from '../data-folder/write-atomically.ts'

/** `restore.json`: from the moment it stands there the restore is decided, and every start goes on with it. */
interface Intent {
  readonly version: 1
  readonly state: 'swapping' | 'swapped'
  readonly stage: string
  readonly keep: string
  readonly note: RestoredNote
}

export interface SwapPlan {
  /** Name of the folder, inside the data folder, that holds what comes. */
  readonly stage: string
  /** Where, inside the data folder, what goes is kept. */
  readonly keep: string
  readonly note: RestoredNote
}

const INTENT = 'restore.json'
const STAGE = '.restore-'
const KEEP = 'before-restore'
const DATABASE = 'wuye.db'
const STAGE_NAME = /^\.restore-[\w-]+$/
const KEEP_NAME = /^before-restore[\\/][\w-]+$/

/** What a restore may replace, in this order, each with what belongs to the old one and must go before it. */
const REPLACED: readonly (readonly [string, readonly string[]])[] = [
  ['documents', []],
  ['vault.json', ['vault.copy.json', 'unattended.key']],
  ['vault.copy.json', []],
  ['unattended.key', []],
  [DATABASE, [`${DATABASE}-wal`, `${DATABASE}-shm`]],
]

/** Moves one name; tests cut it off at any call. */
export type Rename = (from: string, to: string) => void

export function planSwap(note: RestoredNote, stamp: string): SwapPlan {
  return { stage: `${STAGE}${stamp}`, keep: join(KEEP, stamp), note }
}

/** What a set may bring. A vault in the stage is written by the host, after this; one that came with a set is none of ours. */
const OF_A_SET: ReadonlySet<string> = new Set([DATABASE, 'documents'])

export function keepDataOnly(stage: string): void {
  for (const name of readdirSync(stage)) {
    if (!OF_A_SET.has(name)) rmSync(join(stage, name), { recursive: true, force: true })
  }
}

/**
 * Decides the restore and carries it out. Whatever happens after the decision stands on the disk, `finishSwap` ends it.
 * @throws AppError `backup.stage_gone`: without a database in the stage nothing would be replaced and yet be told as done.
 */
export function beginSwap(dataDir: string, plan: SwapPlan): void {
  if (!existsSync(join(dataDir, plan.stage, DATABASE))) throw new AppError('backup.stage_gone')
  writeIntent(dataDir, { version: 1, state: 'swapping', ...plan })
  finishSwap(dataDir)
}

/**
 * Ends a restore that was decided, and clears one that was not. Each name is moved out and in by renames on one volume, in an
 * order that can be taken up anywhere: what still lies in the stage has not been put in its place yet.
 * @returns what core is to be told at the first opening; `null` when there was no restore.
 * @throws AppError `vault.restore_note_damaged`
 */
export function finishSwap(dataDir: string, rename: Rename = renamePatiently): RestoredNote | null {
  const intent = readIntent(dataDir)
  if (intent === null) {
    clearStages(dataDir)
    return null
  }
  if (intent.state === 'swapping') {
    const [stage, keep] = [join(dataDir, intent.stage), join(dataDir, intent.keep)]
    mkdirSync(keep, { recursive: true, mode: 0o700 })
    for (const [name, before] of REPLACED) {
      if (!existsSync(join(stage, name))) continue
      for (const old of [...before, name]) {
        if (existsSync(join(dataDir, old))) rename(join(dataDir, old), join(keep, old))
      }
      rename(join(stage, name), join(dataDir, name))
    }
    syncFolder(keep)
    syncFolder(dataDir)
    writeIntent(dataDir, { ...intent, state: 'swapped' })
  }
  clearStages(dataDir)
  return intent.note
}

/** Core has opened what was restored, and was told. */
export function closeSwap(dataDir: string): void {
  rmSync(join(dataDir, INTENT), { force: true })
}

const HELD: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY'])
const TRIES = 20
const PAUSE_MS = 100

/** A virus scanner of Windows holds a file for a moment after it was closed. */
function renamePatiently(from: string, to: string): void {
  for (let left = TRIES; ; left--) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      const held = process.platform === 'win32' && HELD.has((error as NodeJS.ErrnoException).code ?? '')
      if (!held || left === 0) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
    }
  }
}

function clearStages(dataDir: string): void {
  if (!existsSync(dataDir)) return
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith(STAGE)) rmSync(join(dataDir, name), { recursive: true, force: true })
  }
}

function writeIntent(dataDir: string, intent: Intent): void {
  writeFileAtomically(join(dataDir, INTENT), `${JSON.stringify(intent)}\n`)
}

/**
 * We write it as a whole or not at all; what does not read was damaged from outside. How far the moves had come is not known then,
 * so nothing is moved and nothing removed.
 * @throws AppError `vault.restore_note_damaged`
 */
function readIntent(dataDir: string): Intent | null {
  const path = join(dataDir, INTENT)
  if (!existsSync(path)) return null
  const value = parsed(readFileSync(path, 'utf8'))
  if (!isIntent(value)) throw new AppError('vault.restore_note_damaged')
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isIntent(value: unknown): value is Intent {
  if (!isRecord(value) || value['version'] !== 1 || !isRecord(value['note'])) return false
  const { state, stage, keep, note } = value
  return (
    (state === 'swapping' || state === 'swapped') &&
    typeof stage === 'string' &&
    STAGE_NAME.test(stage) &&
    typeof keep === 'string' &&
    KEEP_NAME.test(keep) &&
    typeof note['setName'] === 'string' &&
    typeof note['madeAt'] === 'number' &&
    (note['userId'] === null || typeof note['userId'] === 'string')
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
