import { existsSync, mkdirSync, realpathSync, rmdirSync, statSync, statfsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep, isAbsolute } from 'node:path'

import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { asPlaceError } from './place-error.ts'

const MB = 1_048_576

/**
 * Looks whether sets can be put into a folder: there, writable, and not inside the data that they are to save.
 * @throws AppError `backup.place_missing` | `backup.place_not_writable` | `backup.place_inside_data` | `backup.network_failed`
 */
export function requirePlace(folder: string, dataDir: string): void {
  try {
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new AppError('backup.place_missing')
    if (isInside(realpathSync.native(folder), realpathSync.native(dataDir)))
      throw new AppError('backup.place_inside_data')
    const probe = join(folder, `.partial-probe-${process.pid}`)
    mkdirSync(probe, { mode: 0o700 })
    rmdirSync(probe)
  } catch (error) {
    throw asPlaceError(error, folder)
  }
}

/** @throws AppError `code` with what is needed and what is free, in MB. */
export function requireRoom(
  folder: string,
  { bytes, code }: { readonly bytes: number; readonly code: 'backup.no_room' | 'backup.no_room_drill' },
): void {
  const free = freeBytesOf(folder)
  if (free >= bytes) return
  throw new AppError(code, { neededMb: Math.ceil(bytes / MB), freeMb: Math.floor(free / MB) })
}

export function freeBytesOf(folder: string): number {
  const existing = existsSync(folder) ? folder : dirname(folder)
  const volume = statfsSync(existing)
  return volume.bavail * volume.bsize
}

function isInside(inner: string, outer: string): boolean {
  const way = relative(resolve(outer), resolve(inner))
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}
