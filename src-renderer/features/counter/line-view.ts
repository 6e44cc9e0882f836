import type { Fen } from '../../../src-shared/kernel/money.ts'
import { fen } from '../../../src-shared/kernel/money.ts'
import { money } from '../../platform/format.ts'
import { t } from '../../platform/i18n.ts'
import { rateText } from '../late-fee/index.ts'
import { figuresText, priceText, productText as chargeProduct, quantityText, surchargeText } from '../standard/index.ts'
import { groupLines, paidOf, partKey } from './selection.ts'
import type { Chosen, LineGroup } from './selection.ts'
import type { Account } from './use-account.ts'

export type AccountLine = Account['lines'][number]

export interface LineView {
  readonly line: AccountLine
  readonly index: number
  readonly ticked: boolean
  /** Its late fee is among what is taken now. */
  readonly lateFeeTicked: boolean
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
      const payFen = paidOf(at.chosen, line)
      const lateFeeTicked = at.chosen[partKey(line.lineId, 'late_fee')] !== undefined
      const paidFen = fen(line.amountFen - line.openFen)
      return { line, index: index++, ticked: payFen !== null, lateFeeTicked, payFen, paidFen }
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

function productText({ feeItem, charge, note }: AccountLine): string {
  if (note !== null) return t('counter.page.group_note', { feeItem, note })
  if (charge === null) return feeItem
  const { pricing } = charge
  const product =
    pricing.kind === 'fixed' || pricing.kind === 'formula'
      ? priceText(charge)
      : t('counter.page.product', { price: priceText(charge), quantity: quantityText(charge) })
  const more = surchargeText(charge)
  const said = more === '' ? product : t('counter.page.product_with', { product, more })
  return t('counter.page.group_product', { feeItem, product: said })
}

/** One sentence under the table for the line under the hand; empty where nothing tells how it came about. */
export function whyText(line: AccountLine | undefined): string {
  if (line === undefined || line.charge === null) return ''
  const { month, feeItem, fromOn, toOn, charge, note, amountFen } = line
  if (note !== null) return t('counter.page.why_note', { feeItem, note, amount: money(amountFen) })
  const told = { parts: chargeProduct(charge), exact: charge.exact, amount: money(amountFen) }
  const more = [surchargeText(charge), figuresText(charge.formula?.values ?? [])].filter((text) => text !== '')
  const why = t('counter.page.why', { month, feeItem, ...told, from: fromOn, to: toOn })
  return more.length === 0 ? why : t('counter.page.why_with', { why, more: more.join(t('standard.quantity.comma')) })
}

/** What the late fee of the line under the hand is made of, in one sentence; empty where it bears none. */
export function lateFeeText(line: AccountLine | undefined): string {
  if (line === undefined || line.lateFee === null) return ''
  const { days, totalFen, settledFen, capped, rate } = line.lateFee
  const said = t('counter.page.late_fee', { rate: rateText(rate), days, amount: money(totalFen) })
  const more = [
    capped ? t('counter.page.late_fee_capped') : '',
    settledFen > 0 ? t('counter.page.late_fee_settled', { amount: money(settledFen) }) : '',
  ].filter((text) => text !== '')
  return [said, ...more].join(t('standard.quantity.comma'))
}
