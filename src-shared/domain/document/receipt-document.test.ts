import { describe, expect, it } from 'vitest'
import { fen } from '../../kernel/money.ts'
import { instant } from '../../kernel/time.ts'
import type { BillDocument } from './bill-document.ts'
import { assertBillAddsUp } from './bill-document.ts'
import type { ReceiptDocument } from './receipt-document.ts'
import { agencyFen, assertReceiptAddsUp } from './receipt-document.ts'
import type { ShiftReportDocument } from './shift-report-document.ts'
import { assertShiftReportAddsUp, shiftTakingsFen } from './shift-report-document.ts'

const lines = [
  { nature: 'own', netFen: fen(48669), lateFeeFen: fen(0) },
  { nature: 'agency', netFen: fen(5250), lateFeeFen: fen(0) },
] as unknown as ReceiptDocument['lines']

function receipt(change: Partial<ReceiptDocument> = {}): ReceiptDocument {
  const tenders = [
    { name: '微信', amountFen: fen(30000), cash: null },
    { name: '现金', amountFen: fen(23919), cash: { receivedFen: fen(24000), changeFen: fen(81) } },
  ]
  return {
    number: 'SJ-A-2026-000001',
    lines,
    totalFen: fen(53919),
    tenders,
    at: instant(0),
    ...change,
  } as ReceiptDocument
}

describe('a paper that does not add up is not printed', () => {
  it('a receipt with lines, tenders and change that agree is', () => {
    expect(() => assertReceiptAddsUp(receipt())).not.toThrow()
    expect(agencyFen(lines)).toBe(5250)
  })

  it.each([
    ['another total than its lines', { totalFen: fen(1) }, /lines/],
    ['tenders that give another sum', { tenders: [{ name: '微信', amountFen: fen(1), cash: null }] }, /tenders/],
    [
      'cash that is not received minus change',
      { tenders: [{ name: '现金', amountFen: fen(53919), cash: { receivedFen: fen(60000), changeFen: fen(0) } }] },
      /change/,
    ],
  ])('a receipt with %s is refused', (_why, change, message) => {
    expect(() => assertReceiptAddsUp(receipt(change))).toThrow(message)
  })

  it('a notice with another total than its lines is refused', () => {
    const bill = { roomCode: '3-2-1501', lines, totalFen: fen(53919) } as unknown as BillDocument
    expect(() => assertBillAddsUp(bill)).not.toThrow()
    expect(() => assertBillAddsUp({ ...bill, totalFen: fen(0) })).toThrow(/notice 3-2-1501/)
  })

  it('a shift report must agree with its count; internal tenders are no takings', () => {
    const counted = {
      kind: 'counted',
      denominations: [{ valueFen: fen(10000), pieces: 3 }],
      countedFen: fen(30000),
      differenceFen: fen(-100),
      reason: null,
    } as const
    const report = {
      expectedCashFen: fen(30100),
      count: counted,
      tenders: [
        { name: '现金', kind: 'money', count: 1, amountFen: fen(500) },
        { name: '预存抵扣', kind: 'internal', count: 1, amountFen: fen(700) },
      ],
    } as unknown as ShiftReportDocument
    expect(() => assertShiftReportAddsUp(report)).not.toThrow()
    expect(shiftTakingsFen(report)).toBe(500)
    expect(() => assertShiftReportAddsUp({ ...report, count: { kind: 'none' } })).not.toThrow()
    expect(() => assertShiftReportAddsUp({ ...report, expectedCashFen: fen(0) })).toThrow(/difference/)
    expect(() => assertShiftReportAddsUp({ ...report, count: { ...counted, countedFen: fen(1) } })).toThrow(/pieces/)
  })
})
