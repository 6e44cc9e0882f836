import { describe, expect, it } from 'vitest'

import type { Cell, SheetGrid } from '../import/index.ts'
import { READING_SHEET, missingFields, readSheetRow } from './index.ts'

const text = (value: string): Cell => (value === '' ? { kind: 'empty' } : { kind: 'text', text: value })
const number = (value: string): Cell => ({ kind: 'number', text: value })
function grid(...rows: readonly (readonly Cell[])[]): SheetGrid {
  return { name: '抄表单', hidden: false, rows, rowNumbers: rows.map((_, index) => index + 1) }
}
const titles = (...names: readonly string[]): Cell[] => names.map(text)

describe('the header of a reading sheet', () => {
  it('is found below the title of the table, by our own titles', () => {
    const sheet = grid(titles('2026年11月抄表单'), titles('表号', '房号', '上次读数', '本次读数', '抄表日期'), [])
    const header = READING_SHEET.findHeader(sheet)
    expect(header?.firstDataRow).toBe(3)
    expect(READING_SHEET.guess(header?.columns ?? [])).toEqual({ code: 0, room: 1, total: 3, read_on: 4 })
  })

  it('is that of a remote-reading system too', () => {
    const header = READING_SHEET.findHeader(grid(titles('序号', '表地址', '用户地址', '累计流量(m³)', '采集时间')))
    expect(READING_SHEET.guess(header?.columns ?? [])).toEqual({ serial: 1, room: 2, total: 3, read_on: 4 })
    const power = READING_SHEET.findHeader(
      grid(titles('资产编号', '正向有功总', '正向有功峰', '正向有功谷', '采集日期')),
    )
    expect(READING_SHEET.guess(power?.columns ?? [])).toEqual({ serial: 0, total: 1, peak: 2, valley: 3, read_on: 4 })
  })

  it('is none where fewer than two titles are known', () => {
    expect(READING_SHEET.findHeader(grid(titles('读数'), [number('12')]))).toBeNull()
  })

  it('is known again by its titles, in whatever order the columns stand', () => {
    const columns = READING_SHEET.findHeader(grid(titles('设备', '表地址', '累计流量', '说明')))?.columns ?? []
    const kept = READING_SHEET.titlesOf(columns, { code: 0, serial: 1, total: 2 })
    const other = READING_SHEET.findHeader(grid(titles('累计流量', '表地址', '设备')))?.columns ?? []
    expect(READING_SHEET.mappingOf(other, kept)).toEqual({ code: 2, serial: 1, total: 0 })
    expect(READING_SHEET.mappingOf([], kept)).toEqual({})
  })

  it('says what is missing before it can be read', () => {
    expect(missingFields({})).toEqual(['meter', 'value'])
    expect(missingFields({ room: 0, peak: 1 })).toEqual([])
    expect(missingFields({ serial: 0 })).toEqual(['value'])
  })
})

describe('a row of a reading sheet', () => {
  const mapping = { code: 0, room: 1, total: 2, read_on: 3 }
  const row = (...cells: readonly Cell[]) => readSheetRow(grid(cells), { rowNumber: 1, mapping })

  it('names its meter and tells its figure and day', () => {
    expect(
      row(text('S－3－2－1501'), text('3-2-1501'), number('1385.5'), { kind: 'date', date: '2026-11-20' }),
    ).toEqual({
      kind: 'read',
      row: {
        rowNumber: 1,
        code: 'S-3-2-1501',
        serial: '',
        room: '3-2-1501',
        readOn: '2026-11-20',
        values: [{ register: 'total', valueE3: 1_385_500 }],
      },
    })
  })

  it('takes text figures, full-width digits, and cuts what is beyond a thousandth', () => {
    expect(row(text('S'), text(''), text('１，２３４．５６７９'), text(''))).toMatchObject({
      row: { readOn: null, values: [{ valueE3: 1_234_567 }] },
    })
  })

  it('is empty without a meter or without a figure', () => {
    expect(row(text('S'), text(''), text(''), text('')).kind).toBe('empty')
    expect(row(text(''), text(''), number('5'), text('')).kind).toBe('empty')
  })

  it('is wrong in the cell that cannot be read', () => {
    expect(row(text('S'), text(''), text('未抄'), text(''))).toMatchObject({
      kind: 'wrong',
      field: 'total',
      code: 'metering.value_unreadable',
      text: '未抄',
    })
    expect(row(text('S'), text(''), text('-5'), text('11月'))).toMatchObject({ field: 'total' })
    expect(row(text('S'), text(''), number('5'), text('11月'))).toMatchObject({
      field: 'read_on',
      code: 'metering.date_unreadable',
    })
  })
})
