import { assertNever } from '../../../../../src-shared/kernel/assert.ts'
import type { FeeLabels } from '../../../../../src-shared/domain/document/labels.ts'
import { fillLabel } from '../../../../../src-shared/domain/document/labels.ts'
import type { Period, PrintedLine, PrintedProduct } from '../../../../../src-shared/domain/document/paper-line.ts'
import { isWholeMonth } from '../../../../../src-shared/domain/document/paper-line.ts'
import type { Fen } from '../../../../../src-shared/kernel/money.ts'
import { formatFen, formatScaled } from '../../../../../src-shared/kernel/money.ts'
import { monthOf } from '../../../../../src-shared/kernel/time.ts'
import type { Column } from './table.ts'

/** The seven columns of receipts and notices; shares of the width as drawn in screens/receipt.png. */
const SHARES = [158, 212, 123, 69, 73, 75, 77] as const

export function feeColumns(labels: FeeLabels, options: { readonly width: number; readonly net: string }): Column[] {
  const headers = [
    labels.item,
    labels.period,
    labels.quantityPrice,
    labels.receivable,
    labels.discount,
    labels.lateFee,
    options.net,
  ]
  const sum = SHARES.reduce((left, share) => left + share, 0)
  return headers.map((header, index) => ({
    header,
    width: (options.width * (SHARES[index] ?? 0)) / sum,
    align: index < 2 ? 'left' : 'right',
  }))
}

export interface FeeText {
  readonly labels: FeeLabels
  /** The room in the head of the paper; a line of another object names it. */
  readonly roomCode: string
}

export function feeCells(line: PrintedLine, text: FeeText): string[] {
  return [
    itemText(line, text),
    periodText(line, text.labels),
    productText(line.product, text.labels),
    formatFen(line.amountFen),
    amountOrNothing(line.discountFen),
    amountOrNothing(line.lateFeeFen),
    formatFen(line.netFen),
  ]
}

export function itemText(line: PrintedLine, text: FeeText): string {
  const item = line.nature === 'agency' ? fillLabel(text.labels.agency, { item: line.itemName }) : line.itemName
  return line.objectCode === text.roomCode || line.objectCode === '' ? item : `${item} ${line.objectCode}`
}

export function periodText(line: PrintedLine, labels: FeeLabels): string {
  const span = line.period === null ? '' : spanText(line.period, labels)
  return [span, line.note ?? ''].filter((part) => part !== '').join('　')
}

function spanText(period: Period, labels: FeeLabels): string {
  if (isWholeMonth(period)) return monthOf(period.from)
  return period.from === period.to ? period.from : fillLabel(labels.to, { from: period.from, to: period.to })
}

export function productText(product: PrintedProduct | null, labels: FeeLabels): string {
  if (product === null) return ''
  switch (product.kind) {
    case 'months':
      return fillLabel(labels.months, { amount: formatFen(product.monthFen), months: product.months })
    case 'quantity':
      return `${groupedQuantity(product.quantity.value, product.quantity.scale)} × ${formatScaled(product.priceE6, 6, 2)}`
    default:
      return assertNever(product, 'product')
  }
}

function groupedQuantity(value: number, scale: number): string {
  const [whole = '', decimals] = formatScaled(value, scale, 0).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === undefined ? grouped : `${grouped}.${decimals}`
}

export function amountOrNothing(amount: Fen): string {
  return amount === 0 ? '' : formatFen(amount)
}
