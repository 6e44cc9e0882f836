import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatScaled } from '../../../../../src-shared/kernel/money.ts'
import { instant } from '../../../../../src-shared/kernel/time.ts'
import { unscaled } from './cell-value.ts'
import { csvText, workbookText } from './clean-text.ts'
import type { ExportColumn, ExportRow, SheetSpec } from './index.ts'
import { writeBadRows, writeCsv, writeWorkbook } from './index.ts'
import { pageText } from './page-text.ts'
import { sheetNames } from './sheet-name.ts'
import { inFolder, readPart, readWorkbook } from './test-workbook.ts'

const file = { author: '陈会计', madeAt: instant(Date.UTC(2026, 10, 23, 8)) }

const columns: ExportColumn[] = [
  { key: 'room', header: '房号', kind: 'text', width: 14 },
  { key: 'idNo', header: '证件号', kind: 'long_id', total: 'count' },
  { key: 'received', header: '实收', kind: 'money', total: 'sum' },
  { key: 'area', header: '面积', kind: 'area', total: 'sum' },
  { key: 'price', header: '单价', kind: 'price' },
  { key: 'rate', header: '收缴率', kind: 'percent' },
  { key: 'on', header: '日期', kind: 'date' },
  { key: 'at', header: '时间', kind: 'datetime' },
  { key: 'times', header: '次数', kind: 'number', total: 'sum' },
]

const rows: ExportRow[] = [
  { room: '3-2-1501', idNo: '330106199001011234', received: 16097, area: 8943, price: 1_800_000, rate: 987_654, on: '2026-11-23', at: Date.UTC(2026, 10, 22, 17, 5), times: 2 },
  { room: '=1+1', idNo: '330106199001011242', received: -1, area: 12050, price: 125_000, rate: null, on: '1988-07-01', at: null, times: 0.5 },
  { room: '+86 571', idNo: null, received: 10_000_000_019, area: null, price: null, rate: 0, on: null, at: null, times: null },
]

function aSheet(change: Partial<SheetSpec> = {}): SheetSpec {
  return { name: '收款明细', titleLines: ['收款明细', '锦绣花园　2026-11'], columns, rows, totalLabel: '合计', ...change }
}

function book<T>(sheets: SheetSpec[], look: (path: string) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const path = join(folder, 'book.xlsx')
    await writeWorkbook({ ...file, path, sheets, print: { orientation: 'landscape', header: '锦绣花园 & 锦绣物业', footer: '第 {page} 页 / 共 {pages} 页' } })
    return look(path)
  })
}

