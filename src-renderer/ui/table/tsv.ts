import { cellText } from './column.ts'
import type { DataColumn } from './column.ts'

/** Rows as tab-separated text with a head, for the clipboard. A cell that a spreadsheet would compute gets a `'`. */
export function toTsv<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map((column) => clean(column.title))]
  for (const row of rows) lines.push(columns.map((column) => plainCell(column, row)))
  return lines.map((cells) => cells.join('\t')).join('\n')
}

function plainCell<Row>(column: DataColumn<Row>, row: Row): string {
  const text = clean(cellText(column, row))
  if (text === '—') return ''
  // Amounts go out ungrouped, so that they arrive as numbers.
  if (/^-?[\d,]+(\.\d+)?$/.test(text)) return text.replaceAll(',', '')
  return /^[=+@-]/.test(text) ? `'${text}` : text
}

function clean(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ')
}
