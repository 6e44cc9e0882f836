import { describe, expect, it } from 'vitest'

import { decideLoss, findFactDifference } from './facts.ts'
import type { LedgerFacts, RestoreSide } from './facts.ts'

const FACTS: LedgerFacts = {
  head: { devSeq: 9, hash: 'aa' },
  lastOpAt: 5,
  counts: { room: 3, receipt: 2 },
  sums: { 'receipt.amount_fen': 700 },
}

describe('the figures of two files', () => {
  it('are the same, or differ in one that is named', () => {
    expect(findFactDifference(FACTS, { ...FACTS, lastOpAt: 6 })).toBeNull()
    expect(findFactDifference(FACTS, { ...FACTS, head: { devSeq: 9, hash: 'ab' } })).toBe('head')
    expect(findFactDifference(FACTS, { ...FACTS, head: { devSeq: 8, hash: 'aa' } })).toBe('head')
    expect(findFactDifference(FACTS, { ...FACTS, counts: { room: 3, receipt: 1 } })).toBe('count.receipt')
    expect(findFactDifference(FACTS, { ...FACTS, counts: { ...FACTS.counts, more: 0 } })).toBe('count.more')
    expect(findFactDifference(FACTS, { ...FACTS, sums: {} })).toBe('sum.receipt.amount_fen')
  })
})

const side = (devSeq: number, receipts: number): RestoreSide => ({
  head: { devSeq, hash: `h${devSeq}` },
  lastOpAt: devSeq,
  rooms: 1,
  receipts,
  receiptsFen: receipts * 100,
  lastReceiptNo: null,
})

describe('what a restore takes away', () => {
  it('is what was done since the backup', () => {
    expect(decideLoss(side(10, 2), { ...side(14, 5), shares: true })).toEqual({
      kind: 'newer',
      operations: 4,
      receipts: 3,
      receiptsFen: 300,
    })
  })

  it('is nothing when the present data is the same or a beginning of the backup', () => {
    expect(decideLoss(side(10, 2), { ...side(10, 2), shares: true })).toEqual({ kind: 'none' })
    expect(decideLoss(side(10, 2), { ...side(8, 1), shares: true })).toEqual({ kind: 'older', operations: 2 })
  })

  it('is all of it when the two have different pasts', () => {
    expect(decideLoss(side(10, 2), { ...side(8, 1), shares: false })).toEqual({
      kind: 'other',
      operations: 8,
      receipts: 1,
      receiptsFen: 100,
    })
  })

  it('cannot be told when the present data does not open', () => {
    expect(decideLoss(side(10, 2), null)).toEqual({ kind: 'unknown' })
  })
})
