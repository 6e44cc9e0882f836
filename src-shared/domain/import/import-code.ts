import type { ProblemCode } from './planned-row.ts'
import type { CellWarningCode } from './reading.ts'

/** Why a file is not read as a workbook. */
export type FileRefusalCode =
  | 'import.file_too_large'
  | 'import.file_empty'
  | 'import.file_encrypted'
  | 'import.file_corrupt'
  | 'import.file_is_html'
  | 'import.file_is_xml'
  | 'import.file_type_unknown'
  | 'import.file_type_unsupported'
  | 'import.file_bomb'
  | 'import.file_unsafe'
  | 'import.too_many_cells'
  | 'import.too_many_columns'
  | 'import.too_many_sheets'
  | 'import.too_many_rows'
  | 'import.too_many_blank_cells'
  | 'import.too_much_text'
  | 'import.cell_too_long'
  | 'import.csv_quote_open'
  | 'import.header_not_found'

/** All that reading and planning an import may say; each has a text in both languages. */
export type ImportCode = FileRefusalCode | ProblemCode | CellWarningCode

export type WithoutPrefix<Code extends string> = Code extends `import.${infer Key}` ? Key : never
