import { cellText, EMPTY_CELL, isBlank, rowIndex } from '../../../../src-shared/domain/import/index.ts'
import type { SheetGrid, SheetHeader } from '../../../../src-shared/domain/import/index.ts'
import { OPENING_FIELDS, missingColumns } from '../../../../src-shared/domain/opening/index.ts'
import type { OpeningMapping, PlannedOpening } from '../../../../src-shared/domain/opening/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'
import type { PlannedDraft } from './plan-draft.ts'

export type OpeningView = Output<'opening.open'>
export type OpeningRowView = Output<'opening.rows'>['rows'][number]
export interface OpeningFacts {
  readonly draftId: string
  readonly fileName: string
  readonly postingJobId: string | null
}

const SAMPLES = 3
const itemNames = hot<{ id: string; name: string }>('SELECT id, name FROM fee_item WHERE project_id = ?')

export function openingView(
  db: ReadHandle,
  planned: PlannedDraft,
  facts: OpeningFacts & { readonly projectId: string },
): OpeningView {
  const { sheets, settings, header, rows, totals, fingerprint } = planned
  const { projectId, ...shown } = facts
  const names = new Map(db.hotAll(itemNames, projectId).map(({ id, name }) => [id, name]))
  const grid = sheets[settings.sheetIndex]
  const wrong = rows.filter(({ kind }) => kind === 'wrong')
  const { items, ...sums } = totals
  return {
    ...shown,
    sheets: sheets.map(({ name, rows: lines }) => ({ name, rows: lines.length })),
    sheetIndex: settings.sheetIndex,
    columns: grid === undefined || header === null ? [] : columnsOf(grid, { header, mapping: settings.mapping }),
    mappingRemembered: settings.mappingRemembered,
    missing: header === null ? ['header'] : [...missingColumns(settings.mapping)],
    ready: rows.length - wrong.length,
    wrong: wrong.length,
    mended: Object.keys(settings.mends).length,
    wrongFields: wrongFieldsOf(wrong),
    totals: { ...sums, items: items.map((item) => ({ ...item, feeItem: names.get(item.itemId) ?? '' })) },
    fingerprint,
  } as OpeningView
}

export function openingRow(row: PlannedOpening): OpeningRowView {
  return {
    rowNumber: row.row,
    state: row.kind,
    cells: { ...row.texts } as Record<string, string>,
    problems: row.kind === 'wrong' ? row.problems.map(({ field, code, params }) => ({ field, code, params })) : [],
  }
}

function wrongFieldsOf(rows: readonly PlannedOpening[]): string[] {
  const found = new Set(rows.flatMap((row) => (row.kind === 'wrong' ? row.problems.map(({ field }) => field) : [])))
  return OPENING_FIELDS.filter((field) => found.has(field))
}

function columnsOf(
  grid: SheetGrid,
  { header, mapping }: { readonly header: SheetHeader; readonly mapping: OpeningMapping },
): OpeningView['columns'] {
  const first = rowIndex(grid, header.lastRow) + 1
  return header.columns.map(({ column, text }) => {
    const samples: string[] = []
    for (let at = first; at < grid.rows.length && samples.length < SAMPLES; at++) {
      const cell = grid.rows[at]?.[column] ?? EMPTY_CELL
      if (!isBlank(cell)) samples.push(cellText(cell))
    }
    return {
      index: column,
      header: text,
      field: OPENING_FIELDS.find((one) => mapping[one] === column) ?? null,
      samples,
    }
  })
}
