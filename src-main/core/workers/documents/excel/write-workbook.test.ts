import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { instant } from '../../../../../src-shared/kernel/time.ts'
import type { ExportColumn, ExportRow, SheetSpec } from './index.ts'
import { writeWorkbook } from './index.ts'
import { columns, rows } from './sample-rows.ts'
import { inFolder, readPart, readWorkbook } from './test-workbook.ts'

const file = { author: '陈会计', madeAt: instant(Date.UTC(2026, 10, 23, 8)) }

function aSheet(change: Partial<SheetSpec> = {}): SheetSpec {
  return {
    name: '收款明细',
    titleLines: ['收款明细', '锦绣花园　2026-11'],
    columns,
    rows,
    totalLabel: '合计',
    ...change,
  }
}

function book<T>(sheets: SheetSpec[], look: (path: string) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const path = join(folder, 'book.xlsx')
    await writeWorkbook({
      ...file,
      path,
      sheets,
      print: { orientation: 'landscape', header: '锦绣花园 & 锦绣物业', footer: '第 {page} 页 / 共 {pages} 页' },
    })
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
      expect([1, 2, 3, 5, 6, 7, 8].map((column) => row?.getCell(column).numFmt)).toEqual([
        '@',
        '@',
        '#,##0.00',
        '#,##0.00####',
        '0.00%',
        'yyyy-mm-dd',
        'yyyy-mm-dd hh:mm:ss',
      ])
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

  it('counts different values, and keeps a sum of nothing as a formula that says 0', async () => {
    const columns: ExportColumn[] = [
      { key: 'label', header: '合计', kind: 'text' },
      { key: 'no', header: '收据号', kind: 'text', total: 'distinct' },
      { key: 'fen', header: '实收', kind: 'money', total: 'sum' },
    ]
    const rows = ['SJ-1', 'SJ-1', 'SJ-2'].map((no, at) => ({
      label: '行',
      no,
      fen: at === 0 ? 100 : at === 1 ? -100 : 0,
    }))
    await book([{ name: '收款', titleLines: [], columns, rows, totalLabel: '合计' }], async (path) => {
      const total = (await readWorkbook(path)).worksheets[0]?.getRow(5)
      expect(total?.getCell(2).value).toBe(2)
      expect(readPart(path, 'xl/worksheets/sheet1.xml')).toMatch(/<f>SUM\(C2:C4\)<\/f><v>0<\/v>/)
    })
  })

  it('prints on A4 landscape, one page wide, with the header on every page, and is frozen and filtered below it', async () => {
    await book([aSheet()], async (path) => {
      const sheet = (await readWorkbook(path)).worksheets[0]
      expect(sheet?.pageSetup).toMatchObject({
        paperSize: 9,
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        printTitlesRow: '3:3',
      })
      expect(sheet?.headerFooter).toMatchObject({
        oddHeader: '&C锦绣花园 && 锦绣物业',
        oddFooter: '&C第 &P 页 / 共 &N 页',
      })
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
    await book(
      [aSheet({ rows: streamed() }), aSheet({ name: '收款明细' }), aSheet({ name: '收/付' })],
      async (path) => {
        const workbook = await readWorkbook(path)
        expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['收款明细', '收款明细 (2)', '收-付'])
        expect(workbook.worksheets[0]?.getRow(6).getCell(3).value).toBe(100000000.19)
      },
    )
  })

  it('refuses a value of another kind than its column', async () => {
    await expect(book([aSheet({ rows: [{ received: '160.97' }] })], () => Promise.resolve())).rejects.toThrow(
      'Column received (money)',
    )
    await expect(book([aSheet({ rows: [{ received: 160.97 }] })], () => Promise.resolve())).rejects.toThrow(
      'Column received (money)',
    )
    await expect(book([aSheet({ rows: [{ on: '2026-02-30' }] })], () => Promise.resolve())).rejects.toThrow(
      'Not a date',
    )
  })

  it('refuses a number that is none', async () => {
    await expect(book([aSheet({ rows: [{ times: Number.NaN }] })], () => Promise.resolve())).rejects.toThrow(
      'Column times (number)',
    )
    await expect(book([aSheet({ rows: [{ on: 20_261_123 }] })], () => Promise.resolve())).rejects.toThrow(
      'Column on (date)',
    )
  })

  it('without print set-up is landscape, and without a total label has no total row', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'book.xlsx')
      const { totalLabel, ...plain } = aSheet()
      await writeWorkbook({ ...file, path, sheets: [plain] })
      const sheet = (await readWorkbook(path)).worksheets[0]
      expect(sheet?.pageSetup.orientation).toBe('landscape')
      expect(sheet?.rowCount).toBe(6)
      expect(totalLabel).toBe('合计')
    })
  })

  it('survives any text in any cell', async () => {
    const nasty = [
      '\u0000\u0007x',
      'a\ufffe\uffffb',
      '\ud800half',
      '_x0041_',
      '<&>"\'',
      'line\r\nline',
      '😀',
      ' spaced ',
      'x'.repeat(40_000),
    ]
    await book(
      [aSheet({ columns: [{ key: 'text', header: '文', kind: 'text' }], rows: nasty.map((text) => ({ text })) })],
      async (path) => {
        const sheet = (await readWorkbook(path)).worksheets[0]
        const read = nasty.map((_, index) => sheet?.getRow(4 + index).getCell(1).value)
        expect(read.slice(0, 7)).toEqual(['x', 'ab', '\ufffdhalf', '_x005F_x0041_', '<&>"\'', 'line\nline', '😀'])
        expect(String(read[8])).toHaveLength(32_767)
        expect(String(read[8]).endsWith('…')).toBe(true)
      },
    )
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
      await expect(
        writeWorkbook({ ...file, path, sheets: [aSheet({ rows: endless() })], signal: cancel.signal, onProgress }),
      ).rejects.toThrow('cancelled')
      expect(readdirSync(folder)).toEqual(['book.xlsx'])
      expect(readFileSync(path, 'utf8')).toBe('old')
    })
  })

  it('that cannot be written says why', async () => {
    await inFolder(async (folder) => {
      await expect(
        writeWorkbook({ ...file, path: join(folder, 'no', 'book.xlsx'), sheets: [aSheet()] }),
      ).rejects.toThrow('ENOENT')
    })
    if (existsSync('/dev/full')) {
      // A disk that is full from the first byte: the temporary name is a link to it.
      await inFolder(async (folder) => {
        symlinkSync('/dev/full', join(folder, 'book.xlsx.tmp'))
        await expect(writeWorkbook({ ...file, path: join(folder, 'book.xlsx'), sheets: [aSheet()] })).rejects.toThrow(
          'ENOSPC',
        )
        expect(readdirSync(folder)).toEqual([])
      })
    }
  })

  it('of 100,000 × 12 is written with less than 200 MB more memory', async () => {
    const wide: ExportColumn[] = Array.from({ length: 12 }, (_, index) => ({
      key: `c${index}`,
      header: `列 ${index}`,
      kind: index < 6 ? 'text' : 'money',
      total: index < 6 ? 'count' : 'sum',
    }))
    const many = function* (): Generator<ExportRow> {
      for (let row = 0; row < 100_000; row++)
        yield Object.fromEntries(
          wide.map(({ key }, index) => [key, index < 6 ? `文字 ${row}-${index}` : row * 100 + index]),
        )
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
