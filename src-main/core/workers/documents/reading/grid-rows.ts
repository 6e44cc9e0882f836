import {
  type Cell,
  cellText,
  EMPTY_CELL,
  isBlank,
  type SheetGrid,
} from '../../../../../src-shared/domain/import/index.ts'
import type { ReadBudget } from './read-budget.ts'

export interface MergedRange {
  readonly top: number
  readonly bottom: number
  /** From 0. */
  readonly left: number
  readonly right: number
}

const BLANK_ROW: readonly Cell[] = Object.freeze([])
/** So many empty rows in a row stay as they are; of more, one is left to keep what it parts apart. */
const KEPT_GAP = 20

/** A sheet under construction, by row number; columns from 0. All sheets of a file draw on one budget. */
export class GridRows {
  readonly #rows = new Map<number, Cell[]>()
  readonly #budget: ReadBudget

  constructor(budget: ReadBudget) {
    this.#budget = budget
  }

  /** @throws AppError when the budget is used up. */
  set(at: { readonly row: number; readonly column: number }, cell: Cell): void {
    if (isBlank(cell)) return
    this.#budget.cell(at.row, cellText(cell).length)
    const row = this.#rows.get(at.row) ?? []
    if (row.length === 0) this.#rows.set(at.row, row)
    if (at.column > row.length) this.#budget.blanks(at.column - row.length)
    while (row.length < at.column) row.push(EMPTY_CELL)
    row[at.column] = cell
  }

  /** Gives the slaves of each merged range the master's value, within what the sheet uses: a range may span all million rows. */
  fillMerges(merges: readonly MergedRange[]): void {
    const { lastRow, lastColumn } = this.#bounds()
    for (const merge of merges) {
      const master = this.#rows.get(merge.top)?.[merge.left]
      if (master === undefined || isBlank(master)) continue
      for (let row = merge.top; row <= Math.min(merge.bottom, lastRow); row++) {
        for (let column = merge.left; column <= Math.min(merge.right, lastColumn); column++) {
          if (row !== merge.top || column !== merge.left) this.set({ row, column }, master)
        }
      }
    }
  }

  /** The rows from the first to the last one with a value. @throws AppError when the budget is used up. */
  finish(): Pick<SheetGrid, 'rows' | 'rowNumbers'> {
    const rows: (readonly Cell[])[] = []
    const rowNumbers: number[] = []
    for (const number of Array.from(this.#rows.keys()).sort((left, right) => left - right)) {
      const before = rowNumbers.at(-1) ?? number - 1
      const gap = number - before - 1
      const kept = gap > KEPT_GAP ? 1 : gap
      this.#budget.rows(kept + 1)
      for (let blank = 1; blank <= kept; blank++) {
        rows.push(BLANK_ROW)
        rowNumbers.push(before + blank)
      }
      rows.push(this.#rows.get(number) ?? BLANK_ROW)
      rowNumbers.push(number)
    }
    return { rows, rowNumbers }
  }

  #bounds(): { readonly lastRow: number; readonly lastColumn: number } {
    let lastRow = 0
    let lastColumn = 0
    for (const [number, row] of this.#rows) {
      lastRow = Math.max(lastRow, number)
      lastColumn = Math.max(lastColumn, row.length - 1)
    }
    return { lastRow, lastColumn }
  }
}
