import { utils, write, type BookType } from '@e965/xlsx'
import { describe, expect, it } from 'vitest'

import { READ_LIMITS } from './limits.ts'
import { readWorkbook } from './read-workbook.ts'
import { oleWith, partsOf, read, xlsxOf, zipOf } from './testing.ts'

const text = (content: string) => new TextEncoder().encode(content)
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

/** 房号,姓名 / 1-101,张三 in GBK. */
const GBK = bytes('b7bfbac5 2c d0d5c3fb 0d0a 312d313031 2c d5c5c8fd 0d0a')

function xlsOf(rows: readonly (readonly unknown[])[], bookType: BookType): Uint8Array {
  const workbook = utils.book_new()
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]))
  sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }]
  const date: unknown = sheet['C2']
  if (typeof date === 'object' && date !== null) Object.assign(date, { z: 'yyyy/m/d' })
  utils.book_append_sheet(workbook, sheet, 'Sheet1')
  return new Uint8Array(write(workbook, { type: 'buffer', bookType }) as Buffer)
}

describe('an .xls', () => {
  it('of Excel 97–2003 gives texts, numbers, dates and merged cells', async () => {
    const file = xlsOf(
      [
        ['楼号', '面积', '日期'],
        ['1栋', 89.43, 43634],
        [null, true, '张三'],
      ],
      'biff8',
    )
    expect(await read(file)).toEqual([
      ['楼号', '面积', '日期'],
      ['1栋', '#89.43', '@2019-06-18'],
      ['1栋', '?true', '张三'],
    ])
  })

  it('of Excel 95 is read in the Chinese code page', async () => {
    const file = Buffer.from(xlsOf([['AB', 1]], 'biff5'))
    const at = file.indexOf(Buffer.from('AB'))
    bytes('d5c5').forEach((byte, index) => file.writeUInt8(byte, at + index))
    const codePage = file.indexOf(bytes('4200 0200'))
    file.writeUInt16LE(936, codePage + 4)
    expect(await read(new Uint8Array(file))).toEqual([['张', '#1']])
  })

  it('with a password to open says so', async () => {
    const file = Buffer.from(xlsOf([['房号']], 'biff8'))
    // The interface record becomes the one that says how the rest is encrypted.
    const at = file.indexOf(bytes('e100 0200 b004'))
    bytes('2f00 0200 0000').forEach((byte, index) => file.writeUInt8(byte, at + index))
    expect(await read(new Uint8Array(file))).toBe('import.file_encrypted')
  })

  it('that was cut off anywhere is damaged, never half a list', async () => {
    const rows = Array.from({ length: 500 }, (_, row) => [`1-${row}`, '张三', row])
    const whole = xlsOf(rows, 'biff8')
    expect(await read(whole)).toHaveLength(500)
    for (let share = 1; share < 20; share++) {
      expect(await read(whole.slice(0, Math.floor((whole.length * share) / 20)))).toBe('import.file_corrupt')
    }
  })

  it('keeps to the bounds', async () => {
    const file = xlsOf([[1, 2, 3]], 'biff8')
    expect(await read(file, { ...READ_LIMITS, maxCells: 2 })).toBe('import.too_many_cells')
    expect(await read(file, { ...READ_LIMITS, maxColumns: 2 })).toBe('import.too_many_columns')
    expect(await read(file, { ...READ_LIMITS, maxSheets: 0 })).toBe('import.too_many_sheets')
    expect(await read(file, { ...READ_LIMITS, maxRows: 0 })).toBe('import.too_many_rows')
    const merged = xlsOf([['x'], ['y'], [null, 'z']], 'biff8')
    expect(await read(merged, { ...READ_LIMITS, maxCells: 3 })).toBe('import.too_many_cells')
    expect(await read(merged, { ...READ_LIMITS, maxCells: 4 })).toEqual([['x'], ['y'], ['y', 'z']])
  })
})

describe('a CSV', () => {
  const expected = [
    ['房号', '姓名'],
    ['1-101', '张三'],
  ]
  const plain = '房号,姓名\r\n1-101,张三\r\n'

  it.each([
    ['UTF-8', text(plain)],
    ['UTF-8 with its mark', text(`\ufeff${plain}`)],
    ['GBK', GBK],
    ['UTF-16 with its mark', new Uint8Array(Buffer.from(`\ufeff${plain}`, 'utf16le'))],
    ['UTF-16 big-endian', new Uint8Array(Buffer.from(`\ufeff${plain}`, 'utf16le').swap16())],
    ['tabs, as many systems name .xls', text(plain.replaceAll(',', '\t'))],
    ['semicolons', text(plain.replaceAll(',', ';'))],
    ['a line that names its separator', text(`sep=|\n${plain.replaceAll(',', '|')}`)],
  ])('in %s is read', async (_, file) => {
    expect(await read(file)).toEqual(expected)
  })

  it('has the four-byte characters of GB 18030', async () => {
    expect(await read(bytes('b7bfbac5 2c d0d5c3fb 0a 31 2c 8139ee39 0a'))).toEqual([
      ['房号', '姓名'],
      ['1', '㐀'],
    ])
  })

  it('keeps quoted commas and line ends, zeros in front, and the row numbers over blank lines', async () => {
    expect(await read(text('a,b\n\n"0101,x","l1\nl2"\n'))).toEqual([['a', 'b'], [], ['0101,x', 'l1\nl2']])
  })

  it('with a quote that is never closed names its row', async () => {
    expect(await readWorkbook({ name: 'x.csv', bytes: text('a,b\n1,2\n3,"4\n5,6\n') })).toMatchObject({
      code: 'import.csv_quote_open',
      params: { row: 3 },
    })
  })

  it('keeps to the bounds', async () => {
    expect(await read(text('1,2,3\n4,5,6'), { ...READ_LIMITS, maxCells: 5 })).toBe('import.too_many_cells')
    expect(await read(text('1,2,3'), { ...READ_LIMITS, maxColumns: 2 })).toBe('import.too_many_columns')
  })
})

