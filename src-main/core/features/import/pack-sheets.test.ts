import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { EMPTY_CELL } from '../../../../src-shared/domain/import/index.ts'
import type { Cell, SheetGrid } from '../../../../src-shared/domain/import/index.ts'
import { packSheets, unpackSheets } from './pack-sheets.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 8 }).map((written) => `${written}\n`)
const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(EMPTY_CELL),
  text.map((written): Cell => ({ kind: 'text', text: written })),
  fc.integer().map((value): Cell => ({ kind: 'number', text: String(value) })),
  fc.constant<Cell>({ kind: 'boolean', value: true }),
  fc.constant<Cell>({ kind: 'error', reason: 'excel_error' }),
)
const sheet = fc
  .record({ name: text, hidden: fc.boolean(), rows: fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }) })
  .map((made): SheetGrid => ({ ...made, rowNumbers: made.rows.map((_, at) => at * 3 + 2) }))

describe('the cells of a draft', () => {
  it('come out of the blob as they went in', () => {
    fc.assert(
      fc.property(fc.array(sheet, { maxLength: 4 }), (sheets) => {
        expect(unpackSheets(packSheets(sheets))).toEqual(sheets)
      }),
    )
  })

  it('of a wide sheet of mostly empty cells take little room', () => {
    const row: Cell[] = [...Array.from({ length: 255 }, () => EMPTY_CELL), { kind: 'text', text: 'x' }]
    const rows = Array.from({ length: 5_000 }, () => row)
    const sheets = [{ name: 'S', hidden: false, rows, rowNumbers: rows.map((_, at) => at + 1) }]
    const packed = packSheets(sheets)
    expect(packed.length).toBeLessThan(20_000)
    expect(unpackSheets(packed)[0]?.rows[4_999]?.[255]).toEqual({ kind: 'text', text: 'x' })
  })
})
