import { cellAt, cellText, type SheetGrid } from './grid.ts'
import type { SheetHeader } from './header.ts'
import type { ColumnMapping } from './mapping.ts'
import { overrideKey, type Overrides } from './gather-rows.ts'
import type { Problem } from './planned-row.ts'
import type { RoomImportPlan } from './plan-room-import.ts'
import { IMPORT_FIELD_NAMES } from './fields.ts'

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
  readonly overrides: Overrides
  readonly plan: RoomImportPlan
  /** A problem in the language of the person. */
  readonly textOf: (problem: Problem) => string
}

export function listBadRows({ grid, header, mapping, overrides, plan, textOf }: BadRowsInput): BadRows {
  const places = new Map(header.columns.map(({ column }, index) => [column, index]))
  const indexOf = (field: Problem['field']) => places.get(mapping[field] ?? mapping.room ?? mapping.code ?? -1) ?? 0
  const rows = plan.rows.flatMap((row) => {
    if (row.kind !== 'wrong') return []
    const cells = header.columns.map(({ column }) => {
      const field = IMPORT_FIELD_NAMES.find((name) => mapping[name] === column)
      const mended = field === undefined ? undefined : overrides.get(overrideKey(row.row, field))
      return mended ?? cellText(cellAt(grid, row.row, column))
    })
    // Building and unit that stood in a row above are written out, for that row is not in this sheet.
    for (const field of ['building', 'unit'] as const) {
      const index = places.get(mapping[field] ?? -1)
      if (index !== undefined && cells[index] === '') cells[index] = row.texts[field] ?? ''
    }
    const problems = row.problems.map((problem) => ({ column: indexOf(problem.field), text: textOf(problem) }))
    return [{ rowNumber: row.row, cells, problems }]
  })
  return { headers: header.columns.map((column) => column.text), rows }
}
