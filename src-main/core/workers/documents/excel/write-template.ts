import type ExcelJS from 'exceljs'
import { NUMBER_FORMAT } from './cell-value.ts'
import { workbookText } from './clean-text.ts'
import { sheetNames } from './sheet-name.ts'
import type { WorkbookFile, WorkbookWriter } from './workbook-file.ts'
import { writeWorkbookFile } from './workbook-file.ts'

export interface TemplateColumn {
  readonly header: string
  /** Whatever is not computed with stays text, or Excel drops the last digits of long numbers and turns codes into dates. */
  readonly kind: 'text' | 'area'
  readonly needed: boolean
  readonly width: number
  /** An area as a decimal text. */
  readonly example: string
}

export interface TemplateSheets {
  readonly sheetName: string
  readonly columns: readonly TemplateColumn[]
  /** How to fill it, on a sheet of its own. */
  readonly hints: {
    readonly sheetName: string
    readonly head: readonly [string, string]
    readonly rows: readonly (readonly [string, string])[]
  }
}

const NEEDED_MARK = '*'
const HEAD_HEIGHT = 24
const HINT_WIDTHS = [26, 96]
const THIN = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN }
const CENTRED: Partial<ExcelJS.Alignment> = { horizontal: 'center', vertical: 'middle' }
const EXAMPLE_FONT: Partial<ExcelJS.Font> = { italic: true, color: { argb: 'FF7F7F7F' } }

/** An empty sheet to fill by hand: heads (those that must be filled marked), one example row, and a sheet that says how. */
export async function writeTemplate(spec: WorkbookFile & TemplateSheets): Promise<void> {
  const [name = '', hintName = ''] = sheetNames([spec.sheetName, spec.hints.sheetName])
  await writeWorkbookFile(spec, async (workbook) => {
    addTable(workbook, name, spec.columns)
    addHints(workbook, hintName, spec.hints)
  })
}

function addTable(workbook: WorkbookWriter, name: string, columns: readonly TemplateColumn[]): void {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1, xSplit: 0 }] })
  sheet.columns = columns.map(({ width, kind }) => ({ width, style: { numFmt: NUMBER_FORMAT[kind] } }))
  const head = sheet.addRow(columns.map(({ header, needed }) => workbookText(`${header}${needed ? NEEDED_MARK : ''}`)))
  head.height = HEAD_HEIGHT
  columns.forEach(({ needed }, index) => (head.getCell(index + 1).style = headStyle(needed)))
  head.commit()
  const example = sheet.addRow(columns.map((column) => exampleCell(column)))
  columns.forEach(({ kind }, index) => {
    example.getCell(index + 1).style = { numFmt: NUMBER_FORMAT[kind], font: EXAMPLE_FONT, border: BORDER }
  })
  example.commit()
  sheet.commit()
}

function headStyle(needed: boolean): Partial<ExcelJS.Style> {
  const argb = needed ? 'FFFFF1CC' : 'FFF2F2F2'
  return {
    numFmt: NUMBER_FORMAT.text,
    font: { bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb } },
    border: BORDER,
    alignment: CENTRED,
  }
}

function exampleCell({ kind, example }: TemplateColumn): string | number | null {
  if (example === '') return null
  return kind === 'area' ? Number(example) : workbookText(example)
}

function addHints(workbook: WorkbookWriter, name: string, hints: TemplateSheets['hints']): void {
  const sheet = workbook.addWorksheet(name)
  sheet.columns = HINT_WIDTHS.map((width) => ({ width }))
  const head = sheet.addRow(hints.head.map(workbookText))
  head.font = { bold: true }
  head.commit()
  for (const hint of hints.rows) {
    const row = sheet.addRow(hint.map(workbookText))
    row.alignment = { wrapText: true, vertical: 'top' }
    row.commit()
  }
  sheet.commit()
}
