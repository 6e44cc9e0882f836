import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

import type { ManifestPart } from '../../../../../src-shared/contract/backup-manifest.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { hashFile } from './hash-file.ts'

/** The database inside a set; in the data folder it is `wuye.db`. */
export const DATABASE_PART = 'data.db'
/** Documents of the data folder (they are sealed files of their own); the same name inside a set. */
export const DOCUMENTS = 'documents'

interface Aborts {
  readonly signal: AbortSignal
}

/** Every file below a folder, as paths with `/`, in order. */
export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

export function bytesBelow(folder: string): number {
  return filesBelow(folder).reduce((sum, path) => sum + statSync(join(folder, path)).size, 0)
}

/** Copies the documents into a set that is being made; answers what the manifest says of them. */
export async function copyDocuments(
  dataDir: string,
  { setFolder, signal }: Aborts & { readonly setFolder: string },
): Promise<readonly ManifestPart[]> {
  const parts: ManifestPart[] = []
  for (const path of filesBelow(join(dataDir, DOCUMENTS))) {
    const inSet = `${DOCUMENTS}/${path}`
    mkdirSync(dirname(join(setFolder, inSet)), { recursive: true, mode: 0o700 })
    parts.push({ path: inSet, ...(await hashFile(join(dataDir, inSet), { signal, to: join(setFolder, inSet) })) })
  }
  return parts
}

/**
 * Reads every part of a set and compares it with the manifest; with `copyTo`, what is read is what is copied.
 * @throws AppError `backup.part_missing` | `backup.part_cut` | `backup.part_changed`
 */
export async function verifyParts(
  setFolder: string,
  {
    parts,
    signal,
    copyTo = null,
    durable = true,
  }: Aborts & { readonly parts: readonly ManifestPart[]; readonly copyTo?: string | null; readonly durable?: boolean },
): Promise<void> {
  if (!parts.some(({ path }) => path === DATABASE_PART))
    throw new AppError('backup.part_missing', { part: DATABASE_PART })
  for (const part of parts) {
    const stat = statSync(join(setFolder, part.path), { throwIfNoEntry: false })
    if (stat?.isFile() !== true) throw new AppError('backup.part_missing', { part: part.path })
    if (stat.size !== part.bytes) throw new AppError('backup.part_cut', { part: part.path })
  }
  for (const part of parts) {
    const to = copyTo === null ? null : join(copyTo, part.path)
    if (to !== null) mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
    const { sha256 } = await hashFile(join(setFolder, part.path), { signal, to, durable })
    if (sha256 !== part.sha256) throw new AppError('backup.part_changed', { part: part.path })
  }
}
