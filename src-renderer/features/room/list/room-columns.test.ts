import { describe, expect, it } from 'vitest'

import { cellText } from '../../../ui/table/column.ts'
import type { RoomRow } from '../room-words.ts'
import { roomColumns } from './room-columns.ts'

function people(row: Partial<RoomRow>): string {
  const column = roomColumns({ debts: false }).find(({ key }) => key === 'owners')
  if (column === undefined) throw new Error('rooms show their people')
  return cellText(column, { ownerNames: '', tenantNames: '', occupancy: 'occupied', ...row } as RoomRow)
}

describe('the people of a room in the list', () => {
  it('are owners and tenants, so that whoever was searched for is seen', () => {
    expect(people({ ownerNames: '张三' })).toBe('张三')
    expect(people({ ownerNames: '张三', tenantNames: '刘志强' })).toBe('张三 · 租 刘志强')
  })

  it('say that an owner is missing, or that nobody has bought', () => {
    expect(people({})).toBe('（缺业主）')
    expect(people({ tenantNames: '刘志强' })).toBe('（缺业主） · 租 刘志强')
  })
})
