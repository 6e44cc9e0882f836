import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'

import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { asPlaceError } from './place-error.ts'

const systemError = (code: string): Error => Object.assign(new Error(code), { code })
const codeFor = (code: string, folder = tmpdir()): string => {
  const error = asPlaceError(systemError(code), folder)
  return error instanceof AppError ? error.code : 'as it was'
}

describe('what the system says of a place for backups', () => {
  it.each([
    ['ENOSPC', 'backup.disk_full'],
    ['EDQUOT', 'backup.disk_full'],
    ['SQLITE_FULL', 'backup.disk_full'],
    ['ENETUNREACH', 'backup.network_failed'],
    ['EHOSTDOWN', 'backup.network_failed'],
    ['ESTALE', 'backup.network_failed'],
    ['EROFS', 'backup.place_not_writable'],
    ['EACCES', 'backup.place_not_writable'],
    ['ENOENT', 'backup.place_missing'],
    ['EIO', 'backup.write_failed'],
    ['SQLITE_IOERR_WRITE', 'backup.write_failed'],
    ['EFBIG', 'backup.write_failed'],
  ])('%s becomes %s, which says what to do', (system, told) => {
    expect(codeFor(system)).toBe(told)
  })

  it('is that the stick is gone, whatever error its absence makes', () => {
    for (const code of ['EIO', 'SQLITE_IOERR_WRITE', 'SQLITE_CANTOPEN'])
      expect(codeFor(code, '/no/such/stick')).toBe('backup.place_missing')
  })

  it('stays as it is when it is a refusal already, or no fault of the place', () => {
    const refused = new AppError('backup.part_cut', { part: 'data.db' })
    expect(asPlaceError(refused, '/')).toBe(refused)
    const defect = new TypeError('a defect')
    expect(asPlaceError(defect, '/')).toBe(defect)
  })
})
