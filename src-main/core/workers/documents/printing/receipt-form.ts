import { amountInCapitals } from '../../../../../src-shared/domain/document/capitals.ts'
import type { PaperLabels } from '../../../../../src-shared/domain/document/labels.ts'
import { fillLabel } from '../../../../../src-shared/domain/document/labels.ts'
import type { PrintOffset, SheetSize } from '../../../../../src-shared/domain/document/paper.ts'
import type { ReceiptDocument } from '../../../../../src-shared/domain/document/receipt-document.ts'
import { agencyFen } from '../../../../../src-shared/domain/document/receipt-document.ts'
import { formatFen, formatScaled } from '../../../../../src-shared/kernel/money.ts'
import type { Canvas, TextStyle } from './canvas.ts'
import type { FeeTable } from './fee-pages.ts'
import { drawFeePage, FEE_STYLE, feePages } from './fee-pages.ts'
import { feeColumns } from './fee-table.ts'
import { drawQr } from './qr.ts'
import {
  cashierText,
  minuteOf,
  orderText,
  receiptTitle,
  referenceTexts,
  reprintText,
  tenderText,
} from './receipt-text.ts'
import { edgesOf } from './table.ts'

const BODY: TextStyle = { size: 9 }
const BOLD: TextStyle = { size: 9, weight: 'bold' }
const TITLE: TextStyle = { size: 15, weight: 'bold' }
const NUMBER: TextStyle = { size: 11, weight: 'bold' }
const HINT: TextStyle = { size: 7.5, color: '#555' }
const HEAD_HEIGHT = 17.4
const TOTAL_HEIGHT = 6.4
const FOOT_HEIGHT = 17.5
const QR_SIDE = 15
const GAP = 8

export interface ReceiptForm {
  readonly sheet: SheetSize
  readonly offset: PrintOffset | null
  readonly labels: PaperLabels
}

interface FormFrame {
  readonly form: ReceiptForm
  readonly left: number
  readonly right: number
  readonly table: FeeTable
}

/** The receipt on a third of continuous paper or on A5: screens/receipt.png. */
export function drawReceiptForm(canvas: Canvas, receipt: ReceiptDocument, form: ReceiptForm): void {
  const frame = frameOf(receipt, form)
  const pages = feePages(canvas, receipt.lines, { table: frame.table, room: roomOf(form.sheet) })
  for (const [index, page] of pages.entries()) {
    canvas.addPage(form.sheet, form.offset)
    const pageText = fillLabel(form.labels.fee.page, { page: index + 1, pages: pages.length })
    const y = drawFeePage(canvas, page, { table: frame.table, y: drawHeading(canvas, receipt, { frame, pageText }) })
    if (page.carryOutFen === null) drawFoot(canvas, receipt, { frame, y: drawTotal(canvas, receipt, { frame, y }) })
    else drawShortFoot(canvas, receipt, { frame, y })
    if (receipt.state === 'void')
      canvas.stamp(form.labels.receipt.void, [form.sheet.widthMm / 2, form.sheet.heightMm / 2], 52)
  }
}

function frameOf(receipt: ReceiptDocument, form: ReceiptForm): FormFrame {
  const { sheet, labels } = form
  const left = sheet.marginXMm
  const right = sheet.widthMm - sheet.marginXMm
  const columns = feeColumns(labels.fee, { width: right - left, net: labels.receipt.received })
  return { form, left, right, table: { columns, x: left, text: { labels: labels.fee, roomCode: receipt.roomCode } } }
}

function roomOf(sheet: SheetSize): { more: number; last: number; carryIn: number } {
  const row = FEE_STYLE.rowHeight
  const body = sheet.heightMm - sheet.marginTopMm - sheet.marginBottomMm - HEAD_HEIGHT - row
  return { more: body - row - 6, last: body - TOTAL_HEIGHT - FOOT_HEIGHT, carryIn: row }
}

function drawHeading(
  canvas: Canvas,
  receipt: ReceiptDocument,
  options: { readonly frame: FormFrame; readonly pageText: string },
): number {
  const { frame } = options
  const { left, right, form } = frame
  const { labels, sheet } = form
  const top = sheet.marginTopMm
  const third = (right - left) / 3
  const middle = { x: left + third, width: third, align: 'center' } as const
  const end = { x: right - third, width: third, align: 'right' } as const
  canvas.text(receipt.payeeName, { x: left, y: top + 2.6, width: third }, BODY)
  canvas.text(receipt.projectName, { x: left, y: top + 7.4, width: third }, BODY)
  const titleEnd = canvas.text(receiptTitle(receipt.kind, labels.receipt), { ...middle, y: top + 5.4 }, TITLE)
  canvas.text(reprintText(receipt, labels.receipt), { x: titleEnd + 3, y: top + 6.2 }, BOLD)
  canvas.text(receipt.number, { ...end, y: top + 2.4 }, NUMBER)
  canvas.text(`${minuteOf(receipt.at)}　${options.pageText}`, { ...end, y: top + 7.4 }, BODY)
  drawWho(canvas, receipt, { frame, y: top + 13.4 })
  return top + HEAD_HEIGHT
}

