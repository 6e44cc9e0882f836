import { MONEY_TENDERS } from '../../../../src-shared/domain/ledger/index.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'
import type { ShiftFacts } from './shift-facts.ts'
import { loadShiftFacts } from './shift-facts.ts'
import { isCounted } from './shift-rows.ts'
import type { ShiftRow } from './shift-rows.ts'

export type ShiftReport = Output<'shift.report'>
export type ShiftPapers = ShiftReport['documents']
export type ShiftView = NonNullable<Output<'shift.current'>['shift']>

const feeItemName = hot<{ name: string }>('SELECT name FROM fee_item WHERE id = ?')
const chainTail = hot<{ dev_seq: number; hash: Buffer }>(
  'SELECT dev_seq, hash FROM op_log ORDER BY dev_seq DESC LIMIT 1',
)
const receiptsOf = hot<{ receipts: number }>('SELECT count(*) AS receipts FROM receipt WHERE shift_id = ?')

/** 班次读数 (X) of an open shift, 交班表 (Z) of a closed one. Whether the person may see it is decided before. */
export function shiftReportOf(db: ReadHandle, row: ShiftRow): ShiftReport {
  const facts = loadShiftFacts(db, row)
  const { takings } = facts.totals
  return {
    ...closingOf(row),
    shiftId: row.id as Id,
    kind: row.state === 'open' ? 'x' : 'z',
    cashier: row.cashier,
    drawer: row.drawer,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    floatFen: fen(row.float_fen),
    byTender: MONEY_TENDERS.map((tender) => ({ tender, ...takings.byTender[tender] })).filter(({ count }) => count > 0),
    byFeeItem: [...takings.byItem].map(([itemId, amountFen]) => ({
      feeItem: db.hotFirst(feeItemName, itemId)?.name ?? itemId,
      amountFen,
    })),
    lateFeeFen: takings.lateFeeFen,
    netFen: takings.netFen,
    expectedCashFen: isCounted(row) ? fen(row.expected_fen) : facts.totals.expectedCashFen,
    documents: shiftPapersOf(facts),
    chainHead: row.z_head ?? currentChainHead(db),
  }
}

function closingOf(row: ShiftRow) {
  const counted = isCounted(row)
  return {
    countedPieces: counted ? (JSON.parse(row.pieces_json) as Record<string, number>) : null,
    countedCashFen: row.counted_fen === null ? null : fen(row.counted_fen),
    differenceFen: counted ? fen(row.difference_fen) : null,
    differenceReason: row.difference_reason,
    forcedReason: row.force_reason,
    handOverTo: row.hand_over_to,
    handOverNote: row.hand_over_note,
    bankedFen: fen(counted ? row.banked_fen : 0),
    depositSlipNo: row.deposit_slip_no,
  }
}

/** Numbers of papers and slips, no sums: the closing page shows them before the count. */
export function shiftPapersOf({ totals, voided, reprints, gaps }: ShiftFacts): ShiftPapers {
  const { receipts, takings } = totals
  return {
    receiptFirst: receipts.first,
    receiptLast: receipts.last,
    receiptCount: receipts.count,
    gaps: [...gaps],
    voided: voided.map(({ receiptNo, reason }) => ({ receiptNo, reason })),
    reprints: reprints.map(({ receiptNo, times }) => ({ receiptNo, times })),
    slips: MONEY_TENDERS.filter((tender) => tender !== 'cash')
      .map((tender) => ({ tender, count: takings.byTender[tender].count }))
      .filter(({ count }) => count > 0),
  }
}

export function shiftViewOf(db: ReadHandle, row: ShiftRow, userId: string): ShiftView {
  return {
    shiftId: row.id as Id,
    cashier: row.cashier,
    drawer: row.drawer,
    state: row.state,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    receipts: countReceipts(db, row.id),
    own: row.cashier_id === userId,
    counted: isCounted(row),
    differenceFen: row.counted_fen === null ? null : fen(row.difference_fen),
  }
}

export function countReceipts(db: ReadHandle, shiftId: string): number {
  return db.hotFirst(receiptsOf, shiftId)?.receipts ?? 0
}

/** `1234:ab…`: link and hash of the chain's end; on the paper it leaves the machine (architecture §4, one chain). */
export function chainHeadText(head: { readonly devSeq: number; readonly hash: Uint8Array }): string {
  return `${head.devSeq}:${Buffer.from(head.hash).toString('hex')}`
}

function currentChainHead(db: ReadHandle): string {
  const tail = db.hotFirst(chainTail)
  return tail === null ? '' : chainHeadText({ devSeq: tail.dev_seq, hash: tail.hash })
}
