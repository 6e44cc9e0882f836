import { assertNever } from '../../../../../src-shared/kernel/assert.ts'
import { AppError, type Refusal, refusal } from '../../../../../src-shared/kernel/app-error.ts'
import type { FileRefusalCode, SheetGrid } from '../../../../../src-shared/domain/import/index.ts'
import { checkFileSize, fileRefused, READ_LIMITS, type ReadLimits } from './limits.ts'
import { readCsv } from './read-csv.ts'
import { readXls } from './read-xls.ts'
import { readXlsx } from './read-xlsx.ts'
import { sniffFile } from './sniff.ts'

export interface WorkbookFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface ReadSheets {
  readonly kind: 'sheets'
  readonly sheets: readonly SheetGrid[]
}

/**
 * The sheets of a workbook or CSV that have a value, or why it is not read. The kind is told by the bytes, never by the name. Formulas
 * are not evaluated and macros not run: an .xlsm is read for its cells, since clerks get such files from other systems and the part
 * with the macro is never opened. Answers whatever the bytes are, and never throws.
 */
export async function readWorkbook(
  file: WorkbookFile,
  limits: ReadLimits = READ_LIMITS,
): Promise<ReadSheets | Refusal<FileRefusalCode>> {
  try {
    checkFileSize(file.bytes.length, limits)
    const sheets = await readSheets(file.bytes, limits)
    const used = sheets.filter((sheet) => sheet.rows.length > 0)
    if (used.length === 0) throw fileRefused('import.file_empty')
    return { kind: 'sheets', sheets: used }
  } catch (error) {
    // A library that stumbles over a file says so with an error of its own: the file is damaged.
    const refused = error instanceof AppError ? error : fileRefused('import.file_corrupt')
    return refusal(refused.code as FileRefusalCode, refused.params)
  }
}

async function readSheets(bytes: Uint8Array, limits: ReadLimits): Promise<readonly SheetGrid[]> {
  const kind = sniffFile(bytes)
  switch (kind) {
    case 'zip':
      return await readXlsx(bytes, limits)
    case 'ole':
      return readXls(bytes, limits)
    case 'text':
      return [readCsv(bytes, limits)]
    default:
      return assertNever(kind, 'file kind')
  }
}
