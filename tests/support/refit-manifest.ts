import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { readManifest, writeManifest } from '../../src-main/core/features/backup/set/manifest-file.ts'

/** Writes the manifest of a set anew, so that its sums fit what lies there now. */
export function makeManifestFit(setFolder: string): void {
  const body = readManifest(setFolder)
  const parts = body.parts.map(({ path }) => {
    const bytes = readFileSync(join(setFolder, path))
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
  rmSync(join(setFolder, 'manifest.json'))
  writeManifest(setFolder, { ...body, parts })
}
