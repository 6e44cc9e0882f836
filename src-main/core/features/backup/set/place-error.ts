import { existsSync } from 'node:fs'

import { AppError } from '../../../../../src-shared/kernel/app-error.ts'

const NOT_WRITABLE: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS'])
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENXIO', 'ENODEV', 'ENOMEDIUM'])
const NETWORK: ReadonlySet<string> = new Set([
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ETIMEDOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTCONN',
  'ESTALE',
  'EREMOTEIO',
])
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])

/**
 * What the system says of a place, as a refusal that a person can act on: put the stick back, make room, look at the network.
 * A defect passes as it is.
 */
export function asPlaceError(error: unknown, folder: string): unknown {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (FULL.has(code)) return new AppError('backup.disk_full')
  if (NETWORK.has(code)) return new AppError('backup.network_failed')
  if (NOT_WRITABLE.has(code)) return new AppError('backup.place_not_writable')
  // A stick that was pulled out answers by all kinds of input and output errors.
  if (GONE.has(code) || (isDiskError(code) && !existsSync(folder))) return new AppError('backup.place_missing')
  return isDiskError(code) ? new AppError('backup.write_failed', { reason: code }) : error
}

function isDiskError(code: string): boolean {
  return (
    code.startsWith('SQLITE_IOERR') ||
    code === 'SQLITE_CANTOPEN' ||
    /^E(IO|FBIG|BUSY|MFILE|NFILE|NAMETOOLONG|INVAL)$/.test(code)
  )
}
