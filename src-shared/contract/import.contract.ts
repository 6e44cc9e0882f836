import { z } from 'zod'

import { command, contractOf, notFound, query, refused } from './request/define.ts'
import { anyId, count, shownText } from './scalars.ts'

const fieldKey = z.string().max(40)
const problem = z.object({ row: count, field: fieldKey.nullable(), code: z.string(), params: z.record(z.string(), z.unknown()) })

const planRow = z.object({
  rowNumber: count,
  state: z.enum(['ready', 'wrong', 'update', 'unchanged']),
  cells: z.record(z.string(), shownText),
  problems: z.array(problem),
})

export const importView = z.object({
  draftId: anyId,
  fileName: z.string(),
  sheets: z.array(z.object({ name: z.string(), rows: count, hidden: z.boolean() })),
  sheetIndex: count,
  headerRows: z.array(count),
  /** Column index → field, `null` for a column that is left out. */
  columns: z.array(z.object({ index: count, header: z.string(), field: fieldKey.nullable(), samples: z.array(shownText) })),
  mappingRemembered: z.boolean(),
  totals: z.object({
    ready: count,
    wrong: count,
    update: count,
    unchanged: count,
    rewritten: z.array(z.object({ kind: z.string(), cells: count })),
    builtAreaE2: z.int(),
    control: z.object({ statedBuiltAreaE2: z.int().nullable(), statedRows: count.nullable(), agrees: z.boolean() }).nullable(),
  }),
  missingFields: z.array(fieldKey),
  readMs: count,
})

const draft = { draftId: anyId }
const missing = { 'import.draft_gone': notFound() }

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
    input: z.strictObject({ ...draft, show: z.enum(['wrong', 'ready', 'rewritten']), from: count, size: z.int().min(1).max(500) }),
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
      headerRows: z.array(count).max(3).optional(),
      columns: z.array(z.strictObject({ index: count, field: fieldKey.nullable() })).max(200).optional(),
    }),
    output: importView,
    errors: missing,
    log: ['draftId'],
    answer: 'transient',
  }),
  /** Mends cells in place; `text: null` takes a mend back. */
  'import.mend': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject({
      ...draft,
      cells: z.array(z.strictObject({ row: count, field: fieldKey, text: z.string().max(500).nullable() })).min(1).max(500),
    }),
    output: importView,
    errors: missing,
    log: ['draftId'],
    answer: 'transient',
  }),
  'import.start': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject({ ...draft, wrongRows: z.enum(['leave_out', 'refuse']) }),
    output: z.object({ jobId: anyId }),
    errors: { ...missing, 'import.rows_wrong': refused('wrong'), 'import.nothing_to_do': refused() },
    log: ['draftId', 'wrongRows'],
  }),
  'import.discard': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject(draft),
    output: z.object({ draftId: anyId }),
    errors: missing,
    log: ['draftId'],
  }),
  'import.save_wrong_rows': command({
    permission: 'room.import',
    scope: 'project',
    input: z.strictObject({ ...draft, grantId: z.string().max(60), language: z.enum(['zh-CN', 'en-US']) }),
    output: z.object({ rows: count }),
    errors: { ...missing, 'job.grant_unknown': notFound(), 'job.file_not_written': refused('reason') },
    log: ['draftId'],
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
          state: z.enum(['importing', 'imported', 'undone', 'cancelled']),
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
    },
    log: ['batchId'],
  }),
})
