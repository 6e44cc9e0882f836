import type { ReceiptDocument, ReceiptTender } from '../../../../src-shared/domain/document/receipt-document.ts'
import type { PaperLine } from '../../../../src-shared/domain/document/paper-line.ts'
import { computePaidUntil } from '../../../../src-shared/domain/ledger/index.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { addFen, fen, formatFen, sumFen } from '../../../../src-shared/kernel/money.ts'
import { instant, localDate } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { zhCN } from '../../../../src-shared/locales/zh-CN/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { LINE_IS_OF_TIME, LINE_IS_VISIBLE } from '../ledger/index.ts'
import { lineNote } from './line-note.ts'
import { lineProduct } from './line-product.ts'
import { loadWholeReceipt } from './receipt-rows.ts'
import type { ReceiptLineRow, WholeReceipt } from './receipt-rows.ts'

interface PeriodRow {
  readonly fee_item_id: string
  readonly from_on: string
  readonly to_on: string
  readonly open_fen: number
  readonly opening_paid_until_on: string | null
}
/** As it stood when the receipt was written: a reprint says what the first paper said. */
const periodsThen = hot<PeriodRow>(`SELECT r.fee_item_id, r.from_on, r.to_on, room.opening_paid_until_on,
  r.amount_fen - ifnull((SELECT sum(l.amount_fen) FROM receipt_line l JOIN receipt rc ON rc.id = l.receipt_id WHERE l.receivable_id = r.id AND l.part = 'principal'
    AND (rc.at, rc.id) <= (?, ?) AND NOT EXISTS(SELECT 1 FROM receipt_event e WHERE e.receipt_id = rc.id AND e.kind = 'voided' AND e.at < ?)), 0) AS open_fen
  FROM receivable r JOIN room ON room.id = r.room_id JOIN fee_item item ON item.id = r.fee_item_id
  WHERE r.room_id = ? AND r.at <= ? AND ${LINE_IS_VISIBLE} AND ${LINE_IS_OF_TIME} ORDER BY item.priority, r.from_on`)

/** The receipt as paper: everything in words and numbers, read from the document alone. */
export function loadReceiptPaper(db: ReadHandle, receiptId: string, reprintNo: number): ReceiptDocument {
  const whole = loadWholeReceipt(db, receiptId)
  const { receipt, state, lines } = whole
  const amount = formatFen(fen(receipt.amount_fen), { grouping: false })
  return {
    kind: 'receipt',
    state: state === 'voided' ? 'void' : 'valid',
    reprintNo,
    number: receipt.receipt_no,
    originalNumber: null,
    paperNumber: null,
    payeeName: receipt.payee_name,
    projectName: receipt.project_name,
    payerName: receipt.payer_name,
    roomCode: receipt.room_codes,
    areaE2: receipt.built_area_e2,
    lines: paperLines(lines),
    totalFen: fen(receipt.amount_fen),
    tenders: whole.tenders.map(paperTender),
    paidUntil: paidUntilThen(db, whole),
    prepaymentBalanceFen: null,
    lateFeeOrder: receipt.late_fee_order,
    cashierName: receipt.cashier_name,
    shiftName: receipt.drawer,
    at: instant(receipt.at),
    verification: {
      shortCode: receipt.verification_code,
      text: `XQ1:${receipt.receipt_no}:${amount}:${receipt.verification_code.replace('-', '')}`,
    },
    remark: receipt.note,
  }
}

/** A row for each receivable: its late fee stands in the column beside, also where nothing else of it was paid. */
function paperLines(lines: readonly ReceiptLineRow[]): PaperLine[] {
  return [...Map.groupBy(lines, ({ receivable_id }) => receivable_id).values()].map(paperLine)
}

function paperLine(parts: readonly ReceiptLineRow[]): PaperLine {
  const [line] = parts
  invariant(line !== undefined, 'a row of the paper has a line')
  const paidOf = (part: ReceiptLineRow['part']) =>
    sumFen(
      parts.filter((one) => one.part === part),
      ({ amount_fen }) => fen(amount_fen),
    )
  const lateFeeFen = paidOf('late_fee')
  const product = lineProduct(line.explanation_json)
  return {
    itemName: line.fee_item_name,
    objectCode: line.room_code,
    nature: parts.some(({ nature }) => nature === 'collected_for_others') ? 'agency' : 'own',
    period: { from: localDate(line.from_on), to: localDate(line.to_on) },
    note: lineNote(line.explanation_json),
    quantity: product?.quantity ?? null,
    priceE6: product?.priceE6 ?? null,
    amountFen: fen(line.billed_fen),
    discountFen: fen(0),
    lateFeeFen,
    netFen: addFen(paidOf('principal'), lateFeeFen),
  }
}

function paperTender(row: WholeReceipt['tenders'][number]): ReceiptTender {
  const names: Readonly<Record<string, string>> = zhCN.enum.counter.tender
  const cash =
    row.received_fen === null ? null : { receivedFen: fen(row.received_fen), changeFen: fen(row.change_fen ?? 0) }
  return { name: names[row.tender] ?? row.tender, amountFen: fen(row.amount_fen), cash }
}

/** 缴至 by item, for a receipt of one room; of several rooms the papers of each say it. */
function paidUntilThen(db: ReadHandle, { receipt, lines }: WholeReceipt): ReceiptDocument['paidUntil'] {
  const rooms = new Set(lines.map((line) => line.room_id))
  const [only] = rooms
  if (rooms.size !== 1 || only === undefined) return []
  const nameOf = new Map(lines.map((line) => [line.fee_item_id, line.fee_item_name]))
  const periods = db.hotAll(periodsThen, receipt.at, receipt.id, receipt.at, only, receipt.at)
  const byItem = Map.groupBy(periods, (period) => period.fee_item_id)
  return [...byItem].flatMap(([itemId, rows]) => {
    const itemName = nameOf.get(itemId)
    const on = itemName === undefined ? null : paidUntilOf(rows)
    return itemName === undefined || on === null ? [] : [{ itemName, on }]
  })
}

function paidUntilOf(rows: readonly PeriodRow[]): LocalDate | null {
  const settled = rows[0]?.opening_paid_until_on ?? null
  const lines = rows.map((row) => ({
    fromOn: localDate(row.from_on),
    toOn: localDate(row.to_on),
    openFen: fen(row.open_fen),
  }))
  return computePaidUntil(lines, settled === null ? null : localDate(settled))
}
