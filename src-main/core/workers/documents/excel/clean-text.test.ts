import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatScaled } from '../../../../../src-shared/kernel/money.ts'
import { unscaled } from './cell-value.ts'
import { csvText, workbookText } from './clean-text.ts'
import { pageText } from './page-text.ts'
import { sheetNames } from './sheet-name.ts'

describe('text in cells', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+86', "'+86"],
    ['-', "'-"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['＝1', "'＝1"],
    ['3-2-1501', '3-2-1501'],
  ])('%j goes into a CSV as %j', (text, written) => {
    expect(csvText(text)).toBe(written)
  })

  it('is always well formed, never too long, and reads back as itself when it was clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = workbookText(text)
        expect(written.isWellFormed()).toBe(true)
        expect(written).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
        const readAsExcelDoes = written.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        )
        if (!/[\u0000-\u001f\u007f\ufffe\uffff]/.test(text) && text.isWellFormed()) expect(readAsExcelDoes).toBe(text)
      }),
    )
  })

  it('amounts of up to 15 digits are written as their own decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (fen) => {
        expect(String(unscaled(fen, 2))).toBe(formatScaled(fen, 2, 0))
      }),
    )
    expect(unscaled(9_007_199_254_740_991, 2)).toBe('90071992547409.91')
  })
})

describe('sheet names and page headers', () => {
  it.each([
    [
      ['a', 'A', 'a'],
      ['a', 'A (2)', 'a (3)'],
    ],
    [
      ['', "'x'", 'a[b]:c*d?e/f\\g'],
      ['Sheet', 'x', 'a-b--c-d-e-f-g'],
    ],
    [
      ['字'.repeat(40), '字'.repeat(40)],
      ['字'.repeat(31), `${'字'.repeat(27)} (2)`],
    ],
    [['History'], ['Sheet History']],
  ])('%j become %j', (wanted, names) => {
    expect(sheetNames(wanted)).toEqual(names)
  })

  it('a long header stays within 255 signs and does not end in half a code', () => {
    expect(pageText('&'.repeat(300))).toHaveLength(254)
    expect(pageText('第 {page} 页')).toBe('&C第 &P 页')
  })
})
