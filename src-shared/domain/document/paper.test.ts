import { describe, expect, it } from 'vitest'
import type { BillFormat, ReceiptFormat } from './paper.ts'
import { billSheet, receiptSheet } from './paper.ts'

describe('paper sizes', () => {
  it('a third of continuous paper is 241 × 93.1 mm and print stays clear of the 12.7 mm strips with holes', () => {
    expect(receiptSheet('continuous_241_third')).toMatchObject({ widthMm: 241, heightMm: 93.1 })
    expect(receiptSheet('continuous_241_third').marginXMm).toBeGreaterThan(12.7)
  })

  it('three notices fill an A4 page exactly', () => {
    const { slot, perPage } = billSheet('a4_three')
    expect(slot.heightMm * perPage).toBe(297)
    expect(billSheet('a5').perPage).toBe(1)
    expect(receiptSheet('a5')).toEqual(billSheet('a5').slot)
  })

  it('an unknown size is a defect', () => {
    expect(() => receiptSheet('a3' as Exclude<ReceiptFormat, 'thermal_80'>)).toThrow()
    expect(() => billSheet('a3' as BillFormat)).toThrow()
  })
})
