import { findNumberGaps, makeReceiptNumber, parseReceiptNumber } from '../../../../src-shared/domain/receipt/index.ts'
import { computeShiftTotals } from '../../../../src-shared/domain/shift/index.ts'
import type { ShiftTotals } from '../../../../src-shared/domain/shift/index.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { loadMoneyDocuments } from './money-documents.ts'
import { toShift } from './shift-rows.ts'
import type { ShiftRow } from './shift-rows.ts'

/** All that a shift's papers and reports are made of. */
export interface ShiftFacts {
  readonly row: ShiftRow
  readonly totals: ShiftTotals
  readonly voided: readonly { readonly receiptNo: string; readonly amountFen: Fen; readonly reason: string }[]
  readonly reprints: readonly { readonly receiptNo: string; readonly times: number }[]
  /** Numbers between the first and the last that no receipt has, of this shift or another. */
  readonly gaps: readonly string[]
}

const voids = hot<{
  receipt_no: string
  amount_fen: number
  reason: string | null
}>(`SELECT r.receipt_no, r.amount_fen, e.reason
  FROM receipt r JOIN receipt_event e ON e.receipt_id = r.id AND e.kind = 'voided' WHERE r.shift_id = ? ORDER BY r.at, r.id`)
const reprints = hot<{ receipt_no: string; times: number }>(`SELECT r.receipt_no, count(*) AS times
  FROM receipt r JOIN receipt_event e ON e.receipt_id = r.id AND e.kind = 'reprinted' WHERE r.shift_id = ? GROUP BY r.id ORDER BY r.at, r.id`)
const existing = hot<{ receipt_no: string }>(
  'SELECT receipt_no FROM receipt WHERE receipt_no IN (SELECT value FROM json_each(?))',
)

/** @throws RangeError when a sum leaves 2^53. */
export function loadShiftFacts(db: ReadHandle, row: ShiftRow): ShiftFacts {
  const documents = loadMoneyDocuments(db, { kind: 'shift', shiftId: row.id })
  const bankedFen = fen(row.counted_fen === null ? 0 : row.banked_fen)
  return {
    row,
    totals: computeShiftTotals(toShift(row), { documents, bankedFen }),
    voided: db
      .hotAll(voids, row.id)
      .map((one) => ({ receiptNo: one.receipt_no, amountFen: fen(one.amount_fen), reason: one.reason ?? '' })),
    reprints: db.hotAll(reprints, row.id).map((one) => ({ receiptNo: one.receipt_no, times: one.times })),
    gaps: missingNumbers(
      db,
      documents.map((document) => document.number),
    ),
  }
}

/** Two cashiers draw from one series: a number of the other's shift is no gap. */
function missingNumbers(db: ReadHandle, numbers: readonly string[]): string[] {
  const parsed = numbers.flatMap((number) => parseReceiptNumber(number) ?? [])
  const skipped = findNumberGaps(parsed).map(makeReceiptNumber)
  if (skipped.length === 0) return []
  const elsewhere = new Set(db.hotAll(existing, JSON.stringify(skipped)).map((row) => row.receipt_no))
  return skipped.filter((number) => !elsewhere.has(number))
}
