import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { plan, problemsOf, roomOf, TITLES } from './testing.ts'

describe('a sheet of rooms', () => {
  it('gives each row as a room with its owners', () => {
    const { rows, counts } = plan([
      [...TITLES, '身份证号', '交房日期', '物业费缴至', '用途', '备注'],
      [
        '3栋',
        '1',
        '0305',
        '89.43',
        '张三/李四',
        '138-0013-8000/13900139000',
        '11010519491231002X',
        '2019年6月18日',
        '2026-12',
        '住宅',
        '学区',
      ],
    ])
    expect(counts).toEqual({ ready: 1, update: 0, unchanged: 0, wrong: 0 })
    expect(roomOf(rows[0])).toEqual({
      code: '3-1-0305',
      building: '3',
      unit: '1',
      floor: 3,
      room: '0305',
      usage: 'residence',
      built_area_e2: 8943,
      inner_area_e2: null,
      handover_on: '2019-06-18',
      owners: [
        { name: '张三', phones: ['13800138000'], id_no: '11010519491231002X' },
        { name: '李四', phones: ['13900139000'], id_no: null },
      ],
      owner_from_on: null,
      tenants: [],
      tenant_from_on: null,
      tenant_to_on: null,
      paid_until_on: '2026-12-31',
      note: '学区',
    })
  })

  it('takes a building and unit written once for the rows below', () => {
    const { rows } = plan([
      TITLES,
      ['1', '1', '101', '80', '', ''],
      ['', '', '102', '80', '', ''],
      ['', '2', '101', '80', '', ''],
      ['2', '', '101', '80', '', ''],
    ])
    expect(rows.map((row) => roomOf(row).code)).toEqual(['1-1-101', '1-1-102', '1-2-101', '2-101'])
  })

  it('does not give a unit to a shop when each other row writes its unit', () => {
    const { rows } = plan([
      TITLES,
      ['1', '1', '101', '80', '', ''],
      ['1', '1', '102', '80', '', ''],
      ['1', '1', '103', '80', '', ''],
      ['1', '', 'S01', '80', '', ''],
    ])
    expect(roomOf(rows[3]).code).toBe('1-S01')
  })

  it('does not carry a building over a total row', () => {
    const { rows } = plan([
      TITLES,
      ['1', '1', '101', '80', '', ''],
      ['小计', '', '', '80', '', ''],
      ['', '', '102', '80', '', ''],
    ])
    expect(problemsOf(rows[1])).toEqual(['building import.building_missing'])
  })

  it('says what is missing or wrong cell by cell, as drawn', () => {
    const { rows } = plan([
      [...TITLES, '身份证号'],
      ['3', '1', '0305', '', '张三', '138-0013-8000', ''],
      ['3', '1', '0402', '-89.43', '李四', '13900001111', ''],
      ['3', '1', '0702', '120.50', '王五', '1380000', ''],
      ['3', '2', '0101', '89.43', '赵六', '13600002222', '3.20106E+17'],
      ['3', '2', '', '66.07', '孙七', '13500003333', ''],
      ['8', '1', '0102', '120.50', '周八', '13700004444', ''],
      ['8', '1', '0102', '120.50', '周八', '13700004444', ''],
    ])
    expect(rows.map(problemsOf)).toEqual([
      ['built_area_e2 import.built_area_missing'],
      ['built_area_e2 import.area_not_positive'],
      ['owner_phone import.mobile_length'],
      ['owner_id_no import.id_no_lost_digits'],
      ['room import.room_missing'],
      [],
      ['code import.code_repeated'],
    ])
    expect(rows[6]).toMatchObject({ problems: [{ row: 8, params: { firstRow: 7 } }] })
  })

  it('asks for no area of a parking space or store room', () => {
    const { counts } = plan([
      ['房号', '用途', '建筑面积'],
      ['B2-118', '地下车位', ''],
      ['G-001', '储藏室', ''],
    ])
    expect(counts.ready).toBe(2)
  })

  it('takes the usage of a shop from its code', () => {
    const { rows } = plan([
      ['房号', '建筑面积'],
      ['商场M111', '50'],
      ['门市A-5', '60'],
      ['A-1-502', '80'],
    ])
    expect(rows.map((row) => roomOf(row).usage)).toEqual(['shop', 'shop', 'residence'])
  })

  it('refuses a phone without its owner, more papers than people and a lease that ends before it begins', () => {
    const { rows } = plan([
      ['房号', '建筑面积', '姓名', '电话', '身份证号', '租户姓名', '租户电话', '起租日期', '到租日期'],
      ['1-101', '80', '', '13800138000', '', '', '', '', ''],
      ['1-102', '80', '张三', '', 'E12345678/E12345679', '', '', '', ''],
      ['1-103', '80', '张三', '', '', '', '13800138000', '', ''],
      ['1-104', '80', '张三', '', '', '李四', '', '2026-05-01', '2026-04-30'],
      ['1-105', '80', '13800138000', '13800138000', '', '李四', '', '2026-04-30', '2026-04-30'],
    ])
    expect(rows.map(problemsOf)).toEqual([
      ['owner_name import.owner_name_missing'],
      ['owner_id_no import.id_nos_more_than_names'],
      ['tenant_name import.tenant_name_missing'],
      ['tenant_to_on import.dates_reversed'],
      ['owner_name import.name_has_digits'],
    ])
  })

  it('warns of an unlikely area and an inner area above the built one, and imports the row', () => {
    const { rows } = plan([
      ['房号', '建筑面积', '套内面积'],
      ['1-101', '8.9', '7'],
      ['1-102', '80', '90'],
      ['1-103', '1200', ''],
      ['商场M1', '5', ''],
    ])
    expect(rows.map((row) => row.warnings.map((warning) => warning.code))).toEqual([
      ['import.area_unlikely'],
      ['import.inner_exceeds_built'],
      ['import.area_unlikely'],
      [],
    ])
    expect(rows.every((row) => row.kind === 'ready')).toBe(true)
  })

  it('leaves remarks below the table and blank rows out', () => {
    const { rows, remarkRows } = plan([
      TITLES,
      ['1', '1', '101', '80', '张三', ''],
      ['', '', '', '', '', ''],
      ['制表人：王芳', '', '', '', '', ''],
    ])
    expect(rows).toHaveLength(1)
    expect(remarkRows).toEqual([4])
  })

  it('counts the cells that were rewritten by what was done', () => {
    const { rewritten } = plan([TITLES, ['１栋', '1', '101', '89.43㎡', '张 三', '138-0013-8000']])
    expect(rewritten.cells).toBe(4)
    expect(rewritten.by).toMatchObject({ half_width: 1, unit_removed: 2, spaces_removed: 1, marks_removed: 1 })
  })

  it('keeps out a cell whose formula was never computed', () => {
    expect(
      problemsOf(
        plan([
          ['房号', '建筑面积'],
          ['1-101', '='],
        ]).rows[0],
      ),
    ).toEqual(['built_area_e2 import.formula_without_value'])
  })
})

describe('a plan', () => {
  it('of 5,000 rooms is quick, and puts every row in one place', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => [
      String(1 + Math.floor(index / 200)),
      '1',
      String(101 + (index % 200)),
      '89.43',
      '张三',
      '13800138000',
    ])
    const started = performance.now()
    const { counts } = plan([TITLES, ...rows])
    expect(performance.now() - started).toBeLessThan(8_000)
    expect(counts.ready + counts.wrong).toBe(5_000)
  })

  it('of any sheet counts each row of data once and never fails', () => {
    const word = fc.constantFrom('', '1', '101', '89.43', '张三', '合计', '-', '3栋', '１', '=', '备注：无', 'A-1-502')
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 6, maxLength: 6 }), { maxLength: 12 }), (rows) => {
        const result = plan([TITLES, ...rows])
        const { ready, update, unchanged, wrong } = result.counts
        expect(ready + update + unchanged + wrong).toBe(result.rows.length)
        expect(result.totals.rowCount).toBe(result.rows.length)
        for (const row of result.rows) expect(row.kind === 'wrong').toBe(problemsOf(row).length > 0)
      }),
      { numRuns: 500 },
    )
  })
})
