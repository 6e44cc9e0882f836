import { describe, expect, it } from 'vitest'

import { plan, problemsOf, roomOf } from './testing.ts'

describe('the code of a room', () => {
  it('written whole in the room column is used with the building column', () => {
    const { rows } = plan([
      ['楼号', '室号', '建筑面积'],
      ['3栋', '3-1-0305', '80'],
      ['3栋', '0306室', '80'],
    ])
    expect(rows.map((row) => [roomOf(row).code, roomOf(row).building, roomOf(row).room])).toEqual([
      ['3-1-0305', '3', '0305'],
      ['3-0306', '3', '0306'],
    ])
  })

  it('of unit and room under a building column is completed', () => {
    const { rows } = plan([
      ['楼号', '房号', '建筑面积'],
      ['3', '1-101', '80'],
      ['4', '1-101', '80'],
    ])
    expect(rows.map((row) => roomOf(row).code)).toEqual(['3-1-101', '4-1-101'])
    expect(roomOf(rows[0])).toMatchObject({ unit: '1', room: '101', floor: 1 })
  })

  it('that names another building than its column is kept and warned about', () => {
    const { rows } = plan([
      ['楼号', '房号', '建筑面积'],
      ['3', '4-1-101', '80'],
    ])
    expect(roomOf(rows[0])).toMatchObject({ code: '4-1-101', building: '3' })
    expect(rows[0]?.warnings[0]?.code).toBe('import.code_parts_differ')
  })

  it('that names its own building does not take the one filled down', () => {
    const { rows } = plan([
      ['楼号', '房号', '建筑面积'],
      ['3', '101', '80'],
      ['', '商场M111', '80'],
    ])
    expect(roomOf(rows[1])).toMatchObject({ code: '商场M111', building: '商场' })
  })

  it('with leading zeros is still of the building in its column', () => {
    const { rows } = plan([
      ['楼号', '房号', '建筑面积'],
      ['3', '003-013', '80'],
    ])
    expect(roomOf(rows[0])).toMatchObject({ code: '003-013', room: '013' })
    expect(rows[0]?.warnings).toEqual([])
  })

  it('is asked for where it cannot be told', () => {
    expect(
      problemsOf(
        plan([
          ['房号', '建筑面积'],
          ['0305', '80'],
        ]).rows[0],
      ),
    ).toEqual(['code import.code_not_understood'])
    expect(
      problemsOf(
        plan([
          ['房号', '建筑面积'],
          ['', '80'],
        ]).rows[0],
      ),
    ).toEqual(['code import.room_missing'])
    expect(
      problemsOf(
        plan([
          ['室号', '建筑面积'],
          ['0305', '80'],
        ]).rows[0],
      ),
    ).toEqual(['building import.building_missing'])
    expect(
      problemsOf(
        plan([
          ['房号', '建筑面积'],
          ['#', '80'],
        ]).rows[0],
      ),
    ).toEqual(['code import.code_not_understood'])
  })

  it('beside a column of its parts lets the columns say the parts', () => {
    const { rows } = plan([
      ['房号', '楼号', '单元', '室号', '楼层', '面积'],
      ['3-1-0305', '3', '1', '305', '4', '80'],
    ])
    expect(roomOf(rows[0])).toMatchObject({ code: '3-1-0305', room: '305', floor: 4 })
  })

  it('repeated counts even when the first row is wrong', () => {
    const { rows } = plan([
      ['房号', '建筑面积'],
      ['1-101', ''],
      ['１-101', '80'],
    ])
    expect(rows.map(problemsOf)).toEqual([['built_area_e2 import.built_area_missing'], ['code import.code_repeated']])
  })

  it('of unit and room that names another unit than its column is warned about', () => {
    const titles = ['楼号', '单元', '房号', '建筑面积']
    const { rows } = plan([titles, ['3', '1', '1-101', '80'], ['3', '2', '1-102', '80']])
    expect(rows.map((row) => [roomOf(row).code, row.warnings.length])).toEqual([
      ['3-1-101', 0],
      ['3-2-102', 1],
    ])
  })
})
