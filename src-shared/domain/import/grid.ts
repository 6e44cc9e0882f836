/** One cell of a sheet as the reader of workbooks hands it over: nothing is guessed, nothing evaluated. */
export type Cell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  /** `text` is the shortest decimal text of the stored number, never in exponent form. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'error'; readonly reason: 'formula_without_value' | 'excel_error' }

/**
 * One sheet (工作表): `rows[i]` is the sheet's row `rowNumbers[i]`, from the first row with a value to the last; of a long run of empty rows
 * one is left. Slaves of a merged range carry the master's value.
 */
export interface SheetGrid {
  readonly name: string
  readonly hidden: boolean
  readonly rows: readonly (readonly Cell[])[]
  /** Ascending, one for each of `rows`. */
  readonly rowNumbers: readonly number[]
}

export const EMPTY_CELL: Cell = Object.freeze({ kind: 'empty' })

export function cellAt(grid: SheetGrid, rowNumber: number, column: number): Cell {
  return grid.rows[rowIndex(grid, rowNumber)]?.[column] ?? EMPTY_CELL
}

/** Where in `rows` the sheet's row stands; -1 for a row that is not there. */
export function rowIndex({ rowNumbers }: SheetGrid, rowNumber: number): number {
  let [low, high] = [0, rowNumbers.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = rowNumbers[middle] ?? 0
    if (found === rowNumber) return middle
    if (found < rowNumber) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The cell as a person reads it in the sheet; empty for an error cell, whose reason is told apart. */
export function cellText(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
    case 'number':
      return cell.text
    case 'date':
      return cell.date
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE'
    case 'empty':
    case 'error':
      return ''
  }
}

export function isBlank(cell: Cell): boolean {
  return cell.kind === 'empty' || (cell.kind === 'text' && cell.text.trim() === '')
}

export function isBlankRow(row: readonly Cell[]): boolean {
  return row.every(isBlank)
}