describe('a file that is no workbook', () => {
  const html = '<html><body><table><tr><td>房号</td></tr></table></body></html>'
  const xmlSheet =
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'

  it.each([
    ['nothing at all', new Uint8Array(), 'import.file_empty'],
    ['blank lines', text('\n\n , ,\n'), 'import.file_empty'],
    ['an empty zip', bytes('504b0506 0000000000000000000000000000000000 00'), 'import.file_empty'],
    ['a workbook without a value', zipOf(partsOf('')), 'import.file_empty'],
    ['a web page named .xls', text(html), 'import.file_is_html'],
    ['a web page with its declaration', text(`<?xml version="1.0"?><!DOCTYPE html>${html}`), 'import.file_is_html'],
    ['a web page in UTF-16', new Uint8Array(Buffer.from(`\ufeff${html}`, 'utf16le')), 'import.file_is_html'],
    ['a table out of a page', text('  <table border=1><tr><td>1</td></tr></table>'), 'import.file_is_html'],
    ['a page without its frame', text('<center><font><table><tr><td>楼号</td></tr></table>'), 'import.file_is_html'],
    ['a bare row of a page in GBK', bytes('3c74723e3c74643e c2a5bac5 3c2f74643e3c2f74723e'), 'import.file_is_html'],
    ['a web archive', text('MIME-Version: 1.0\nContent-Type: multipart/related\n'), 'import.file_is_html'],
    ['an XML spreadsheet named .xls', text(xmlSheet), 'import.file_is_xml'],
    ['an encrypted .xlsx', oleWith('EncryptedPackage'), 'import.file_encrypted'],
    ['a zip with a password', zipOf({ 'a.xlsx': { content: 'x', flags: 1 } }), 'import.file_encrypted'],
    ['a Word document', oleWith('WordDocument'), 'import.file_type_unsupported'],
    ['a presentation', oleWith('PowerPoint Document'), 'import.file_type_unsupported'],
    ['an .xls without its content', oleWith('Workbook'), 'import.file_corrupt'],
    ['an OLE file of another kind', oleWith('Nothing'), 'import.file_corrupt'],
    ['a new Word document', zipOf({ 'word/document.xml': '<w/>' }), 'import.file_type_unsupported'],
    ['an .xlsb', zipOf({ 'xl/workbook.bin': 'x' }), 'import.file_type_unsupported'],
    ['an .ods', zipOf({ 'content.xml': '<o/>' }), 'import.file_type_unsupported'],
    ['a zip of pictures', zipOf({ 'a.png': 'x' }), 'import.file_type_unknown'],
    ['a PDF', text('%PDF-1.7\n'), 'import.file_type_unknown'],
    ['a picture', bytes('89504e47 0d0a1a0a'), 'import.file_type_unknown'],
    ['bytes of no kind', bytes('00010203 04050607'), 'import.file_type_unknown'],
    ['bytes that are no text', bytes('ff 41 ff ff'), 'import.file_type_unknown'],
    ['a workbook whose main part is missing', zipOf({ '[Content_Types].xml': '<Types/>' }), 'import.file_corrupt'],
  ])('%s is refused with its own word', async (_, file, code) => {
    expect(await read(file)).toBe(code)
  })

  it('of 200 MB is refused at once, with its size and the limit', async () => {
    const started = performance.now()
    expect(await readWorkbook({ name: 'x.xlsx', bytes: new Uint8Array(200 * 1024 * 1024) })).toMatchObject({
      kind: 'refused',
      code: 'import.file_too_large',
      params: { mb: 200, maxMb: 20 },
    })
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('that was cut off anywhere is damaged, never half a list', async () => {
    const whole = await xlsxOf((sheet) => {
      for (let row = 0; row < 50; row++) sheet.addRow([`1-${row}`, '张三'])
    })
    for (let share = 1; share < 20; share++) {
      expect(await read(whole.slice(0, Math.floor((whole.length * share) / 20)))).toBe('import.file_corrupt')
    }
  })
})
