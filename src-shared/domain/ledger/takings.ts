import type { Fen } from '../../kernel/money.ts'
import { fen, ZERO_FEN } from '../../kernel/money.ts'
import type { MoneyDocument } from './money-document.ts'
import type { MoneyTender } from './tender.ts'
import { isMoney } from './tender.ts'

export interface TenderSum {
  /** Documents with a row of this tender. */
  readonly count: number
  readonly amountFen: Fen
}

/** 收款合计: sums over documents that are not void. The same function gives shift totals and reports, so they agree. */
export interface Takings {
  readonly byTender: Readonly<Record<MoneyTender, TenderSum>>
  /** Allocated to lines, by fee item, paid in money or by offset. */
  readonly byItem: ReadonlyMap<string, Fen>
  /** 违约金, in none of the items. */
  readonly lateFeeFen: Fen
  readonly discountFen: Fen
  /** Paid into prepayments and deposits, less what was used or returned. */
  readonly prepaymentFen: Fen
  readonly depositFen: Fen
  readonly refundFen: Fen
  /** 实收: money tenders alone, refunds taken off. */
  readonly netFen: Fen
}

export function sumTakings(documents: Iterable<MoneyDocument>): Takings {
  const byTender = new Map<MoneyTender, { count: number; amount: number }>()
  const byItem = new Map<string, Fen>()
  const sums = { lateFee: 0, discount: 0, prepayment: 0, deposit: 0, refund: 0, net: 0 }
  for (const document of documents) {
    if (document.state === 'voided') continue
    for (const { tender, amountFen } of document.tenders) {
      if (tender === 'prepayment') sums.prepayment -= amountFen
      if (tender === 'deposit') sums.deposit -= amountFen
      if (!isMoney(tender)) continue
      const sum = byTender.get(tender) ?? { count: 0, amount: 0 }
      byTender.set(tender, { count: sum.count + 1, amount: sum.amount + amountFen })
      sums.net += amountFen
      if (document.kind === 'refund') sums.refund += amountFen
    }
    for (const { itemId, amountFen } of document.allocations)
      byItem.set(itemId, fen((byItem.get(itemId) ?? 0) + amountFen))
    for (const { amountFen } of document.lateFees) sums.lateFee += amountFen
    for (const { amountFen } of document.discounts) sums.discount += amountFen
    sums.prepayment += document.prepaymentFen
    sums.deposit += document.depositFen
  }
  return {
    byTender: tenderSums(byTender),
    byItem,
    lateFeeFen: fen(sums.lateFee),
    discountFen: fen(sums.discount),
    prepaymentFen: fen(sums.prepayment),
    depositFen: fen(sums.deposit),
    refundFen: fen(sums.refund),
    netFen: fen(sums.net),
  }
}

function tenderSums(sums: ReadonlyMap<MoneyTender, { count: number; amount: number }>): Takings['byTender'] {
  const empty: TenderSum = { count: 0, amountFen: ZERO_FEN }
  const result = { cash: empty, wechat: empty, alipay: empty, card: empty, transfer: empty }
  for (const [tender, { count, amount }] of sums) result[tender] = { count, amountFen: fen(amount) }
  return result
}
