import { headerAt } from '../../../../src-shared/domain/import/index.ts'
import type { ColumnMapping, ImportField, SheetGrid, SheetHeader } from '../../../../src-shared/domain/import/index.ts'

/** What a person chose about a draft, beside the cells of the file. */
export interface DraftSettings {
  readonly sheetIndex: number
  /** The lines of the header in the sheet's own numbers; none while no header is known. */
  readonly headerRows: readonly number[]
  readonly mapping: ColumnMapping
  readonly mappingRemembered: boolean
  /** Mended cells by `row:field`. */
  readonly mends: Readonly<Record<string, string>>
  readonly readMs: number
  /** The job that imports the draft; it may have ended since. */
  readonly importJobId: string | null
}

/** A mend or, with `text: null`, the end of one. */
export interface Mend {
  readonly row: number
  readonly field: ImportField
  readonly text: string | null
}

export type DraftChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'mend'; readonly cells: readonly Mend[] }
  | {
      readonly kind: 'configure'
      readonly sheetIndex: number | null
      readonly headerRows: readonly number[] | null
      readonly columns: readonly { readonly index: number; readonly field: ImportField | null }[] | null
    }

export function headerOf(grid: SheetGrid | undefined, headerRows: readonly number[]): SheetHeader | null {
  const [firstRow] = headerRows
  if (grid === undefined || firstRow === undefined) return null
  return headerAt(grid, { firstRow, lastRow: headerRows.at(-1) ?? firstRow })
}

export function headerRowsOf(header: SheetHeader | null): readonly number[] {
  if (header === null) return []
  return header.firstRow === header.lastRow ? [header.firstRow] : [header.firstRow, header.lastRow]
}

/** A column fills one field and a field has one column: what is said last holds. */
export function mapColumns(
  mapping: ColumnMapping,
  columns: readonly { readonly index: number; readonly field: ImportField | null }[],
): ColumnMapping {
  const next = new Map(Object.entries(mapping) as [ImportField, number][])
  for (const { index, field } of columns) {
    for (const [known, column] of next) if (column === index) next.delete(known)
    if (field !== null) next.set(field, index)
  }
  return Object.fromEntries(next)
}

export function mendCells(mends: DraftSettings['mends'], cells: readonly Mend[]): DraftSettings['mends'] {
  const next = new Map(Object.entries(mends))
  for (const { row, field, text } of cells) {
    const key = `${row}:${field}`
    if (text === null) next.delete(key)
    else next.set(key, text)
  }
  return Object.fromEntries(next)
}
