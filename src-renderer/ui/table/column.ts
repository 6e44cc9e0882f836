import type { Fen } from '../../../src-shared/kernel/money.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'
import { assertNever } from '../../../src-shared/kernel/assert.ts'
import { NOTHING, area, count, money, moneyOrNothing, price, reading } from '../../platform/format.ts'
import { dateTime } from '../../platform/time.ts'
import type { TagTone } from '../tone.ts'

export type ColumnKind =
  | 'text'
  | 'code'
  | 'money'
  | 'due'
  | 'area'
  | 'price'
  | 'reading'
  | 'count'
  | 'date'
  | 'month'
  | 'time'
  | 'tag'

/**
 * A column of `DataTable` or `SimpleTable`. `kind` decides alignment and format: `money` shows zero as `0.00`; `due` is
 * money owed, red, zero is `—`; `area` 1/100 ㎡, `price` 1e-6, `reading` 1e-3; `code` is bold; `time` an instant; `tag`
 * needs `tag`. A slot `cell-<key>` draws what no kind can.
 */
export interface DataColumn<Row> {
  readonly key: string
  readonly title: string
  readonly kind?: ColumnKind
  /** Numbers that come as text: right like the numbers that a `kind` draws. */
  readonly align?: 'right'
  /** Pixels; the least width when `flex` is given. */
  readonly width: number
  /** Share of the width that is left over. */
  readonly flex?: number
  /** Stays in sight when the table scrolls sideways. */
  readonly pinned?: boolean
  /** The `sort.key` that a click on the head asks for. */
  readonly sortKey?: string
  /** Name of its sum over all rows that match; shown in the foot. */
  readonly sumKey?: string
  /** Not shown until chosen. */
  readonly optional?: boolean
  /** What the cell shows; without it `row[key]`. */
  readonly value?: (row: Row) => unknown
  readonly tag?: (row: Row) => { readonly text: string; readonly tone: TagTone } | null
  readonly tone?: (row: Row) => 'due' | 'warn' | 'mute' | 'sub' | null
}

const NUMERIC: ReadonlySet<ColumnKind> = new Set(['money', 'due', 'area', 'price', 'reading', 'count'])

export function isNumeric(kind: ColumnKind | undefined): boolean {
  return kind !== undefined && NUMERIC.has(kind)
}

export function valueOf<Row>(column: DataColumn<Row>, row: Row): unknown {
  return column.value === undefined ? (row as Readonly<Record<string, unknown>>)[column.key] : column.value(row)
}

/** The text of a cell, as shown and as copied. */
export function cellText<Row>(column: DataColumn<Row>, row: Row): string {
  if (column.tag !== undefined) return column.tag(row)?.text ?? NOTHING
  return formatAs(column.kind ?? 'text', valueOf(column, row))
}

export function formatAs(kind: ColumnKind, value: unknown): string {
  if (value === null || value === undefined || value === '') return NOTHING
  switch (kind) {
    case 'text':
    case 'code':
    case 'tag':
    case 'date':
    case 'month':
      return textOf(value)
    case 'money':
      return money(value as Fen)
    case 'due':
      return moneyOrNothing(value as Fen)
    case 'area':
      return area(value as number)
    case 'price':
      return price(value as number)
    case 'reading':
      return reading(value as number)
    case 'count':
      return count(value as number)
    case 'time':
      return dateTime(value as Instant)
    default:
      return assertNever(kind)
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : NOTHING
}

/** The class of a cell's text: numbers right, what is not there pale, what is owed red. */
export function cellClass<Row>(column: DataColumn<Row>, row: Row): readonly string[] {
  const tone = column.tone?.(row) ?? null
  const nothing = cellText(column, row) === NOTHING
  return [
    isNumeric(column.kind) ? 'num' : '',
    column.kind === 'code' ? 'strong' : '',
    nothing ? 'mute' : (tone ?? (column.kind === 'due' ? 'due' : '')),
  ].filter((name) => name !== '')
}
