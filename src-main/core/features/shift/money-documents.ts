import type { LineShare, MoneyDocument, MoneyTender, TenderRow } from '../../../../src-shared/domain/ledger/index.ts'
import { fen, ZERO_FEN } from '../../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import type { Instant, LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'

/** Which documents: all of a shift, or all of some business days, whatever their shifts. */
export type DocumentsOf =
  | { readonly kind: 'shift'; readonly shiftId: string }
  | { readonly kind: 'days'; readonly projectId: string; readonly fromOn: LocalDate; readonly toOn: LocalDate }

interface ReceiptRow {
  readonly id: string
  readonly receipt_no: string
  readonly shift_id: string
  readonly cashier_id: string
  readonly business_on: string
  readonly at: number
  readonly voided: 0 | 1
}
interface TenderOfReceipt {
  readonly receipt_id: string
  readonly tender: MoneyTender
  readonly amount_fen: number
}
interface LineOfReceipt {
  readonly receipt_id: string
  readonly receivable_id: string
  readonly fee_item_id: string
  readonly amount_fen: number
  readonly part: 'principal' | 'late_fee'
}

function statements(condition: string) {
  return {
    receipts: hot<ReceiptRow>(`SELECT r.id, r.receipt_no, r.shift_id, r.cashier_id, r.business_on, r.at,
      EXISTS(SELECT 1 FROM receipt_event e WHERE e.receipt_id = r.id AND e.kind = 'voided') AS voided
      FROM receipt r WHERE ${condition} ORDER BY r.at, r.id`),
    tenders: hot<TenderOfReceipt>(`SELECT t.receipt_id, t.tender, t.amount_fen FROM receipt r
      JOIN receipt_tender t ON t.receipt_id = r.id WHERE ${condition}`),
    lines: hot<LineOfReceipt>(`SELECT l.receipt_id, l.receivable_id, v.fee_item_id, l.amount_fen, l.part FROM receipt r
      JOIN receipt_line l ON l.receipt_id = r.id JOIN receivable v ON v.id = l.receivable_id WHERE ${condition}`),
  }
}
const BY_SHIFT = statements('r.shift_id = ?')
const BY_DAYS = statements('r.project_id = ? AND r.business_on BETWEEN ? AND ?')

/**
 * Money documents as the pure rules see them, voided ones included. Shift totals and daily reports are both summed from
 * these, so they agree. Only receipts exist so far: no refunds, reversals, prepayments or deposits.
 */
export function loadMoneyDocuments(db: ReadHandle, of: DocumentsOf): MoneyDocument[] {
  const sql = of.kind === 'shift' ? BY_SHIFT : BY_DAYS
  const parameters = of.kind === 'shift' ? [of.shiftId] : [of.projectId, of.fromOn, of.toOn]
  const tenders = Map.groupBy(db.hotAll(sql.tenders, ...parameters), (row) => row.receipt_id)
  const lines = Map.groupBy(db.hotAll(sql.lines, ...parameters), (row) => row.receipt_id)
  return db.hotAll(sql.receipts, ...parameters).map((row) => ({
    id: row.id,
    number: row.receipt_no,
    kind: 'receipt',
    state: row.voided === 1 ? 'voided' : 'valid',
    shiftId: row.shift_id,
    cashierId: row.cashier_id,
    businessOn: row.business_on as LocalDate,
    at: row.at as Instant,
    tenders: (tenders.get(row.id) ?? []).map(tenderRow),
    allocations: (lines.get(row.id) ?? []).filter(({ part }) => part === 'principal').map(lineShare),
    lateFees: (lines.get(row.id) ?? []).filter(({ part }) => part === 'late_fee').map(lineShare),
    discounts: [],
    prepaymentFen: ZERO_FEN,
    depositFen: ZERO_FEN,
  }))
}

function tenderRow({ tender, amount_fen }: TenderOfReceipt): TenderRow {
  return { tender, amountFen: fen(amount_fen) satisfies Fen }
}

function lineShare({ receivable_id, fee_item_id, amount_fen }: LineOfReceipt): LineShare {
  return { lineId: receivable_id, itemId: fee_item_id, amountFen: fen(amount_fen) }
}
