import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { EMPTY_CELL, type Cell, type SheetGrid } from './grid.ts'
import { findHeader, headerAt } from './header.ts'
import { guessMapping, headerFingerprint, rememberMapping } from './mapping.ts'

/** A sheet from texts; digits become numbers, `''` an empty cell. */
function sheet(...rows: readonly (readonly string[])[]): SheetGrid {
  const toCell = (text: string): Cell => {
    if (text === '') return EMPTY_CELL
    return /^\d+(\.\d+)?$/.test(text) ? { kind: 'number', text } : { kind: 'text', text }
  }
  return {
    name: 'Sheet1',
    hidden: false,
    rows: rows.map((row) => row.map(toCell)),
    rowNumbers: rows.map((_, index) => index + 1),
  }
}

function mappingOf(grid: SheetGrid) {
  const header = findHeader(grid)
  return header === null ? null : guessMapping(header.columns)
}

describe('the header of a sheet', () => {
  it('is found below the title of the table', () => {
    const grid = sheet(
      ['锦绣花园业主资料表', '锦绣花园业主资料表', '锦绣花园业主资料表', '锦绣花园业主资料表'],
      ['填报单位：锦绣物业', '', '', '日期：2026年1月'],
      ['楼号', '单元', '室号', '建筑面积(㎡)'],
      ['1', '1', '101', '89.43'],
    )
    expect(findHeader(grid)).toMatchObject({ firstRow: 3, lastRow: 3, firstDataRow: 4 })
    expect(mappingOf(grid)).toEqual({ building: 0, unit: 1, room: 2, built_area_e2: 3 })
  })

  it('of two merged lines tells the owner’s name from the tenant’s', () => {
    const grid = sheet(
      ['楼号', '室号', '业主信息', '业主信息', '租户信息', '租户信息'],
      ['楼号', '室号', '姓名', '联系电话', '姓名', '联系电话'],
      ['1', '101', '张三', '13800138000', '', ''],
    )
    const header = findHeader(grid)
    expect(header).toMatchObject({ firstRow: 1, lastRow: 2, firstDataRow: 3 })
    expect(header?.columns.map((column) => column.text)).toEqual([
      '楼号',
      '室号',
      '业主信息 / 姓名',
      '业主信息 / 联系电话',
      '租户信息 / 姓名',
      '租户信息 / 联系电话',
    ])
    expect(mappingOf(grid)).toEqual({
      building: 0,
      room: 1,
      owner_name: 2,
      owner_phone: 3,
      tenant_name: 4,
      tenant_phone: 5,
    })
  })

  it('of two lines that lost their merges is read with the group title over its columns', () => {
    const grid = sheet(
      ['楼号', '单元', '室号', '面积', '业主信息', '', '租户', ''],
      ['', '', '', '', '姓名', '电话', '姓名', '电话'],
      ['1', '1', '101', '89.43', '张三', '13800138000', '李四', '13900139000'],
    )
    expect(findHeader(grid)).toMatchObject({ firstRow: 1, lastRow: 2 })
    expect(mappingOf(grid)).toMatchObject({
      built_area_e2: 3,
      owner_name: 4,
      owner_phone: 5,
      tenant_name: 6,
      tenant_phone: 7,
    })
  })

  it('of group titles alone above the column titles counts both lines', () => {
    const grid = sheet(
      ['房屋信息', '', '', '业主信息', ''],
      ['楼号', '单元', '室号', '姓名', '电话'],
      ['1', '1', '101', '张三', ''],
    )
    expect(findHeader(grid)).toMatchObject({ firstRow: 1, lastRow: 2 })
    expect(mappingOf(grid)).toEqual({ building: 0, unit: 1, room: 2, owner_name: 3, owner_phone: 4 })
  })

  it('does not swallow a first row of data that is all words', () => {
    const grid = sheet(['楼号', '单元', '室号', '姓名'], ['A', '一单元', '甲', '张三'])
    expect(findHeader(grid)).toMatchObject({ firstRow: 1, lastRow: 1 })
  })

  it('is known in English too, with units and stars', () => {
    expect(mappingOf(sheet(['Building', 'Unit', 'Room No.', 'Built Area (m2)*', 'Owner Name', 'Mobile']))).toEqual({
      building: 0,
      unit: 1,
      room: 2,
      built_area_e2: 3,
      owner_name: 4,
      owner_phone: 5,
    })
  })

  it('is not guessed where no line names two fields', () => {
    expect(findHeader(sheet(['一月收支', '金额'], ['电费', '100']))).toBeNull()
    expect(findHeader(sheet())).toBeNull()
  })

  it('below a blank row and with gaps and short rows is read as far as it goes', () => {
    const grid = sheet(['锦绣花园', '', '', '', '', '楼号'], [''], ['楼号', '', '室号'], ['1', '', '101'])
    expect(findHeader(grid)).toMatchObject({ firstRow: 3, lastRow: 3 })
    expect(mappingOf(grid)).toEqual({ building: 0, room: 2 })
    const short = sheet(['楼号', '室号', '业主', '业主', '其他'], ['楼号', '室号', '姓名', '电话'])
    expect(mappingOf(short)).toEqual({ building: 0, room: 1, owner_name: 2, owner_phone: 3 })
    expect(headerAt(grid, { firstRow: 90, lastRow: 91 }).columns).toEqual([])
  })

  it('does not take a tenant’s papers for the owner’s', () => {
    const grid = sheet(['房屋', '房屋', '租户', '租户'], ['楼号', '室号', '姓名', '身份证号'])
    expect(mappingOf(grid)).toEqual({ building: 0, room: 1, tenant_name: 2 })
  })

  it('may be pointed at by the person', () => {
    const grid = sheet(['甲', '乙'], ['丙', ''], ['1', '2'])
    expect(headerAt(grid, { firstRow: 1, lastRow: 2 }).columns.map((column) => column.text)).toEqual(['甲 / 丙', '乙'])
  })

  it('numbers its lines as the sheet does when the table begins lower down', () => {
    const grid = { ...sheet(['楼号', '室号'], ['1', '101']), rowNumbers: [5, 6] }
    expect(findHeader(grid)).toMatchObject({ firstRow: 5, firstDataRow: 6 })
  })
})

