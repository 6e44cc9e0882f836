import { describe, expect, it } from 'vitest'

import type { DataColumn } from './column.ts'
import { toTsv } from './tsv.ts'
import { layOutWidths } from './widths.ts'

interface Row {
  readonly code: string
  readonly owed: number
  readonly note: string | null
}
const columns: readonly DataColumn<Row>[] = [
  { key: 'code', title: '房号', kind: 'code', width: 100 },
  { key: 'owed', title: '欠费', kind: 'money', width: 100, flex: 1 },
  { key: 'note', title: '备注', width: 100, flex: 2 },
]

describe('rows copied from a list', () => {
  it('arrive in a sheet with their head, amounts as plain numbers and nothing for nothing', () => {
    const rows = [{ code: '3-1-0101', owed: 258_830, note: null }]
    expect(toTsv(columns, rows)).toBe('房号\t欠费\t备注\n3-1-0101\t2588.30\t')
  })

  it('never become a formula nor break a line', () => {
    const rows = [{ code: 'A', owed: -5, note: '=HYPERLINK("x")\n二行' }]
    expect(toTsv(columns, rows)).toBe('房号\t欠费\t备注\nA\t-0.05\t\'=HYPERLINK("x") 二行')
  })
})

describe('the columns of a list', () => {
  it('fill the width by their shares', () => {
    expect(layOutWidths(columns, 600)).toEqual([100, 200, 300])
  })

  it('leave no gap at the right edge when none is flexible', () => {
    const stiff = columns.map((column) => ({ key: column.key, title: column.title, width: column.width }))
    expect(layOutWidths(stiff, 450)).toEqual([100, 100, 250])
  })

  it('keep their least width when there is less room', () => {
    expect(layOutWidths(columns, 200)).toEqual([100, 100, 100])
  })
})
