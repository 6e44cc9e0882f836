import type ExcelJS from 'exceljs'
import { workbookText } from './clean-text.ts'
import { eitherSignal, RowPace } from './row-pace.ts'
import { sheetNames } from './sheet-name.ts'
import type { WriteProgress } from './sheet-spec.ts'
import type { WorkbookFile } from './workbook-file.ts'
import { writeWorkbookFile } from './workbook-file.ts'

export interface BadRow {
  /** In the file that was imported. */
  readonly rowNumber: number
  readonly cells: readonly string[]
  /** `column` counts from 0; a problem of the whole row has `null`. */
  readonly problems: readonly { readonly column: number | null; readonly text: string }[]
}

export interface BadRowsSpec extends WorkbookFile, WriteProgress {
  readonly sheetName: string
  readonly headers: readonly string[]
  readonly rows: Iterable<BadRow>
  /** Heads of the two columns that are added at the right: the mended file imports again with the same columns. */
  readonly labels: { readonly rowNumber: string; readonly reason: string }
}

const TEXT: Partial<ExcelJS.Style> = { numFmt: '@' }
const WRONG: Partial<ExcelJS.Style> = {
  numFmt: '@',
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFDE2E2' } },
  font: { color: { argb: 'FFB42318' }, bold: true },
  border: { top: { style: 'thin' }, left: { style: 'thin' }, bottom: { style: 'thin' }, right: { style: 'thin' } },
}
const REASON: Partial<ExcelJS.Style> = {
  numFmt: '@',
  font: { color: { argb: 'FFB42318' } },
  alignment: { wrapText: true, vertical: 'top' },
}
const HEAD: Partial<ExcelJS.Style> = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } },
}

/** The rows that an import refused, as they came, each wrong cell coloured and the reason beside the row. */
export async function writeBadRows(spec: BadRowsSpec): Promise<void> {
  spec.signal?.throwIfAborted()
  const [name = ''] = sheetNames([spec.sheetName])
  await writeWorkbookFile(spec, async (workbook, broken) => {
    const pace = new RowPace({ ...spec, signal: eitherSignal(spec.signal, broken) })
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1, xSplit: 0 }] })
    const width = spec.headers.length
    sheet.columns = [...spec.headers.map(() => ({ width: 16 })), { width: 10 }, { width: 60 }]
    addHead(sheet, spec)
    for (const row of spec.rows) {
      addBadRow(sheet, row, { spec, width })
      await pace.step()
    }
    pace.finish()
    sheet.commit()
  })
}

function addHead(sheet: ExcelJS.Worksheet, spec: BadRowsSpec): void {
  const titles = [...spec.headers, spec.labels.rowNumber, spec.labels.reason]
  const row = sheet.addRow(titles.map(workbookText))
  for (let index = 1; index <= titles.length; index++) row.getCell(index).style = HEAD
  row.commit()
}

function addBadRow(
  sheet: ExcelJS.Worksheet,
  bad: BadRow,
  options: { readonly spec: BadRowsSpec; readonly width: number },
): void {
  const { spec, width } = options
  const wrong = new Set(bad.problems.map((problem) => problem.column))
  const reason = bad.problems
    .map(({ column, text }) => (column === null ? text : `${spec.headers[column] ?? ''}：${text}`))
    .join('；')
  const row = sheet.addRow([])
  for (let index = 0; index < width; index++) {
    const cell = row.getCell(index + 1)
    const text = bad.cells[index] ?? ''
    cell.value = text === '' ? null : workbookText(text)
    cell.style = wrong.has(index) ? WRONG : TEXT
  }
  row.getCell(width + 1).value = bad.rowNumber
  row.getCell(width + 2).value = workbookText(reason)
  row.getCell(width + 2).style = REASON
  row.commit()
}
