export type {
  ColumnKind,
  ExportColumn,
  ExportRow,
  ExportValue,
  PrintSetup,
  SheetSpec,
  WriteProgress,
} from './sheet-spec.ts'
export { writeBadRows, type BadRow, type BadRowsSpec } from './write-bad-rows.ts'
export { writeCsv, type CsvSpec } from './write-csv.ts'
export { writeTemplate, type TemplateColumn, type TemplateSheets } from './write-template.ts'
export { writeWorkbook, type WorkbookSpec } from './write-workbook.ts'
