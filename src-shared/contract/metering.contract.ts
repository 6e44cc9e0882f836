import { z } from 'zod'

import { ANOMALIES } from '../domain/meter/index.ts'
import { REGISTERS } from '../domain/tariff/index.ts'
import { openList, windowOfList } from './list.ts'
import { usageBillOperations } from './metering-bills.ts'
import { meterErrors, readingErrors, runError, sheetErrors } from './metering-errors.ts'
import {
  MOST_METERS,
  device,
  dials,
  entryRow,
  medium,
  meterDetail,
  meterFields,
  meterFilter,
  meterRow,
  register,
} from './metering-views.ts'
import { command, conflict, contractOf, invalid, notFound, query, refused } from './request/define.ts'
import { anyId, count, fenSum, localDateText, monthText, optionalText, priceE6, typedText } from './scalars.ts'

const meterOf = { meterId: anyId }
const readOnce = z.strictObject({ month: monthText, route: z.string().max(30).nullable() })
const sheetColumn = z.object({
  index: count,
  header: z.string(),
  field: z.string().nullable(),
  samples: z.array(z.string()),
})
/** Which column holds what; `null` leaves it to the memory of this project, or to a guess by the headers. */
const sheetMapping = z
  .array(z.strictObject({ index: z.int().min(0).max(500), field: z.string().max(20) }))
  .max(20)
  .nullable()
const sheetAsked = { grantId: z.string().max(60), sheetIndex: z.int().min(0).max(200), readOn: localDateText }

