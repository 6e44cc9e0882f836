import { describe, expect, it } from 'vitest'

import { id } from '../../../src-shared/kernel/ids.ts'
import { heldLines } from './use-disable.ts'

const one = id('018f0000-0000-7000-8000-000000000001')
const AT = Date.parse('2026-11-20T08:30:00+08:00')
const NOTHING = { sessions: 0, shifts: [], requests: [], jobs: [] }

describe('what somebody holds who is to be disabled', () => {
  it('is nothing in most cases', () => {
    expect(heldLines(NOTHING)).toEqual([])
  })

  it('is told thing by thing, each in a sentence with its project', () => {
    const lines = heldLines({
      sessions: 2,
      shifts: [{ shiftId: one, drawer: 'A', openedAt: AT, project: '锦绣花园', here: true }],
      requests: [{ requestId: one, kind: 'receipt.void_printed', requestedAt: AT, project: '锦绣花园' }],
      jobs: [{ jobId: one, kind: 'export_rooms', createdAt: AT, project: '碧水湾', cancellable: true }],
    })
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain('2 处')
    expect(lines[1]).toContain('锦绣花园 A 的班')
    expect(lines[2]).toContain('作废已打印的收据')
    expect(lines[3]).toContain('导出房屋')
    for (const line of lines.slice(1)) expect(line).toContain('11-20 08:30')
  })
})
