import { t } from '../../../platform/i18n.ts'
import type { DataColumn } from '../../../ui/table/column.ts'
import { changesText, fieldText, problemText } from '../import-words.ts'
import type { DraftView, RowSet, RowView } from '../import-words.ts'

/** Building, unit and room stand together as the room's code; cells of theirs that are wrong get a column of their own. */
const PLACE_FIELDS: ReadonlySet<string> = new Set(['building', 'unit', 'floor', 'room', 'code'])
const FIRST_FIELDS = ['code', 'built_area_e2', 'owner_name', 'owner_phone'] as const
const WIDTHS: Readonly<Record<string, number>> = {
  code: 190,
  built_area_e2: 140,
  inner_area_e2: 140,
  owner_name: 120,
  owner_phone: 146,
  owner_id_no: 172,
  note: 160,
}
const DEFAULT_WIDTH = 130

/** Which fields a set of rows shows: the first ones always; those that are wrong beside them; all that are mapped where rows are only read. */
export function fieldsShown(view: DraftView, show: RowSet, wrongFields: readonly string[]): readonly string[] {
  const mapped = view.columns.flatMap(({ field }) => (field === null || PLACE_FIELDS.has(field) ? [] : [field]))
  const first = FIRST_FIELDS.filter(
    (field) => field === 'code' || mapped.includes(field) || wrongFields.includes(field),
  )
  const more = show === 'wrong' ? wrongFields : show === 'update' ? [] : mapped
  return [...new Set<string>([...first, ...more])]
}

export function columnsOf(view: DraftView, show: RowSet, fields: readonly string[]): readonly DataColumn<RowView>[] {
  const last = lastColumn(show)
  return [
    {
      key: 'rowNumber',
      title: t('import.page.row'),
      width: 56,
      value: (row) => String(row.rowNumber),
      tone: () => 'sub',
    },
    ...fields.map((field): DataColumn<RowView> => ({
      key: field,
      title: titleOf(view, field),
      width: WIDTHS[field] ?? DEFAULT_WIDTH,
      ...(field === 'code' ? { pinned: true } : {}),
      ...(isNumber(field) ? { align: 'right' as const } : {}),
      value: (row) => cellText(row, field),
    })),
    ...(last === null ? [] : [last]),
  ]
}

/** Cells of the sheet are text; areas stand to the right as in every list. */
export function isNumber(field: string): boolean {
  return field.endsWith('_area_e2')
}

/** `房号 ← 楼号+单元+室号`; the field alone where the sheet calls it the same. */
function titleOf(view: DraftView, field: string): string {
  const headers = view.columns
    .filter((column) => (field === 'code' ? isPartOfCode(column.field) : column.field === field))
    .map((column) => ownTitle(column.header))
  const header = headers.join('+')
  const name = fieldText(field)
  return header === '' || header === name ? name : t('import.page.from_column', { field: name, header })
}

/** `房屋信息 / 建筑面积（㎡）` without group and unit: the head of a narrow column has no room for them. */
function ownTitle(header: string): string {
  const [own = header] = header.split(' / ').slice(-1)
  return own.replace(/[(（][^()（）]*[)）]$/, '').trim()
}

function isPartOfCode(field: string | null): boolean {
  return field === 'building' || field === 'unit' || field === 'room' || field === 'code'
}

function lastColumn(show: RowSet): DataColumn<RowView> | null {
  if (show === 'update') return { key: 'last', title: t('import.page.change'), width: 260, flex: 1, value: changesText }
  if (show === 'wrong')
    return { key: 'last', title: t('import.page.how'), width: 260, flex: 1, value: reasonText, tone: () => 'due' }
  return { key: 'last', title: t('import.page.look'), width: 220, flex: 1, value: warningText, tone: () => 'warn' }
}

export function reasonText(row: RowView): string {
  return row.problems.map(problemText).join(t('import.page.semicolon'))
}

function warningText(row: RowView): string {
  return row.warnings.map(problemText).join(t('import.page.semicolon'))
}

/** As in the sheet; the code as it will be, or what there is of it. */
export function cellText(row: RowView, field: string): string {
  if (field !== 'code') return row.cells[field] ?? ''
  return row.roomCode ?? row.cells['code'] ?? ''
}

/** The cell that mending begins with: the first wrong one of the row. */
export function firstWrongField(row: RowView): string | null {
  return row.problems.find((problem) => problem.field !== null)?.field ?? null
}
