import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen, sumFen } from '../../kernel/money.ts'
import type { MoneyTender } from '../ledger/index.ts'
import type { CollectCode } from './collect-codes.ts'

/** What the customer pays with. For cash the part of the sum that cash covers, without the change. */
export interface TenderInput {
  readonly tender: MoneyTender
  readonly amountFen: Fen
  /** Slip or order number. */
  readonly reference: string | null
}

/** A tender row as it is stored: cash net of change, with what was handed over and given back beside it. */
export interface SettledTender {
  readonly tender: MoneyTender
  readonly amountFen: Fen
  readonly receivedFen: Fen | null
  readonly changeFen: Fen | null
  readonly reference: string | null
}

/** 找零 goes back, or stays as prepayment (零钱转预存, case P2). */
export type ChangeUse = 'give_back' | 'keep_as_prepayment'

export interface SettleRequest {
  readonly totalFen: Fen
  readonly tenders: readonly TenderInput[]
  /** Cash as it was handed over; `null` means exactly the cash amount, or no cash at all. */
  readonly cashReceivedFen: Fen | null
  readonly change: ChangeUse
  /** More change than this is taken for a slip of the finger. */
  readonly maxChangeFen: Fen
}

export interface Settlement {
  readonly kind: 'settled'
  /** Cash is the last row. */
  readonly tenders: readonly SettledTender[]
  readonly changeFen: Fen
  readonly prepaymentFen: Fen
}

/** Tenders must make up the total exactly; only cash can be more, and only as money received that gives change. */
export function settleTenders(request: SettleRequest): Settlement | Refusal<CollectCode> {
  const { totalFen, tenders, cashReceivedFen } = request
  const no = checkTenders(tenders)
  if (no !== null) return no
  const paidFen = sumFen(tenders, ({ amountFen }) => amountFen)
  if (paidFen < totalFen) return refusal('counter.underpaid', { missingFen: totalFen - paidFen }, 'tenders')
  if (paidFen > totalFen) return refusal('counter.overpaid', { surplusFen: paidFen - totalFen }, 'tenders')

  const cash = tenders.find(({ tender }) => tender === 'cash')
  const other = tenders.filter(({ tender }) => tender !== 'cash')
  const rows = other.map((row): SettledTender => ({ ...row, receivedFen: null, changeFen: null }))
  if (cash !== undefined) return settleCash(request, { cash, rows })
  if (cashReceivedFen !== null && cashReceivedFen > 0)
    return refusal('counter.cash_without_tender', {}, 'cashReceivedFen')
  return { kind: 'settled', tenders: rows, changeFen: fen(0), prepaymentFen: fen(0) }
}

function settleCash(
  { cashReceivedFen, change, maxChangeFen }: SettleRequest,
  { cash, rows }: { readonly cash: TenderInput; readonly rows: readonly SettledTender[] },
): Settlement | Refusal<CollectCode> {
  const receivedFen = cashReceivedFen ?? cash.amountFen
  const overFen = fen(receivedFen - cash.amountFen)
  if (overFen < 0) return refusal('counter.cash_short', { missingFen: -overFen }, 'cashReceivedFen')
  if (overFen > maxChangeFen) {
    return refusal('counter.change_too_large', { changeFen: overFen, limitFen: maxChangeFen }, 'cashReceivedFen')
  }
  const keptFen = change === 'keep_as_prepayment' ? overFen : fen(0)
  const changeFen = fen(overFen - keptFen)
  const row = { ...cash, amountFen: fen(cash.amountFen + keptFen), receivedFen, changeFen }
  return { kind: 'settled', tenders: [...rows, row], changeFen, prepaymentFen: keptFen }
}

function checkTenders(tenders: readonly TenderInput[]): Refusal<CollectCode> | null {
  if (tenders.length === 0) return refusal('counter.no_tender', {}, 'tenders')
  const seen = new Set<MoneyTender>()
  for (const [index, { tender, amountFen }] of tenders.entries()) {
    if (amountFen <= 0) return refusal('counter.tender_empty', { tender }, `tenders.${index}.amountFen`)
    if (seen.has(tender)) return refusal('counter.tender_twice', { tender }, `tenders.${index}`)
    seen.add(tender)
  }
  return null
}
