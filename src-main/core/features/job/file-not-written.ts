import { AppError } from '../../../../src-shared/kernel/app-error.ts'

/** What the system answers when a place cannot be written: the person can do something about each. */
const SYSTEM_CODES: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EACCES',
  'EPERM',
  'EBUSY',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
])

/**
 * Wraps the writing of a file that the person chose: open in Excel, no rights, disk full are refusals, not defects.
 * @throws AppError `job.file_not_written`
 */
export async function writingChosenFile<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (SYSTEM_CODES.has(code)) throw new AppError('job.file_not_written', { reason: code })
    throw error
  }
}
