import { parseScaled } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Cell, SheetGrid } from '../import/index.ts'
import { cellAt, cellText, isBlank, readDate, tidyCoded } from '../import/index.ts'
import type { Register } from '../tariff/index.ts'
import { REGISTERS } from '../tariff/index.ts'
import type { SheetField, SheetMapping } from './sheet-columns.ts'

/** One row of a reading sheet: how it names its meter, and what it says of it. */
export interface SheetRow {
  readonly rowNumber: number
  readonly code: string
  readonly serial: string
  readonly room: string
  /** `null`: the sheet does not say; the day that the person chose holds. */
  readonly readOn: LocalDate | null
  readonly values: readonly { readonly register: Register; readonly valueE3: number }[]
}

export type ReadSheetRow =
  | { readonly kind: 'read'; readonly row: SheetRow }
  /** No meter, or no figure: a line between blocks, a room that was not read. */
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'wrong'
      readonly row: SheetRow
      readonly field: SheetField
      readonly code: string
      readonly text: string
    }

export function readSheetRow(
  grid: SheetGrid,
  { rowNumber, mapping }: { readonly rowNumber: number; readonly mapping: SheetMapping },
): ReadSheetRow {
  const cellOf = (field: SheetField): Cell => {
    const column = mapping[field]
    return column === undefined ? { kind: 'empty' } : cellAt(grid, rowNumber, column)
  }
  const textOf = (field: SheetField): string => tidyCoded(cellText(cellOf(field))).text
  const named = { code: textOf('code'), serial: textOf('serial'), room: textOf('room') }
  const values: { register: Register; valueE3: number }[] = []
  let wrong: { readonly field: SheetField; readonly code: string; readonly text: string } | null = null
  for (const register of REGISTERS) {
    const cell = cellOf(register)
    if (isBlank(cell)) continue
    const text = tidyCoded(cellText(cell)).text
    const valueE3 = parseScaled(cutBelowThousandth(text), 3)
    if (valueE3 === null || valueE3 < 0) wrong ??= { field: register, code: 'metering.value_unreadable', text }
    else values.push({ register, valueE3 })
  }
  const nameless = named.code === '' && named.serial === '' && named.room === ''
  if (nameless || (values.length === 0 && wrong === null)) return { kind: 'empty' }
  const day = dayOf(cellOf('read_on'))
  const row: SheetRow = { rowNumber, ...named, values, readOn: day.readOn }
  if (day.text !== null) wrong ??= { field: 'read_on', code: 'metering.date_unreadable', text: day.text }
  return wrong === null ? { kind: 'read', row } : { kind: 'wrong', row, ...wrong }
}

/** Remote systems write more decimals than a bill counts: what is beyond 1/1000 has not been used up yet. */
function cutBelowThousandth(text: string): string {
  return text.replace(/^([\d,]*\.\d{3})\d+$/, '$1')
}

function dayOf(cell: Cell): { readonly readOn: LocalDate | null; readonly text: string | null } {
  if (isBlank(cell)) return { readOn: null, text: null }
  const text = cellText(cell)
  const read = readDate(tidyCoded(text), 'refused')
  return read.kind === 'value' ? { readOn: read.value, text: null } : { readOn: null, text }
}
