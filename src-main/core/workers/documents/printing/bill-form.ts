import type { BillDocument } from '../../../../../src-shared/domain/document/bill-document.ts'
import { amountInCapitals } from '../../../../../src-shared/domain/document/capitals.ts'
import type { PaperLabels } from '../../../../../src-shared/domain/document/labels.ts'
import { fillLabel } from '../../../../../src-shared/domain/document/labels.ts'
import type { SheetSize } from '../../../../../src-shared/domain/document/paper.ts'
import { formatFen, formatScaled } from '../../../../../src-shared/kernel/money.ts'
import type { Canvas, TextStyle } from './canvas.ts'
import type { FeePage, FeeTable } from './fee-pages.ts'
import { drawFeePage, FEE_STYLE, feePages } from './fee-pages.ts'
import { feeColumns } from './fee-table.ts'
import { drawQr } from './qr.ts'
import { edgesOf } from './table.ts'

const BODY: TextStyle = { size: 9 }
const BOLD: TextStyle = { size: 9, weight: 'bold' }
const TITLE: TextStyle = { size: 14, weight: 'bold' }
const TOTAL: TextStyle = { size: 11, weight: 'bold' }
const SMALL: TextStyle = { size: 8 }
const HEAD_HEIGHT = 16
const TOTAL_HEIGHT = 6.4
const FOOT_HEIGHT = 20
const QR_SIDE = 16
const WAY_STEP = 4.4
const GAP = 8

/** One place on a page where a notice, or a continuation of it, is drawn. */
export interface BillSlot {
  readonly top: number
  readonly sheet: SheetSize
}

/** The slots that one notice needs; `draw` fills the slot at the given top. */
export function billSlots(
  canvas: Canvas,
  bill: BillDocument,
  options: { readonly sheet: SheetSize; readonly labels: PaperLabels },
): ((top: number) => void)[] {
  const { sheet, labels } = options
  const width = sheet.widthMm - 2 * sheet.marginXMm
  const columns = feeColumns(labels.fee, { width, net: labels.bill.payable })
  const table: FeeTable = { columns, x: sheet.marginXMm, text: { labels: labels.fee, roomCode: bill.roomCode } }
  const pages = feePages(canvas, bill.lines, { table, room: roomOf(sheet) })
  return pages.map((page, index) => (top) => {
    const pageText = pages.length === 1 ? '' : fillLabel(labels.fee.page, { page: index + 1, pages: pages.length })
    drawSlot(canvas, { bill, page, pageText, labels, table, slot: { top, sheet } })
  })
}

function roomOf(sheet: SheetSize): { more: number; last: number; carryIn: number } {
  const row = FEE_STYLE.rowHeight
  const body = sheet.heightMm - sheet.marginTopMm - sheet.marginBottomMm - HEAD_HEIGHT - row
  return { more: body - row, last: body - TOTAL_HEIGHT - FOOT_HEIGHT, carryIn: row }
}

interface Slot {
  readonly bill: BillDocument
  readonly page: FeePage
  readonly pageText: string
  readonly labels: PaperLabels
  readonly table: FeeTable
  readonly slot: BillSlot
}

function drawSlot(canvas: Canvas, slot: Slot): void {
  drawHeading(canvas, slot)
  const top = slot.slot.top + slot.slot.sheet.marginTopMm + HEAD_HEIGHT
  const y = drawFeePage(canvas, slot.page, { table: slot.table, y: top })
  if (slot.page.carryOutFen !== null) return
  drawTotal(canvas, slot, y)
  drawFoot(canvas, slot, y + TOTAL_HEIGHT)
}

