import { describe, expect, it } from 'vitest'

import { READ_LIMITS } from './limits.ts'
import { readWorkbook } from './read-workbook.ts'
import { bookOf, partsOf, read, rowOf, zipOf } from './testing.ts'

const text = (content: string) => new TextEncoder().encode(content)
const LAST = 1_048_576

/** Half a second on an idle PC; the tests may share theirs with others. */
const SOON_MS = 5_000

async function refusedSoon(bytes: Uint8Array): Promise<string> {
  const started = performance.now()
  const before = process.memoryUsage().rss
  const result = await readWorkbook({ name: 'bomb', bytes })
  expect(performance.now() - started).toBeLessThan(SOON_MS)
  expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000)
  if (result.kind === 'sheets') throw new Error('it was read')
  return result.code
}

/** One long text merged over everything above a lone cell. */
function mergedOver(chars: number, rows: number) {
  return {
    rows: `${rowOf(1, { A: '长'.repeat(chars) })}${rowOf(rows, { IV: 'x' })}`,
    merges: `<mergeCells count="1"><mergeCell ref="A1:IV${rows - 1}"/></mergeCells>`,
  }
}

describe('a small file that stands for very much', () => {
  it('of one long text merged over 400,000 cells is refused', async () => {
    const bytes = bookOf([mergedOver(20_000, 1_600)])
    expect(bytes.length).toBeLessThan(3_000)
    expect(await refusedSoon(bytes)).toBe('import.too_much_text')
  })

  it('of merges over more cells than there may be is refused, and not filled in half', async () => {
    expect(await refusedSoon(bookOf([mergedOver(1, 2_000)]))).toBe('import.too_many_cells')
  })

  it('of merges that keep within bounds sheet by sheet, but not all together, is refused', async () => {
    const sheet = mergedOver(1, 300)
    expect((await readWorkbook({ name: 'one', bytes: bookOf([sheet]) })).kind).toBe('sheets')
    expect(await refusedSoon(bookOf(Array.from({ length: 60 }, () => sheet)))).toBe('import.too_many_cells')
  })

  it('of one shared text in every cell is refused', async () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => `<row r="${at + 1}"><c t="s"><v>0</v></c></row>`).join('')
    const parts = { ...partsOf(rows), 'xl/sharedStrings.xml': `<sst><si><t>${'长'.repeat(30_000)}</t></si></sst>` }
    expect(await refusedSoon(zipOf(parts))).toBe('import.too_much_text')
  })

  it('of lone cells far to the right is refused', async () => {
    const rows = Array.from({ length: 9_000 }, (_, at) => rowOf(at + 1, { IV: 'x' })).join('')
    expect(await refusedSoon(bookOf([{ rows }]))).toBe('import.too_many_blank_cells')
  })

  it('of nothing but letters without a tag is refused as such, not as empty', async () => {
    const parts = { ...partsOf(''), 'xl/worksheets/first.xml': `<worksheet>${'A'.repeat(40_000_000)}` }
    expect(await refusedSoon(zipOf(parts))).toBe('import.file_bomb')
  })

  it('without a table in its sheet is damaged, not empty', async () => {
    const parts = { ...partsOf(''), 'xl/worksheets/first.xml': `<worksheet>${'<a/>'.repeat(1_000)}</worksheet>` }
    expect(await read(zipOf(parts))).toBe('import.file_corrupt')
  })

  it('of millions of empty lines as CSV is refused', async () => {
    const lines = `楼号,室号\n1,101\n${'\n'.repeat(3_000_000)}1,102\n`
    expect(await refusedSoon(text(lines))).toBe('import.too_many_rows')
  })

  it('with one cell that Excel itself cannot hold names its row', async () => {
    const long = '长'.repeat(32_768)
    expect(await readWorkbook({ name: 'x.csv', bytes: text(`a,b\n1,${long}\n`) })).toMatchObject({
      code: 'import.cell_too_long',
      params: { row: 2, max: 32_767 },
    })
    expect(await read(bookOf([{ rows: rowOf(3, { A: long }) }]))).toBe('import.cell_too_long')
  })

  it('of more rows than there may be is refused, its empty rows counted', async () => {
    const limits = { ...READ_LIMITS, maxRows: 4 }
    expect(await read(text('a\n\n\nb\n'), limits)).toEqual([['a'], [], [], ['b']])
    expect(await read(text('a\n\n\n\nb\n'), limits)).toBe('import.too_many_rows')
    const rows = [1, 2, 3, 4, 5].map((row) => rowOf(row, { A: 'x' })).join('')
    expect(await read(bookOf([{ rows }]), limits)).toBe('import.too_many_rows')
  })
})

describe('a long run of empty rows', () => {
  it('leaves one, and the rows behind it keep their numbers', async () => {
    const bytes = bookOf([{ rows: `${rowOf(1, { A: '楼号' })}${rowOf(LAST, { A: 'x' })}` }])
    expect(await readWorkbook({ name: 'x', bytes })).toMatchObject({
      sheets: [{ rows: [[{ text: '楼号' }], [], [{ text: 'x' }]], rowNumbers: [1, 2, LAST] }],
    })
  })

  it('costs nothing on each of sixty sheets', async () => {
    const sheet = { rows: `${rowOf(1, { A: '楼号' })}${rowOf(LAST, { A: 'x' })}` }
    const started = performance.now()
    const result = await readWorkbook({ name: 'x', bytes: bookOf(Array.from({ length: 60 }, () => sheet)) })
    expect(performance.now() - started).toBeLessThan(SOON_MS)
    expect(result.kind === 'sheets' && result.sheets.map(({ rows }) => rows.length)).toEqual(Array(60).fill(3))
  })

  it('in a CSV is left out too', async () => {
    const result = await readWorkbook({ name: 'x.csv', bytes: text(`a\n${'\n'.repeat(100_000)}b\n`) })
    expect(result).toMatchObject({ sheets: [{ rowNumbers: [1, 2, 100_002] }] })
  })

  it('of twenty stays as it is', async () => {
    expect(await read(text(`a\n${'\n'.repeat(20)}b\n`))).toHaveLength(22)
    expect(await read(text(`a\n${'\n'.repeat(21)}b\n`))).toHaveLength(3)
  })
})
