import { type Cell, EMPTY_CELL, isBlank } from '../../../../../src-shared/domain/import/index.ts'

/** Rows under construction, by row number; columns from 0. */
export type SparseRows = Map<number, Cell[]>

export interface MergedRange {
  readonly top: number
  readonly bottom: number
  /** From 0. */
  readonly left: number
  readonly right: number
}

export function setCell(rows: SparseRows, at: { readonly row: number; readonly column: number }, cell: Cell): void {
  let row = rows.get(at.row)
  if (row === undefined) {
    row = []
    rows.set(at.row, row)
  }
  while (row.length < at.column) row.push(EMPTY_CELL)
  row[at.column] = cell
}

/** Gives the slaves of each merged range the master's value, within the rows that the sheet uses: a range may span all million. */
export function fillMerges(rows: SparseRows, merges: readonly MergedRange[], maxFilled: number): void {
  const bounds = boundsOf(rows)
  let filled = 0
  for (const merge of merges) {
    const master = rows.get(merge.top)?.[merge.left]
    if (master === undefined || isBlank(master)) continue
    for (let row = merge.top; row <= Math.min(merge.bottom, bounds.lastRow); row++) {
      for (let column = merge.left; column <= Math.min(merge.right, bounds.lastColumn); column++) {
        filled += 1
        if (filled > maxFilled) return
        setCell(rows, { row, column }, master)
      }
    }
  }
}

function boundsOf(rows: SparseRows): { readonly lastRow: number; readonly lastColumn: number } {
  let lastRow = 0
  let lastColumn = 0
  for (const [number, row] of rows) {
    lastRow = Math.max(lastRow, number)
    lastColumn = Math.max(lastColumn, row.length - 1)
  }
  return { lastRow, lastColumn }
}

const BLANK_ROW: readonly Cell[] = Object.freeze([])

/** The rows from the first to the last one with a value. A gap costs one shared empty row. */
export function toRows(rows: SparseRows): {
  readonly rows: readonly (readonly Cell[])[]
  readonly firstRowNumber: number
} {
  const used = Array.from(rows.entries()).filter(([, row]) => !row.every(isBlank))
  let first = Number.POSITIVE_INFINITY
  let last = 0
  for (const [number] of used) {
    first = Math.min(first, number)
    last = Math.max(last, number)
  }
  if (used.length === 0) return { rows: [], firstRowNumber: 1 }
  const list: (readonly Cell[])[] = Array.from({ length: last - first + 1 }, () => BLANK_ROW)
  for (const [number, row] of used) list[number - first] = row
  return { rows: list, firstRowNumber: first }
}