describe('the columns', () => {
  it.each(['公摊面积', '物业费单价', '紧急联系人电话', '证件类型', '备用', '户型', '通讯地址'])(
    'named %s are left to the person',
    (title) => {
      expect(mappingOf(sheet(['楼号', '室号', title]))).toEqual({ building: 0, room: 1 })
    },
  )

  it('prefer the very word to a word within', () => {
    expect(mappingOf(sheet(['房号', '房屋建筑面积明细', '建筑面积', '套内建筑面积（平方米）']))).toEqual({
      code: 0,
      built_area_e2: 2,
      inner_area_e2: 3,
    })
    expect(mappingOf(sheet(['房号', '房屋建筑面积明细']))).toEqual({ code: 0, built_area_e2: 1 })
  })

  it('chosen once are chosen again for the same titles in any order', () => {
    const titles = ['楼号', '室号', '姓名', '电话', '备用', '面积']
    const first = findHeader(sheet(titles))
    if (first === null) throw new Error('no header')
    const remembered = rememberMapping(first.columns, { building: 0, room: 1, note: 4 })
    fc.assert(
      fc.property(fc.shuffledSubarray(titles, { minLength: titles.length }), (shuffled) => {
        const columns = headerAt(sheet(shuffled), { firstRow: 1, lastRow: 1 }).columns
        expect(headerFingerprint(columns)).toBe(remembered.fingerprint)
        expect(guessMapping(columns, remembered)).toEqual({
          building: shuffled.indexOf('楼号'),
          room: shuffled.indexOf('室号'),
          note: shuffled.indexOf('备用'),
        })
      }),
    )
  })

  it('remembered for other titles are not used', () => {
    const columns = headerAt(sheet(['楼号', '室号']), { firstRow: 1, lastRow: 1 }).columns
    const remembered = { fingerprint: 'other', titles: { note: '楼号' } }
    expect(guessMapping(columns, remembered)).toEqual({ building: 0, room: 1 })
    const stale = { fingerprint: headerFingerprint(columns), titles: { note: '不在' } }
    expect(guessMapping(columns, stale)).toEqual({})
  })
})
