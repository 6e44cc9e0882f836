import { describe, expect, it } from 'vitest'

import { sideText } from './audit-words.ts'

const told = (column: string, value: string | number) =>
  sideText({ table: 'shift', column }, { value, refersTo: null, masked: false, erased: false })

describe('a stored value as the office reads it', () => {
  it('is money, a time, or counted notes without those that were none', () => {
    expect(told('float_fen', 50_000)).toBe('500.00')
    expect(told('opened_at', Date.parse('2026-11-22T15:00:00+08:00'))).toBe('2026-11-22 15:00')
    expect(told('float_pieces_json', '{"10":0,"100":50,"10000":3}')).toBe('100.00 × 3、1.00 × 50')
    expect(told('float_pieces_json', '{"100":0}')).toBe('—')
  })
})
