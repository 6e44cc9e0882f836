import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { columns, rows } from './sample-rows.ts'
import { inFolder } from './test-workbook.ts'
import { writeCsv } from './write-csv.ts'

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

  it('of many rows is written in pieces and tells how far it is', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'rows.csv')
      const seen: number[] = []
      const many = Array.from({ length: 3000 }, () => rows[0] ?? {})
      await writeCsv({ path, columns, rows: many, onProgress: (done) => seen.push(done) })
      expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(3002)
      expect(seen).toEqual([1000, 2000, 3000, 3000])
    })
  })
})
