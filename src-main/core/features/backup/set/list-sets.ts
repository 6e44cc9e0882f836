import { statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import type { ManifestBody } from '../../../../../src-shared/contract/backup-manifest.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { asPlaceError } from './place-error.ts'
import { MANIFEST_NAME } from './manifest-file.ts'
import { manifestIfWhole, setNamesIn } from './prune.ts'

export interface FoundSet {
  readonly setName: string
  /** `null`: what it says of itself is missing or damaged. */
  readonly manifest: ManifestBody | null
  readonly bytes: number
}

export interface FoundSets {
  /** The folder that holds them: the person may have named a set itself. */
  readonly folder: string
  /** Newest first. */
  readonly sets: readonly FoundSet[]
}

/**
 * The sets in a folder, or the one that the folder is, or that a named file lies in.
 * @throws AppError `backup.place_missing` | `backup.place_not_writable` | `backup.network_failed`
 */
export function findSets(named: string): FoundSets {
  try {
    const folder = statSync(named, { throwIfNoEntry: false })?.isFile() === true ? dirname(named) : named
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw new AppError('backup.place_missing')
    const isSet = statSync(join(folder, MANIFEST_NAME), { throwIfNoEntry: false })?.isFile() === true
    const names = isSet ? [basename(folder)] : setNamesIn(folder)
    const parent = isSet ? dirname(folder) : folder
    const sets = names.map((setName) => foundSet(parent, setName))
    return { folder: parent, sets: sets.sort(newestFirst) }
  } catch (error) {
    throw asPlaceError(error, named)
  }
}

function foundSet(folder: string, setName: string): FoundSet {
  const manifest = manifestIfWhole(join(folder, setName))
  return { setName, manifest, bytes: manifest?.parts.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0 }
}

function newestFirst(left: FoundSet, right: FoundSet): number {
  const [leftAt, rightAt] = [left.manifest?.madeAt ?? 0, right.manifest?.madeAt ?? 0]
  return rightAt - leftAt || (left.setName < right.setName ? 1 : -1)
}
