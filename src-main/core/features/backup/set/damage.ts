import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { isCode } from '../../../db/connection.ts'

/** Whether an error says that a database file is damaged: cut, altered, or not to be read off its disk. */
export function isDamage(error: unknown): boolean {
  if (error instanceof AppError) return error.code.startsWith('vault.database_')
  return ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR', 'SQLITE_ERROR'].some((code) => isCode(error, code))
}

/**
 * The same while pages are read from one file and written to another: only what reading alone can meet. Whatever else breaks is
 * the fault of the place that is written to.
 */
export function isReadDamage(error: unknown): boolean {
  if (error instanceof AppError) return error.code.startsWith('vault.database_')
  return ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR_READ', 'SQLITE_IOERR_SHORT_READ', 'SQLITE_IOERR_DATA'].some(
    (code) => isCode(error, code),
  )
}
