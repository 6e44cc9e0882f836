import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import type { RestoredNote } from '../../../../../src-shared/contract/desktop.ts'
import { findFactDifference } from '../../../../../src-shared/domain/backup/index.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { checkDatabase } from '../set/check-database.ts'
import { syncFolder } from '../set/durable.ts'
import { readManifest } from '../set/manifest-file.ts'
import { requireRoom } from '../set/place.ts'
import { asPlaceError } from '../set/place-error.ts'
import { DATABASE_PART, verifyParts } from '../set/set-parts.ts'

export interface StageInput {
  readonly folder: string
  readonly setName: string
  readonly keyHex: string
  /** An empty folder beside the live files, on the same volume: from there a rename is enough. */
  readonly stage: string
  readonly databaseName: string
}

/**
 * Copies a set beside the live files and checks the copy, not the set: what is swapped in is what was looked at.
 * @throws AppError `backup.*`; the stage is gone then.
 */
export async function stageSet(
  input: StageInput,
  { signal }: { readonly signal: AbortSignal },
): Promise<Omit<RestoredNote, 'userId'>> {
  const { folder, setName, stage } = input
  try {
    const manifest = readManifest(join(folder, setName))
    rmSync(stage, { recursive: true, force: true })
    mkdirSync(stage, { recursive: true, mode: 0o700 })
    const bytes = manifest.parts.reduce((sum, part) => sum + part.bytes, 0)
    requireRoom(stage, { bytes: Math.ceil(bytes * 1.02), code: 'backup.no_room_drill' })
    await verifyParts(join(folder, setName), { parts: manifest.parts, signal, copyTo: stage })
    const { facts } = checkDatabase(join(stage, DATABASE_PART), input.keyHex)
    const difference = findFactDifference(manifest.facts, facts)
    if (difference !== null) throw new AppError('backup.facts_differ', { what: difference })
    renameSync(join(stage, DATABASE_PART), join(stage, input.databaseName))
    syncFolder(stage)
    return { setName, madeAt: manifest.madeAt }
  } catch (error) {
    rmSync(stage, { recursive: true, force: true })
    throw asPlaceError(error, folder)
  }
}
