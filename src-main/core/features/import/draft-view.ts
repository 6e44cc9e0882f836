import { cellText, EMPTY_CELL, isBlank, rowIndex } from '../../../../src-shared/domain/import/index.ts'
import type {
  ColumnMapping,
  ImportField,
  PlannedRow,
  Problem,
  RoomImportPlan,
  RowWarning,
  SheetGrid,
  SheetHeader,
} from '../../../../src-shared/domain/import/index.ts'
import type { Output } from '../../request/context.ts'
import { shownParams, shownValue } from './known-values.ts'
import type { Sight } from './known-values.ts'
import type { PlannedDraft } from './plan-draft.ts'

export type DraftView = Output<'import.open'>
export type RowView = Output<'import.rows'>['rows'][number]
/** What a view says beside the plan. */
export interface DraftFacts {
  readonly draftId: string
  readonly fileName: string
  readonly importingJobId: string | null
}

const SAMPLES = 3
const TOP_ROWS = 12
const TOP_COLUMNS = 24

export function viewOf(facts: DraftFacts, planned: PlannedDraft): DraftView {
  const { sheets, settings, header, plan } = planned
  const grid = sheets[settings.sheetIndex]
  return {
    ...facts,
    sheets: sheets.map(({ name, rows, hidden }) => ({ name, rows: rows.length, hidden })),
    sheetIndex: settings.sheetIndex,
    headerRows: [...settings.headerRows],
    topRows: grid === undefined ? [] : topRowsOf(grid),
    columns: grid === undefined || header === null ? [] : columnsOf(grid, header, settings.mapping),
    mappingRemembered: settings.mappingRemembered,
    totals: totalsOf(plan, Object.keys(settings.mends).length),
    missingFields: missingFields(settings.mapping),
    readMs: settings.readMs,
  } as DraftView
}

export function rowViewOf(row: PlannedRow, sight: Sight): RowView {
  return {
    rowNumber: row.row,
    state: row.kind,
    roomCode: row.roomCode,
    cells: { ...row.texts } as Record<string, string>,
    problems:
      row.kind === 'wrong'
        ? row.problems.map((problem) => problemOf({ ...problem, params: shownParams(sight, problem) }))
        : [],
    warnings: row.warnings.map(problemOf),
    rewritten: row.rewritten.map(({ field }) => field),
    changes:
      row.kind === 'update'
        ? row.changes.map(({ field, from, to }) => ({
            field,
            from: from === null ? null : shownValue(sight, field, String(from)),
            to: String(to),
          }))
        : [],
  }
}

export function rowsShown(
  plan: RoomImportPlan,
  show: 'wrong' | 'ready' | 'update' | 'rewritten',
): readonly PlannedRow[] {
  if (show === 'rewritten') return plan.rows.filter((row) => row.rewritten.length > 0)
  return plan.rows.filter((row) => row.kind === show)
}

/** Where a room is, is mended in its code as a whole, whichever columns the sheet spreads it over. */
const ABOUT_THE_PLACE: ReadonlySet<string> = new Set([
  'import.room_missing',
  'import.building_missing',
  'import.code_repeated',
  'import.code_not_understood',
])

function problemOf({ row, field, code, params }: Problem | RowWarning): RowView['problems'][number] {
  return { row, field: ABOUT_THE_PLACE.has(code) ? 'code' : field, code, params: { ...params } }
}

function topRowsOf(grid: SheetGrid): DraftView['topRows'] {
  return grid.rows.slice(0, TOP_ROWS).map((cells, index) => ({
    rowNumber: grid.rowNumbers[index] ?? 0,
    cells: cells.slice(0, TOP_COLUMNS).map(cellText),
  }))
}

// oxlint-disable-next-line max-params -- a grid, its header and its mapping are one thing seen three ways
function columnsOf(grid: SheetGrid, header: SheetHeader, mapping: ColumnMapping): DraftView['columns'] {
  const fieldOf = new Map(Object.entries(mapping).map(([field, column]) => [column, field]))
  return header.columns.map(({ column, text }) => ({
    index: column,
    header: text,
    field: fieldOf.get(column) ?? null,
    samples: samplesOf(grid, header, column),
  }))
}

// oxlint-disable-next-line max-params -- as above
function samplesOf(grid: SheetGrid, header: SheetHeader, column: number): string[] {
  const samples: string[] = []
  for (let at = rowIndex(grid, header.lastRow) + 1; at < grid.rows.length && samples.length < SAMPLES; at++) {
    const cell = grid.rows[at]?.[column] ?? EMPTY_CELL
    if (!isBlank(cell)) samples.push(cellText(cell))
  }
  return samples
}

function totalsOf(plan: RoomImportPlan | null, mended: number): DraftView['totals'] {
  if (plan === null) {
    return {
      ready: 0,
      wrong: 0,
      update: 0,
      unchanged: 0,
      rewritten: [],
      rewrittenCells: 0,
      mended,
      wrongFields: [],
      builtAreaE2: 0,
      control: null,
    }
  }
  const { counts, totals, rewritten } = plan
  const kinds = Object.entries(rewritten.by).filter(([, cells]) => cells > 0)
  return {
    ...counts,
    rewritten: kinds.map(([kind, cells]) => ({ kind, cells })).sort((left, right) => right.cells - left.cells),
    rewrittenCells: rewritten.cells,
    mended,
    wrongFields: wrongFieldsOf(plan),
    builtAreaE2: totals.builtAreaE2,
    control: totals.verdict === 'not_stated' ? null : { ...statedBy(totals), agrees: totals.verdict === 'match' },
  }
}

function wrongFieldsOf({ rows }: RoomImportPlan): string[] {
  const fields = rows.flatMap((row) =>
    row.kind === 'wrong' ? row.problems.flatMap((problem) => problemOf(problem).field ?? []) : [],
  )
  return [...new Set(fields)]
}

/** The grand total of the sheet, or its subtotals together. */
function statedBy({ checks }: RoomImportPlan['totals']): {
  readonly statedBuiltAreaE2: number | null
  readonly statedRows: number | null
} {
  const grand = checks.filter((check) => check.kind === 'total')
  const stated = grand.length > 0 ? grand.slice(-1) : checks
  const areas = stated.flatMap(({ statedAreaE2 }) => statedAreaE2 ?? [])
  const rows = stated.flatMap(({ statedCount }) => statedCount ?? [])
  const sum = (values: readonly number[]): number | null =>
    values.length === 0 ? null : values.reduce((total, value) => total + value, 0)
  return { statedBuiltAreaE2: sum(areas), statedRows: sum(rows) }
}

/** Without a room nothing can be imported, without an area nothing billed. */
function missingFields(mapping: ColumnMapping): ImportField[] {
  const missing: ImportField[] = []
  if (mapping.code === undefined && mapping.room === undefined) missing.push('room')
  if (mapping.built_area_e2 === undefined) missing.push('built_area_e2')
  return missing
}
