import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { isSetName, planRing } from '../../../../../src-shared/domain/backup/index.ts'
import type { RingSet } from '../../../../../src-shared/domain/backup/index.ts'
import { instant } from '../../../../../src-shared/kernel/time.ts'
import { readManifest } from './manifest-file.ts'

/** What is being written or removed: no set yet, or none any more. Carries whose it is: a share may serve several offices. */
export function partialName(deviceUid: string, name: string): string {
  return `${partialPrefix(deviceUid)}${name}`
}

/** Of a UUIDv7 the end is random, the beginning only the time. */
function partialPrefix(deviceUid: string): string {
  return `.partial-${deviceUid.slice(-8)}-`
}

/** Removes what a kill or a pulled stick left of this device. */
export function clearPartials(folder: string, deviceUid: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(partialPrefix(deviceUid))) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** Removes the sets of this device that the ring has no room for; those of others and unreadable ones are left alone. */
export function pruneRing(folder: string, deviceUid: string): { readonly kept: number; readonly dropped: number } {
  const { keep, drop } = planRing(ownSets(folder, deviceUid))
  for (const name of drop) {
    // By its new name it is no set: a removal that is cut off leaves nothing that looks like one.
    const doomed = join(folder, partialName(deviceUid, `old-${name}`))
    renameSync(join(folder, name), doomed)
    rmSync(doomed, { recursive: true, force: true })
  }
  return { kept: keep.length, dropped: drop.length }
}

/** Names in a folder that are those of sets. */
export function setNamesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => isSetName(name) && isFolder(join(folder, name)))
}

function ownSets(folder: string, deviceUid: string): readonly RingSet[] {
  return setNamesIn(folder).flatMap((name) => {
    const manifest = manifestIfWhole(join(folder, name))
    return manifest?.device.uid === deviceUid ? [{ name, madeAt: instant(manifest.madeAt) }] : []
  })
}

export function manifestIfWhole(setFolder: string): ReturnType<typeof readManifest> | null {
  try {
    return readManifest(setFolder)
  } catch {
    return null
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
