import { IMPORT_FIELD_NAMES, type ImportField } from './fields.ts'
import { type Cell, cellText, EMPTY_CELL, isBlank, isBlankRow, type SheetGrid } from './grid.ts'
import type { ColumnMapping } from './mapping.ts'
import { isRemark, statedCount, totalKind, type TotalKind } from './total-row.ts'

/** Cells mended in place, by `row:field`. */
export type Overrides = ReadonlyMap<string, string>

export function overrideKey(row: number, field: ImportField): string {
  return `${row}:${field}`
}

export type FieldCells = Readonly<Partial<Record<ImportField, Cell>>>

/** A line of the sheet below its header, told apart by what it is. */
export type GatheredRow =
  | {
      readonly kind: 'data'
      readonly row: number
      readonly cells: FieldCells
      readonly filledDown: readonly ImportField[]
    }
  | {
      readonly kind: 'total'
      readonly row: number
      readonly total: TotalKind
      readonly area: Cell
      readonly statedCount: number | null
    }
  | { readonly kind: 'remark'; readonly row: number }

export type DataRow = Extract<GatheredRow, { kind: 'data' }>

export interface GatherInput {
  readonly grid: SheetGrid
  readonly firstDataRow: number
  readonly mapping: ColumnMapping
  readonly overrides: Overrides
}

/**
 * The rows of the table with their mapped cells. An empty building or unit takes the one above (fill-down), as sheets with a
 * once-written building have it; never across a total row, and a new building starts without a unit.
 */
export function gatherRows(input: GatherInput): GatheredRow[] {
  const rows = classifyRows(input)
  const data = rows.flatMap((row) => (row.kind === 'data' ? [row] : []))
  const fillUnits = !repeatsUnits(data)
  let above: FieldCells = {}
  return rows.map((row) => {
    if (row.kind === 'total') above = {}
    if (row.kind !== 'data') return row
    const filled = fillDown(row, { above, fillUnits })
    above = filled.cells
    return filled
  })
}

function classifyRows(input: GatherInput): GatheredRow[] {
  const { grid, firstDataRow, mapping } = input
  return grid.rows.flatMap((cells, index): GatheredRow[] => {
    const row = grid.rowNumbers[index] ?? 0
    if (row < firstDataRow || isBlankRow(cells)) return []
    const total = totalKind(cells)
    if (total !== null) {
      const area = cells[mapping.built_area_e2 ?? -1] ?? EMPTY_CELL
      return [{ kind: 'total', row, total, area, statedCount: statedCount(cells) }]
    }
    const own = ownCells(cells, row, input)
    const isData = !isRemark(cells) && !Object.values(own).every(isBlank)
    return [isData ? { kind: 'data', row, cells: own, filledDown: [] } : { kind: 'remark', row }]
  })
}

/**
 * Whether the sheet writes the unit again on each row. Then an empty one means a room without a unit, a shop in the base of the
 * building for instance, and is not filled.
 */
function repeatsUnits(rows: readonly DataRow[]): boolean {
  let repeated = 0
  let blank = 0
  rows.forEach((row, index) => {
    const unit = row.cells.unit
    if (unit === undefined) return
    if (isBlank(unit)) blank += 1
    const before = rows[index - 1]?.cells
    if (
      !isBlank(unit) &&
      before?.unit !== undefined &&
      cellText(before.unit) === cellText(unit) &&
      isSameBuilding(row.cells, before)
    )
      repeated += 1
  })
  return repeated > blank
}

function ownCells(cells: readonly Cell[], row: number, input: GatherInput): FieldCells {
  const own: Partial<Record<ImportField, Cell>> = {}
  for (const field of IMPORT_FIELD_NAMES) {
    const override = input.overrides.get(overrideKey(row, field))
    const column = input.mapping[field]
    if (override !== undefined) own[field] = { kind: 'text', text: override }
    else if (column !== undefined) own[field] = cells[column] ?? EMPTY_CELL
  }
  return own
}

function fillDown(row: DataRow, from: { readonly above: FieldCells; readonly fillUnits: boolean }): DataRow {
  const { above, fillUnits } = from
  const building = isEmptyIn(row.cells, 'building') ? above.building : undefined
  const inSameBuilding = building !== undefined || isSameBuilding(row.cells, above)
  const unit = fillUnits && inSameBuilding && isEmptyIn(row.cells, 'unit') ? above.unit : undefined
  if (building === undefined && unit === undefined) return row
  const cells = {
    ...row.cells,
    ...(building === undefined ? {} : { building }),
    ...(unit === undefined ? {} : { unit }),
  }
  const filledDown = [
    building === undefined ? [] : ['building' as const],
    unit === undefined ? [] : ['unit' as const],
  ].flat()
  return { ...row, cells, filledDown }
}

/** Mapped and empty: a field without a column is never filled. */
function isEmptyIn(cells: FieldCells, field: 'building' | 'unit'): boolean {
  const cell = cells[field]
  return cell !== undefined && isBlank(cell)
}

/** Without a building column every row agrees. */
function isSameBuilding(own: FieldCells, above: FieldCells): boolean {
  return cellText(own.building ?? EMPTY_CELL) === cellText(above.building ?? EMPTY_CELL)
}
