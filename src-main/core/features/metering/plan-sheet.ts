import { createHash } from 'node:crypto'

import type { SheetGrid, SheetHeader } from '../../../../src-shared/domain/import/index.ts'
import { cellAt, cellText, headerFingerprint } from '../../../../src-shared/domain/import/index.ts'
import type {
  Anomaly,
  DialValue,
  SheetField,
  SheetMapping,
  SheetRow,
} from '../../../../src-shared/domain/meter/index.ts'
import { READING_SHEET, SHEET_FIELDS, missingFields, readSheetRow } from '../../../../src-shared/domain/meter/index.ts'
import type { SheetTitles } from '../../../../src-shared/domain/meter/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Input, Output } from '../../request/context.ts'
import { judgeAtEnd } from './add-reading.ts'
import type { NewReading } from './add-reading.ts'
import type { PlacedMeter } from './scope.ts'
import { SheetMeters } from './sheet-meters.ts'
import type { MeterReadings } from './stored-readings.ts'
import { loadReadings, toMeter } from './stored-readings.ts'

export type AskedMapping = Input<'metering.read_sheet'>['mapping']
export type SheetView = Output<'metering.read_sheet'>

/** A reading that an import will write. */
export interface SheetReading extends NewReading {
  readonly rowNumber: number
  readonly meterId: string
  readonly anomalies: readonly Anomaly[]
}

export interface SheetRequest {
  readonly projectId: string
  readonly fileName: string
  readonly sheets: readonly SheetGrid[]
  readonly sheetIndex: number
  readonly readOn: LocalDate
  readonly mapping: AskedMapping
  readonly today: LocalDate
}

export interface PlannedSheet {
  readonly view: SheetView
  readonly readings: readonly SheetReading[]
  /** To be remembered for the next file with these headers. */
  readonly keep: { readonly fingerprint: string; readonly mapping: SheetMapping; readonly header: SheetHeader }
}

const SAMPLES = 3
const remembered = hot<{ columns_json: string }>(
  'SELECT columns_json FROM import_mapping WHERE project_id = ? AND fingerprint = ?',
)

/** The same headers may come to the room import: their memories are kept apart. */
export function memoryOf(header: SheetHeader): string {
  return `readings:${headerFingerprint(header.columns)}`
}

/** What each row of a sheet would do. @throws AppError `metering.no_header` */
export function planSheet(db: ReadHandle, request: SheetRequest): PlannedSheet {
  const grid = request.sheets[request.sheetIndex] ?? request.sheets[0]
  const header = grid === undefined ? null : READING_SHEET.findHeader(grid)
  if (grid === undefined || header === null) throw new AppError('metering.no_header')
  const { mapping, isRemembered } = mappingFor(db, { ...request, header })
  const missing = missingFields(mapping)
  const planned = missing.length > 0 ? NOTHING : planRows(db, { request, grid, header, mapping })
  const count = (test: (row: SheetView['rows'][number]) => boolean): number => planned.rows.filter(test).length
  const view: SheetView = {
    fileName: request.fileName,
    sheets: request.sheets.map(({ name, rows }) => ({ name, rows: rows.length })),
    columns: columnsOf(grid, header, mapping),
    remembered: isRemembered,
    missing: [...missing],
    fingerprint: fingerprintOf(planned.readings),
    ready: planned.readings.length,
    wrong: count(({ problem }) => problem !== null),
    toConfirm: count(({ problem, anomalies }) => problem === null && anomalies.length > 0),
    empty: planned.empty,
    rows: planned.rows,
  }
  return { view, readings: planned.readings, keep: { fingerprint: memoryOf(header), mapping, header } }
}

interface PlannedRows {
  readonly rows: SheetView['rows']
  readonly readings: readonly SheetReading[]
  readonly empty: number
}
const NOTHING: PlannedRows = { rows: [], readings: [], empty: 0 }

function mappingFor(
  db: ReadHandle,
  { projectId, header, mapping }: SheetRequest & { readonly header: SheetHeader },
): { readonly mapping: SheetMapping; readonly isRemembered: boolean } {
  if (mapping !== null) {
    const chosen: Partial<Record<SheetField, number>> = {}
    for (const field of SHEET_FIELDS) {
      const column = mapping.find((one) => one.field === field)
      if (column !== undefined) chosen[field] = column.index
    }
    return { mapping: chosen, isRemembered: false }
  }
  const row = db.hotFirst(remembered, projectId, memoryOf(header))
  if (row === null) return { mapping: READING_SHEET.guess(header.columns), isRemembered: false }
  return {
    mapping: READING_SHEET.mappingOf(header.columns, JSON.parse(row.columns_json) as SheetTitles),
    isRemembered: true,
  }
}

