import { amountInCapitals } from '../../../../../src-shared/domain/document/capitals.ts'
import type { PaperLabels } from '../../../../../src-shared/domain/document/labels.ts'
import { fillLabel } from '../../../../../src-shared/domain/document/labels.ts'
import type { PrintOffset } from '../../../../../src-shared/domain/document/paper.ts'
import type { PrintedLine } from '../../../../../src-shared/domain/document/paper-line.ts'
import { printedLines } from '../../../../../src-shared/domain/document/paper-line.ts'
import type { ReceiptDocument } from '../../../../../src-shared/domain/document/receipt-document.ts'
import { agencyFen } from '../../../../../src-shared/domain/document/receipt-document.ts'
import { formatFen } from '../../../../../src-shared/kernel/money.ts'
import type { Canvas } from './canvas.ts'
import { itemText, periodText, productText } from './fee-table.ts'
import {
  cashierText,
  minuteOf,
  orderText,
  receiptTitle,
  referenceTexts,
  reprintText,
  tenderText,
} from './receipt-text.ts'
import { Roll } from './roll.ts'

/** The receipt on an 80 mm roll: one column, as long as it needs. */
export function drawReceiptRoll(
  canvas: Canvas,
  receipt: ReceiptDocument,
  options: { readonly labels: PaperLabels; readonly offset: PrintOffset | null },
): void {
  const { labels } = options
  const roll = new Roll(canvas)
  addHeading(roll, receipt, labels)
  for (const line of printedLines(receipt.lines)) addLine(roll, line, { receipt, labels })
  addTotal(roll, receipt, labels)
  addFoot(roll, receipt, labels)
  roll.print(options.offset, receipt.state === 'void' ? labels.receipt.void : null)
}

function addHeading(roll: Roll, receipt: ReceiptDocument, labels: PaperLabels): void {
  const { receipt: words, fee } = labels
  roll.centered(receipt.payeeName, 'body')
  roll.centered(receipt.projectName, 'body')
  roll.gap(1)
  roll.centered(receiptTitle(receipt.kind, words), 'title')
  const reprint = reprintText(receipt, words)
  if (reprint !== '') roll.centered(reprint, 'bold')
  roll.gap(1)
  roll.pair(words.number, receipt.number, 'bold')
  for (const reference of referenceTexts(receipt, words)) roll.paragraph(reference, 'body')
  roll.pair(words.time, minuteOf(receipt.at))
  roll.pair(fee.room, receipt.roomCode, 'bold')
  roll.pair(words.payer, receipt.payerName)
  roll.rule()
}

function addLine(
  roll: Roll,
  line: PrintedLine,
  options: { readonly receipt: ReceiptDocument; readonly labels: PaperLabels },
): void {
  const { fee } = options.labels
  const text = { labels: fee, roomCode: options.receipt.roomCode }
  roll.pair(itemText(line, text), formatFen(line.netFen), 'bold')
  const explained = [periodText(line, fee), productText(line.product, fee)].filter((part) => part !== '')
  if (explained.length > 0) roll.paragraph(explained.join('　'), 'small')
  const parts = [
    line.amountFen === line.netFen ? '' : `${fee.receivable} ${formatFen(line.amountFen)}`,
    line.discountFen === 0 ? '' : `${fee.discount} ${formatFen(line.discountFen)}`,
    line.lateFeeFen === 0 ? '' : `${fee.lateFee} ${formatFen(line.lateFeeFen)}`,
  ].filter((part) => part !== '')
  if (parts.length > 0) roll.paragraph(parts.join('　'), 'small')
}

function addTotal(roll: Roll, receipt: ReceiptDocument, labels: PaperLabels): void {
  const { fee } = labels
  roll.rule()
  roll.pair(fee.total, `${fee.currency} ${formatFen(receipt.totalFen)}`, 'title')
  roll.paragraph(amountInCapitals(receipt.totalFen), 'bold')
  const agency = agencyFen(receipt.lines)
  if (agency !== 0) roll.paragraph(fillLabel(fee.agencyShare, { amount: formatFen(agency) }), 'small')
  roll.rule()
}

function addFoot(roll: Roll, receipt: ReceiptDocument, labels: PaperLabels): void {
  const words = labels.receipt
  for (const tender of receipt.tenders) roll.paragraph(tenderText(tender, words), 'body')
  for (const { itemName, on } of receipt.paidUntil) roll.pair(fillLabel(words.paidUntil, { item: itemName }), on)
  if (receipt.prepaymentBalanceFen !== null) roll.pair(words.prepaymentBalance, formatFen(receipt.prepaymentBalanceFen))
  const order = orderText(receipt, words)
  if (order !== '') roll.paragraph(order, 'small')
  if (receipt.remark !== null) roll.paragraph(`${words.remark} ${receipt.remark}`, 'body')
  roll.pair(words.cashier, cashierText(receipt))
  roll.gap(2)
  roll.qr(receipt.verification.text, 24)
  roll.centered(`${words.verification} ${receipt.verification.shortCode}`, 'bold')
  roll.centered(words.hint, 'small')
}
