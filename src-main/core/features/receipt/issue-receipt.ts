import type { CollectAccepted } from '../../../../src-shared/domain/counter/index.ts'
import type { LateFeeExplanation, LateFeeOrder } from '../../../../src-shared/domain/late-fee/index.ts'
import { verificationCode } from '../../../../src-shared/domain/receipt/index.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { sumFen } from '../../../../src-shared/kernel/money.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ReceiptLineTable, ReceiptTable } from '../../db/tables.ts'
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
  /** 冲抵顺序, said on the paper; `null` where no late fee was in question. */
  readonly lateFeeOrder: LateFeeOrder | null
  /** What each line is for, by line id. */
  readonly lineOf: ReadonlyMap<string, PaidLine>
}

/** A receivable line with the words that go on the receipt. */
export interface PaidLine {
  readonly roomId: string
  readonly roomCode: string
  readonly buildingId: string
  readonly feeItemName: string
  readonly nature: ReceiptLineTable['nature']
  /** How its late fee comes about; `null` where it bears none. */
  readonly lateFee: LateFeeExplanation | null
}

interface Names {
  readonly project_name: string
  readonly payee_name: string
  readonly cashier_name: string
}
const namesOf = hot<Names>(`SELECT p.name AS project_name, p.payee_name, u.display_name AS cashier_name
  FROM project p, user u WHERE p.id = ? AND u.id = ?`)
const areaOf = hot<{
  built_area_e2: number
}>(`SELECT built_area_e2 FROM room_area WHERE room_id = ? AND ifnull(from_on, '') <= ?
  ORDER BY ifnull(from_on, '') DESC LIMIT 1`)
const SHOWN_CODES = 200
const ADD_PAID = `INSERT INTO receivable_balance(receivable_id, paid_fen) VALUES(?,?)
  ON CONFLICT(receivable_id) DO UPDATE SET paid_fen = paid_fen + excluded.paid_fen`

/** Writes the receipt with its number, lines and tenders, and what is derived from them: one transaction or nothing. */
export function issueReceipt(db: UnitOfWork, issue: NewReceipt): ReceiptTable {
  const { projectId, accepted } = issue
  requireWhole(accepted)
  const names = db.hotFirst(namesOf, projectId, issue.cashierId)
  invariant(names !== null, 'a receipt has a payee and a cashier')
  const paid = accepted.allocations.map(({ lineId }) => paidLine(issue, lineId))
  const { book, receiptNo } = allocateReceiptNumber(db, { projectId, businessOn: accepted.businessOn })
  const receipt = db.insertDocument(
    'receipt',
    {
      id: db.newId(),
      project_id: projectId,
      receipt_no: receiptNo,
      book,
      ...names,
      payer_name: issue.payerName,
      room_codes: codesText(paid.map(({ roomCode }) => roomCode)),
      built_area_e2: areaOfOnly(db, paid, accepted.businessOn),
      amount_fen: accepted.amountFen,
      shift_id: issue.shiftId,
      cashier_id: issue.cashierId,
      note: issue.note,
      late_fee_order: issue.lateFeeOrder,
      business_on: accepted.businessOn,
      at: db.now,
      received_at: null,
    },
    (hash) => ({ verification_code: verificationCode(hash) }),
  )
  insertLines(db, receipt, issue)
  insertTenders(db, receipt, accepted)
  const buildingIds = [...new Set(paid.map(({ buildingId }) => buildingId))]
  writeReceiptDocument(db, { projectId, receiptId: receipt.id, receiptNo, buildingIds, rankKey: receiptNo })
  return receipt
}

/**
 * A receipt holds money on lines and nothing else: 抹零 and 预存 have no place in the balance that `LINE_OPEN_FEN` reads, so a
 * decision that makes them is refused here instead of losing them.
 */
function requireWhole({ allocations, tenders, discount, prepaymentFen, amountFen }: CollectAccepted): void {
  invariant(discount === null && prepaymentFen === 0, 'a receipt gives no discount and takes no prepayment')
  const linesFen = sumFen(allocations, (line) => line.amountFen)
  const tendersFen = sumFen(tenders, (tender) => tender.amountFen)
  invariant(linesFen === amountFen && tendersFen === amountFen, 'lines and tenders of a receipt give its sum')
}

function paidLine({ lineOf }: NewReceipt, lineId: string): PaidLine {
  const line = lineOf.get(lineId)
  invariant(line !== undefined, 'a receipt knows each line that it pays')
  return line
}

/** The area on the paper of a receipt for one room; one for several rooms says none. */
function areaOfOnly(db: ReadHandle, paid: readonly PaidLine[], on: string): number | null {
  const rooms = new Set(paid.map(({ roomId }) => roomId))
  const [only] = rooms
  if (rooms.size !== 1 || only === undefined) return null
  return db.hotFirst(areaOf, only, on)?.built_area_e2 ?? null
}

function insertLines(db: UnitOfWork, receipt: ReceiptTable, issue: NewReceipt): void {
  const rows = issue.accepted.allocations.map(({ lineId, part, amountFen }, index) => {
    const { roomId, roomCode, feeItemName, nature, lateFee } = paidLine(issue, lineId)
    const isLate = part === 'late_fee'
    invariant(!isLate || lateFee !== null, 'a late fee that is paid is explained')
    return {
      id: db.newId(),
      project_id: issue.projectId,
      receipt_id: receipt.id,
      line_no: index + 1,
      receivable_id: lineId,
      room_id: roomId,
      room_code: roomCode,
      fee_item_name: feeItemName,
      // Whatever the item is collected for: its late fee is the office's.
      nature: isLate ? ('revenue' as const) : nature,
      amount_fen: amountFen,
      part,
      explanation_json: isLate ? JSON.stringify(lateFee) : null,
    }
  })
  db.insertMany('receipt_line', rows)
  for (const { receivable_id, amount_fen } of rows.filter(({ part }) => part === 'principal'))
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
