import { z } from 'zod'

import { command, contractOf, invalid, notFound, query, refused } from './request/define.ts'
import { anyId, count, shownText } from './scalars.ts'

const fieldKey = z.string().max(40)
const problem = z.object({
  row: count,
  field: fieldKey.nullable(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
})

const planRow = z.object({
  rowNumber: count,
  state: z.enum(['ready', 'wrong', 'update', 'unchanged']),
  /** 房号 as it will be, also beside a fault in another cell. */
  roomCode: z.string().nullable(),
  /** As written in the sheet, mends included. */
  cells: z.record(z.string(), shownText),
  problems: z.array(problem),
  /** Worth a look; they do not hinder the import. */
  warnings: z.array(problem),
  rewritten: z.array(fieldKey),
  changes: z.array(z.object({ field: fieldKey, from: shownText.nullable(), to: shownText })),
})

export const IMPORT_ROW_SETS = ['wrong', 'ready', 'update', 'rewritten'] as const
/** An import can be taken back so many days, while nothing refers to its rooms. */
export const UNDO_DAYS = 7

export const importView = z.object({
  draftId: anyId,
  fileName: z.string(),
  sheets: z.array(z.object({ name: z.string(), rows: count, hidden: z.boolean() })),
  sheetIndex: count,
  /** One or two lines; none when no header was found: the person points at it among `topRows`. */
  headerRows: z.array(count),
  topRows: z.array(z.object({ rowNumber: count, cells: z.array(shownText) })),
  /** Column index → field, `null` for a column that is left out. */
  columns: z.array(
    z.object({ index: count, header: z.string(), field: fieldKey.nullable(), samples: z.array(shownText) }),
  ),
  mappingRemembered: z.boolean(),
  totals: z.object({
    ready: count,
    wrong: count,
    update: count,
    unchanged: count,
    rewritten: z.array(z.object({ kind: z.string(), cells: count })),
    /** Each cell counted once, however much of it was rewritten. */
    rewrittenCells: count,
    mended: count,
    /** Fields in which some row is wrong: the columns that mending needs. */
    wrongFields: z.array(fieldKey),
    builtAreaE2: z.int(),
    control: z
      .object({ statedBuiltAreaE2: z.int().nullable(), statedRows: count.nullable(), agrees: z.boolean() })
      .nullable(),
  }),
  missingFields: z.array(fieldKey),
  /** The job that imports it at the moment; nothing can be changed then. */
  importingJobId: anyId.nullable(),
  readMs: count,
})

const draft = { draftId: anyId }
const missing = { 'import.draft_gone': notFound() }
/** Its rows are worked on in a thread of their own, which a sheet of a strange make may keep busy or break. */
const worked = { ...missing, 'import.workbook_too_slow': refused('seconds'), 'import.workbook_too_heavy': refused() }
const changing = { ...worked, 'import.already_importing': refused() }

/** 导入房屋与业主: a workbook is read into a draft, looked at, mended cell by cell, then imported as one batch that can be undone. */
export const importContract = contractOf('import', {
  'import.read': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject({ grantId: z.string().max(60) }),
    output: importView,
    errors: {
      'job.grant_unknown': notFound(),
      'import.file_refused': refused('code', 'params'),
    },
    log: [],
    answer: 'transient',
  }),
  'import.open': query({
    permission: 'room.import',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject(draft),
    output: importView,
    errors: missing,
    log: ['draftId'],
  }),
  'import.drafts': query({
    permission: 'room.import',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({ drafts: z.array(z.object({ draftId: anyId, fileName: z.string(), updatedAt: z.int() })) }),
    errors: {},
    log: [],
  }),
  'import.rows': query({
    permission: 'room.import',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject({ ...draft, show: z.enum(IMPORT_ROW_SETS), from: count, size: z.int().min(1).max(500) }),
    output: z.object({ rows: z.array(planRow), count }),
    errors: missing,
    log: ['draftId'],
  }),
  'import.configure': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject({
      ...draft,
      sheetIndex: count.optional(),
      headerRows: z.array(z.int().min(1)).min(1).max(2).optional(),
      columns: z
        .array(z.strictObject({ index: count, field: fieldKey.nullable() }))
        .max(200)
        .optional(),
    }),
    output: importView,
    errors: { ...changing, 'import.header_row_unknown': invalid('row') },
    log: ['draftId'],
    answer: 'transient',
  }),
  /** Mends cells in place; `text: null` takes a mend back. */
  'import.mend': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject({
      ...draft,
      cells: z
        .array(z.strictObject({ row: count, field: fieldKey, text: z.string().max(500).nullable() }))
        .min(1)
        .max(500),
    }),
    output: importView,
    errors: changing,
    log: ['draftId'],
    answer: 'transient',
  }),
  'import.start': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject({ ...draft, wrongRows: z.enum(['leave_out', 'refuse']) }),
    output: z.object({ jobId: anyId }),
    errors: { ...changing, 'import.rows_wrong': refused('wrong'), 'import.nothing_to_do': refused() },
    log: ['draftId', 'wrongRows'],
  }),
  'import.discard': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject(draft),
    output: z.object({ draftId: anyId }),
    errors: { ...missing, 'import.already_importing': refused() },
    log: ['draftId'],
  }),
  'import.save_wrong_rows': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject({ ...draft, grantId: z.string().max(60), language: z.enum(['zh-CN', 'en-US']) }),
    output: z.object({ rows: count }),
    errors: { ...worked, 'job.grant_unknown': notFound(), 'job.file_not_written': refused('reason') },
    log: ['draftId'],
  }),
  /** 导入模板: an empty sheet with the columns that an import knows. */
  'import.save_template': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject({ grantId: z.string().max(60), language: z.enum(['zh-CN', 'en-US']) }),
    output: z.object({ columns: count }),
    errors: { 'job.grant_unknown': notFound(), 'job.file_not_written': refused('reason') },
    log: [],
    answer: 'transient',
  }),
  'import.batches': query({
    permission: 'room.import',
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
          created: count,
          updated: count,
          /** Rows of rooms that somebody made or changed while the import ran. */
          skipped: count,
          state: z.enum(['importing', 'imported', 'undone', 'cancelled']),
          jobId: anyId.nullable(),
          /** Within its days, and nothing is at work on it; whether its rooms are used is told when it is tried. */
          undoable: z.boolean(),
        }),
      ),
    }),
    errors: {},
    log: [],
  }),
  'import.undo': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject({ batchId: anyId }),
    output: z.object({ jobId: anyId }),
    errors: {
      'import.batch_gone': notFound(),
      'import.batch_used': refused('rooms', 'example'),
      'import.batch_not_imported': refused('state'),
      'import.batch_too_old': refused('days'),
    },
    log: ['batchId'],
  }),
})