// oxlint-disable-next-line max-params -- the sheet, its head and what the columns mean
function columnsOf(grid: SheetGrid, header: SheetHeader, mapping: SheetMapping): SheetView['columns'] {
  const rows = grid.rowNumbers.filter((row) => row >= header.firstDataRow)
  return header.columns.map(({ column, text }) => ({
    index: column,
    header: text,
    field: SHEET_FIELDS.find((field) => mapping[field] === column) ?? null,
    samples: rows
      .map((row) => cellText(cellAt(grid, row, column)))
      .filter((sample) => sample !== '')
      .slice(0, SAMPLES),
  }))
}

interface RowsRequest {
  readonly request: SheetRequest
  readonly grid: SheetGrid
  readonly header: SheetHeader
  readonly mapping: SheetMapping
}

function planRows(db: ReadHandle, { request, grid, header, mapping }: RowsRequest): PlannedRows {
  const meters = new SheetMeters(db, request.projectId)
  const read = grid.rowNumbers
    .filter((rowNumber) => rowNumber >= header.firstDataRow)
    .map((rowNumber) => readSheetRow(grid, { rowNumber, mapping }))
  const named = read.flatMap((one) => (one.kind === 'empty' ? [] : [{ one, found: meters.find(one.row) }]))
  const ids = named.flatMap(({ found }) => (found.kind === 'found' ? [found.meter.id] : []))
  const stored = loadReadings(db, [...new Set(ids)])
  const seen = new Set<string>()
  const rows: SheetView['rows'] = []
  const readings: SheetReading[] = []
  for (const { one, found } of named) {
    const { row } = one
    if (one.kind === 'wrong') rows.push(wrongRow(row, one))
    else if (found.kind === 'not_found') rows.push(wrongRow(row, found))
    else if (seen.has(found.meter.id))
      rows.push(wrongRow(row, { field: 'code', code: 'metering.meter_twice', text: found.meter.code }))
    else {
      seen.add(found.meter.id)
      const own = stored.get(found.meter.id)
      if (own === undefined) continue
      const judged = judgeRow(row, { meter: found.meter, stored: own, request })
      rows.push(judged.row)
      if (judged.reading !== null) readings.push(judged.reading)
    }
  }
  return { rows, readings, empty: read.length - named.length }
}

type Row = SheetView['rows'][number]

function wrongRow(
  row: SheetRow,
  { field, code, text }: { readonly field: string; readonly code: string; readonly text: string },
): Row {
  return { ...nothingOf(row), problem: { field, code, params: { text } } }
}

function nothingOf(row: SheetRow): Row {
  const meterCode = row.code === '' ? row.serial : row.code
  return {
    rowNumber: row.rowNumber,
    meterCode,
    roomCode: row.room === '' ? null : row.room,
    readOn: row.readOn,
    previousE3: null,
    valueE3: row.values[0]?.valueE3 ?? null,
    usageE3: null,
    anomalies: [],
    problem: null,
  }
}

function judgeRow(
  row: SheetRow,
  at: { readonly meter: PlacedMeter; readonly stored: MeterReadings; readonly request: SheetRequest },
): { readonly row: Row; readonly reading: SheetReading | null } {
  const { meter, stored, request } = at
  const { registers } = toMeter(meter)
  const last = stored.readings.at(-1)
  const device = stored.devices.at(-1)
  const view: Row = {
    ...nothingOf(row),
    meterCode: meter.code,
    roomCode: meter.room_code,
    readOn: row.readOn ?? request.readOn,
    previousE3: last?.dials[0]?.valueE3 ?? null,
  }
  const reading: NewReading = {
    readOn: row.readOn ?? request.readOn,
    kind: last === undefined ? 'first' : 'normal',
    dials: registers.flatMap((register): DialValue[] => {
      const value = row.values.find((one) => one.register === register)
      if (value === undefined) return []
      const before = last?.dials.find((dial) => dial.register === register)
      return [{ ...value, run: before?.run ?? 'forward', rollOver: 'by_rule' }]
    }),
  }
  try {
    if (device === undefined) throw new AppError('meter.other_device')
    const { anomalies, usageE3 } = judgeAtEnd(meter, stored, { reading, device, today: request.today })
    return {
      row: { ...view, usageE3, anomalies: [...anomalies] },
      reading: { ...reading, rowNumber: row.rowNumber, meterId: meter.id, anomalies },
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const field = error.field === 'readOn' ? 'read_on' : 'total'
    return { row: { ...view, problem: { field, code: error.code, params: error.params } }, reading: null }
  }
}

function fingerprintOf(readings: readonly SheetReading[]): string {
  const hash = createHash('sha256')
  for (const { meterId, readOn, kind, dials } of readings) hash.update(JSON.stringify([meterId, readOn, kind, dials]))
  return `${readings.length}-${hash.digest('base64url').slice(0, 22)}`
}
