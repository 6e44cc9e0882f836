import type { SheetGrid } from './grid.ts'
import type { HeaderColumn, SheetHeader } from './header.ts'
import { headerAt } from './header.ts'
import { headerKey } from './header-text.ts'

/** Which column (by its index) fills which field. */
export type TitledMapping<Field extends string> = Readonly<Partial<Record<Field, number>>>
/** By header titles, whatever the order of the columns: what is kept for the next file of the same system. */
export type KeptTitles<Field extends string> = Readonly<Partial<Record<Field, string>>>

/** A kind of sheet whose columns are known by their titles, one line of them. */
export interface TitledSheet<Field extends string> {
  /** The line with the most known titles, at least two of them; titles of the table above are skipped. */
  findHeader(grid: SheetGrid): SheetHeader | null
  /** Each field takes the first column whose title is known for it. */
  guess(columns: readonly HeaderColumn[]): TitledMapping<Field>
  titlesOf(columns: readonly HeaderColumn[], mapping: TitledMapping<Field>): KeptTitles<Field>
  mappingOf(columns: readonly HeaderColumn[], titles: KeptTitles<Field>): TitledMapping<Field>
}

const SEARCHED_ROWS = 30

export function titledSheet<Field extends string>(
  titles: Readonly<Record<Field, readonly string[]>>,
): TitledSheet<Field> {
  const fields = Object.keys(titles) as Field[]
  const fieldOf = new Map(fields.flatMap((field) => titles[field].map((title) => [title, field] as const)))

  function guess(columns: readonly HeaderColumn[]): TitledMapping<Field> {
    const mapping: Partial<Record<Field, number>> = {}
    for (const { title, column } of columns) {
      const field = fieldOf.get(headerKey(title))
      if (field !== undefined && mapping[field] === undefined) mapping[field] = column
    }
    return mapping
  }

  function findHeader(grid: SheetGrid): SheetHeader | null {
    let best: SheetHeader | null = null
    let most = 1
    for (const rowNumber of grid.rowNumbers.slice(0, SEARCHED_ROWS)) {
      const header = headerAt(grid, { firstRow: rowNumber, lastRow: rowNumber })
      const known = Object.keys(guess(header.columns)).length
      if (known <= most) continue
      best = header
      most = known
    }
    return best
  }

  return {
    findHeader,
    guess,
    titlesOf(columns, mapping) {
      const kept: Partial<Record<Field, string>> = {}
      for (const field of fields) {
        const header = columns.find(({ column }) => column === mapping[field])
        if (header !== undefined) kept[field] = headerKey(header.title)
      }
      return kept
    },
    mappingOf(columns, kept) {
      const mapping: Partial<Record<Field, number>> = {}
      for (const field of fields) {
        const header = columns.find(({ title }) => headerKey(title) === kept[field])
        if (header !== undefined) mapping[field] = header.column
      }
      return mapping
    },
  }
}
