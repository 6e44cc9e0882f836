import { price, scaled } from '../../../platform/format.ts'
import { t } from '../../../platform/i18n.ts'
import type { DataColumn } from '../../../ui/table/column.ts'
import { changeText, isWholeMonth, reasonText, skipName } from './plan-words.ts'
import type { PlanLine, PlanRow } from './plan-words.ts'

/** The lines that changed most: with what they changed from, and why as far as it is known. */
export function outlierColumns(): readonly DataColumn<PlanLine>[] {
  return [
    {
      key: 'room',
      title: t('billing.check.room'),
      kind: 'code',
      width: 112,
      pinned: true,
      value: (row) => row.roomCode,
      sortKey: 'room',
    },
    { key: 'owner', title: t('billing.check.owner'), width: 66, flex: 2, value: (row) => row.ownerNames },
    { key: 'item', title: t('billing.check.item'), width: 66, value: (row) => row.feeItem },
    { key: 'month', title: t('billing.check.month'), kind: 'month', width: 68, value: (row) => row.month },
    { key: 'quantity', title: t('billing.check.quantity'), align: 'right', width: 72, value: quantityCell },
    { key: 'price', title: t('billing.check.price'), align: 'right', width: 58, value: priceCell },
    {
      key: 'amount',
      title: t('billing.check.amount'),
      kind: 'money',
      width: 84,
      value: (row) => row.amountFen,
      sortKey: 'amount',
    },
    { key: 'last', title: t('billing.check.last'), kind: 'money', width: 78, value: (row) => row.lastMonthFen },
    // Drawn by the page: a tone of its own for what changed by half.
    { key: 'change', title: t('billing.check.change'), kind: 'count', width: 60, value: () => null },
    {
      key: 'reason',
      title: t('billing.check.reason'),
      width: 130,
      flex: 1,
      value: (row) => reasonText(row),
      tone: (row) => (row.excluded || isWholeMonth(row) ? 'sub' : null),
    },
  ]
}

function quantityCell({ charge: { quantity } }: PlanLine): string {
  return scaled(quantity.value, { scale: quantity.scale, minDecimals: quantity.scale })
}

/** A formula has no one price: its own figures stand in the words below. */
function priceCell({ charge }: PlanLine): string {
  return charge.formula === null ? price(charge.priceE6) : t('billing.check.by_formula')
}

/** The change of a line against the month before, and whether it is large enough to be looked at. */
export function changeOf(line: PlanLine): { readonly text: string; readonly tone: 'warn' | 'sub' | '' } {
  const { amountFen, lastMonthFen } = line
  const text = changeText(amountFen, lastMonthFen)
  if (text === null || lastMonthFen === null) return { text: t('billing.check.change_new'), tone: 'sub' }
  return { text, tone: Math.abs(amountFen - lastMonthFen) * 2 >= Math.abs(lastMonthFen) ? 'warn' : '' }
}

export function rowColumns(show: 'created' | 'existing' | 'skipped'): readonly DataColumn<PlanRow>[] {
  const place: readonly DataColumn<PlanRow>[] = [
    { key: 'room', title: t('billing.check.room'), kind: 'code', width: 120, flex: 1, value: (row) => row.roomCode },
    { key: 'owner', title: t('billing.check.owner'), width: 120, flex: 1, value: (row) => row.ownerNames },
    { key: 'item', title: t('billing.check.item'), width: 100, flex: 1, value: (row) => row.feeItem },
    { key: 'from', title: t('billing.check.from'), kind: 'date', width: 96, value: (row) => row.fromOn },
  ]
  if (show === 'skipped') {
    return [
      ...place,
      {
        key: 'reason',
        title: t('billing.check.reason'),
        width: 220,
        flex: 2,
        value: (row) => skipName(row.reason ?? ''),
      },
    ]
  }
  return [
    ...place,
    { key: 'amount', title: t('billing.check.amount'), kind: 'money', width: 130, value: (row) => row.amountFen },
  ]
}

/** By what a click on the head asks for; `change` is the order in which the plan comes. */
export function compareLines(left: PlanLine, right: PlanLine, key: string): number {
  if (key === 'amount') return left.amountFen - right.amountFen
  return key === 'room' ? left.roomCode.localeCompare(right.roomCode, 'zh-CN', { numeric: true }) : 0
}
