import { describe, expect, it } from 'vitest'

import type { DraftView, RowView } from '../import-words.ts'
import { cellText, columnsOf, fieldsShown, firstWrongField } from './check-columns.ts'

const column = (index: number, header: string, field: string | null) => ({ index, header, field, samples: [] })
const view = {
  columns: [
    column(0, '楼号', 'building'),
    column(1, '室号', 'room'),
    column(2, '面积(㎡)', 'built_area_e2'),
    column(3, '业主信息 / 姓 名', 'owner_name'),
    column(4, '证件', 'owner_id_no'),
    column(5, '备注', null),
  ],
} as unknown as DraftView

const row = (fields: Partial<RowView>): RowView => ({
  rowNumber: 7,
  state: 'wrong',
  roomCode: null,
  cells: {},
  problems: [],
  warnings: [],
  rewritten: [],
  changes: [],
  ...fields,
})

describe('the columns of the check', () => {
  it('put building and room together and name where they come from', () => {
    const titles = columnsOf(view, 'wrong', fieldsShown(view, 'wrong', [])).map((one) => one.title)
    expect(titles).toEqual(['行', '房号 ← 楼号+室号', '建筑面积 ← 面积', '业主 ← 姓 名', '怎么改'])
  })

  it('say a name once where sheet and program call the column the same', () => {
    const same = {
      columns: [column(0, '房屋信息 / 房号', 'code'), column(1, '房屋信息 / 建筑面积（㎡）', 'built_area_e2')],
    } as unknown as DraftView
    expect(columnsOf(same, 'ready', fieldsShown(same, 'ready', [])).map((one) => one.title)).toEqual([
      '行',
      '房号',
      '建筑面积',
      '请留意',
    ])
  })

  it('show a field beside the usual ones while a cell of it is wrong', () => {
    expect(fieldsShown(view, 'wrong', ['owner_id_no', 'built_area_e2'])).toEqual([
      'code',
      'built_area_e2',
      'owner_name',
      'owner_id_no',
    ])
  })

  it('show all that is mapped where rows are only looked at', () => {
    expect(fieldsShown(view, 'ready', [])).toEqual(['code', 'built_area_e2', 'owner_name', 'owner_id_no'])
  })

  it('show a repeated code as it would be, and nothing where the room is missing', () => {
    expect(cellText(row({ roomCode: '8-1-0102' }), 'code')).toBe('8-1-0102')
    expect(cellText(row({}), 'code')).toBe('')
  })

  it('begin mending at the first wrong cell of a row', () => {
    const problems = [
      { row: 7, field: null, code: 'import.dates_reversed', params: {} },
      { row: 7, field: 'built_area_e2', code: 'import.built_area_missing', params: {} },
    ]
    expect(firstWrongField(row({ problems }))).toBe('built_area_e2')
    expect(firstWrongField(row({}))).toBeNull()
  })
})
