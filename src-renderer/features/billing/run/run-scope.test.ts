import { describe, expect, it } from 'vitest'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../../src-shared/kernel/time.ts'
import { askedAgain, canTakeBack, readScope as read, suggestMonth } from './run-scope.ts'
import type { RunView, ScopeChoice } from './run-scope.ts'

const id = '0190b5f0-0000-7000-8000-000000000001' as Id
const CHOICE: ScopeChoice = {
  month: month('2026-12'),
  kind: 'all',
  buildingId: null,
  buildingName: '',
  room: null,
  itemIds: [],
}
const readScope = (choice: ScopeChoice) => read(choice, localDate('2026-11-23'))
const run = (state: RunView['state'], of: string): RunView => ({
  runId: id,
  month: month(of),
  kind: 'month',
  state,
  scope: { buildingId: null, roomId: null },
  mayCheck: false,
  checkedBy: null,
  created: 1,
  existing: 0,
  skipped: 0,
  totalFen: fen(1),
  startedAt: 0,
  startedBy: '',
  jobId: null,
  atWork: false,
})

describe('a run that can be taken back', () => {
  it('is a posted one, or one whose taking back broke off', () => {
    expect(canTakeBack(run('posted', '2026-11'))).toBe(true)
    expect(canTakeBack(run('undoing', '2026-11'))).toBe(true)
    expect(canTakeBack({ ...run('undoing', '2026-11'), atWork: true })).toBe(false)
    expect(canTakeBack(run('undone', '2026-11'))).toBe(false)
    expect(canTakeBack(null)).toBe(false)
  })
})

describe('what a run covers', () => {
  it('is every room unless one is chosen', () => {
    expect(readScope(CHOICE)).toEqual({
      kind: 'ready',
      asked: { month: '2026-12', scope: { buildingId: null, roomId: null }, label: '范围 全部房屋' },
    })
  })

  it('is one building, and never the room that was chosen before', () => {
    const choice = {
      ...CHOICE,
      kind: 'building' as const,
      buildingId: id,
      buildingName: '3 栋',
      room: { id, title: '1-1-0101', detail: '' },
    }
    expect(readScope(choice)).toMatchObject({ asked: { scope: { buildingId: id, roomId: null }, label: '范围 3 栋' } })
  })

  it('is one room, and never the building that was chosen before', () => {
    const choice = { ...CHOICE, kind: 'room' as const, buildingId: id, room: { id, title: '1-1-0101', detail: '张*' } }
    expect(readScope(choice)).toMatchObject({
      asked: { scope: { buildingId: null, roomId: id }, label: '范围 1-1-0101' },
    })
  })

  it('is what is due by today, named by the month of today whatever month was chosen before', () => {
    expect(readScope({ ...CHOICE, kind: 'due', month: null })).toEqual({
      kind: 'ready',
      asked: { month: '2026-11', scope: { buildingId: null, roomId: null, extent: 'due' }, label: '范围 今天应出的' },
    })
  })

  it('is some fees only', () => {
    expect(readScope({ ...CHOICE, itemIds: [id] })).toMatchObject({
      asked: { scope: { buildingId: null, roomId: null, itemIds: [id] }, label: '范围 全部房屋 · 1 项费用' },
    })
  })

  it('of a run that was handed in is what was handed in', () => {
    const handedIn = { ...run('submitted', '2026-12'), scope: { buildingId: null, roomId: id }, mayCheck: true }
    expect(askedAgain(handedIn)).toEqual({
      month: '2026-12',
      scope: handedIn.scope,
      label: '范围 一户',
      runId: id,
      mayCheck: true,
    })
  })

  it('is not known while month, building or room is missing', () => {
    expect(readScope({ ...CHOICE, month: null })).toEqual({ kind: 'incomplete', errors: { month: '请填一个月份。' } })
    expect(readScope({ ...CHOICE, kind: 'building' })).toEqual({
      kind: 'incomplete',
      errors: { building: '请选一栋楼。' },
    })
    expect(readScope({ ...CHOICE, kind: 'room' })).toEqual({ kind: 'incomplete', errors: { room: '请选一户。' } })
  })
})

describe('the month that is offered', () => {
  const day = localDate('2026-11-23')

  it('is the current one until it has been billed, then the next', () => {
    expect(suggestMonth([], day)).toBe('2026-11')
    expect(suggestMonth([run('posted', '2026-10')], day)).toBe('2026-11')
    expect(suggestMonth([run('posted', '2026-11')], day)).toBe('2026-12')
  })

  it('is the current one again when its run was taken back', () => {
    expect(suggestMonth([run('undone', '2026-11')], day)).toBe('2026-11')
  })
})
