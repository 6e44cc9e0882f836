import { type CellObject, type Range, read, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { type Cell, EMPTY_CELL, fromSerial, type SheetGrid } from '../../../../../src-shared/domain/import/index.ts'
import { decimalText } from './decimal-text.ts'
import { GridRows } from './grid-rows.ts'
import { fileRefused, LAST_ROW, type ReadLimits } from './limits.ts'
import { isCutOff } from './ole-size.ts'
import { ReadBudget } from './read-budget.ts'
import { hasOleStream } from './sniff.ts'
import { meaningOfFormat } from './xlsx-styles.ts'

/** Files of Excel 95 and of many Chinese systems keep their texts in code page 936. */
set_cptable(codePages)

const DAYS_FROM_1904 = 1462
const MAX_SERIAL = 2_958_465

/** The sheets of an .xls of Excel 97–2003 (or WPS .et). An OLE file may also be an encrypted .xlsx or another document. @throws AppError */
export function readXls(bytes: Uint8Array, limits: ReadLimits): SheetGrid[] {
  if (hasOleStream(bytes, 'EncryptedPackage')) throw fileRefused('import.file_encrypted')
  if (hasOleStream(bytes, 'WordDocument')) throw fileRefused('import.file_type_unsupported', { found: 'doc' })
  if (hasOleStream(bytes, 'PowerPoint Document')) throw fileRefused('import.file_type_unsupported', { found: 'ppt' })
  if (!hasOleStream(bytes, 'Workbook') && !hasOleStream(bytes, 'Book')) throw fileRefused('import.file_corrupt')
  if (isCutOff(bytes)) throw fileRefused('import.file_corrupt')
  const workbook = parse(bytes)
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true
  if (workbook.SheetNames.length > limits.maxSheets)
    throw fileRefused('import.too_many_sheets', { max: limits.maxSheets })
  const budget = new ReadBudget(limits)
  return workbook.SheetNames.map((name, index) => {
    const sheet = workbook.Sheets[name]
    const rows = new GridRows(budget)
    if (sheet !== undefined) readCells(sheet, { rows, date1904, limits })
    rows.fillMerges((sheet?.['!merges'] ?? []).map(toRange))
    return { name, hidden: (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0, ...rows.finish() }
  })
}

function parse(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
      bookVBA: false,
      sheetRows: LAST_ROW,
    })
  } catch (error) {
    const isProtected = error instanceof Error && /password/i.test(error.message)
    throw fileRefused(isProtected ? 'import.file_encrypted' : 'import.file_corrupt')
  }
}

interface Reading {
  readonly rows: GridRows
  readonly date1904: boolean
  readonly limits: ReadLimits
}

function readCells(sheet: WorkSheet, { rows, date1904, limits }: Reading): void {
  const data: (CellObject | undefined)[][] = sheet['!data'] ?? []
  // `forEach` skips the holes of a sparse array: a lone cell in row 65,536 costs one step.
  data.forEach((line, row) => {
    line.forEach((source, column) => {
      const cell = source === undefined ? EMPTY_CELL : toCell(source, date1904)
      if (cell.kind === 'empty') return
      if (column >= limits.maxColumns) throw fileRefused('import.too_many_columns', { max: limits.maxColumns })
      rows.set({ row: row + 1, column }, cell)
    })
  })
}

function toCell(source: CellObject, date1904: boolean): Cell {
  if (source.t === 'e') return { kind: 'error', reason: 'excel_error' }
  if (typeof source.v === 'string') return source.v === '' ? EMPTY_CELL : { kind: 'text', text: source.v }
  if (typeof source.v === 'boolean') return { kind: 'boolean', value: source.v }
  return typeof source.v === 'number' ? toNumber(source.v, { format: String(source.z ?? ''), date1904 }) : EMPTY_CELL
}

function toNumber(value: number, shown: { readonly format: string; readonly date1904: boolean }): Cell {
  const meaning = meaningOfFormat(shown.format)
  const serial = value + (shown.date1904 ? DAYS_FROM_1904 : 0)
  if (meaning !== 'number' && serial >= 1 && serial <= MAX_SERIAL) {
    const date = fromSerial(Math.floor(serial))
    return meaning === 'month' ? { kind: 'text', text: date.slice(0, 7) } : { kind: 'date', date }
  }
  const text = decimalText(value)
  return text === null ? { kind: 'error', reason: 'excel_error' } : { kind: 'number', text }
}

function toRange({ s, e }: Range) {
  return { top: s.r + 1, bottom: e.r + 1, left: s.c, right: e.c }
}