describe('an exported workbook', () => {
  it('holds money, areas, prices and rates as numbers, dates as dates, long ids as text', async () => {
    await book([aSheet()], async (path) => {
      const sheet = (await readWorkbook(path)).worksheets[0]
      const row = sheet?.getRow(4)
      expect(row?.getCell(1).value).toBe('3-2-1501')
      expect(row?.getCell(2).value).toBe('330106199001011234')
      expect(row?.getCell(3).value).toBe(160.97)
      expect(row?.getCell(4).value).toBe(89.43)
      expect(row?.getCell(5).value).toBe(1.8)
      expect(row?.getCell(6).value).toBe(0.987654)
      expect(row?.getCell(7).value).toEqual(new Date(Date.UTC(2026, 10, 23)))
      expect(row?.getCell(8).value).toEqual(new Date(Date.UTC(2026, 10, 23, 1, 5)))
      expect([1, 2, 3, 5, 6, 7, 8].map((column) => row?.getCell(column).numFmt)).toEqual(['@', '@', '#,##0.00', '#,##0.00####', '0.00%', 'yyyy-mm-dd', 'yyyy-mm-dd hh:mm:ss'])
      expect(sheet?.getRow(5).getCell(7).value).toEqual(new Date(Date.UTC(1988, 6, 1)))
      expect(sheet?.getRow(6).getCell(2).value).toBeNull()
    })
  })

  it('keeps what looks like a formula a text', async () => {
    await book([aSheet()], async (path) => {
      const sheet = (await readWorkbook(path)).worksheets[0]
      expect(sheet?.getRow(5).getCell(1).value).toBe('=1+1')
      expect(sheet?.getRow(6).getCell(1).value).toBe('+86 571')
      expect(readPart(path, 'xl/worksheets/sheet1.xml')).not.toContain('<f>1+1')
    })
  })

  it('has a total row whose formula carries the exact sum', async () => {
    await book([aSheet()], async (path) => {
      const total = (await readWorkbook(path)).worksheets[0]?.getRow(7)
      expect(total?.getCell(1).value).toBe('合计')
      expect(total?.getCell(2).value).toEqual({ formula: 'COUNTA(B4:B6)', result: 2 })
      expect(total?.getCell(3).value).toEqual({ formula: 'SUM(C4:C6)', result: 100000161.15 })
      expect(total?.getCell(4).value).toEqual({ formula: 'SUM(D4:D6)', result: 209.93 })
      expect(total?.getCell(9).value).toEqual({ formula: 'SUM(I4:I6)', result: 2.5 })
      expect(total?.getCell(5).value).toBeNull()
    })
  })

  it('prints on A4 landscape, one page wide, with the header on every page, and is frozen and filtered below it', async () => {
    await book([aSheet()], async (path) => {
      const sheet = (await readWorkbook(path)).worksheets[0]
      expect(sheet?.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '3:3' })
      expect(sheet?.headerFooter).toMatchObject({ oddHeader: '&C锦绣花园 && 锦绣物业', oddFooter: '&C第 &P 页 / 共 &N 页' })
      expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 })
      expect(sheet?.autoFilter).toBe('A3:I6')
      expect(sheet?.getRow(1).getCell(1).value).toBe('收款明细')
      expect(sheet?.getColumn(1).width).toBe(14)
    })
  })

  it('without rows still has its header, and totals of zero', async () => {
    await book([aSheet({ rows: [] })], async (path) => {
      const sheet = (await readWorkbook(path)).worksheets[0]
      expect(sheet?.getRow(3).getCell(3).value).toBe('实收')
      expect(sheet?.getRow(4).getCell(3).value).toBe(0)
    })
  })

  it('takes rows as they come from the database, sheet after sheet, under names that Excel accepts', async () => {
    const streamed = async function* (): AsyncGenerator<ExportRow> {
      for (const row of rows) yield await Promise.resolve(row)
    }
    await book([aSheet({ rows: streamed() }), aSheet({ name: '收款明细' }), aSheet({ name: '收/付' })], async (path) => {
      const workbook = await readWorkbook(path)
      expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['收款明细', '收款明细 (2)', '收-付'])
      expect(workbook.worksheets[0]?.getRow(6).getCell(3).value).toBe(100000000.19)
    })
  })

  it('refuses a value of another kind than its column', async () => {
    await expect(book([aSheet({ rows: [{ received: '160.97' }] })], () => Promise.resolve())).rejects.toThrow('Column received (money)')
    await expect(book([aSheet({ rows: [{ received: 160.97 }] })], () => Promise.resolve())).rejects.toThrow('Column received (money)')
    await expect(book([aSheet({ rows: [{ on: '2026-02-30' }] })], () => Promise.resolve())).rejects.toThrow('Not a date')
  })

  it('survives any text in any cell', async () => {
    const nasty = ['\u0000\u0007x', 'a\ufffe\uffffb', '\ud800half', '_x0041_', '<&>"\'', 'line\r\nline', '😀', ' spaced ', 'x'.repeat(40_000)]
    await book([aSheet({ columns: [{ key: 'text', header: '文', kind: 'text' }], rows: nasty.map((text) => ({ text })) })], async (path) => {
      const sheet = (await readWorkbook(path)).worksheets[0]
      const read = nasty.map((_, index) => sheet?.getRow(4 + index).getCell(1).value)
      expect(read.slice(0, 7)).toEqual(['x', 'ab', '\ufffdhalf', '_x005F_x0041_', '<&>"\'', 'line\nline', '😀'])
      expect(String(read[8])).toHaveLength(32_767)
      expect(String(read[8]).endsWith('…')).toBe(true)
    })
  })

  it('that is cancelled leaves the old file as it was and nothing beside it', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'book.xlsx')
      writeFileSync(path, 'old')
      const cancel = new AbortController()
      const endless = function* (): Generator<ExportRow> {
        for (;;) yield rows[0] ?? {}
      }
      const onProgress = (done: number): void => {
        if (done >= 2000) cancel.abort(new Error('cancelled'))
      }
      await expect(writeWorkbook({ ...file, path, sheets: [aSheet({ rows: endless() })], signal: cancel.signal, onProgress })).rejects.toThrow('cancelled')
      expect(readdirSync(folder)).toEqual(['book.xlsx'])
      expect(readFileSync(path, 'utf8')).toBe('old')
    })
  })

  it('that cannot be written says why', async () => {
    await inFolder(async (folder) => {
      await expect(writeWorkbook({ ...file, path: join(folder, 'no', 'book.xlsx'), sheets: [aSheet()] })).rejects.toThrow('ENOENT')
    })
    if (existsSync('/dev/full')) {
      // A disk that is full from the first byte: the temporary name is a link to it.
      await inFolder(async (folder) => {
        const { symlinkSync } = await import('node:fs')
        symlinkSync('/dev/full', join(folder, 'book.xlsx.tmp'))
        await expect(writeWorkbook({ ...file, path: join(folder, 'book.xlsx'), sheets: [aSheet()] })).rejects.toThrow('ENOSPC')
        expect(readdirSync(folder)).toEqual([])
      })
    }
  })

  it('of 100,000 × 12 is written with less than 200 MB more memory', async () => {
    const wide: ExportColumn[] = Array.from({ length: 12 }, (_, index) => ({ key: `c${index}`, header: `列 ${index}`, kind: index < 6 ? 'text' : 'money', total: index < 6 ? 'count' : 'sum' }))
    const many = function* (): Generator<ExportRow> {
      for (let row = 0; row < 100_000; row++) yield Object.fromEntries(wide.map(({ key }, index) => [key, index < 6 ? `文字 ${row}-${index}` : row * 100 + index]))
    }
    await inFolder(async (folder) => {
      const path = join(folder, 'book.xlsx')
      const before = process.memoryUsage().rss
      let peak = before
      const seen: number[] = []
      await writeWorkbook({
        ...file,
        path,
        sheets: [aSheet({ columns: wide, rows: many() })],
        onProgress: (done) => {
          seen.push(done)
          peak = Math.max(peak, process.memoryUsage().rss)
        },
      })
      expect(seen.at(-1)).toBe(100_000)
      expect((peak - before) / 1024 / 1024).toBeLessThan(200)
      expect(readPart(path, 'xl/worksheets/sheet1.xml').split('<row ')).toHaveLength(100_000 + 5)
    })
  }, 60_000)
})

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
        const readAsExcelDoes = written.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
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
    [['a', 'A', 'a'], ['a', 'A (2)', 'a (3)']],
    [['', "'x'", 'a[b]:c*d?e/f\\g'], ['Sheet', 'x', 'a-b--c-d-e-f-g']],
    [['字'.repeat(40), '字'.repeat(40)], ['字'.repeat(31), `${'字'.repeat(27)} (2)`]],
    [['History'], ['Sheet History']],
  ])('%j become %j', (wanted, names) => {
    expect(sheetNames(wanted)).toEqual(names)
  })

  it('a long header stays within 255 signs and does not end in half a code', () => {
    expect(pageText('&'.repeat(300))).toHaveLength(254)
    expect(pageText('第 {page} 页')).toBe('&C第 &P 页')
  })
})

