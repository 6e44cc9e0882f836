import {
  findHeader,
  headerAt,
  planRoomImport,
  rememberMapping,
  rowIndex,
} from '../../../../src-shared/domain/import/index.ts'
import type {
  RememberedMapping,
  RoomImportPlan,
  SheetGrid,
  SheetHeader,
} from '../../../../src-shared/domain/import/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { assertNever } from '../../../../src-shared/kernel/assert.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { loadDraft, readSheets } from './draft-rows.ts'
import { headerOf, headerRowsOf, mapColumns, mendCells } from './draft-settings.ts'
import type { DraftChange, DraftSettings } from './draft-settings.ts'
import { loadExistingRooms } from './existing-rooms.ts'
import type { KnownRoom } from './existing-rooms.ts'
import { recallMapping } from './mappings.ts'

/** A draft with what importing it would do. `plan` is `null` while no header is known. */
export interface PlannedDraft {
  readonly sheets: readonly SheetGrid[]
  readonly settings: DraftSettings
  readonly header: SheetHeader | null
  readonly plan: RoomImportPlan | null
  readonly known: ReadonlyMap<string, KnownRoom>
}

export interface PlanRequest {
  readonly projectId: string
  readonly sheets: readonly SheetGrid[]
  readonly settings: DraftSettings
  /** A batch whose own rooms do not count as existing. */
  readonly exceptBatchId: string | null
}

export function planDraft(db: ReadHandle, { projectId, sheets, settings, exceptBatchId }: PlanRequest): PlannedDraft {
  const grid = sheets[settings.sheetIndex]
  const header = headerOf(grid, settings.headerRows)
  const known = loadExistingRooms(db, projectId, exceptBatchId)
  const existing = new Map(Array.from(known, ([key, { room }]) => [key, room]))
  const overrides = new Map(Object.entries(settings.mends))
  const plan =
    grid === undefined || header === null
      ? null
      : planRoomImport({ grid, header, mapping: settings.mapping, existing, overrides })
  return { sheets, settings, header, plan, known }
}

/** The settings that a file starts with: its first visible sheet with a header, and the columns as they were chosen before. */
export function firstSettings(
  db: ReadHandle,
  from: { readonly projectId: string; readonly sheets: readonly SheetGrid[]; readonly readMs: number },
): DraftSettings {
  const { projectId, sheets, readMs } = from
  const visible = sheets.flatMap((sheet, index) => (sheet.hidden ? [] : [index]))
  const sheetIndex = visible.find((index) => findHeaderOf(sheets[index]) !== null) ?? visible[0] ?? 0
  return { ...ofSheet(db, { projectId, sheets, sheetIndex }), mends: {}, readMs, importJobId: null }
}

/** @throws AppError `import.header_row_unknown` */
export function applyChange(db: ReadHandle, request: ChangeRequest, change: DraftChange): DraftSettings {
  const { settings } = request
  switch (change.kind) {
    case 'none':
      return settings
    case 'mend':
      return { ...settings, mends: mendCells(settings.mends, change.cells) }
    case 'configure':
      return configure(db, request, change)
    default:
      return assertNever(change)
  }
}

type ChangeRequest = Omit<PlanRequest, 'exceptBatchId'>

function configure(
  db: ReadHandle,
  { projectId, sheets, settings }: ChangeRequest,
  change: Extract<DraftChange, { kind: 'configure' }>,
): DraftSettings {
  const { sheetIndex, headerRows, columns } = change
  let next = settings
  // Another sheet has other rows: what was mended belongs to the one that was left.
  if (sheetIndex !== null && sheetIndex !== next.sheetIndex && sheets[sheetIndex] !== undefined) {
    next = { ...next, ...ofSheet(db, { projectId, sheets, sheetIndex }), mends: {} }
  }
  if (headerRows !== null)
    next = { ...next, ...ofHeader(db, projectId, chosenHeader(sheets[next.sheetIndex], headerRows)) }
  return columns === null ? next : { ...next, mapping: mapColumns(next.mapping, columns) }
}

/** What to keep of the chosen columns for the next file with the same headers. */
export function mappingToKeep({ header, settings }: PlannedDraft): RememberedMapping | null {
  return header === null ? null : rememberMapping(header.columns, settings.mapping)
}

type SheetSettings = Pick<DraftSettings, 'sheetIndex' | 'headerRows' | 'mapping' | 'mappingRemembered'>

function ofSheet(
  db: ReadHandle,
  at: { readonly projectId: string; readonly sheets: readonly SheetGrid[]; readonly sheetIndex: number },
): SheetSettings {
  return { sheetIndex: at.sheetIndex, ...ofHeader(db, at.projectId, findHeaderOf(at.sheets[at.sheetIndex])) }
}

function ofHeader(db: ReadHandle, projectId: string, header: SheetHeader | null): Omit<SheetSettings, 'sheetIndex'> {
  if (header === null) return { headerRows: [], mapping: {}, mappingRemembered: false }
  return { headerRows: headerRowsOf(header), ...recallMapping(db, projectId, header) }
}

function findHeaderOf(grid: SheetGrid | undefined): SheetHeader | null {
  return grid === undefined ? null : findHeader(grid)
}

function chosenHeader(grid: SheetGrid | undefined, headerRows: readonly number[]): SheetHeader {
  const [firstRow = 0, lastRow = firstRow] = headerRows
  if (
    grid === undefined ||
    rowIndex(grid, firstRow) < 0 ||
    rowIndex(grid, lastRow) < 0 ||
    lastRow < firstRow ||
    lastRow > firstRow + 1
  ) {
    throw new AppError('import.header_row_unknown', { row: firstRow }, 'headerRows')
  }
  return headerAt(grid, { firstRow, lastRow })
}

const chainEnd = hot<{ seq: number | null }>('SELECT max(dev_seq) AS seq FROM op_log')

/**
 * Plans stored drafts and remembers the last one: scrolling through its rows asks for the same plan again and again. It is good while
 * neither the draft nor anything of the project has changed.
 */
export class PlanDesk {
  #last: { readonly key: string; readonly planned: PlannedDraft } | null = null
  #sheets: { readonly draftId: string; readonly sheets: readonly SheetGrid[] } | null = null

  planned(db: ReadHandle, projectId: string, draftId: string): PlannedDraft {
    const { settings, updatedAt } = loadDraft(db, projectId, draftId)
    const key = `${draftId} ${updatedAt} ${db.hotFirst(chainEnd)?.seq ?? 0}`
    if (this.#last?.key === key) return this.#last.planned
    const planned = planDraft(db, { projectId, sheets: this.sheetsOf(db, draftId), settings, exceptBatchId: null })
    this.#last = { key, planned }
    return planned
  }

  /** The cells of a draft never change. */
  sheetsOf(db: ReadHandle, draftId: string): readonly SheetGrid[] {
    if (this.#sheets?.draftId === draftId) return this.#sheets.sheets
    const sheets = readSheets(db, draftId)
    this.#sheets = { draftId, sheets }
    return sheets
  }
}
