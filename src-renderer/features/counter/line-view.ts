import type { Fen } from '../../../src-shared/kernel/money.ts'
import { divideRounded, fen } from '../../../src-shared/kernel/money.ts'
import { area, money, price } from '../../platform/format.ts'
import { t } from '../../platform/i18n.ts'
import { groupLines } from './selection.ts'
import type { Chosen, LineGroup } from './selection.ts'
import type { Account } from './use-account.ts'

export type AccountLine = Account['lines'][number]

export interface LineView {
  readonly line: AccountLine
  readonly index: number
  readonly ticked: boolean
  readonly payFen: Fen | null
  readonly paidFen: Fen
}
export interface GroupView {
  readonly key: string
  readonly title: string
  readonly rows: readonly LineView[]
}

/** Lines by room and item, with a heading that says how the amount comes about. */
export function groupViews(
  lines: readonly AccountLine[],
  at: { readonly chosen: Chosen; readonly severalRooms: boolean },
): readonly GroupView[] {
  let index = 0
  return groupLines(lines).map((group) => ({
    key: group.key,
    title: titleOf(group, at.severalRooms),
    rows: group.lines.map((line) => {
      const payFen = at.chosen[line.lineId] ?? null
      return { line, index: index++, ticked: payFen !== null, payFen, paidFen: fen(line.amountFen - line.openFen) }
    }),
  }))
}

function titleOf(group: LineGroup<AccountLine>, severalRooms: boolean): string {
  const [first] = group.lines
  const feeItem = first === undefined ? group.feeItem : productText(first)
  const range = { feeItem, from: group.fromMonth, to: group.toMonth }
  const text = group.fromMonth === group.toMonth ? t('counter.page.group_one', range) : t('counter.page.group', range)
  return severalRooms ? `${group.roomCode}　${text}` : text
}

function productText({ feeItem, priceE6, quantityE2 }: AccountLine): string {
  if (priceE6 === null || quantityE2 === null) return feeItem
  return t('counter.page.group_product', { feeItem, price: price(priceE6), area: area(quantityE2) })
}

/** One sentence under the table for the line under the hand; empty where no single product gives the amount. */
export function whyText(line: AccountLine | undefined): string {
  if (line === undefined || line.priceE6 === null || line.quantityE2 === null || !givesAmount(line)) return ''
  const { month, feeItem, fromOn, toOn } = line
  const product = { area: area(line.quantityE2), price: price(line.priceE6), amount: money(line.amountFen) }
  return t('counter.page.why', { month, feeItem, ...product, from: fromOn, to: toOn })
}

/** No product is shown that does not give its amount (domain rules 3.5): a part of a month has more to it. */
function givesAmount({ priceE6, quantityE2, amountFen }: AccountLine): boolean {
  return divideRounded(BigInt(priceE6 ?? 0) * BigInt(quantityE2 ?? 0), 1_000_000n) === BigInt(amountFen)
}