function drawWho(
  canvas: Canvas,
  receipt: ReceiptDocument,
  options: { readonly frame: FormFrame; readonly y: number },
): void {
  const { frame, y } = options
  const { left, right } = frame
  const { fee, receipt: words } = frame.form.labels
  const copiesWidth = canvas.measure(words.copies, BODY)
  canvas.text(words.copies, { x: right - copiesWidth, y }, BODY)
  let x = canvas.text(`${fee.room}　`, { x: left, y }, BODY)
  x = canvas.text(receipt.roomCode, { x, y }, BOLD) + GAP
  x = canvas.text(`${words.payer}　`, { x, y }, BODY)
  const room = right - copiesWidth - x - 34
  x = canvas.text(receipt.payerName, { x, y, width: room }, BODY) + GAP
  if (receipt.areaE2 !== null)
    x = canvas.text(`${fee.area}　${formatScaled(receipt.areaE2, 2)} ㎡`, { x, y }, BODY) + GAP
  const references = referenceTexts(receipt, words).join('　')
  const left2 = right - copiesWidth - 4 - x
  if (references !== '' && left2 > 10) canvas.text(references, { x, y, width: left2 }, BODY)
}

function drawTotal(
  canvas: Canvas,
  receipt: ReceiptDocument,
  options: { readonly frame: FormFrame; readonly y: number },
): number {
  const { frame, y } = options
  const { fee } = frame.form.labels
  const edges = edgesOf(frame.table.columns, frame.left)
  const split = edges[4] ?? frame.left
  const mid = y + TOTAL_HEIGHT / 2
  const pad = FEE_STYLE.paddingX
  canvas.grid([frame.left, split, frame.right], { y, height: TOTAL_HEIGHT })
  const x = canvas.text(`${fee.totalCapitals}　`, { x: frame.left + pad, y: mid }, BODY)
  canvas.text(amountInCapitals(receipt.totalFen), { x, y: mid, width: split - pad - x }, BOLD)
  const agency = agencyFen(receipt.lines)
  const agencyText = agency === 0 ? '' : `　${fillLabel(fee.agencyShare, { amount: formatFen(agency) })}`
  const agencyWidth = canvas.measure(agencyText, BODY)
  const amount = formatFen(receipt.totalFen)
  const amountWidth = canvas.measure(amount, NUMBER)
  const amountX = frame.right - pad - agencyWidth - amountWidth
  canvas.text(agencyText, { x: frame.right - pad - agencyWidth, y: mid }, BODY)
  canvas.text(amount, { x: amountX, y: mid }, NUMBER)
  canvas.text(`${fee.currency} `, { x: amountX - canvas.measure(`${fee.currency} `, BODY), y: mid }, BODY)
  return y + TOTAL_HEIGHT
}

function drawFoot(
  canvas: Canvas,
  receipt: ReceiptDocument,
  options: { readonly frame: FormFrame; readonly y: number },
): void {
  const { frame, y } = options
  const words = frame.form.labels.receipt
  const textEnd = drawVerification(canvas, receipt, { frame, y })
  const width = textEnd - frame.left - 4
  canvas.text(
    receipt.tenders.map((tender) => tenderText(tender, words)).join('　'),
    { x: frame.left, y: y + 4.2, width },
    BODY,
  )
  drawBalances(canvas, receipt, { frame, y: y + 9, width })
  const x = canvas.text(`${words.cashier}　${cashierText(receipt)}`, { x: frame.left, y: y + 13.8 }, BODY)
  const sealX = Math.max(x + GAP, frame.left + 50)
  canvas.text(words.seal, { x: sealX, y: y + 13.8 }, BODY)
}

function drawBalances(
  canvas: Canvas,
  receipt: ReceiptDocument,
  options: { readonly frame: FormFrame; readonly y: number; readonly width: number },
): void {
  const { frame, y } = options
  const words = frame.form.labels.receipt
  const end = frame.left + options.width
  let x = frame.left
  for (const { itemName, on } of receipt.paidUntil) {
    x = canvas.text(`${fillLabel(words.paidUntil, { item: itemName })} `, { x, y, width: Math.max(1, end - x) }, BODY)
    x = canvas.text(on, { x, y }, BOLD) + GAP
  }
  if (receipt.prepaymentBalanceFen !== null) {
    x = canvas.text(`${words.prepaymentBalance} ${formatFen(receipt.prepaymentBalanceFen)}`, { x, y }, BODY) + GAP
  }
  const order = orderText(receipt, words)
  if (order !== '' && end - x > 12) x = canvas.text(order, { x, y, width: end - x }, BODY) + GAP
  if (receipt.remark !== null && end - x > 12)
    canvas.text(`${words.remark} ${receipt.remark}`, { x, y, width: end - x }, BODY)
}

/** Answers the x at which the words to its left must end. */
function drawVerification(
  canvas: Canvas,
  receipt: ReceiptDocument,
  options: { readonly frame: FormFrame; readonly y: number },
): number {
  const { frame, y } = options
  const words = frame.form.labels.receipt
  drawQr(canvas, receipt.verification.text, { x: frame.right - QR_SIDE, y: y + 1.8, side: QR_SIDE })
  const code = `${words.verification} ${receipt.verification.shortCode}`
  const width = Math.max(canvas.measure(code, BODY), canvas.measure(words.hint, HINT))
  const x = frame.right - QR_SIDE - 3 - width
  canvas.text(code, { x, y: y + 9, width, align: 'right' }, BODY)
  canvas.text(words.hint, { x, y: y + 13.8, width, align: 'right' }, HINT)
  return x
}

/** A page that another one follows says who took the money and how to check it; the total is on the last. */
function drawShortFoot(
  canvas: Canvas,
  receipt: ReceiptDocument,
  options: { readonly frame: FormFrame; readonly y: number },
): void {
  const { frame, y } = options
  const words = frame.form.labels.receipt
  canvas.text(`${words.cashier}　${cashierText(receipt)}`, { x: frame.left, y: y + 4 }, BODY)
  const code = `${words.verification} ${receipt.verification.shortCode}`
  canvas.text(code, { x: frame.left, y: y + 4, width: frame.right - frame.left, align: 'right' }, BODY)
}
