import { createHash } from 'node:crypto'

import { headerFingerprint } from '../../../../src-shared/domain/import/index.ts'
import type { SheetGrid, SheetHeader } from '../../../../src-shared/domain/import/index.ts'
import {
  OPENING_SHEET,
  missingColumns,
  planOpening,
  readOpeningRows,
  totalOpening,
} from '../../../../src-shared/domain/opening/index.ts'
import type {
  OpeningMapping,
  OpeningTitles,
  OpeningTotals,
  PlannedOpening,
} from '../../../../src-shared/domain/opening/index.ts'
import { assertNever } from '../../../../src-shared/kernel/assert.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { readSheets } from '../import/index.ts'
import { OPENING_DRAFTS, mappingOfColumns, withMends } from './draft-settings.ts'
import type { OpeningChange, OpeningSettings } from './draft-settings.ts'
import { loadOpeningKnown } from './known-data.ts'

const remembered = hot<{ columns_json: string }>(
  'SELECT columns_json FROM import_mapping WHERE project_id = ? AND fingerprint = ?',
)
const NOTHING_STATED: OpeningSettings['stated'] = { rooms: null, owedFen: {} }

export interface PlannedDraft {
  readonly sheets: readonly SheetGrid[]
  readonly settings: OpeningSettings
  readonly header: SheetHeader | null
  readonly rows: readonly PlannedOpening[]
  readonly totals: OpeningTotals
  /** Same sheet, same project, same text: posting compares it with what the person looked at. */
  readonly fingerprint: string
}

interface PlanRequest {
  readonly projectId: string
  readonly today: LocalDate
  readonly sheets: readonly SheetGrid[]
  readonly settings: OpeningSettings
  readonly exceptRunId: string | null
}

/** @throws AppError `billing.no_go_live` */
export function planOpeningDraft(db: ReadHandle, request: PlanRequest): PlannedDraft {
  const { sheets, settings } = request
  const grid = sheets[settings.sheetIndex]
  const header = grid === undefined ? null : OPENING_SHEET.findHeader(grid)
  const known = loadOpeningKnown(db, request)
  const rows =
    grid === undefined || header === null || missingColumns(settings.mapping).length > 0
      ? []
      : planOpening(
          readOpeningRows({
            grid,
            firstDataRow: header.firstDataRow,
            mapping: settings.mapping,
            mends: new Map(Object.entries(settings.mends)),
          }),
          known,
        )
  const totals = totalOpening(rows, settings.stated)
  return { sheets, settings, header, rows, totals, fingerprint: fingerprintOf(rows) }
}

/** The settings that a file starts with: its first visible sheet with a header, and the columns as they were chosen before. */
export function firstSettings(
  db: ReadHandle,
  { projectId, sheets }: { readonly projectId: string; readonly sheets: readonly SheetGrid[] },
): OpeningSettings {
  const visible = sheets.flatMap((sheet, index) => (sheet.hidden ? [] : [index]))
  const known = visible.find((index) => headerOf(sheets[index]) !== null)
  const sheetIndex = known ?? visible[0] ?? 0
  const columns = columnsOfSheet(db, projectId, sheets[sheetIndex])
  return { sheetIndex, ...columns, mends: {}, stated: NOTHING_STATED, importJobId: null }
}

export function applyChange(
  db: ReadHandle,
  { projectId, sheets, settings }: Pick<PlanRequest, 'projectId' | 'sheets' | 'settings'>,
  change: OpeningChange,
): OpeningSettings {
  switch (change.kind) {
    case 'none':
      return settings
    case 'sheet': {
      const { sheetIndex } = change
      // Another sheet has other rows: what was mended and typed belongs to the one that was left.
      return {
        ...firstSettings(db, { projectId, sheets }),
        sheetIndex,
        ...columnsOfSheet(db, projectId, sheets[sheetIndex]),
      }
    }
    case 'columns':
      return { ...settings, mapping: mappingOfColumns(change.columns), mappingRemembered: false }
    case 'mend':
      return { ...settings, mends: withMends(settings.mends, change.cells) }
    case 'totals':
      return { ...settings, stated: change.stated }
    default:
      return assertNever(change)
  }
}

export function memoryOf({ header, settings }: Pick<PlannedDraft, 'header' | 'settings'>): OpeningMemory | null {
  if (header === null) return null
  const titles = OPENING_SHEET.titlesOf(header.columns, settings.mapping)
  return { fingerprint: fingerprintOfHeader(header), titles }
}
export interface OpeningMemory {
  readonly fingerprint: string
  readonly titles: OpeningTitles
}

/** The same headers may come to another import: their memories are kept apart. */
function fingerprintOfHeader(header: SheetHeader): string {
  return `opening:${headerFingerprint(header.columns)}`
}

function headerOf(grid: SheetGrid | undefined): SheetHeader | null {
  return grid === undefined ? null : OPENING_SHEET.findHeader(grid)
}

function columnsOfSheet(
  db: ReadHandle,
  projectId: string,
  // oxlint-disable-next-line max-params -- a sheet of a project
  grid: SheetGrid | undefined,
): { readonly mapping: OpeningMapping; readonly mappingRemembered: boolean } {
  const header = headerOf(grid)
  if (header === null) return { mapping: {}, mappingRemembered: false }
  const row = db.hotFirst(remembered, projectId, fingerprintOfHeader(header))
  if (row === null) return { mapping: OPENING_SHEET.guess(header.columns), mappingRemembered: false }
  const titles = JSON.parse(row.columns_json) as OpeningTitles
  return { mapping: OPENING_SHEET.mappingOf(header.columns, titles), mappingRemembered: true }
}

function fingerprintOf(rows: readonly PlannedOpening[]): string {
  const hash = createHash('sha256')
  for (const row of rows) {
    if (row.kind === 'wrong') hash.update(`wrong ${row.row}\n`)
    else hash.update(`${JSON.stringify([row.row, row.roomId, row.debt, row.paidUntil, row.reading])}\n`)
  }
  return `${rows.length}-${hash.digest('base64url').slice(0, 22)}`
}

const chainEnd = hot<{ seq: number | null }>('SELECT max(dev_seq) AS seq FROM op_log')

/** Remembers the last plan: scrolling asks for it again and again. It is good while neither the draft nor the project changed. */
export class OpeningDesk {
  #last: { readonly key: string; readonly planned: PlannedDraft } | null = null
  #sheets: { readonly draftId: string; readonly sheets: readonly SheetGrid[] } | null = null

  planned(
    db: ReadHandle,
    { projectId, draftId, today }: { readonly projectId: string; readonly draftId: string; readonly today: LocalDate },
  ): PlannedDraft {
    const { settings, updatedAt } = OPENING_DRAFTS.load(db, projectId, draftId)
    const key = `${draftId} ${updatedAt} ${today} ${db.hotFirst(chainEnd)?.seq ?? 0}`
    if (this.#last?.key === key) return this.#last.planned
    const sheets = this.sheetsOf(db, draftId)
    const planned = planOpeningDraft(db, { projectId, today, sheets, settings, exceptRunId: null })
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
