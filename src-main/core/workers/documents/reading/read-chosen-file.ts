import { readFile, stat } from 'node:fs/promises'

import type { SheetGrid } from '../../../../../src-shared/domain/import/index.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import type { ErrorParams } from '../../../../../src-shared/kernel/app-error.ts'
import { checkFileSize } from './limits.ts'
import { readWorkbook } from './read-workbook.ts'

type ChosenFile =
  | { readonly kind: 'sheets'; readonly sheets: readonly SheetGrid[] }
  | { readonly kind: 'refused'; readonly code: string; readonly params: ErrorParams }

/** The size is looked at before the bytes: 200 MB are never read into memory. */
export async function readChosenFile(path: string, name: string): Promise<ChosenFile> {
  try {
    checkFileSize((await stat(path)).size)
    return await readWorkbook({ name, bytes: await readFile(path) })
  } catch (error) {
    if (error instanceof AppError) return { kind: 'refused', code: error.code, params: error.params }
    // Moved, removed or locked between the dialog and now.
    if (error instanceof Error && 'code' in error)
      return { kind: 'refused', code: 'import.file_unreadable', params: { reason: String(error.code) } }
    throw error
  }
}
