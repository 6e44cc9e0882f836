import type { LocalDate } from '../../kernel/time.ts'
import { normaliseRoomCode } from '../room/index.ts'
import { IMPORT_FIELDS, type FieldType, type ImportField } from './fields.ts'
import { type Cell, cellText } from './grid.ts'
import { readArea } from './read-area.ts'
import { readDate } from './read-date.ts'
import { readIdNos } from './read-id-nos.ts'
import { readNames } from './read-names.ts'
import { readPhones } from './read-phones.ts'
import { readFloor, readPlace } from './read-place.ts'
import { readUsage, type RoomUsage } from './read-usage.ts'
import { empty, type Reading, value, wrong } from './reading.ts'
import { isPlaceholder, tidyCoded, tidySpaces, type Tidied } from './tidy.ts'

/** What each type of field reads a cell into. */
export interface ReadValues {
  readonly place: string
  readonly floor: number
  readonly code: string
  readonly usage: RoomUsage
  readonly area: number
  readonly date: LocalDate
  readonly paid_until: LocalDate
  readonly names: readonly string[]
  readonly phones: readonly string[]
  readonly id_nos: readonly string[]
  readonly note: string
}

export type ValueOf<Field extends ImportField> = ReadValues[(typeof IMPORT_FIELDS)[Field]['type']]

/** What Excel itself keeps in a cell; a longer text of a CSV is not even looked through. */
const MAX_CELL_LENGTH = 32_767

/** Reads a cell as its field wants it: the value, nothing, or why not, and what was rewritten on the way. */
export function normaliseCell<Field extends ImportField>(field: Field, cell: Cell): Reading<ValueOf<Field>> {
  if (cell.kind === 'error') return wrong(`import.${cell.reason}`)
  const spec = IMPORT_FIELDS[field]
  const written = cellText(cell)
  if (written.length > MAX_CELL_LENGTH) return wrong('import.text_too_long', { max: spec.maxLength })
  const raw = withoutExcelQuotes(written)
  const tidied = tidyCoded(raw)
  if (tidied.text === '') return empty()
  if (spec.type !== 'note' && isPlaceholder(tidied.text)) return empty(['placeholder_emptied'])
  if (Array.from(raw.trim()).length > spec.maxLength) return wrong('import.text_too_long', { max: spec.maxLength })
  return readAs(spec.type, { cell, raw, tidied }) as Reading<ValueOf<Field>>
}

interface Source {
  readonly cell: Cell
  readonly raw: string
  readonly tidied: Tidied
}

function readAs(type: FieldType, source: Source): Reading<ReadValues[FieldType]> {
  const { cell, raw, tidied } = source
  switch (type) {
    case 'place':
      return readPlace(withoutFraction(tidied, cell))
    case 'floor':
      return readFloor(tidied)
    case 'code':
      return readCode(tidied)
    case 'usage':
      return readUsage(tidied)
    case 'area':
      return readArea(tidied)
    case 'date':
      return readDate(tidied, 'refused')
    case 'paid_until':
      return readDate(tidied, 'last_day')
    case 'names':
      return readNames(raw)
    case 'phones':
      return readPhones(tidied, raw)
    case 'id_nos':
      return readIdNos(tidied, cell)
    case 'note':
      return readNote(raw)
  }
}

/** A room number of a text export reads `502.0`. */
function withoutFraction(tidied: Tidied, cell: Cell): Tidied {
  return cell.kind === 'text' && /^\d+\.0+$/.test(tidied.text)
    ? { ...tidied, text: tidied.text.replace(/\.0+$/, '') }
    : tidied
}

function readCode(tidied: Tidied): Reading<string> {
  const room = normaliseRoomCode(tidied.text)
  if (room.kind === 'refused') return wrong('import.code_not_understood', { text: tidied.text })
  return value(room.code, room.code === tidied.text ? tidied.rewritten : [...tidied.rewritten, 'upper_case'])
}

function readNote(raw: string): Reading<string> {
  const tidied = tidySpaces(raw, 'doubled')
  return value(tidied.text, tidied.rewritten)
}

/** `="0123"` and a leading `'` are ways to keep a text a text in Excel. */
function withoutExcelQuotes(text: string): string {
  const quoted = /^="(.*)"$/.exec(text)
  return quoted?.[1] ?? (text.startsWith("'") ? text.slice(1) : text)
}
