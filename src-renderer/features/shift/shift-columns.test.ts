import { describe, expect, it } from 'vitest'

import { cellText } from '../../ui/table/column.ts'
import type { ShiftRow } from './shift-columns.ts'
import { shiftColumns } from './shift-columns.ts'

function closing(closedAt: string | null): string {
  const column = shiftColumns().find(({ key }) => key === 'closedAt')
  if (column === undefined) throw new Error('shifts show when they were closed')
  const row = {
    openedAt: Date.parse('2026-11-23T15:00:00+08:00'),
    closedAt: closedAt === null ? null : Date.parse(closedAt),
  }
  return cellText(column, row as ShiftRow)
}

describe('the list of shifts', () => {
  it('tells the day of the closing where it is not the day of the opening', () => {
    expect(closing('2026-11-23T17:42:00+08:00')).toBe('17:42')
    expect(closing('2026-11-24T08:12:00+08:00')).toBe('11-24 08:12')
    expect(closing(null)).toBe('—')
  })

  it('has room for a long difference', () => {
    const column = shiftColumns().find(({ key }) => key === 'differenceFen')
    // Thirteen digits of 7.3 px, and the padding of the cell.
    expect(column?.width).toBeGreaterThanOrEqual(Math.ceil('-1,001,759.00'.length * 7.3) + 20)
  })
})