/** 抄表: meters, their readings by route and month, workbooks out and in, what is lost on the way. */
export const meteringContract = contractOf('metering', {
  'metering.list': openList({
    permission: 'metering.view',
    scope: 'building',
    filter: meterFilter,
    sortKeys: ['code', 'room', 'route'],
    sums: {},
    row: meterRow,
  }),
  'metering.list_rows': windowOfList({ permission: 'metering.view', scope: 'building', row: meterRow }),
  'metering.open': query({
    permission: 'metering.view',
    scope: 'building',
    runs: 'reader',
    input: z.strictObject(meterOf),
    output: meterDetail,
    errors: {},
    log: ['meterId'],
  }),
  'metering.create': command({
    permission: 'metering.edit',
    scope: 'building',
    input: z.strictObject({
      ...meterFields,
      ...device,
      medium,
      registers: z.array(register).min(1).max(REGISTERS.length),
      /** A room by its code, else a public meter of a building, or of the whole project. */
      roomCode: optionalText(40),
      buildingId: anyId.nullable(),
      first: z.strictObject({ readOn: localDateText, dials }).nullable(),
    }),
    output: z.object(meterOf),
    errors: { ...meterErrors, ...readingErrors },
    log: ['medium'],
  }),
  /** One for each room of a building that has none of the medium: codes are prefix and room code, the route is the building. */
  'metering.create_many': command({
    permission: 'metering.edit',
    scope: 'building',
    input: z.strictObject({ buildingId: anyId, medium, prefix: typedText(10, 1), ...device }),
    output: z.object({ created: count }),
    errors: { ...meterErrors, 'metering.no_rooms': refused() },
    log: ['buildingId', 'medium'],
  }),
  'metering.change': command({
    permission: 'metering.edit',
    scope: 'building',
    input: z.strictObject({ ...meterOf, version: z.int(), ...meterFields, verifiedUntilOn: localDateText.nullable() }),
    output: z.object({ ...meterOf, version: z.int() }),
    errors: { ...meterErrors, 'metering.loss_billed': refused(), ...runError },
    log: ['meterId'],
  }),
  /** 换表: the old dial is read out, another device is read in on the same day. */
  'metering.replace': command({
    permission: 'metering.edit',
    scope: 'building',
    input: z.strictObject({
      ...meterOf,
      version: z.int(),
      replacedOn: localDateText,
      oldDials: dials,
      newDials: dials,
      ...device,
    }),
    output: z.object({ ...meterOf, version: z.int() }),
    errors: { ...meterErrors, ...readingErrors, ...runError },
    log: ['meterId'],
  }),
  'metering.retire': command({
    permission: 'metering.edit',
    scope: 'building',
    input: z.strictObject({ ...meterOf, version: z.int(), endedOn: localDateText }),
    output: z.object(meterOf),
    errors: {
      ...runError,
      'metering.ended': refused('endedOn'),
      'metering.has_sub_meters': refused('count'),
      'metering.end_before_reading': invalid('readOn'),
    },
    log: ['meterId'],
  }),
  'metering.export': command({
    permission: 'metering.view',
    scope: 'building',
    input: z.strictObject({ filter: meterFilter, grantId: z.string().max(60), language: z.enum(['zh-CN', 'en-US']) }),
    output: z.object({ jobId: anyId }),
    errors: { 'job.grant_unknown': notFound() },
    log: [],
  }),

  /** Routes with how far each is read in a month. */
  'metering.routes': query({
    permission: 'metering.view',
    scope: 'building',
    runs: 'reader',
    input: z.strictObject({ month: monthText }),
    output: z.object({
      routes: z.array(z.object({ route: z.string(), meters: count, read: count, unchecked: count })),
    }),
    errors: {},
    log: ['month'],
  }),
  'metering.sheet': query({
    permission: 'metering.view',
    scope: 'building',
    runs: 'reader',
    input: readOnce,
    output: z.object({ rows: z.array(entryRow).max(MOST_METERS), cut: z.boolean() }),
    errors: {},
    log: ['month'],
  }),
  'metering.enter': command({
    permission: 'metering.read',
    scope: 'building',
    input: z.strictObject({
      ...meterOf,
      month: monthText,
      /** The reading that is typed anew. */
      readingId: anyId.nullable(),
      readOn: localDateText,
      kind: z.enum(['normal', 'first', 'final', 'estimated']),
      dials,
      /** Anomalies that the person has seen and confirms. */
      confirmed: z.array(z.enum(ANOMALIES)).max(ANOMALIES.length),
    }),
    output: entryRow,
    errors: { ...readingErrors, ...runError },
    log: ['meterId', 'kind'],
  }),
  'metering.confirm': command({
    permission: 'metering.read',
    scope: 'building',
    input: z.strictObject({
      ...meterOf,
      month: monthText,
      readingId: anyId,
      confirmed: z.array(z.enum(ANOMALIES)).max(ANOMALIES.length),
    }),
    output: entryRow,
    errors: { ...readingErrors, ...runError },
    log: ['meterId', 'readingId'],
  }),
  'metering.remove_reading': command({
    permission: 'metering.read',
    scope: 'building',
    input: z.strictObject({ ...meterOf, month: monthText, readingId: anyId }),
    output: entryRow,
    errors: { ...readingErrors, ...runError },
    log: ['meterId', 'readingId'],
  }),
  /** 更正: a billed reading is never edited; unpaid lines are billed again, paid ones get a difference in the next run. */
  'metering.correct': command({
    money: true,
    permission: 'metering.correct',
    scope: 'building',
    input: z.strictObject({ ...meterOf, readingId: anyId, dials, reason: typedText(200, 2) }),
    output: z.object({ readingId: anyId, billAgain: count, differences: count }),
    errors: { ...readingErrors, ...runError },
    log: ['meterId', 'readingId'],
  }),

  /** 抄表单: a workbook to take along, with the previous readings and the state of the rooms. */
  'metering.export_sheet': command({
    permission: 'metering.read',
    scope: 'project',
    input: z.strictObject({
      month: monthText,
      route: z.string().max(30).nullable(),
      grantId: z.string().max(60),
      language: z.enum(['zh-CN', 'en-US']),
    }),
    output: z.object({ jobId: anyId }),
    errors: { 'job.grant_unknown': notFound() },
    log: ['month'],
  }),
  /** Reads a filled sheet, or a workbook of a remote-reading system, and says what each row would do. Nothing is written. */
  'metering.read_sheet': command({
    permission: 'metering.read',
    scope: 'project',
    input: z.strictObject({ ...sheetAsked, mapping: sheetMapping }),
    output: z.object({
      fileName: z.string(),
      sheets: z.array(z.object({ name: z.string(), rows: count })),
      columns: z.array(sheetColumn),
      remembered: z.boolean(),
      missing: z.array(z.string()),
      fingerprint: z.string(),
      ready: count,
      wrong: count,
      /** Rows whose readings will wait for somebody to confirm them. */
      toConfirm: count,
      empty: count,
      rows: z.array(
        z.object({
          rowNumber: count,
          meterCode: z.string(),
          roomCode: z.string().nullable(),
          readOn: localDateText.nullable(),
          previousE3: z.int().nullable(),
          valueE3: z.int().nullable(),
          usageE3: z.int().nullable(),
          anomalies: z.array(z.enum(ANOMALIES)),
          /** With the cell that it is about. */
          problem: z
            .object({ field: z.string(), code: z.string(), params: z.record(z.string(), z.unknown()) })
            .nullable(),
        }),
      ),
    }),
    errors: sheetErrors,
    log: [],
    answer: 'transient',
  }),
  'metering.import_sheet': command({
    permission: 'metering.read',
    scope: 'project',
    input: z.strictObject({ ...sheetAsked, mapping: sheetMapping, fingerprint: z.string().max(80) }),
    output: z.object({ batchId: anyId, jobId: anyId }),
    errors: {
      ...sheetErrors,
      ...runError,
      'metering.sheet_changed': conflict(),
      'metering.nothing_to_import': refused(),
    },
    log: [],
  }),
  'metering.batches': query({
    permission: 'metering.read',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      batches: z.array(
        z.object({
          batchId: anyId,
          fileName: z.string(),
          importedAt: z.int(),
          importedBy: z.string(),
          readings: count,
          state: z.enum(['importing', 'imported', 'undoing', 'undone', 'cancelled']),
        }),
      ),
    }),
    errors: {},
    log: [],
  }),
  /** As long as none of its readings is billed and none came after them. */
  'metering.undo_batch': command({
    permission: 'metering.read',
    scope: 'project',
    input: z.strictObject({ batchId: anyId }),
    output: z.object({ jobId: anyId }),
    errors: {
      'metering.batch_gone': notFound(),
      'metering.batch_used': refused('readings', 'meterCode'),
      ...runError,
    },
    log: ['batchId'],
  }),

  /** 总分差: what each master counted and no meter below it. */
  'metering.losses': query({
    permission: 'metering.view',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject({ month: monthText, priceE6: priceE6.nullable() }),
    output: z.object({
      losses: z.array(
        z.object({
          meterId: anyId,
          meterCode: z.string(),
          building: z.string().nullable(),
          medium,
          masterE3: z.int(),
          roomsE3: z.int(),
          commonE3: z.int(),
          differenceE3: z.int(),
          differencePpm: z.int().nullable(),
          lossFen: fenSum.nullable(),
          negative: z.boolean(),
          /** Meters below without a reading in the month: the loss is too large by their usage. */
          unread: count,
        }),
      ),
      /** Masters that were not read in the month. */
      mastersUnread: z.array(z.string()),
    }),
    errors: {},
    log: ['month'],
  }),

  ...usageBillOperations,
})
