import { assertNever } from '../../../../../src-shared/kernel/assert.ts'
import type { ReceiptLabels } from '../../../../../src-shared/domain/document/labels.ts'
import { fillLabel } from '../../../../../src-shared/domain/document/labels.ts'
import type {
  ReceiptDocument,
  ReceiptKind,
  ReceiptTender,
} from '../../../../../src-shared/domain/document/receipt-document.ts'
import { formatFen } from '../../../../../src-shared/kernel/money.ts'
import { localTimeOf } from '../../../../../src-shared/kernel/time.ts'

export function receiptTitle(kind: ReceiptKind, labels: ReceiptLabels): string {
  switch (kind) {
    case 'receipt':
      return labels.titleReceipt
    case 'deposit':
      return labels.titleDeposit
    case 'refund':
      return labels.titleRefund
    case 'reversal':
      return labels.titleReversal
    default:
      return assertNever(kind, 'receipt kind')
  }
}

/** `现金 299.19（收 400.00 找 100.81）`; cash without change shows the amount alone. */
export function tenderText(tender: ReceiptTender, labels: ReceiptLabels): string {
  const amount = `${tender.name} ${formatFen(tender.amountFen)}`
  if (tender.cash === null || tender.cash.changeFen === 0) return amount
  const values = { received: formatFen(tender.cash.receivedFen), change: formatFen(tender.cash.changeFen) }
  return `${amount}${fillLabel(labels.cash, values)}`
}

export function reprintText(receipt: ReceiptDocument, labels: ReceiptLabels): string {
  return receipt.reprintNo === 0 ? '' : fillLabel(labels.reprint, { n: receipt.reprintNo })
}

export function cashierText(receipt: ReceiptDocument): string {
  return receipt.shiftName === '' ? receipt.cashierName : `${receipt.cashierName}（${receipt.shiftName}）`
}

/** To the minute: seconds are in the journal, not on paper. */
export function minuteOf(at: ReceiptDocument['at']): string {
  return localTimeOf(at).slice(0, 16)
}

export function referenceTexts(receipt: ReceiptDocument, labels: ReceiptLabels): string[] {
  const original =
    receipt.originalNumber === null ? [] : [fillLabel(labels.original, { number: receipt.originalNumber })]
  const paper = receipt.paperNumber === null ? [] : [fillLabel(labels.paperNumber, { number: receipt.paperNumber })]
  return [...original, ...paper]
}

/** How what was paid was put on principal and late fee; nothing where there was no late fee. */
export function orderText({ lateFeeOrder }: Pick<ReceiptDocument, 'lateFeeOrder'>, labels: ReceiptLabels): string {
  if (lateFeeOrder === null) return ''
  return lateFeeOrder === 'principal_first' ? labels.orderPrincipalFirst : labels.orderLateFeeFirst
}
