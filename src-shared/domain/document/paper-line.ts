import type { Fen } from '../../kernel/money.ts'
import { addFen, divideRounded } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { addDays, firstDayOf, lastDayOf, monthOf } from '../../kernel/time.ts'

/** A counted quantity as a scaled integer: scale 0 for counts, 2 for areas, 3 for readings. */
export interface Quantity {
  readonly value: number
  readonly scale: 0 | 2 | 3
}

export interface Period {
  readonly from: LocalDate
  readonly to: LocalDate
}

/** 费用行: one receivable line (or a prepayment or deposit, without period) as it goes onto a receipt or a payment notice. */
export interface PaperLine {
  readonly itemName: string
  /** The room, space or vehicle that owes it; printed where it is not the room in the head of the paper. */
  readonly objectCode: string
  /** `agency` = 代收: collected for somebody else. */
  readonly nature: 'own' | 'agency'
  readonly period: Period | null
  /** What explains the amount beside quantity and price: `1,356 → 1,370`, `另加 5%`; months with one note may share a row. */
  readonly note: string | null
  readonly quantity: Quantity | null
  readonly priceE6: number | null
  readonly amountFen: Fen
  /** Zero or of the opposite sign of the amount. */
  readonly discountFen: Fen
  readonly lateFeeFen: Fen
  /** What the line comes to on this paper: received on a receipt, to be paid on a notice. */
  readonly netFen: Fen
}

export type PrintedProduct =
  | { readonly kind: 'months'; readonly monthFen: Fen; readonly months: number }
  | { readonly kind: 'quantity'; readonly quantity: Quantity; readonly priceE6: number }

export interface PrintedLine extends PaperLine {
  /** Absent when no product gives the amount: domain rules 3.5, last sentence of "rounding scope". */
  readonly product: PrintedProduct | null
}

/**
 * The rows of the paper: consecutive whole months of one item at the same amount become one row `160.97 × 3`
 * (domain rules 3.5); every other line stays a row of its own, in the order given.
 */
export function printedLines(lines: readonly PaperLine[]): PrintedLine[] {
  const groups: PaperLine[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && continues(last, line)) group.push(line)
    else groups.push([line])
  }
  return groups.map(printedLine)
}

function printedLine(group: readonly PaperLine[]): PrintedLine {
  const first = group[0] as PaperLine
  if (group.length === 1) return { ...first, product: productOf(first) }
  return {
    ...first,
    period: spanOf(group),
    amountFen: addFen(...group.map((line) => line.amountFen)),
    discountFen: addFen(...group.map((line) => line.discountFen)),
    lateFeeFen: addFen(...group.map((line) => line.lateFeeFen)),
    netFen: addFen(...group.map((line) => line.netFen)),
    product: { kind: 'months', monthFen: first.amountFen, months: group.length },
  }
}

/** Only lines with periods, one after the other, are ever grouped. */
function spanOf(group: readonly PaperLine[]): Period {
  const periods = group.map((line) => line.period as Period)
  const [from, to] = [periods[0] as Period, periods[periods.length - 1] as Period]
  return { from: from.from, to: to.to }
}

function continues(last: PaperLine, line: PaperLine): boolean {
  if (last.period === null || line.period === null || last.note !== line.note) return false
  if (last.itemName !== line.itemName || last.objectCode !== line.objectCode || last.nature !== line.nature)
    return false
  if (last.amountFen !== line.amountFen || !isWholeMonth(last.period) || !isWholeMonth(line.period)) return false
  return addDays(last.period.to, 1) === line.period.from
}

export function isWholeMonth(period: Period): boolean {
  const month = monthOf(period.from)
  return period.from === firstDayOf(month) && period.to === lastDayOf(month)
}

function productOf(line: PaperLine): PrintedProduct | null {
  if (line.quantity === null || line.priceE6 === null) return null
  const exact = BigInt(line.quantity.value) * BigInt(line.priceE6) * 100n
  const product = divideRounded(exact, 10n ** BigInt(line.quantity.scale) * 1_000_000n)
  if (product !== BigInt(line.amountFen)) return null
  return { kind: 'quantity', quantity: line.quantity, priceE6: line.priceE6 }
}