describe('an exported CSV', () => {
  it('opens in Excel as UTF-8, with exact amounts, quotes and neutral formulas', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'rows.csv')
      await writeCsv({ path, columns, rows: [...rows, { room: 'a "b", c' }] })
      const text = readFileSync(path, 'utf8')
      expect(text.charCodeAt(0)).toBe(0xfeff)
      expect(text.slice(1).split('\r\n')).toEqual([
        '房号,证件号,实收,面积,单价,收缴率,日期,时间,次数',
        '3-2-1501,330106199001011234,160.97,89.43,1.80,98.7654%,2026-11-23,2026-11-23 01:05:00,2',
        "'=1+1,330106199001011242,-0.01,120.50,0.125,,1988-07-01,,0.5",
        "'+86 571,,100000000.19,,,0.00%,,,",
        '"a ""b"", c",,,,,,,,',
        '',
      ])
    })
  })
})

describe('rows that an import refused', () => {
  it('come back as they were, the wrong cell coloured and the reason beside it', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'bad.xlsx')
      await writeBadRows({
        ...file,
        path,
        sheetName: '有问题的行',
        headers: ['房号', '面积'],
        labels: { rowNumber: '原行号', reason: '原因' },
        rows: [
          { rowNumber: 7, cells: ['3-2-1501', '八十九'], problems: [{ column: 1, text: '不是数字' }] },
          { rowNumber: 9, cells: ['', '=1'], problems: [{ column: 0, text: '必填' }, { column: null, text: '与第 3 行重复' }] },
        ],
      })
      const sheet = (await readWorkbook(path)).worksheets[0]
      expect(sheet?.getRow(1).values).toEqual([undefined, '房号', '面积', '原行号', '原因'])
      expect(sheet?.getRow(2).values).toEqual([undefined, '3-2-1501', '八十九', 7, '面积：不是数字'])
      expect(sheet?.getRow(2).getCell(2).fill).toMatchObject({ fgColor: { argb: 'FFFDE2E2' } })
      expect(sheet?.getRow(2).getCell(1).fill).toMatchObject({ pattern: 'none' })
      expect(sheet?.getRow(3).getCell(1).fill).toMatchObject({ fgColor: { argb: 'FFFDE2E2' } })
      expect(sheet?.getRow(3).getCell(2).value).toBe('=1')
      expect(sheet?.getRow(3).getCell(4).value).toBe('房号：必填；与第 3 行重复')
    })
  })
})
