import type { DataColumn } from './column.ts'

/** Widths that fill `available` by the columns' `flex`; wider than that when the least widths already are. */
export function layOutWidths<Row>(columns: readonly DataColumn<Row>[], available: number): readonly number[] {
  const least = columns.reduce((sum, column) => sum + column.width, 0)
  const spare = Math.max(0, Math.floor(available) - least)
  const flexible = columns.some((column) => column.flex !== undefined)
  // Without a flexible column the last one takes the rest: gaps at the right edge look like a mistake.
  const shareOf = (column: DataColumn<Row>, index: number): number =>
    flexible ? (column.flex ?? 0) : Number(index === columns.length - 1)
  const shares = columns.reduce((sum, column, index) => sum + shareOf(column, index), 0)
  let left = spare
  return columns.map((column, index) => {
    if (shares === 0) return column.width
    const extra =
      index === columns.length - 1 ? left : Math.min(left, Math.floor((spare * shareOf(column, index)) / shares))
    const given = shareOf(column, index) === 0 && index !== columns.length - 1 ? 0 : extra
    left -= given
    return column.width + given
  })
}
