import { assertNever } from '../../../../../src-shared/kernel/assert.ts'
import { formatScaled } from '../../../../../src-shared/kernel/money.ts'
import type { Instant } from '../../../../../src-shared/kernel/time.ts'
import { instant, localDate, localTimeOf } from '../../../../../src-shared/kernel/time.ts'
import { cleanText, csvText, workbookText } from './clean-text.ts'
import type { ColumnKind, ExportColumn, ExportValue } from './sheet-spec.ts'

/** Excel keeps 15 digits: a number of more would silently be another one, so it is written as text. */
const EXACT_MAX = 999_999_999_999_999

const SCALE: Readonly<Partial<Record<ColumnKind, number>>> = { money: 2, area: 2, price: 6, percent: 6 }

export const NUMBER_FORMAT: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  long_id: '@',
  money: '#,##0.00',
  number: 'General',
  area: '#,##0.00',
  price: '#,##0.00####',
  percent: '0.00%',
  date: 'yyyy-mm-dd',
  datetime: 'yyyy-mm-dd hh:mm:ss',
}

/** The cell of a workbook. @throws Error when the value is not of the column's kind: a number as text would fall out of the sums. */
export function workbookValue(value: ExportValue, column: ExportColumn): string | number | Date | null {
  if (value === null) return null
  switch (column.kind) {
    case 'text':
    case 'long_id':
      return workbookText(String(value))
    case 'number':
      return finite(value, column)
    case 'money':
    case 'area':
    case 'price':
    case 'percent':
      return unscaled(integer(value, column), SCALE[column.kind] ?? 0)
    case 'date':
      return dateCell(value, column)
    case 'datetime':
      return wallClock(instant(integer(value, column)))
    default:
      return assertNever(column.kind, 'column kind')
  }
}

/** The field of a CSV, before quoting. */
export function csvValue(value: ExportValue, column: ExportColumn): string {
  if (value === null) return ''
  switch (column.kind) {
    case 'text':
    case 'long_id':
      return csvText(String(value))
    case 'number':
      return String(finite(value, column))
    case 'money':
    case 'area':
      return formatScaled(integer(value, column), 2)
    case 'price':
      return formatScaled(integer(value, column), 6, 2)
    case 'percent':
      return `${formatScaled(integer(value, column), 4, 2)}%`
    case 'date':
      return localDate(cleanText(String(value)))
    case 'datetime':
      return localTimeOf(instant(integer(value, column)))
    default:
      return assertNever(column.kind, 'column kind')
  }
}

/** The scaled integer as the number that Excel shows: the nearest double, whose shortest text is the decimal itself up to 15 digits. */
export function unscaled(value: number, scale: number): number | string {
  return Math.abs(value) > EXACT_MAX ? formatScaled(value, scale) : value / 10 ** scale
}

export function isNumeric(kind: ColumnKind): boolean {
  return kind === 'number' || SCALE[kind] !== undefined
}

export function scaleOf(kind: ColumnKind): number {
  return SCALE[kind] ?? 0
}

function dateCell(value: ExportValue, column: ExportColumn): Date {
  if (typeof value !== 'string') throw wrongKind(value, column)
  return new Date(`${localDate(value)}T00:00:00Z`)
}

/** Excel knows no zones: the wall clock of the business zone goes in as if it were UTC. */
function wallClock(at: Instant): Date {
  return new Date(`${localTimeOf(at).replace(' ', 'T')}Z`)
}

function integer(value: ExportValue, column: ExportColumn): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrongKind(value, column)
  return value
}

function finite(value: ExportValue, column: ExportColumn): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongKind(value, column)
  return value
}

function wrongKind(value: ExportValue, column: ExportColumn): Error {
  return new Error(`Column ${column.key} (${column.kind}) cannot hold a ${typeof value}`)
}
