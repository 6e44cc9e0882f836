import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import { instant, localDate } from '../../kernel/time.ts'
import type { MoneyDocument, TenderRow } from './money-document.ts'
import type { Tender } from './tender.ts'

/** 2026-11-23 09:00 in Shanghai, and a home's three months paid with WeChat. Tests change what they are about. */
export const MORNING = instant(Date.UTC(2026, 10, 23, 1, 0, 0))

export const paid = (tender: Tender, amount: number): TenderRow => ({ tender, amountFen: fen(amount) })

export const on = (lineId: string, amount: number, itemId = 'service'): { lineId: string; itemId: string; amountFen: Fen } => ({
  lineId,
  itemId,
  amountFen: fen(amount),
})

export function aDocument(changes: Partial<MoneyDocument> = {}): MoneyDocument {
  return {
    id: 'receipt-1',
    number: 'SJ-A-2026-000001',
    kind: 'receipt',
    state: 'valid',
    shiftId: 'shift-1',
    cashierId: 'li-min',
    businessOn: localDate('2026-11-23'),
    at: MORNING,
    tenders: [paid('wechat', 48_292)],
    allocations: [on('line-1', 16_097), on('line-2', 16_097), on('line-3', 16_098)],
    discounts: [],
    prepaymentFen: fen(0),
    depositFen: fen(0),
    ...changes,
  }
}
