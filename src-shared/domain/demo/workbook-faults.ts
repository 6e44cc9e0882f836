import { elementAt } from './lists.ts'
import { COLUMNS, type WorkbookColumn } from './workbook-header.ts'
import type { WrittenCell } from './workbook-cells.ts'

/** A cell that is wrong on purpose; `row` counts from 1 over the whole sheet. */
export interface SpoiledCell {
  readonly row: number
  readonly column: WorkbookColumn
  readonly fault: 'area_in_words' | 'code_twice' | 'id_no_lost_digits'
}

/** Spoils three rows in place: an area in words, a code of the row above, an ID number that was kept as a number. */
export function spoilRows(body: WrittenCell[][], roomRows: readonly number[]): SpoiledCell[] {
  const spoiled: SpoiledCell[] = []
  const codeAt = (nth: number): WrittenCell =>
    elementAt(elementAt(body, elementAt(roomRows, nth)), COLUMNS.indexOf('code'))
  const spoil = (
    at: { readonly part: number; readonly column: WorkbookColumn; readonly fault: SpoiledCell['fault'] },
    write: (row: number) => WrittenCell,
  ): void => {
    const nth = Math.floor((roomRows.length * at.part) / 8)
    const row = elementAt(roomRows, nth)
    elementAt(body, row)[COLUMNS.indexOf(at.column)] = write(nth)
    spoiled.push({ row, column: at.column, fault: at.fault })
  }
  spoil({ part: 1, column: 'built_area_e2', fault: 'area_in_words' }, () => '八十九点四')
  spoil({ part: 3, column: 'code', fault: 'code_twice' }, (nth) => codeAt(nth - 1))
  spoil({ part: 5, column: 'owner_id_no', fault: 'id_no_lost_digits' }, () => ({ number: '330199198203150000' }))
  return spoiled
}
