import { compareRoom } from './compare-room.ts'
import { checkTotals, type ControlTotals } from './control-totals.ts'
import type { ImportField } from './fields.ts'
import { type DataRow, gatherRows, overrideKey, type Overrides } from './gather-rows.ts'
import { cellText, type SheetGrid } from './grid.ts'
import type { SheetHeader } from './header.ts'
import type { ColumnMapping } from './mapping.ts'
import type { ExistingRoom, PlannedRow, Problem } from './planned-row.ts'
import { readRow } from './read-row.ts'
import { roomCodeKey } from './room-code.ts'
import { readRoom, type RoomReading } from './room-values.ts'
import { type Rewrite, REWRITES } from './tidy.ts'

export interface RoomImportInput {
  readonly grid: SheetGrid
  readonly header: SheetHeader
  readonly mapping: ColumnMapping
  /** By `roomCodeKey(code)`. */
  readonly existing: ReadonlyMap<string, ExistingRoom>
  readonly overrides: Overrides
}

export interface RoomImportPlan {
  readonly rows: readonly PlannedRow[]
  readonly counts: Readonly<Record<PlannedRow['kind'], number>>
  readonly totals: ControlTotals
  /** Cells rewritten, by what was done; `cells` counts each cell once. */
  readonly rewritten: { readonly cells: number; readonly by: Readonly<Record<Rewrite, number>> }
  /** Lines below the header that are no data: remarks and notes. */
  readonly remarkRows: readonly number[]
}

/**
 * What importing a sheet of rooms would do, row by row; nothing is written. Pure and quick, so that each cell mended in place
 * (`overrides`) plans the whole sheet again.
 */
export function planRoomImport(input: RoomImportInput): RoomImportPlan {
  const { grid, header, mapping, existing, overrides } = input
  const gathered = gatherRows({ grid, firstDataRow: header.firstDataRow, mapping, overrides })
  const seen = new Map<string, number>()
  const areas = new Map<number, number>()
  const rows: PlannedRow[] = []
  for (const source of gathered) {
    if (source.kind !== 'data') continue
    const isMapped = (field: ImportField) =>
      mapping[field] !== undefined || overrides.has(overrideKey(source.row, field))
    const read = readRow(source)
    const reading = withRepeats(source.row, readRoom(read, isMapped), seen)
    if (read.fields.built_area_e2 !== undefined) areas.set(source.row, read.fields.built_area_e2)
    rows.push(toPlannedRow({ source, rewritten: read.rewritten, reading, existing }))
  }
  return {
    rows,
    counts: countKinds(rows),
    totals: checkTotals(gathered, (row) => areas.get(row) ?? null),
    rewritten: countRewrites(rows),
    remarkRows: gathered.flatMap((row) => (row.kind === 'remark' ? [row.row] : [])),
  }
}

/** Of two rows with one code the later is wrong, even when the first is wrong for another reason. */
function withRepeats(row: number, reading: RoomReading, seen: Map<string, number>): RoomReading {
  if (reading.roomCode === null) return reading
  const key = roomCodeKey(reading.roomCode)
  const first = seen.get(key)
  if (first === undefined) {
    seen.set(key, row)
    return reading
  }
  const problem: Problem = {
    row,
    field: 'code',
    code: 'import.code_repeated',
    params: { firstRow: first, code: reading.roomCode },
  }
  return { ...reading, room: null, problems: [...reading.problems, problem] }
}

interface Parts {
  readonly source: DataRow
  readonly rewritten: PlannedRow['rewritten']
  readonly reading: RoomReading
  readonly existing: RoomImportInput['existing']
}

function toPlannedRow({ source, rewritten, reading, existing }: Parts): PlannedRow {
  const { room, roomCode, problems, warnings } = reading
  const base = { row: source.row, texts: textsOf(source), roomCode, rewritten, warnings }
  if (room === null) return { ...base, kind: 'wrong', problems }
  const known = existing.get(roomCodeKey(room.code))
  if (known === undefined) return { ...base, kind: 'ready', room }
  const comparison = compareRoom(source.row, room, known)
  if (comparison.kind === 'refused') return { ...base, kind: 'wrong', problems: [comparison.problem] }
  return comparison.kind === 'unchanged'
    ? { ...base, kind: 'unchanged', room }
    : { ...base, kind: 'update', room, changes: comparison.changes }
}

function textsOf(source: DataRow): PlannedRow['texts'] {
  return Object.fromEntries(Object.entries(source.cells).map(([field, cell]) => [field, cellText(cell)]))
}

function countKinds(rows: readonly PlannedRow[]): RoomImportPlan['counts'] {
  const counts = { ready: 0, update: 0, unchanged: 0, wrong: 0 }
  for (const row of rows) counts[row.kind] += 1
  return counts
}

function countRewrites(rows: readonly PlannedRow[]): RoomImportPlan['rewritten'] {
  const by = Object.fromEntries(REWRITES.map((rewrite) => [rewrite, 0])) as Record<Rewrite, number>
  let cells = 0
  for (const { rewrites } of rows.flatMap((row) => row.rewritten)) {
    cells += 1
    for (const rewrite of rewrites) by[rewrite] += 1
  }
  return { cells, by }
}