function drawHeading(canvas: Canvas, slot: Slot): void {
  const { bill, labels } = slot
  const { sheet } = slot.slot
  const top = slot.slot.top + sheet.marginTopMm
  const left = sheet.marginXMm
  const third = (sheet.widthMm - 2 * left) / 3
  const end = { x: left + 2 * third, width: third, align: 'right' } as const
  canvas.text(bill.payeeName, { x: left, y: top + 2.2, width: third }, SMALL)
  canvas.text(bill.projectName, { x: left, y: top + 6.4, width: third }, SMALL)
  canvas.text(labels.bill.title, { x: left + third, y: top + 4, width: third, align: 'center' }, TITLE)
  const number = bill.number === null ? '' : `${labels.bill.number} ${bill.number}`
  canvas.text([number, slot.pageText].filter((part) => part !== '').join('　'), { ...end, y: top + 2.2 }, SMALL)
  canvas.text(`${labels.bill.issuedOn} ${bill.issuedOn}`, { ...end, y: top + 6.4 }, SMALL)
  const y = top + 12.4
  let x = canvas.text(`${labels.fee.room}　`, { x: left, y }, BODY)
  x = canvas.text(bill.roomCode, { x, y }, BOLD) + GAP
  x = canvas.text(`${labels.bill.owner}　${bill.ownerName}`, { x, y, width: 2 * third + left - x - 24 }, BODY) + GAP
  if (bill.areaE2 !== null) canvas.text(`${labels.fee.area}　${formatScaled(bill.areaE2, 2)} ㎡`, { x, y }, BODY)
  canvas.text(fillLabel(labels.bill.dueOn, { date: bill.dueOn }), { ...end, y }, BOLD)
}

function drawTotal(canvas: Canvas, slot: Slot, y: number): void {
  const { bill, labels, table } = slot
  const edges = edgesOf(table.columns, table.x)
  const [split = 0, right = 0] = [edges[4], edges.at(-1)]
  const mid = y + TOTAL_HEIGHT / 2
  const pad = FEE_STYLE.paddingX
  canvas.grid([table.x, split, right], { y, height: TOTAL_HEIGHT })
  const x = canvas.text(`${labels.fee.totalCapitals}　`, { x: table.x + pad, y: mid }, BODY)
  canvas.text(amountInCapitals(bill.totalFen), { x, y: mid, width: split - pad - x }, BOLD)
  const amount = `${labels.fee.currency} ${formatFen(bill.totalFen)}`
  canvas.text(amount, { x: split, y: mid, width: right - split - pad, align: 'right' }, TOTAL)
}

function drawFoot(canvas: Canvas, slot: Slot, y: number): void {
  const { bill, labels } = slot
  const { sheet } = slot.slot
  const left = sheet.marginXMm
  const right = sheet.widthMm - left
  const words = labels.bill
  const caption = bill.qr === null ? '' : fillLabel(words.qrCaption, { code: bill.qr.caption })
  const captionWidth = canvas.measure(caption, SMALL)
  if (bill.qr !== null) {
    drawQr(canvas, bill.qr.text, { x: right - QR_SIDE, y: y + 2.2, side: QR_SIDE })
    canvas.text(caption, { x: right - QR_SIDE - 3 - captionWidth, y: y + 2.2 + QR_SIDE / 2 }, SMALL)
  }
  const captionRoom = bill.qr === null ? 0 : QR_SIDE + 6 + captionWidth
  const width = right - left - captionRoom
  let at = y + 4
  if (bill.prepaymentBalanceFen !== null) {
    canvas.text(`${words.prepaymentBalance} ${formatFen(bill.prepaymentBalanceFen)}`, { x: left, y: at, width }, BODY)
    at += WAY_STEP
  }
  if (bill.howToPay.length === 0) return
  canvas.text(words.howToPay, { x: left, y: at }, BOLD)
  const indent = canvas.measure(`${words.howToPay}　`, BOLD)
  const lines = bill.howToPay.flatMap((way) => canvas.wrap(way, width - indent, SMALL))
  const room = Math.max(1, Math.floor((y + FOOT_HEIGHT - at) / WAY_STEP + 0.5))
  for (const line of lines.slice(0, room)) {
    canvas.text(line, { x: left + indent, y: at, width: width - indent }, SMALL)
    at += WAY_STEP
  }
}
