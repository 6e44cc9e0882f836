import type { Fen } from '../../../src-shared/kernel/money.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../platform/client.ts'
import { NOTHING, area, money, price } from '../../platform/format.ts'
import { enumText, t, textIfAny } from '../../platform/i18n.ts'
import { dateTime } from '../../platform/time.ts'
import type { DataColumn } from '../../ui/table/column.ts'

export type OperationRow = OutputFor<'audit.list'>['rows'][number]
export type Operation = OutputFor<'audit.open'>
export type Field = Operation['fields'][number]
export type Side = Field['after']

export const commandText = (command: string): string => enumText('audit.command', command)
export const tableText = (table: string): string => enumText('audit.table', table)
export const columnText = (column: string): string => enumText('audit.column', column)

export function operationColumns(): readonly DataColumn<OperationRow>[] {
  return [
    { key: 'at', title: t('audit.page.col_at'), kind: 'time', width: 136, sortKey: 'at', pinned: true },
    { key: 'by', title: t('audit.page.col_by'), width: 84, value: ({ by }) => by || t('audit.page.program') },
    {
      key: 'command',
      title: t('audit.page.col_command'),
      kind: 'code',
      width: 130,
      flex: 1,
      value: ({ command }) => commandText(command),
    },
    { key: 'kind', title: t('audit.page.col_kind'), width: 76, value: ({ kind }) => enumText('audit.kind', kind) },
    { key: 'table', title: t('audit.page.col_table'), width: 96, value: ({ table }) => tableText(table) },
    { key: 'label', title: t('audit.page.col_label'), width: 150, flex: 1, value: labelText },
    { key: 'seq', title: t('audit.page.col_seq'), kind: 'count', width: 80, optional: true },
  ]
}

function labelText({ label, rows }: OperationRow): string | null {
  return rows > 1 ? t('audit.page.many', { count: rows }) : label
}

/** A stored value as the office reads it: units are in the name of the column. */
export function sideText(of: { readonly table: string; readonly column: string }, side: Side): string {
  const { table, column } = of
  if (side === null) return NOTHING
  if (side.erased) return t('audit.page.erased')
  const { value, refersTo } = side
  if (refersTo !== null) return refersTo
  if (value === null || value === '') return NOTHING
  if (column.endsWith('pieces_json')) return piecesText(String(value))
  if (typeof value === 'string') return textIfAny(`enum.${table}.${column}.${value}`) ?? value
  if (column.endsWith('_fen')) return money(value as Fen)
  if (column.endsWith('_at') || column === 'at') return dateTime(value as Instant)
  if (column.endsWith('_e6')) return price(value)
  return column.endsWith('_e2') ? area(value) : String(value)
}

/** Counted notes and coins, the largest first: `100.00 × 3`. */
function piecesText(json: string): string {
  const pieces = Object.entries(JSON.parse(json) as Record<string, number>).filter(([, count]) => count > 0)
  const largestFirst = pieces.toSorted(([one], [other]) => Number(other) - Number(one))
  return largestFirst.map(([fen, count]) => `${money(Number(fen) as Fen)} × ${count}`).join('、') || NOTHING
}
