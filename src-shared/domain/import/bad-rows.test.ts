import { describe, expect, it } from 'vitest'

import { listBadRows } from './bad-rows.ts'
import { planRoomImport } from './plan-room-import.ts'
import { inputOf, TITLES } from './testing.ts'

describe('the sheet of wrong rows', () => {
  it('has the rows as written, mended cells included, with the reason at its column', () => {
    const input = inputOf([TITLES, ['1', '1', '101', '80', '', ''], ['', '', '102', '', '张三', '1380000']], {
      overrides: { '3:owner_name': '张四' },
    })
    const sheet = listBadRows({ ...input, plan: planRoomImport(input), textOf: (problem) => problem.code })
    expect(sheet.headers).toEqual(TITLES)
    expect(sheet.rows).toEqual([
      {
        rowNumber: 3,
        cells: ['1', '1', '102', '', '张四', '1380000'],
        problems: [
          { column: 5, text: 'import.mobile_length' },
          { column: 3, text: 'import.built_area_missing' },
        ],
      },
    ])
  })

  it('puts a reason without a column of its own beside the room', () => {
    const input = inputOf([
      ['建筑面积', '室号'],
      ['80', '101'],
    ])
    const sheet = listBadRows({ ...input, plan: planRoomImport(input), textOf: (problem) => problem.code })
    expect(sheet.rows[0]?.problems).toEqual([{ column: 1, text: 'import.building_missing' }])
  })

  it('keeps columns that fill no field, and cells that a short row does not have', () => {
    const input = inputOf([['楼号', '建筑面积', '户型'], ['1', '80', '三室'], ['1']])
    const sheet = listBadRows({ ...input, plan: planRoomImport(input), textOf: (problem) => problem.code })
    expect(sheet.rows.map((row) => row.cells)).toEqual([
      ['1', '80', '三室'],
      ['1', '', ''],
    ])
    expect(sheet.rows[0]?.problems).toEqual([{ column: 0, text: 'import.room_missing' }])
  })

  it('points at the code where there is one', () => {
    const input = inputOf([
      ['建筑面积', '房号', '电话'],
      ['80', '1-101', '13800138000'],
    ])
    const sheet = listBadRows({ ...input, plan: planRoomImport(input), textOf: (problem) => problem.code })
    expect(sheet.rows[0]?.problems).toEqual([{ column: 1, text: 'import.owner_name_missing' }])
  })
})
