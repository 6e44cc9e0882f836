import { fileRefused, type ReadLimits } from './limits.ts'

/**
 * What a file has cost so far over all its sheets, charged before each piece is kept: a kilobyte may stand for cells without end, as a text
 * of which a merged range makes a million.
 */
export class ReadBudget {
  readonly #limits: ReadLimits
  #cells = 0
  #blanks = 0
  #rows = 0
  #chars = 0

  constructor(limits: ReadLimits) {
    this.#limits = limits
  }

  /** @throws AppError */
  cell(row: number, chars: number): void {
    const { maxCells, maxCellChars, maxChars } = this.#limits
    this.#cells += 1
    this.#chars += chars
    if (this.#cells > maxCells) throw fileRefused('import.too_many_cells', { max: maxCells })
    if (chars > maxCellChars) throw fileRefused('import.cell_too_long', { row, max: maxCellChars })
    if (this.#chars > maxChars) throw fileRefused('import.too_much_text', { max: maxChars })
  }

  /** @throws AppError */
  blanks(count: number): void {
    this.#blanks += count
    const { maxBlankCells } = this.#limits
    if (this.#blanks > maxBlankCells) throw fileRefused('import.too_many_blank_cells', { max: maxBlankCells })
  }

  /** @throws AppError */
  rows(count: number): void {
    this.#rows += count
    const { maxRows } = this.#limits
    if (this.#rows > maxRows) throw fileRefused('import.too_many_rows', { max: maxRows })
  }
}
