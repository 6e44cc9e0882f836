import { MAX_DOCUMENT_FEN, parseScaled } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import {
  cellAt,
  cellText,
  isBlank,
  isPlaceholder,
  readDate,
  tidyCoded,
  totalKind,
  withoutNoise,
} from '../import/index.ts'
import type { Cell, SheetGrid } from '../import/index.ts'
import { OPENING_FIELDS } from './columns.ts'
import type { OpeningField, OpeningMapping } from './columns.ts'
import type { OpeningProblem, OpeningProblemCode, ReadOpeningRow } from './model.ts'

/** Cells mended in the page, by `row:field`. */
export type OpeningMends = ReadonlyMap<string, string>

export interface OpeningSheet {
  readonly grid: SheetGrid
  readonly firstDataRow: number
  readonly mapping: OpeningMapping
  readonly mends: OpeningMends
}

/** The rows that state something; sums, remarks and empty lines of the sheet are left out. */
export function readOpeningRows({ grid, firstDataRow, mapping, mends }: OpeningSheet): ReadOpeningRow[] {
  return grid.rows.flatMap((cells, index) => {
    const row = grid.rowNumbers[index] ?? 0
    if (row < firstDataRow || totalKind(cells) !== null) return []
    const own = cellsOf(grid, row, { mapping, mends })
    const states = OPENING_FIELDS.some((field) => field !== 'note' && own[field] !== undefined && !isBlank(own[field]))
    return states ? [readRow(row, own)] : []
  })
}

type Cells = Readonly<Partial<Record<OpeningField, Cell>>>

// oxlint-disable-next-line max-params -- where in the sheet, and what is known of its columns
function cellsOf(grid: SheetGrid, row: number, { mapping, mends }: Pick<OpeningSheet, 'mapping' | 'mends'>): Cells {
  const own: Partial<Record<OpeningField, Cell>> = {}
  for (const field of OPENING_FIELDS) {
    const mended = mends.get(`${row}:${field}`)
    const column = mapping[field]
    if (mended !== undefined) own[field] = { kind: 'text', text: mended }
    else if (column !== undefined) own[field] = cellAt(grid, row, column)
  }
  return own
}

function readRow(row: number, cells: Cells): ReadOpeningRow {
  const problems: OpeningProblem[] = []
  const refuse = (field: OpeningField, code: OpeningProblemCode, params = {}): null => {
    problems.push({ field, code, params })
    return null
  }
  const written = (field: OpeningField): string => {
    const cell = cells[field]
    if (cell === undefined) return ''
    if (cell.kind === 'error') refuse(field, 'opening.cell_unreadable')
    const { text } = tidyCoded(cellText(cell))
    return isPlaceholder(text) ? '' : text
  }
  const day = (field: OpeningField, monthAlone: 'refused' | 'last_day' = 'refused'): LocalDate | null => {
    const text = written(field)
    if (text === '') return null
    const read = readDate({ text, rewritten: [] }, monthAlone)
    return read.kind === 'value' ? read.value : refuse(field, 'opening.date_unreadable', { text })
  }
  const amount = (): Fen | null => {
    const text = written('amount')
    if (text === '') return null
    const value = parseScaled(withoutNoise(text), 2)
    if (value === null) return refuse('amount', 'opening.amount_unreadable', { text })
    // Old systems write 0.00 beside a room that owes nothing: it states nothing.
    if (value === 0) return null
    if (value < 0) return refuse('amount', 'opening.amount_not_positive', { text })
    return value > MAX_DOCUMENT_FEN ? refuse('amount', 'opening.amount_too_large', { text }) : (value as Fen)
  }
  const reading = (): number | null => {
    const text = written('reading')
    if (text === '') return null
    const value = parseScaled(withoutNoise(text), 3)
    return value === null || value < 0 ? refuse('reading', 'opening.reading_unreadable', { text }) : value
  }
  const read = {
    row,
    texts: Object.fromEntries(Object.entries(cells).map(([field, cell]) => [field, cellText(cell)])),
    room: written('room'),
    item: written('item'),
    fromOn: day('from_on'),
    toOn: day('to_on', 'last_day'),
    amountFen: amount(),
    dueOn: day('due_on'),
    paidUntilOn: day('paid_until', 'last_day'),
    meter: written('meter'),
    readingE3: reading(),
    readOn: day('read_on'),
    note: cells.note === undefined ? '' : cellText(cells.note).trim(),
  }
  return { ...read, problems }
}
