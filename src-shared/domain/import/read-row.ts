import { IMPORT_FIELD_NAMES, type ImportField } from './fields.ts'
import type { DataRow } from './gather-rows.ts'
import { normaliseCell, type ValueOf } from './normalise-cell.ts'
import type { Problem, RowWarning } from './planned-row.ts'
import type { Rewrite } from './tidy.ts'

export type ReadFields = { readonly [Field in ImportField]?: ValueOf<Field> }

/** The cells of one row read, each field by its type. */
export interface ReadRow {
  readonly row: number
  readonly fields: ReadFields
  readonly filledDown: readonly ImportField[]
  readonly problems: readonly Problem[]
  readonly warnings: readonly RowWarning[]
  readonly rewritten: readonly { readonly field: ImportField; readonly rewrites: readonly Rewrite[] }[]
}

export function readRow(source: DataRow): ReadRow {
  const fields: Partial<Record<ImportField, unknown>> = {}
  const problems: Problem[] = []
  const warnings: RowWarning[] = []
  const rewritten: { field: ImportField; rewrites: readonly Rewrite[] }[] = []
  for (const field of IMPORT_FIELD_NAMES) {
    const cell = source.cells[field]
    if (cell === undefined) continue
    const reading = normaliseCell(field, cell)
    if (reading.kind === 'wrong') {
      problems.push({ row: source.row, field, code: reading.code, params: reading.params })
      continue
    }
    if (reading.rewritten.length > 0 && !source.filledDown.includes(field))
      rewritten.push({ field, rewrites: reading.rewritten })
    if (reading.kind === 'empty') continue
    fields[field] = reading.value
    warnings.push(...reading.warnings.map((warning) => ({ row: source.row, field, ...warning })))
  }
  // Each value was read by its own field's type two lines above; the record cannot say so.
  return { row: source.row, fields: fields as ReadFields, filledDown: source.filledDown, problems, warnings, rewritten }
}
