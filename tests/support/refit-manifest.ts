import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

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

/** Puts one more file into a set, as somebody who has the stick could: the manifest names it, and its check sum fits. */
export function addPart(setFolder: string, path: string): void {
  const body = readManifest(setFolder)
  const content = '{"version":1}'
  mkdirSync(dirname(join(setFolder, path)), { recursive: true })
  writeFileSync(join(setFolder, path), content)
  const added = { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
  rmSync(join(setFolder, 'manifest.json'))
  writeManifest(setFolder, { ...body, parts: [...body.parts, added] })
}
