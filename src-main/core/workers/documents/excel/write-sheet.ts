import type ExcelJS from 'exceljs'
import { invariant } from '../../../../../src-shared/kernel/assert.ts'
import { isNumeric, NUMBER_FORMAT, workbookValue } from './cell-value.ts'
import { workbookText } from './clean-text.ts'
import { ColumnTotals } from './column-totals.ts'
import { pageText } from './page-text.ts'
import type { RowPace } from './row-pace.ts'
import type { ExportColumn, PrintSetup, SheetSpec } from './sheet-spec.ts'
import type { WorkbookWriter } from './workbook-file.ts'

const ROWS_MAX = 1_048_576
const A4_PAPER = 9
const THIN = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN }
const DEFAULT_WIDTH: Readonly<Record<ExportColumn['kind'], number>> = {
  text: 16,
  long_id: 22,
  money: 14,
  number: 12,
  area: 12,
  price: 12,
  percent: 10,
  date: 12,
  datetime: 20,
}

export interface SheetTarget {
  readonly workbook: WorkbookWriter
  /** Already safe and unique. */
  readonly name: string
  readonly print: PrintSetup
  readonly pace: RowPace
}

/** Title lines, header (frozen, repeated on paper, with filter), rows, total. */
export async function writeSheet(spec: SheetSpec, target: SheetTarget): Promise<void> {
  const headerRow = spec.titleLines.length + 1
  const sheet = openSheet(spec, { target, headerRow })
  for (const [index, line] of spec.titleLines.entries()) addTitle(sheet, line, index)
  addHeader(sheet, spec.columns)
  const totals = new ColumnTotals(spec.columns)
  const last = await addRows(sheet, spec, { totals, pace: target.pace, headerRow })
  if (spec.totalLabel !== undefined)
    addTotal(sheet, spec.columns, { label: spec.totalLabel, totals, first: headerRow + 1, last })
  // Set when the last row is known; it is written at the end of the sheet.
  sheet.autoFilter = {
    from: { row: headerRow, column: 1 },
    to: { row: Math.max(last, headerRow), column: spec.columns.length },
  }
  sheet.commit()
}

function openSheet(
  spec: SheetSpec,
  options: { readonly target: SheetTarget; readonly headerRow: number },
): ExcelJS.Worksheet {
  const { target, headerRow } = options
  const { header, footer, orientation } = target.print
  const sheet = target.workbook.addWorksheet(target.name, {
    views: [{ state: 'frozen', ySplit: headerRow, xSplit: 0, showGridLines: false }],
    pageSetup: {
      paperSize: A4_PAPER,
      orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headerRow}:${headerRow}`,
      horizontalCentered: true,
      margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      ...(header === undefined ? {} : { oddHeader: pageText(header) }),
      ...(footer === undefined ? {} : { oddFooter: pageText(footer) }),
    },
  })
  sheet.columns = spec.columns.map((column) => ({ width: column.width ?? DEFAULT_WIDTH[column.kind] }))
  return sheet
}

function addTitle(sheet: ExcelJS.Worksheet, line: string, index: number): void {
  const row = sheet.addRow([workbookText(line)])
  row.getCell(1).font = index === 0 ? { bold: true, size: 14 } : { size: 10, color: { argb: 'FF595959' } }
  row.commit()
}

function addHeader(sheet: ExcelJS.Worksheet, columns: readonly ExportColumn[]): void {
  const row = sheet.addRow(columns.map((column) => workbookText(column.header)))
  const style: Partial<ExcelJS.Style> = {
    font: { bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } },
    border: BORDER,
    alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  }
  for (let index = 1; index <= columns.length; index++) row.getCell(index).style = style
  row.commit()
}

async function addRows(
  sheet: ExcelJS.Worksheet,
  spec: SheetSpec,
  options: { readonly totals: ColumnTotals; readonly pace: RowPace; readonly headerRow: number },
): Promise<number> {
  const styles = spec.columns.map(bodyStyle)
  let last = options.headerRow
  for await (const row of spec.rows) {
    last += 1
    invariant(last < ROWS_MAX, `sheet ${spec.name} has more rows than Excel can hold`)
    const written = sheet.addRow(spec.columns.map((column) => workbookValue(row[column.key] ?? null, column)))
    // One style object per column: exceljs knows it again instead of comparing styles for every cell.
    for (const [index, style] of styles.entries()) written.getCell(index + 1).style = style
    written.commit()
    options.totals.add(row)
    await options.pace.step()
  }
  return last
}

function addTotal(
  sheet: ExcelJS.Worksheet,
  columns: readonly ExportColumn[],
  options: { readonly label: string; readonly totals: ColumnTotals; readonly first: number; readonly last: number },
): void {
  const { label, totals, first, last } = options
  const row = sheet.addRow([])
  for (const [index, column] of columns.entries()) {
    const cell = row.getCell(index + 1)
    const result = totals.cellOf(index)
    cell.value = totalCell(column, {
      result,
      letter: sheet.getColumn(index + 1).letter,
      first,
      last,
    })
    // Assigned as a value, a result of 0 is dropped by exceljs, and a preview shows an empty cell.
    if (result === 0 && cell.formula !== undefined) cell.model.result = 0
    const format = column.total === undefined || column.total === 'sum' ? NUMBER_FORMAT[column.kind] : '#,##0'
    cell.style = {
      numFmt: format,
      font: { bold: true },
      border: { ...BORDER, top: { style: 'medium', color: { argb: 'FF7F7F7F' } } },
    }
  }
  const labelCell = row.getCell(columns.findIndex((column) => column.total === undefined) + 1 || 1)
  if (labelCell.value === null) labelCell.value = workbookText(label)
  row.commit()
}

/** The formula with its result: right in a reader that computes and in one that does not. */
function totalCell(
  column: ExportColumn,
  options: {
    readonly result: number | string | null
    readonly letter: string
    readonly first: number
    readonly last: number
  },
): ExcelJS.CellValue {
  const { result, letter, first, last } = options
  // Different values are counted by no function that every spreadsheet knows.
  if (result === null || typeof result === 'string' || column.total === 'distinct' || last < first) return result
  const name = column.total === 'count' ? 'COUNTA' : 'SUM'
  return { formula: `${name}(${letter}${first}:${letter}${last})`, result }
}

function bodyStyle(column: ExportColumn): Partial<ExcelJS.Style> {
  const right = isNumeric(column.kind)
  return {
    numFmt: NUMBER_FORMAT[column.kind],
    border: BORDER,
    alignment: { horizontal: right ? 'right' : 'left', vertical: 'middle' },
  }
}
