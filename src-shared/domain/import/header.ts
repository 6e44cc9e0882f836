import { cellText, EMPTY_CELL, isBlank, rowIndex, type Cell, type SheetGrid } from './grid.ts'
import { matchHeader } from './header-match.ts'
import { headerKey } from './header-text.ts'

export interface HeaderColumn {
  readonly column: number
  /** As a person reads it, `业主信息 / 姓名` for two lines. */
  readonly text: string
  /** The title of the group above the column, empty where there is none. */
  readonly group: string
  readonly title: string
}

/** The header lines (表头) of a sheet: one, or two under one another. Row numbers are those of the sheet. */
export interface SheetHeader {
  readonly firstRow: number
  readonly lastRow: number
  readonly firstDataRow: number
  readonly columns: readonly HeaderColumn[]
}

const SEARCHED_ROWS = 30
/** A line of fewer known titles is a title of the table or a row of data. */
const KNOWN_TITLES = 2

/** The lines whose cells name the most known fields; titles above are skipped. `null` when no line names two. */
export function findHeader(grid: SheetGrid): SheetHeader | null {
  const rows = grid.rows.slice(0, SEARCHED_ROWS)
  let best = -1
  let most = KNOWN_TITLES - 1
  rows.forEach((row, index) => {
    const known = knownTitles(row)
    if (known <= most) return
    most = known
    best = index
  })
  const row = rows[best]
  if (row === undefined) return null
  const above = rows[best - 1]
  const below = rows[best + 1]
  if (above !== undefined && isGroupLine(above, row)) return toHeader(grid, { top: best - 1, bottom: best })
  if (below !== undefined && isSubLine(row, below)) return toHeader(grid, { top: best, bottom: best + 1 })
  return toHeader(grid, { top: best, bottom: best })
}

/** A header of which the person says the lines. */
export function headerAt(grid: SheetGrid, lines: { readonly firstRow: number; readonly lastRow: number }): SheetHeader {
  return toHeader(grid, { top: rowIndex(grid, lines.firstRow), bottom: rowIndex(grid, lines.lastRow) })
}

function knownTitles(row: readonly Cell[]): number {
  if (!isWords(row)) return 0
  const fields = new Set<string>()
  for (const cell of row) {
    const match = matchHeader(cellText(cell))
    if (match !== null) fields.add(match.strength === 1 ? `?${headerKey(cellText(cell))}` : match.field)
  }
  return fields.size
}

/** A header has words; a number or a date in it means data. */
function isWords(row: readonly Cell[]): boolean {
  return row.every((cell) => isBlank(cell) || (cell.kind === 'text' && !/^[\d.,/-]+$/.test(cell.text.trim())))
}

/**
 * The line above the titles, of group titles: two texts or more, or one that a title below repeats (merged downwards).
 * `填报单位：…` above a table is no group.
 */
function isGroupLine(above: readonly Cell[], titles: readonly Cell[]): boolean {
  if (!isWords(above) || above.some((cell) => /[:：]\s*\S/.test(cellText(cell)))) return false
  const texts = new Set(above.map((cell) => headerKey(cellText(cell))).filter((text) => text !== ''))
  if (texts.size === 0) return false
  const repeated = above.some((cell, column) => {
    const title = titles[column]
    return title !== undefined && !isBlank(cell) && cellText(cell) === cellText(title)
  })
  return repeated || texts.size >= 2
}

/** A second line without merges: names columns under group titles, and says nothing under titles that are known already. */
function isSubLine(titles: readonly Cell[], below: readonly Cell[]): boolean {
  if (!isWords(below) || knownTitles(below) === 0) return false
  return below.every((cell, column) => {
    const title = titles[column]
    if (isBlank(cell) || title === undefined || isBlank(title)) return true
    return matchHeader(cellText(title)) === null || matchHeader(cellText(cell), cellText(title)) !== null
  })
}

function toHeader(grid: SheetGrid, lines: { readonly top: number; readonly bottom: number }): SheetHeader {
  const top = grid.rows[lines.top] ?? []
  const bottom = grid.rows[lines.bottom] ?? []
  const columns: HeaderColumn[] = []
  let group = ''
  for (let column = 0; column < Math.max(top.length, bottom.length); column++) {
    const upper = titleOf(top[column])
    const lower = titleOf(bottom[column])
    // A group title written once stands over the untitled columns to its right.
    group = upper === '' ? group : upper
    const own =
      lines.top === lines.bottom || lower === ''
        ? { group: '', title: upper }
        : { group: upper === lower ? '' : group, title: lower }
    if (own.title !== '')
      columns.push({ column, ...own, text: own.group === '' ? own.title : `${own.group} / ${own.title}` })
  }
  const lastRow = grid.rowNumbers[lines.bottom] ?? 0
  return {
    firstRow: grid.rowNumbers[lines.top] ?? 0,
    lastRow,
    firstDataRow: lastRow + 1,
    columns,
  }
}

function titleOf(cell: Cell | undefined): string {
  return cellText(cell ?? EMPTY_CELL)
    .replace(/\s+/g, ' ')
    .trim()
}
