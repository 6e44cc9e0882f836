import { fillLabel } from '../../../../src-shared/domain/document/labels.ts'
import { REGISTERS } from '../../../../src-shared/domain/tariff/index.ts'
import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentContext, DocumentTasks } from '../../workers/document-tasks.ts'
import { writeWorkbook } from '../../workers/documents/excel/index.ts'
import type { ExportColumn, ExportRow, SheetSpec } from '../../workers/documents/excel/index.ts'
import { writingChosenFile } from '../job/index.ts'
import { planBillWork } from './bills/publish-job.ts'
import type { EntryRow } from './entry-rows.ts'
import type { ExportMetersInput, MeterFileInput, ReadingSheetInput } from './export-jobs.ts'
import { listMeters, meterRows } from './meter-list.ts'
import type { MeterRow } from './meter-list.ts'
import { sheetRows } from './sheet-rows.ts'
import { meterSheetTexts } from './sheet-texts.ts'
import type { MeterSheetTexts } from './sheet-texts.ts'

const projectName = hot<{ name: string }>('SELECT name FROM project WHERE id = ?')

export const meteringDocumentTasks: DocumentTasks = {
  'metering.plan_bills': planBillWork,

  'metering.export': documentTask<ExportMetersInput, { readonly rows: number }>(async (context, input) => {
    const { db, clock } = context
    const today = localDateOf(clock.now())
    const { asker, filter } = input
    const rows = listMeters(db, { actor: asker, today, filter, sort: { key: 'route', direction: 'asc' } })
    const texts = meterSheetTexts(input.language)
    const head = { project: nameOf(context, input), date: today, count: rows.length }
    const sheet: SheetSpec = {
      name: texts.sheet.registry,
      titleLines: [texts.sheet.registry, fillLabel(texts.sheet.subtitle, head)],
      columns: registryColumns(texts),
      rows: meterRows(db, rows).map((row) => registryRow(row, texts)),
      totalLabel: texts.sheet.total,
    }
    await write(context, input, sheet)
    return { rows: rows.length }
  }),

  'metering.write_sheet': documentTask<ReadingSheetInput, { readonly rows: number }>(async (context, input) => {
    const { month, route } = input
    const { rows } = sheetRows(context.db, input.asker, { month, route })
    const texts = meterSheetTexts(input.language)
    const open = rows.filter(({ reading }) => reading === null)
    const name = route ?? texts.sheet.all_routes
    const head = { project: nameOf(context, input), month, route: name, count: open.length }
    const sheet: SheetSpec = {
      name: texts.sheet.reading,
      titleLines: [texts.sheet.reading, fillLabel(texts.sheet.reading_subtitle, head), texts.sheet.hint],
      columns: readingColumns(texts, open),
      rows: open.map((row) => readingRow(row, texts)),
    }
    await write(context, input, sheet)
    return { rows: open.length }
  }),
}

function nameOf({ db }: DocumentContext, { asker }: MeterFileInput): string {
  return db.hotFirst(projectName, asker.projectId)?.name ?? ''
}

// oxlint-disable-next-line max-params -- where, for whom and what
async function write(context: DocumentContext, input: MeterFileInput, sheet: SheetSpec): Promise<void> {
  await writingChosenFile(() =>
    writeWorkbook({
      path: input.path,
      author: input.asker.displayName,
      madeAt: context.clock.now(),
      signal: context.signal,
      sheets: [sheet],
      print: { orientation: 'landscape', footer: meterSheetTexts(input.language).page },
      onProgress: (done) => context.onProgress(done, done),
    }),
  )
}

function registryColumns({ column }: MeterSheetTexts): ExportColumn[] {
  return [
    { key: 'code', header: column.code, kind: 'text', width: 18, total: 'count' },
    { key: 'medium', header: column.medium, kind: 'text', width: 8 },
    { key: 'building', header: column.building, kind: 'text', width: 10 },
    { key: 'room', header: column.room, kind: 'text', width: 14 },
    { key: 'place', header: column.place, kind: 'text', width: 14 },
    { key: 'serial', header: column.serial, kind: 'long_id', width: 18 },
    { key: 'multiplier', header: column.multiplier, kind: 'number', width: 8 },
    { key: 'parent', header: column.parent, kind: 'text', width: 14 },
    { key: 'route', header: column.route, kind: 'text', width: 10 },
    { key: 'order', header: column.order, kind: 'number', width: 7 },
    { key: 'lastOn', header: column.last_on, kind: 'date', width: 12 },
    { key: 'last', header: column.last, kind: 'number', width: 12 },
    { key: 'verified', header: column.verified, kind: 'date', width: 12 },
  ]
}

function registryRow(row: MeterRow, texts: MeterSheetTexts): ExportRow {
  return {
    code: row.code,
    medium: texts.medium[row.medium],
    building: row.building,
    room: row.roomCode ?? texts.public,
    place: row.place,
    serial: row.serialNo,
    multiplier: row.multiplierE3 / 1000,
    parent: row.parentCode,
    route: row.route,
    order: row.routeOrder,
    lastOn: row.lastReadOn,
    last: row.lastE3 === null ? null : row.lastE3 / 1000,
    verified: row.verifiedUntilOn,
  }
}

/** Titles that the import knows again; the figures of several registers stand side by side. */
function readingColumns(texts: MeterSheetTexts, rows: readonly EntryRow[]): ExportColumn[] {
  const { column, field } = texts
  const used = REGISTERS.filter((register) => rows.some(({ facts }) => facts.registers.includes(register)))
  const figures = (used.length === 0 ? (['total'] as const) : used).flatMap((register): ExportColumn[] => [
    { key: `before_${register}`, header: previousHeader(texts, register), kind: 'number', width: 11 },
    { key: register, header: field[register], kind: 'number', width: 12 },
  ])
  return [
    { key: 'order', header: column.order, kind: 'number', width: 7 },
    { key: 'code', header: field.code, kind: 'text', width: 18 },
    { key: 'room', header: field.room, kind: 'text', width: 14 },
    { key: 'place', header: column.place, kind: 'text', width: 14 },
    { key: 'occupancy', header: column.occupancy, kind: 'text', width: 10 },
    { key: 'medium', header: column.medium, kind: 'text', width: 8 },
    { key: 'serial', header: field.serial, kind: 'long_id', width: 16 },
    { key: 'previousOn', header: column.previous_on, kind: 'date', width: 12 },
    ...figures,
    { key: 'read_on', header: field.read_on, kind: 'date', width: 12 },
    { key: 'remark', header: column.remark, kind: 'text', width: 16 },
  ]
}

function previousHeader({ column, field }: MeterSheetTexts, register: (typeof REGISTERS)[number]): string {
  return register === 'total' ? column.previous : `${column.previous} ${field[register]}`
}

function readingRow(row: EntryRow, texts: MeterSheetTexts): ExportRow {
  const before = row.facts.ways.map(({ register, startE3 }) => [`before_${register}`, startE3 / 1000] as const)
  return {
    order: row.routeOrder,
    code: row.code,
    room: row.roomCode,
    place: row.place,
    occupancy: row.occupancy === null ? texts.public : texts.occupancy[row.occupancy],
    medium: texts.medium[row.medium],
    serial: row.serialNo,
    previousOn: row.previousOn,
    ...Object.fromEntries(
      REGISTERS.flatMap((register) => [
        [`before_${register}`, null],
        [register, null],
      ]),
    ),
    ...Object.fromEntries(before),
    read_on: null,
    remark: null,
  }
}
