import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { localDate } from '../../kernel/time.ts'
import { listBadRows } from './bad-rows.ts'
import { EMPTY_CELL, type Cell, type SheetGrid } from './grid.ts'
import { findHeader } from './header.ts'
import { guessMapping } from './mapping.ts'
import { planRoomImport, type RoomImportPlan } from './plan-room-import.ts'
import type { ExistingRoom, PlannedRow } from './planned-row.ts'
import { roomCodeKey } from './room-code.ts'

interface Options {
  readonly existing?: readonly ExistingRoom[]
  readonly overrides?: Readonly<Record<string, string>>
}

function toCell(text: string): Cell {
  if (text === '') return EMPTY_CELL
  return text === '=' ? { kind: 'error', reason: 'formula_without_value' } : { kind: 'text', text }
}

function inputOf(rows: readonly (readonly string[])[], options: Options = {}) {
  const grid: SheetGrid = { name: 'Sheet1', hidden: false, firstRowNumber: 1, rows: rows.map((row) => row.map(toCell)) }
  const header = findHeader(grid)
  if (header === null) throw new Error('no header')
  return {
    grid,
    header,
    mapping: guessMapping(header.columns),
    existing: new Map((options.existing ?? []).map((room) => [roomCodeKey(room.code), room])),
    overrides: new Map(Object.entries(options.overrides ?? {})),
  }
}

function plan(rows: readonly (readonly string[])[], options: Options = {}): RoomImportPlan {
  return planRoomImport(inputOf(rows, options))
}

function problemsOf(row: PlannedRow | undefined): readonly string[] {
  return row?.kind === 'wrong' ? row.problems.map((problem) => `${problem.field} ${problem.code}`) : []
}

function roomOf(row: PlannedRow | undefined) {
  if (row === undefined || row.kind === 'wrong') throw new Error(`no room: ${JSON.stringify(row)}`)
  return row.room
}

const TITLES = ['楼号', '单元', '室号', '建筑面积', '姓名', '电话']

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
})

