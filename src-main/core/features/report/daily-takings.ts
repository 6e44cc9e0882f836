import { computeDailyReport } from '../../../../src-shared/domain/report/index.ts'
import type { DailyRow } from '../../../../src-shared/domain/report/index.ts'
import { MONEY_TENDERS } from '../../../../src-shared/domain/ledger/index.ts'
import type { Takings } from '../../../../src-shared/domain/ledger/index.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'
import { loadMoneyDocuments, shiftsHiddenFrom } from '../shift/index.ts'
import type { Viewer } from '../shift/index.ts'
import type { DayRange } from './range.ts'

export type DailyTakings = Omit<Output<'report.daily'>, 'asOf'>
type Row = DailyTakings['rows'][number]

interface ShiftName {
  readonly id: string
  readonly cashier: string
  readonly drawer: string
  readonly deposit_slip_no: string | null
}
const shiftNames = hot<ShiftName>(`SELECT s.id, u.display_name AS cashier, s.drawer, c.deposit_slip_no FROM shift s
  JOIN user u ON u.id = s.cashier_id LEFT JOIN shift_count c ON c.shift_id = s.id WHERE s.id IN (SELECT value FROM json_each(?))`)
const feeItems = hot<{ id: string; name: string }>(
  'SELECT id, name FROM fee_item WHERE project_id = ? ORDER BY priority, name',
)

export interface AskedTakings extends DayRange {
  readonly projectId: string
  readonly viewer: Viewer
}

/** 收费日报: summed by the same function as the shift totals, from the same documents; the total once more from all of them. */
export function dailyTakings(db: ReadHandle, asked: AskedTakings): DailyTakings {
  const { projectId, fromOn, toOn, viewer } = asked
  const hidden = shiftsHiddenFrom(db, { projectId, viewer })
  const all = loadMoneyDocuments(db, { kind: 'days', projectId, fromOn, toOn })
  const documents = all.filter(({ shiftId }) => !hidden.has(shiftId))
  const { rows, total } = computeDailyReport({ fromOn, toOn, documents })
  const names = new Map(db.hotAll(feeItems, projectId).map(({ id, name }) => [id, name]))
  const shiftIds = JSON.stringify([...new Set(rows.map(({ shiftId }) => shiftId))])
  const shifts = new Map(db.hotAll(shiftNames, shiftIds).map((shift) => [shift.id, shift]))
  return {
    rows: rows.map((row) => dailyRow(row, { names, shift: shifts.get(row.shiftId) })),
    feeItems: [...names].filter(([id]) => total.takings.byItem.has(id)).map(([, name]) => name),
    total: { receipts: total.receiptCount, voided: total.voidCount, ...sumsOf(total.takings, names) },
    hiddenOpenShifts: hidden.size,
  }
}

function dailyRow(
  row: DailyRow,
  of: { readonly names: ReadonlyMap<string, string>; readonly shift: ShiftName | undefined },
): Row {
  return {
    businessOn: row.businessOn,
    cashier: of.shift?.cashier ?? '',
    shiftId: row.shiftId as Id,
    drawer: of.shift?.drawer ?? '',
    receiptFirst: row.receipts.first,
    receiptLast: row.receipts.last,
    receipts: row.receipts.count,
    voided: row.receipts.voidCount,
    ...sumsOf(row.takings, of.names),
    depositSlipNo: of.shift?.deposit_slip_no ?? null,
  }
}

function sumsOf({ byTender, byItem, lateFeeFen, netFen }: Takings, names: ReadonlyMap<string, string>) {
  const tenders = MONEY_TENDERS.map((tender) => [tender, byTender[tender].amountFen] as const)
  const items = [...byItem].map(([id, amountFen]) => [names.get(id) ?? id, amountFen] as const)
  return {
    byTender: Object.fromEntries(tenders) as Row['byTender'],
    byFeeItem: Object.fromEntries(items) as Record<string, Fen>,
    lateFeeFen,
    netFen,
  }
}
