import type { OutputFor, WireError } from '../../platform/client.ts'
import { errorText } from '../../platform/error-text.ts'
import { area } from '../../platform/format.ts'
import { t, textIfAny } from '../../platform/i18n.ts'
import type { Step } from '../../ui/step.ts'

export type DraftView = OutputFor<'import.open'>
export type RowView = OutputFor<'import.rows'>['rows'][number]
export type BatchView = OutputFor<'import.batches'>['batches'][number]
export type RowSet = 'wrong' | 'ready' | 'update' | 'rewritten'
type Problem = RowView['problems'][number]

export const STEPS = ['choose', 'columns', 'check', 'done'] as const
export type StepId = (typeof STEPS)[number]

/** The steps with the one at work; what lies behind may be opened again. */
export function stepsAt(current: StepId): readonly Step[] {
  const at = STEPS.indexOf(current)
  return STEPS.map((id, index) => ({
    id,
    title: t(`import.step.${id}`),
    state: index < at ? 'done' : index === at ? 'current' : 'todo',
  }))
}

export function fieldText(field: string): string {
  return textIfAny(`import.field.${field}`) ?? field
}

export function problemText({ code, params }: Problem): string {
  return textIfAny(`error.${code}`, params) ?? code
}

/** `业主资料表.xls · 第 2 张表 · 表头第 3–4 行` */
export function fileText(view: DraftView): string {
  const parts = [view.fileName]
  if (view.sheets.length > 1) parts.push(t('import.page.sheet_of', { index: view.sheetIndex + 1 }))
  const [first, last = first] = view.headerRows
  if (first === undefined) parts.push(t('import.page.no_header'))
  else
    parts.push(first === last ? t('import.page.header_row', { first }) : t('import.page.header_rows', { first, last }))
  return parts.join(' · ')
}

/** What became of reading a file: the reason that the reader gave, not that there is one. */
export function readFailureText(error: WireError): string {
  if (error.code !== 'import.file_refused') return errorText(error)
  const { code, params } = error.params as { readonly code: string; readonly params: Readonly<Record<string, unknown>> }
  return textIfAny(`error.${code}`, params) ?? errorText(error)
}

/** Areas come in 1/100 ㎡, everything else as written. */
export function changesText(row: RowView): string {
  return row.changes
    .map(({ field, from, to }) =>
      t('import.page.change_of', { field: fieldText(field), from: shown(field, from), to: shown(field, to) }),
    )
    .join(t('import.page.semicolon'))
}

function shown(field: string, value: string | null): string {
  if (value === null) return t('import.page.empty_cell')
  return field.endsWith('_area_e2') ? area(Number(value)) : value
}

/** `有错 6`, `改写 212 全角转半角、去空格`. */
export function rewriteText({ totals }: DraftView): string {
  return totals.rewritten.map(({ kind }) => textIfAny(`import.rewrite.${kind}`) ?? kind).join(t('import.page.comma'))
}
