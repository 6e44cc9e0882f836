import { cellAt, cellText, type SheetGrid } from './grid.ts'
import type { SheetHeader } from './header.ts'
import type { ColumnMapping } from './mapping.ts'
import type { Problem } from './planned-row.ts'
import type { RoomImportPlan } from './plan-room-import.ts'
import { IMPORT_FIELD_NAMES, type ImportField } from './fields.ts'

/** The wrong rows as a sheet to hand out, mend and import again: the same columns, the reason beside. */
export interface BadRows {
  readonly headers: readonly string[]
  readonly rows: readonly {
    readonly rowNumber: number
    readonly cells: readonly string[]
    /** `column` is an index of `cells`; the first mapped column stands for a field without one. */
    readonly problems: readonly { readonly column: number; readonly text: string }[]
  }[]
}

export interface BadRowsInput {
  readonly grid: SheetGrid
  readonly header: SheetHeader
  readonly mapping: ColumnMapping
  readonly plan: RoomImportPlan
  /** A problem in the language of the person. */
  readonly textOf: (problem: Problem) => string
}

export function listBadRows({ grid, header, mapping, plan, textOf }: BadRowsInput): BadRows {
  const places = new Map(header.columns.map(({ column }, index) => [column, index]))
  const indexOf = (field: ImportField) => places.get(mapping[field] ?? mapping.room ?? mapping.code ?? -1) ?? 0
  const fields = IMPORT_FIELD_NAMES.filter((field) => mapping[field] !== undefined)
  const rows = plan.rows.flatMap((row) => {
    if (row.kind !== 'wrong') return []
    // Mapped cells as planned: mended ones as mended, and a building that stood in a row above written out, for that row is not here.
    const planned = new Map(fields.map((field) => [mapping[field], row.texts[field]]))
    const cells = header.columns.map(({ column }) => planned.get(column) ?? cellText(cellAt(grid, row.row, column)))
    const problems = row.problems.map((problem) => ({ column: indexOf(problem.field), text: textOf(problem) }))
    return [{ rowNumber: row.row, cells, problems }]
  })
  return { headers: header.columns.map((column) => column.text), rows }
}
