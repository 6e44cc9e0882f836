import { describe, expect, it } from 'vitest'

import { localDate } from '../../kernel/time.ts'
import type { ExistingRoom } from './planned-row.ts'
import { plan, problemsOf, roomOf, TITLES } from './testing.ts'

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
