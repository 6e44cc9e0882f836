import type { FileRefusalCode } from '../../../../../src-shared/domain/import/index.ts'
import { AppError } from '../../../../../src-shared/kernel/app-error.ts'

/** What a workbook may cost. A sheet of rooms has 5,000 rows of 20 cells; a file beyond these bounds is no list that a person keeps. */
export interface ReadLimits {
  readonly maxFileBytes: number
  /** All parts of a zip together, once inflated. */
  readonly maxInflatedBytes: number
  /** One part that must be held whole, such as the shared strings. */
  readonly maxPartBytes: number
  /** Cells with a value over all sheets, each cell of a merged range counted. */
  readonly maxCells: number
  /** Empty cells left of one with a value, over all sheets. */
  readonly maxBlankCells: number
  /** Rows kept over all sheets, the empty ones between two others included. */
  readonly maxRows: number
  /** What Excel itself can hold. */
  readonly maxCellChars: number
  readonly maxChars: number
  readonly maxColumns: number
  readonly maxSheets: number
}

const MB = 1024 * 1024

export const READ_LIMITS: ReadLimits = {
  maxFileBytes: 20 * MB,
  maxInflatedBytes: 300 * MB,
  maxPartBytes: 48 * MB,
  maxCells: 400_000,
  maxBlankCells: 2_000_000,
  maxRows: 100_000,
  maxCellChars: 32_767,
  maxChars: 10_000_000,
  maxColumns: 256,
  maxSheets: 60,
}

/** The rows of a sheet of Excel. A CSV of more lines was made by no person either. */
export const LAST_ROW = 1_048_576

/** Leaves the reading from any depth; `readWorkbook` catches it and answers with data. */
export function fileRefused(code: FileRefusalCode, params: Readonly<Record<string, string | number>> = {}): AppError {
  return new AppError(code, params)
}

export function bombRefused(limits: ReadLimits): AppError {
  return fileRefused('import.file_bomb', { maxMb: Math.round(limits.maxInflatedBytes / MB) })
}

/** For a caller that knows the size before it loads the bytes: 200 MB are never read into memory. @throws AppError */
export function checkFileSize(bytes: number, limits: ReadLimits = READ_LIMITS): void {
  if (bytes === 0) throw fileRefused('import.file_empty')
  if (bytes <= limits.maxFileBytes) return
  throw fileRefused('import.file_too_large', { mb: Math.ceil(bytes / MB), maxMb: Math.floor(limits.maxFileBytes / MB) })
}