describe('control totals', () => {
  const two = [TITLES, ['1', '1', '101', '80.10', '', ''], ['1', '1', '102', '90.20', '', '']]

  it('agree with the total row of the sheet and count its rows', () => {
    const { totals, rows } = plan([...two, ['合 计：2户', '', '', '170.30', '', '']])
    expect(rows).toHaveLength(2)
    expect(totals).toMatchObject({ rowCount: 2, builtAreaE2: 17030, verdict: 'match' })
    expect(totals.checks).toEqual([
      {
        row: 4,
        kind: 'total',
        statedAreaE2: 17030,
        computedAreaE2: 17030,
        statedCount: 2,
        computedCount: 2,
        verdict: 'match',
      },
    ])
  })

  it('differ from a sum that leaves a row out', () => {
    expect(plan([...two, ['合计', '', '', '170.20', '', '']]).totals.verdict).toBe('differs')
    expect(plan([...two, ['合计 3 户', '', '', '170.30', '', '']]).totals.verdict).toBe('differs')
  })

  it('are not stated where the sheet has no total, or one without its sum', () => {
    expect(plan(two).totals.verdict).toBe('not_stated')
    expect(plan([...two, ['合计', '', '', '=', '', '']]).totals.verdict).toBe('not_stated')
    expect(
      plan([
        ['房号', '姓名'],
        ['1-101', '张三'],
        ['合计', ''],
      ]).totals.verdict,
    ).toBe('not_stated')
  })

  it('hold subtotals against the rows since the last one', () => {
    const { totals } = plan([
      ...two,
      ['1栋小计', '', '', '170.30', '', ''],
      ['2', '1', '101', '50', '', ''],
      ['小计', '', '', '50', '', ''],
      ['总计', '', '', '220.30', '', ''],
    ])
    expect(totals.checks.map((check) => check.verdict)).toEqual(['match', 'match', 'match'])
  })

  it('are the sum of the areas whatever the order of the rows', () => {
    const areas = fc.array(fc.integer({ min: 1, max: 999_999 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(areas, (list) => {
        const rows = list.map((area, index) => [
          `1-${index + 1}`,
          `${Math.floor(area / 100)}.${String(area % 100).padStart(2, '0')}`,
        ])
        const { totals, counts } = plan([['房号', '建筑面积'], ...rows])
        expect(totals.builtAreaE2).toBe(list.reduce((left, right) => left + right, 0))
        expect(counts.ready).toBe(list.length)
      }),
    )
  })
})

describe('rooms that exist', () => {
  const existing: ExistingRoom = {
    code: '1-101',
    building: '1',
    unit: null,
    floor: 1,
    room: '101',
    usage: 'residence',
    built_area_e2: 8000,
    inner_area_e2: null,
    handover_on: localDate('2019-06-18'),
    owners: [{ name: '张三', phones: ['13800138000'], id_no: null }],
    tenants: [],
    note: '原注',
  }
  const titles = ['房号', '建筑面积', '姓名', '电话', '身份证号', '租户姓名', '备注']

  it('and say the same are unchanged; an empty cell erases nothing', () => {
    const { rows } = plan([titles, ['1-101', '80', '张三', '138 0013 8000', '', '', '']], { existing: [existing] })
    expect(rows[0]?.kind).toBe('unchanged')
  })

  it('are updated by what differs, with the old and the new', () => {
    const { rows, counts } = plan([titles, ['1-101', '81.5', '张三', '13900139000', 'E12345678', '李四', '新注']], {
      existing: [existing],
    })
    expect(counts.update).toBe(1)
    expect(rows[0]).toMatchObject({
      kind: 'update',
      changes: [
        { field: 'built_area_e2', from: 8000, to: 8150 },
        { field: 'note', from: '原注', to: '新注' },
        { field: 'owner_phone', from: '13800138000', to: '13900139000' },
        { field: 'owner_id_no', from: null, to: 'E12345678' },
        { field: 'tenant_name', from: null, to: '李四' },
      ],
    })
  })

  it('do not change their owner by a list: that is a transfer', () => {
    const { rows } = plan([titles, ['1-101', '80', '王五', '', '', '', '']], { existing: [existing] })
    expect(rows[0]).toMatchObject({
      kind: 'wrong',
      problems: [{ code: 'import.owner_differs', params: { existing: '张三', given: '王五' } }],
    })
  })

  it('get an owner when they had none', () => {
    const { rows } = plan([titles, ['1-101', '80', '王五', '', '', '', '']], {
      existing: [{ ...existing, owners: [] }],
    })
    expect(rows[0]).toMatchObject({ kind: 'update', changes: [{ field: 'owner_name', from: null, to: '王五' }] })
  })

  it('are compared only in what is told of them', () => {
    expect(
      plan([titles, ['1-101', '80', '王五', '', '', '', '']], { existing: [{ code: '1-101' }] }).rows[0]?.kind,
    ).toBe('unchanged')
  })
})

describe('a cell mended in place', () => {
  const rows = [TITLES, ['1', '1', '', '80', '', ''], ['1', '1', '102', '', '', '']]

  it('plans the sheet again with the new text', () => {
    const before = plan(rows)
    const after = plan(rows, { overrides: { '2:room': '101', '3:built_area_e2': '９０' } })
    expect([before.counts.wrong, after.counts.wrong]).toEqual([2, 0])
    expect(after.rows.map((row) => roomOf(row).code)).toEqual(['1-1-101', '1-1-102'])
    expect(after.rows[0]?.texts.room).toBe('101')
  })

  it('may give a whole code although the sheet has no such column', () => {
    expect(roomOf(plan(rows, { overrides: { '2:code': '1-1-101' } }).rows[0]).code).toBe('1-1-101')
  })

  it('may be emptied', () => {
    expect(problemsOf(plan(rows, { overrides: { '3:room': '' } }).rows[1])).toContain('room import.room_missing')
  })
})

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
    expect(performance.now() - started).toBeLessThan(2_000)
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
