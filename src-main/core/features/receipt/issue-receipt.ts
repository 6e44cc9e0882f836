import type { CollectAccepted } from '../../../../src-shared/domain/counter/index.ts'
import { verificationCode } from '../../../../src-shared/domain/receipt/index.ts'
import type { ReceiptTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { writeReceiptDocument } from '../search/index.ts'
import { allocateReceiptNumber } from './receipt-book.ts'

export interface NewReceipt {
  readonly projectId: string
  readonly shiftId: string
  readonly cashierId: string
  readonly payerName: string
  readonly note: string | null
  readonly accepted: CollectAccepted
  /** The room of each line, by line id. */
  readonly roomOf: ReadonlyMap<string, { readonly roomId: string; readonly code: string; readonly buildingId: string }>
}

const SHOWN_CODES = 200
const ADD_PAID = `INSERT INTO receivable_balance(receivable_id, paid_fen) VALUES(?,?)
  ON CONFLICT(receivable_id) DO UPDATE SET paid_fen = paid_fen + excluded.paid_fen`

/** Writes the receipt with its number, lines and tenders, and what is derived from them: one transaction or nothing. */
export function issueReceipt(db: UnitOfWork, issue: NewReceipt): ReceiptTable {
  const { projectId, accepted, roomOf } = issue
  const rooms = accepted.allocations.flatMap(({ lineId }) => roomOf.get(lineId) ?? [])
  const { book, receiptNo } = allocateReceiptNumber(db, { projectId, businessOn: accepted.businessOn })
  const receipt = db.insertDocument(
    'receipt',
    {
      id: db.newId(),
      project_id: projectId,
      receipt_no: receiptNo,
      book,
      payer_name: issue.payerName,
      room_codes: codesText(rooms.map(({ code }) => code)),
      amount_fen: accepted.amountFen,
      shift_id: issue.shiftId,
      cashier_id: issue.cashierId,
      note: issue.note,
      business_on: accepted.businessOn,
      at: db.now,
      received_at: null,
    },
    (hash) => ({ verification_code: verificationCode(hash) }),
  )
  insertLines(db, receipt, issue)
  insertTenders(db, receipt, accepted)
  const buildingIds = [...new Set(rooms.map(({ buildingId }) => buildingId))]
  writeReceiptDocument(db, { projectId, receiptId: receipt.id, receiptNo, buildingIds, rankKey: receiptNo })
  return receipt
}

function insertLines(db: UnitOfWork, receipt: ReceiptTable, { accepted, roomOf, projectId }: NewReceipt): void {
  const rows = accepted.allocations.map(({ lineId, amountFen }, index) => ({
    id: db.newId(),
    project_id: projectId,
    receipt_id: receipt.id,
    line_no: index + 1,
    receivable_id: lineId,
    room_id: roomOf.get(lineId)?.roomId ?? '',
    amount_fen: amountFen,
  }))
  db.insertMany('receipt_line', rows)
  for (const { receivable_id, amount_fen } of rows)
    db.technical({ table: 'receivable_balance', text: ADD_PAID }, receivable_id, amount_fen)
}

function insertTenders(db: UnitOfWork, receipt: ReceiptTable, { tenders }: CollectAccepted): void {
  const rows = tenders.map(({ tender, amountFen, receivedFen, changeFen, reference }) => ({
    id: db.newId(),
    project_id: receipt.project_id,
    receipt_id: receipt.id,
    tender,
    amount_fen: amountFen,
    received_fen: receivedFen,
    change_fen: changeFen,
    reference,
  }))
  db.insertMany('receipt_tender', rows)
}

/** Each room once, as the office writes it. */
function codesText(codes: readonly string[]): string {
  const text = [...new Set(codes)].join('、')
  return text.length > SHOWN_CODES ? `${text.slice(0, SHOWN_CODES - 1)}…` : text
}
