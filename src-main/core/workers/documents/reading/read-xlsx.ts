import ExcelJS from 'exceljs'
import { type Cell, EMPTY_CELL, type SheetGrid } from '../../../../../src-shared/domain/import/index.ts'
import { decimalText } from './decimal-text.ts'
import { GridRows, type MergedRange } from './grid-rows.ts'
import type { ReadLimits } from './limits.ts'
import { ReadBudget } from './read-budget.ts'
import { openXlsx, type SlimWorkbook } from './xlsx-parts.ts'
import { packParts } from './xlsx-package.ts'
import { columnNumber } from './xlsx-sheet.ts'

const MONTH_FORMAT = 'yyyy-mm'
const STYLES =
  '<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/><numFmt numFmtId="165" formatCode="yyyy-mm"/></numFmts>' +
  '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'

/** The sheets of an .xlsx or .xlsm. A macro is in a part that is never opened. @throws AppError */
export async function readXlsx(bytes: Uint8Array, limits: ReadLimits): Promise<SheetGrid[]> {
  const slim = await openXlsx(bytes, limits)
  const workbook = new ExcelJS.Workbook()
  // The declared type of `load` is a Buffer of an older Node.
  await workbook.xlsx.load(new Uint8Array(packWorkbook(slim)).buffer)
  const budget = new ReadBudget(limits)
  return slim.sheets.map((sheet, index) => {
    const rows = new GridRows(budget)
    readCells(workbook.getWorksheet(index + 1), { rows, rowNumbers: sheet.rowNumbers })
    rows.fillMerges(sheet.merges.flatMap(toRange))
    return { name: sheet.name, hidden: sheet.hidden, ...rows.finish() }
  })
}

/** The workbook put together anew from what was kept, under names and styles of our own. */
function packWorkbook(slim: SlimWorkbook): Buffer {
  const numbers = slim.sheets.map((_, index) => index + 1)
  const parts = new Map<string, string>()
  const sheets = numbers.map((number) => `<sheet name="S${number}" sheetId="${number}" r:id="r${number}"/>`).join('')
  const properties = slim.date1904 ? '<workbookPr date1904="1"/>' : '<workbookPr/>'
  const namespace = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
  parts.set('xl/workbook.xml', `<workbook ${namespace}>${properties}<sheets>${sheets}</sheets></workbook>`)
  const relations = numbers.map(
    (number) => `<Relationship Id="r${number}" Type="worksheet" Target="worksheets/sheet${number}.xml"/>`,
  )
  parts.set('xl/_rels/workbook.xml.rels', `<Relationships>${relations.join('')}</Relationships>`)
  parts.set('xl/styles.xml', STYLES)
  parts.set('xl/sharedStrings.xml', slim.sharedStrings)
  slim.sheets.forEach((sheet, index) => parts.set(`xl/worksheets/sheet${index + 1}.xml`, sheet.xml))
  return packParts(parts)
}

function readCells(
  worksheet: ExcelJS.Worksheet | undefined,
  into: { readonly rows: GridRows; readonly rowNumbers: readonly number[] },
): void {
  worksheet?.eachRow((source, place) => {
    const row = into.rowNumbers[place - 1] ?? place
    source.eachCell((cell, column) => into.rows.set({ row, column: column - 1 }, toCell(cell)))
  })
}

function toCell(cell: ExcelJS.Cell): Cell {
  const value: unknown = cell.value
  if (value === null || value === undefined) return EMPTY_CELL
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (typeof value === 'number') return toNumber(value)
  if (value instanceof Date) return toDate(value, cell.numFmt)
  if (typeof value !== 'object') return EMPTY_CELL
  if ('richText' in value && Array.isArray(value.richText))
    return { kind: 'text', text: value.richText.map(textOfRun).join('') }
  if ('formula' in value) return { kind: 'error', reason: 'formula_without_value' }
  return 'error' in value ? { kind: 'error', reason: 'excel_error' } : EMPTY_CELL
}

function textOfRun(run: unknown): string {
  const text = typeof run === 'object' && run !== null && 'text' in run ? run.text : ''
  return typeof text === 'string' ? text : ''
}

function toNumber(value: number): Cell {
  const text = decimalText(value)
  return text === null ? { kind: 'error', reason: 'excel_error' } : { kind: 'number', text }
}

/** A cell that shows a month, 2026年12月, is that text: its day 1 was put there by Excel and nobody wrote it. */
function toDate(value: Date, format: string): Cell {
  if (Number.isNaN(value.getTime())) return { kind: 'error', reason: 'excel_error' }
  const date = value.toISOString().slice(0, 10)
  return format === MONTH_FORMAT ? { kind: 'text', text: date.slice(0, 7) } : { kind: 'date', date }
}

function toRange(reference: string): readonly MergedRange[] {
  const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference)
  if (match === null) return []
  const [, left = '', top = '', right = '', bottom = ''] = match
  return [{ left: columnNumber(left) - 1, top: Number(top), right: columnNumber(right) - 1, bottom: Number(bottom) }]
}
