import type { ExportColumn, ExportRow, SheetSpec } from '../../workers/documents/excel/index.ts'
import { roomRows } from './room-rows.ts'
import type { RoomReading } from './room-rows.ts'
import type { RoomSheetTexts } from './sheet-texts.ts'

/** Rooms are read in parts, so that the whole list never stands in memory. */
const PART = 500

/** 房屋一览 as a sheet: names and phones as the asker sees them on the screen. */
export function roomSheet(
  reading: RoomReading,
  of: { readonly rows: readonly number[]; readonly texts: RoomSheetTexts; readonly titleLines: readonly string[] },
): SheetSpec {
  const { rows, texts, titleLines } = of
  return {
    name: texts.sheet.name,
    titleLines,
    columns: columnsOf(texts),
    rows: rowsOf(reading, rows, texts),
    totalLabel: texts.sheet.total,
  }
}

function columnsOf({ column }: RoomSheetTexts): ExportColumn[] {
  return [
    { key: 'code', header: column.code, kind: 'text', width: 16, total: 'count' },
    { key: 'building', header: column.building, kind: 'text', width: 10 },
    { key: 'unit', header: column.unit, kind: 'text', width: 8 },
    { key: 'owners', header: column.owners, kind: 'text', width: 18 },
    { key: 'phone', header: column.phone, kind: 'long_id', width: 16 },
    { key: 'usage', header: column.usage, kind: 'text', width: 10 },
    { key: 'occupancy', header: column.occupancy, kind: 'text', width: 10 },
    { key: 'area', header: column.built_area, kind: 'area', width: 12, total: 'sum' },
    { key: 'paidUntil', header: column.paid_until, kind: 'date', width: 12 },
    { key: 'overdue', header: column.overdue, kind: 'money', width: 14, total: 'sum' },
  ]
}

// oxlint-disable-next-line max-params -- the reading, what to read and its words
function* rowsOf(reading: RoomReading, rows: readonly number[], texts: RoomSheetTexts): Generator<ExportRow> {
  for (let from = 0; from < rows.length; from += PART) {
    for (const room of roomRows(reading, rows.slice(from, from + PART))) {
      yield {
        code: room.code,
        building: room.building,
        unit: room.unit,
        owners: room.ownerNames === '' ? null : room.ownerNames,
        phone: room.phone,
        usage: texts.usage[room.usage],
        occupancy: texts.occupancy[room.occupancy],
        area: room.builtAreaE2,
        paidUntil: room.paidUntilOn,
        overdue: room.overdueFen,
      }
    }
  }
}
