import { describe, expect, it } from 'vitest'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { missingOf, targetOf } from './bind-target.ts'
import type { BindChoice } from './bind-target.ts'

const id = '0190b5f0-0000-7000-8000-000000000001' as Id
const CHOICE: BindChoice = { kind: 'all', buildingId: null, usage: null, rooms: [] }

describe('the rooms to bind', () => {
  it('are all of a use, or all of a building and a use', () => {
    expect(targetOf({ ...CHOICE, usage: 'residence' })).toEqual({ kind: 'all', usage: 'residence' })
    expect(targetOf({ ...CHOICE, kind: 'building', buildingId: id })).toEqual({
      kind: 'building',
      buildingId: id,
      usage: null,
    })
  })

  it('are the picked ones whatever their use', () => {
    const rooms = [{ id, title: '1-1-0101', detail: '张*' }]
    expect(targetOf({ ...CHOICE, kind: 'rooms', usage: 'shop', rooms })).toEqual({ kind: 'rooms', roomIds: [id] })
  })

  it('are not known until a building or a room is chosen, and the form says which', () => {
    expect(targetOf({ ...CHOICE, kind: 'building' })).toBeNull()
    expect(missingOf({ ...CHOICE, kind: 'building' })).toEqual({ building: '请选一栋楼。' })
    expect(missingOf({ ...CHOICE, kind: 'rooms' })).toEqual({ rooms: '请至少选一户。' })
    expect(missingOf(CHOICE)).toEqual({})
  })
})
