import { z } from 'zod'

import { OPENING_FIELDS } from '../domain/opening/index.ts'
import { command, contractOf, notFound, query, refused } from './request/define.ts'
import { anyId, count, fenAmount, fenSum, localDateText, shownText, typedText } from './scalars.ts'

const fieldKey = z.string().max(40)

export const OPENING_ROW_SETS = ['wrong', 'ready', 'all'] as const

const openingView = z.object({
  draftId: anyId,
  fileName: z.string(),
  sheets: z.array(z.object({ name: z.string(), rows: count })),
  sheetIndex: count,
  columns: z.array(
    z.object({
      index: count,
      header: z.string(),
      field: z.enum(OPENING_FIELDS).nullable(),
      samples: z.array(shownText),
    }),
  ),
  mappingRemembered: z.boolean(),
  missing: z.array(z.enum(['header', 'room', 'position'])),
  ready: count,
  wrong: count,
  mended: count,
  /** Fields in which some row is wrong: the columns that mending needs. */
  wrongFields: z.array(z.enum(OPENING_FIELDS)),
  totals: z.object({
    rooms: count,
    statedRooms: count.nullable(),
    items: z.array(
      z.object({
        itemId: anyId,
        feeItem: z.string(),
        lines: count,
        owedFen: fenSum,
        statedFen: fenSum.nullable(),
      }),
    ),
    debts: count,
    owedFen: fenSum,
    paidUntil: count,
    readings: count,
    agree: z.boolean(),
  }),
  fingerprint: z.string(),
  /** The job that posts it at the moment; nothing can be changed then. */
  postingJobId: anyId.nullable(),
})

const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sheet'), sheetIndex: count.max(60) }),
  z.strictObject({
    kind: z.literal('columns'),
    columns: z.array(z.strictObject({ index: count.max(300), field: fieldKey })).max(40),
  }),
  /** Mends cells in place; `text: null` takes a mend back. */
  z.strictObject({
    kind: z.literal('mend'),
    cells: z
      .array(z.strictObject({ row: count, field: fieldKey, text: z.string().max(500).nullable() }))
      .min(1)
      .max(500),
  }),
  /** Control totals, typed from the old system. */
  z.strictObject({
    kind: z.literal('totals'),
    rooms: count.max(1_000_000).nullable(),
    items: z.array(z.strictObject({ itemId: anyId, owedFen: fenSum.nullable() })).max(100),
  }),
])

const draft = { draftId: anyId }
const missing = { 'import.draft_gone': notFound(), 'billing.no_go_live': refused() }
/** Its rows are worked on in a thread of their own, which a sheet of a strange make may keep busy or break. */
const worked = { ...missing, 'import.workbook_too_slow': refused('seconds'), 'import.workbook_too_heavy': refused() }
const changing = { ...worked, 'import.already_importing': refused() }

/** 期初: what the old system says is owed, paid until and read, held against its own totals, posted as one run that can be taken back. */
export const openingContract = contractOf('billing', {
  'opening.list': query({
    permission: 'billing.run',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      goLiveOn: localDateText.nullable(),
      drafts: z.array(z.object({ draftId: anyId, fileName: z.string(), updatedAt: z.int() })),
      postings: z.array(
        z.object({
          openingId: anyId,
          fileName: z.string(),
          rooms: count,
          debts: count,
          paidUntils: count,
          readings: count,
          totalFen: fenSum,
          state: z.enum(['generating', 'posted', 'cancelled', 'undoing', 'undone']),
          postedAt: z.int(),
          postedBy: z.string(),
          jobId: anyId.nullable(),
          atWork: z.boolean(),
        }),
      ),
    }),
    errors: {},
    log: [],
  }),
  'opening.read': command({
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({ grantId: z.string().max(60) }),
    output: openingView,
    errors: { ...worked, 'job.grant_unknown': notFound(), 'import.file_refused': refused('code', 'params') },
    log: [],
    answer: 'transient',
  }),
  'opening.open': query({
    permission: 'billing.run',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject(draft),
    output: openingView,
    errors: missing,
    log: ['draftId'],
  }),
  'opening.rows': query({
    permission: 'billing.run',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject({ ...draft, show: z.enum(OPENING_ROW_SETS), from: count, size: z.int().min(1).max(500) }),
    output: z.object({
      rows: z.array(
        z.object({
          rowNumber: count,
          state: z.enum(['ready', 'wrong']),
          /** As written in the sheet, mends included. */
          cells: z.record(z.string(), shownText),
          problems: z.array(z.object({ field: fieldKey, code: z.string(), params: z.record(z.string(), z.unknown()) })),
        }),
      ),
      count,
    }),
    errors: missing,
    log: ['draftId'],
  }),
  'opening.change': command({
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({ ...draft, change }),
    output: openingView,
    errors: changing,
    log: ['draftId'],
    answer: 'transient',
  }),
  'opening.discard': command({
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject(draft),
    output: z.object({ draftId: anyId }),
    errors: { 'import.draft_gone': notFound(), 'import.already_importing': refused() },
    log: ['draftId'],
  }),
  'opening.post': command({
    money: true,
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({ ...draft, fingerprint: z.string().max(60) }),
    output: z.object({ openingId: anyId, jobId: anyId }),
    errors: {
      ...changing,
      'billing.run_under_way': refused('month'),
      'opening.plan_changed': refused(),
      'opening.rows_wrong': refused('wrong'),
      'opening.nothing_to_post': refused(),
      'opening.totals_differ': refused(),
    },
    log: ['draftId'],
  }),
  'opening.undo': command({
    money: true,
    permission: 'billing.undo',
    scope: 'project',
    input: z.strictObject({ openingId: anyId, reason: typedText(200, 2) }),
    output: z.object({ jobId: anyId }),
    errors: {
      'opening.not_posted': refused(),
      'opening.has_payments': refused('lines'),
      'opening.readings_used': refused('readings', 'meterCode'),
    },
    log: ['openingId'],
  }),
  /** 期初模板: an empty sheet with the columns that a posting knows. */
  'opening.save_template': command({
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({ grantId: z.string().max(60), language: z.enum(['zh-CN', 'en-US']) }),
    output: z.object({ columns: count }),
    errors: { 'job.grant_unknown': notFound(), 'job.file_not_written': refused('reason') },
    log: [],
    answer: 'transient',
  }),
  /** 为什么是这个数: which row of which list; `null` for a line that was reckoned here. */
  'opening.explain': query({
    permission: 'billing.view',
    scope: 'building',
    runs: 'core',
    input: z.strictObject({ lineId: anyId }),
    output: z.object({
      explanation: z
        .object({
          lineId: anyId,
          roomCode: z.string(),
          feeItem: z.string(),
          fromOn: localDateText,
          toOn: localDateText,
          dueOn: localDateText,
          amountFen: fenAmount,
          recomputedFen: fenAmount,
          fileName: z.string(),
          row: count,
          remark: z.string(),
          postedAt: z.int(),
          postedBy: z.string(),
        })
        .nullable(),
    }),
    errors: {},
    log: ['lineId'],
  }),
})
