import type { LineShare, MoneyDocument, Tender } from '../../../../src-shared/domain/ledger/index.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { instant, localDate } from '../../../../src-shared/kernel/time.ts'
import type { ReceiptLineRow, WholeReceipt } from './receipt-rows.ts'

/** A stored receipt as the rules of the ledger see it. */
export function moneyDocumentOf({ receipt, state, lines, tenders }: WholeReceipt): MoneyDocument {
  return {
    id: receipt.id,
    number: receipt.receipt_no,
    kind: 'receipt',
    state,
    shiftId: receipt.shift_id,
    cashierId: receipt.cashier_id,
    businessOn: localDate(receipt.business_on),
    at: instant(receipt.at),
    tenders: tenders.map(({ tender, amount_fen }) => ({ tender: tender as Tender, amountFen: fen(amount_fen) })),
    allocations: lines.filter(({ part }) => part === 'principal').map(shareOf),
    lateFees: lines.filter(({ part }) => part === 'late_fee').map(shareOf),
    discounts: [],
    prepaymentFen: fen(0),
    depositFen: fen(0),
  }
}

function shareOf(line: ReceiptLineRow): LineShare {
  return { lineId: line.receivable_id, itemId: line.fee_item_id, amountFen: fen(line.amount_fen) }
}
