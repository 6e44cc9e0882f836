import { utils, write, type WorkSheet } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { decimalText } from './decimal-text.ts'
import { packParts } from './xlsx-package.ts'
import { columnName, columnNumber } from './xlsx-sheet.ts'
import { meaningOfFormat } from './xlsx-styles.ts'
import { attributesOf, decodeXml, encodeXml } from './xml.ts'
import { readXls } from './read-xls.ts'
import { READ_LIMITS } from './limits.ts'
import { partsOf, read } from './testing.ts'

describe('a stored number', () => {
  it.each([
    [89.43, '89.43'],
    [-0.5, '-0.5'],
    [1e21, '1000000000000000000000'],
    [3.20106199001011e17, '320106199001011000'],
    [1.5e-7, '0.00000015'],
    [-1e-9, '-0.000000001'],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ])('%s is the decimal text %s', (value, text) => {
    expect(decimalText(value)).toBe(text)
  })

  it('is the same number when its text is read again', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = decimalText(value) ?? ''
        expect(text).toMatch(/^-?\d+(\.\d+)?$/)
        expect(Number(text)).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})

describe('a number format', () => {
  it.each([
    ['yyyy-mm-dd', 'day'],
    ['[$-804]yyyy"年"m"月"d"日";@', 'day'],
    ['m/d', 'day'],
    ['yyyy"年"m"月"', 'month'],
    ['mmm-yy', 'month'],
    ['General', 'number'],
    ['#,##0.00_);[Red]\\(#,##0.00\\)', 'number'],
    ['0.00"yd"', 'number'],
    ['h:mm', 'number'],
    ['', 'number'],
  ])('%s shows a %s', (format, meaning) => {
    expect(meaningOfFormat(format)).toBe(meaning)
  })
})

describe('a column', () => {
  it('has one name and number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16_384 }), (column) => {
        expect(columnNumber(`${columnName(column)}7`)).toBe(column)
      }),
    )
    expect(columnName(28)).toBe('AB')
  })
})

describe('the text of an XML part', () => {
  it('is the same after writing and reading', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeXml(encodeXml(text))).toBe(text)
      }),
    )
  })

  it('keeps entities that nobody declared, and drops impossible characters', () => {
    expect(decodeXml('&nbsp;&#x4e00;&#20108;&#x110000;&#0;')).toBe('&nbsp;一二')
    expect(attributesOf(`<c r="A1" t='s' x:y="&lt;"/>`)).toEqual({ r: 'A1', t: 's', y: '<' })
  })
})

describe('a part that is stored and not packed', () => {
  it('is read all the same, and its damage is noticed', async () => {
    const parts = new Map(Object.entries(partsOf('<row r="1"><c r="A1"><v>12345</v></c></row>')))
    const whole = packParts(parts)
    expect(await read(new Uint8Array(whole))).toEqual([['#12345']])
    whole.write('54321', whole.indexOf('12345'))
    expect(await read(new Uint8Array(whole))).toBe('import.file_corrupt')
  })
})

describe('the cells of an .xls', () => {
  it('are dates, months, truth values, errors and numbers by their format', () => {
    const sheet: WorkSheet = {
      '!ref': 'A1:G1',
      A1: { t: 'n', v: 43634, z: 'yyyy/m/d' },
      B1: { t: 'n', v: 43634, z: 'yyyy"年"m"月"' },
      C1: { t: 'b', v: true },
      D1: { t: 'e', v: 42 },
      E1: { t: 'n', v: 0, z: 'yyyy/m/d' },
      F1: { t: 's', v: '' },
      G1: { t: 'n', v: 1.5, z: '0.00' },
    }
    const workbook = utils.book_new()
    utils.book_append_sheet(workbook, sheet, 'Sheet1')
    workbook.Workbook = { Sheets: [{ Hidden: 1 }] }
    const bytes = new Uint8Array(write(workbook, { type: 'buffer', bookType: 'biff8' }) as Buffer)
    expect(readXls(bytes, READ_LIMITS)).toMatchObject([
      {
        hidden: true,
        rows: [
          [
            { kind: 'date', date: '2019-06-18' },
            { kind: 'text', text: '2019-06' },
            { kind: 'boolean', value: true },
            { kind: 'error', reason: 'excel_error' },
            { kind: 'number', text: '0' },
            { kind: 'empty' },
            { kind: 'number', text: '1.5' },
          ],
        ],
      },
    ])
  })

  it('count days from 1904 when the workbook does', () => {
    const workbook = utils.book_new()
    utils.book_append_sheet(workbook, { '!ref': 'A1', A1: { t: 'n', v: 42172, z: 'yyyy/m/d' } }, 'Sheet1')
    workbook.Workbook = { WBProps: { date1904: true } }
    const bytes = new Uint8Array(write(workbook, { type: 'buffer', bookType: 'biff8' }) as Buffer)
    expect(readXls(bytes, READ_LIMITS)[0]?.rows).toEqual([[{ kind: 'date', date: '2019-06-18' }]])
  })
})
