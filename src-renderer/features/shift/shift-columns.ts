import type { Instant } from '../../../src-shared/kernel/time.ts'
import { localDateOf } from '../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../platform/client.ts'
import { t } from '../../platform/i18n.ts'
import { clockTime } from '../../platform/time.ts'
import type { DataColumn } from '../../ui/table/column.ts'
import type { TagTone } from '../../ui/tone.ts'

export type ShiftRow = OutputFor<'shift.list'>['shifts'][number]

/** A drawer whose shift was closed by force waits for somebody to count it. */
export function awaitsCount(row: ShiftRow): boolean {
  return row.state === 'forced' && !row.counted
}

export function shiftColumns(): readonly DataColumn<ShiftRow>[] {
  return [
    { key: 'openedAt', title: t('shift.list.col_opened'), kind: 'time', width: 136, pinned: true, sortKey: 'opened' },
    { key: 'cashier', title: t('shift.list.col_cashier'), width: 76, flex: 1, sortKey: 'cashier' },
    { key: 'drawer', title: t('shift.list.col_drawer'), width: 60, sortKey: 'drawer' },
    { key: 'closedAt', title: t('shift.list.col_closed'), width: 96, value: closedText },
    { key: 'receipts', title: t('shift.list.col_receipts'), kind: 'count', width: 64 },
    {
      key: 'differenceFen',
      title: t('shift.list.col_difference'),
      width: 124,
      kind: 'money',
      tone: ({ differenceFen }) => (differenceFen !== null && differenceFen !== 0 ? 'due' : null),
    },
    { key: 'state', title: t('shift.list.col_state'), kind: 'tag', width: 92, tag: stateOf },
  ]
}

/** The day is told where it is another one than the opening's. */
function closedText({ openedAt, closedAt }: ShiftRow): string | null {
  if (closedAt === null) return null
  const [day, time] = [localDateOf(closedAt as Instant), clockTime(closedAt as Instant)]
  return day === localDateOf(openedAt as Instant) ? time : `${day.slice(5)} ${time}`
}

function stateOf(row: ShiftRow): { readonly text: string; readonly tone: TagTone } {
  if (awaitsCount(row)) return { text: t('shift.state.to_count'), tone: 'due' }
  if (row.state === 'open')
    return row.counted ? { text: t('shift.state.counted'), tone: 'info' } : { text: t('shift.state.open'), tone: 'ok' }
  return row.state === 'forced'
    ? { text: t('shift.state.forced'), tone: 'warn' }
    : { text: t('shift.state.closed'), tone: 'neutral' }
}

const SORTED: Readonly<Record<string, (row: ShiftRow) => string | number>> = {
  opened: ({ openedAt }) => openedAt,
  cashier: ({ cashier }) => cashier,
  drawer: ({ drawer }) => drawer,
}

// oxlint-disable-next-line max-params -- the shape that a list source asks for
export function compareShifts(left: ShiftRow, right: ShiftRow, key: string): number {
  const value = SORTED[key] ?? (({ openedAt }: ShiftRow) => openedAt)
  const [a, b] = [value(left), value(right)]
  return a === b ? left.openedAt - right.openedAt : a < b ? -1 : 1
}
