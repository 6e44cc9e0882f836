import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ReceiptEventTable, ReceiptTable, ReceiptTenderTable } from '../../db/tables.ts'

export interface ReceiptLineRow {
  readonly receivable_id: string
  readonly room_id: string
  readonly room_code: string
  readonly fee_item_id: string
  readonly fee_item_name: string
  readonly nature: string
  readonly month: string
  readonly from_on: string
  readonly to_on: string
  /** What was billed. */
  readonly billed_fen: number
  readonly explanation_json: string
  /** What this receipt put on it. */
  readonly amount_fen: number
  readonly part: 'principal' | 'late_fee'
  /** How a late fee came about. */
  readonly late_fee_json: string | null
}
export interface ReceiptRow extends ReceiptTable {
  readonly drawer: string
}
export interface ReceiptEventRow extends ReceiptEventTable {
  readonly by: string
  readonly approver: string | null
}

export interface WholeReceipt {
  readonly receipt: ReceiptRow
  readonly state: 'valid' | 'voided'
  readonly lines: readonly ReceiptLineRow[]
  readonly tenders: readonly ReceiptTenderTable[]
  readonly events: readonly ReceiptEventRow[]
}

const receiptById = hot<ReceiptRow>(`SELECT rc.*, s.drawer FROM receipt rc
  JOIN shift s ON s.id = rc.shift_id WHERE rc.id = ?`)
const linesOf =
  hot<ReceiptLineRow>(`SELECT l.receivable_id, l.room_id, l.room_code, r.fee_item_id, l.fee_item_name, l.nature,
  r.month, r.from_on, r.to_on, r.amount_fen AS billed_fen, r.explanation_json, l.amount_fen, l.part,
  l.explanation_json AS late_fee_json
  FROM receipt_line l JOIN receivable r ON r.id = l.receivable_id
  WHERE l.receipt_id = ? ORDER BY l.line_no`)
const tendersOf = hot<ReceiptTenderTable>('SELECT * FROM receipt_tender WHERE receipt_id = ? ORDER BY rowid')
const eventsOf = hot<ReceiptEventRow>(`SELECT e.*, u.display_name AS by, a.display_name AS approver FROM receipt_event e
  JOIN user u ON u.id = e.user_id LEFT JOIN user a ON a.id = e.approved_by
  WHERE e.receipt_id = ? ORDER BY e.at, e.id`)

/** Everything of a receipt that is known to exist; who may see it is asked before. */
export function loadWholeReceipt(db: ReadHandle, receiptId: string): WholeReceipt {
  const receipt = db.hotFirst(receiptById, receiptId)
  invariant(receipt !== null, 'the receipt exists')
  const events = db.hotAll(eventsOf, receiptId)
  return {
    receipt,
    state: events.some(({ kind }) => kind === 'voided') ? 'voided' : 'valid',
    lines: db.hotAll(linesOf, receiptId),
    tenders: db.hotAll(tendersOf, receiptId),
    events,
  }
}
