import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { InputFor, OutputFor } from '../../../platform/client.ts'
import { enumText, t } from '../../../platform/i18n.ts'
import type { DataColumn } from '../../../ui/table/column.ts'
import type { TagTone } from '../../../ui/tone.ts'

export type Line = OutputFor<'billing.lines'>['rows'][number]
export type LinesFilter = InputFor<'billing.lines'>['filter']

export function linesColumns(day: LocalDate): readonly DataColumn<Line>[] {
  return [
    {
      key: 'room',
      title: t('billing.lines.room'),
      kind: 'code',
      width: 98,
      flex: 1,
      pinned: true,
      value: (row) => row.roomCode,
      sortKey: 'room',
    },
    { key: 'owner', title: t('billing.lines.owner'), width: 76, flex: 1, value: (row) => row.ownerNames },
    { key: 'item', title: t('billing.lines.item'), width: 96, value: itemText },
    { key: 'month', title: t('billing.lines.month'), kind: 'month', width: 76, sortKey: 'month' },
    {
      key: 'period',
      title: t('billing.lines.period'),
      width: 118,
      optional: true,
      value: (row) => `${row.fromOn.slice(5)} ~ ${row.toOn.slice(5)}`,
    },
    {
      key: 'amount',
      title: t('billing.lines.amount'),
      kind: 'money',
      width: 98,
      value: (row) => row.amountFen,
      sortKey: 'amount',
      sumKey: 'amountFen',
    },
    {
      key: 'paid',
      title: t('billing.lines.paid'),
      kind: 'money',
      width: 98,
      value: (row) => row.paidFen,
      sumKey: 'paidFen',
    },
    {
      key: 'open',
      title: t('billing.lines.open'),
      kind: 'due',
      width: 98,
      value: (row) => row.openFen,
      sortKey: 'open',
      sumKey: 'openFen',
      tone: (row) => (isOverdue(row, day) ? 'due' : 'sub'),
    },
    { key: 'due', title: t('billing.lines.due'), kind: 'date', width: 94, value: (row) => row.dueOn, sortKey: 'due' },
    { key: 'state', title: t('billing.lines.state'), width: 90, tag: (row) => stateTag(row, day) },
  ]
}

/** What was taken over, and what was corrected, say so wherever their fee item is named. */
function itemText({ feeItem, isOpening, isDifference }: Line): string {
  if (isDifference) return t('billing.lines.difference_item', { item: feeItem })
  return isOpening ? t('billing.lines.opening_item', { item: feeItem }) : feeItem
}

export function isOverdue(line: Pick<Line, 'openFen' | 'dueOn' | 'state'>, day: LocalDate): boolean {
  return line.state !== 'cancelled' && line.openFen > 0 && line.dueOn < day
}

const TONES: Readonly<Record<Line['state'], TagTone>> = {
  open: 'neutral',
  part_paid: 'info',
  paid: 'ok',
  cancelled: 'neutral',
}

/** An overdue line says so, whatever part of it was paid: that is what somebody looks for. */
export function stateTag(line: Line, day: LocalDate): { readonly text: string; readonly tone: TagTone } {
  if (isOverdue(line, day)) return { text: enumText('billing.line_state', 'overdue'), tone: 'due' }
  return { text: enumText('billing.line_state', line.state), tone: TONES[line.state] }
}
