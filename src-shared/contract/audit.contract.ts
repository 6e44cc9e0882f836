import { z } from 'zod'

import { openList, windowOfList } from './list.ts'
import { command, contractOf, notFound, query, refused } from './request/define.ts'
import { anyId, count, localDateText, typedText } from './scalars.ts'

const operationRow = z.object({
  /** 操作序号 in the chain of this device. */
  seq: count,
  at: z.int(),
  /** Name of the account; empty for the program itself. */
  by: z.string(),
  command: z.string(),
  kind: z.enum(['I', 'U', 'D', 'B']),
  table: z.string(),
  /** What the office calls the object; `null` where it has no name of its own, or only a person's. */
  label: z.string().nullable(),
  /** Rows of a bulk operation. */
  rows: count,
})

const side = z
  .object({
    value: z.union([z.string(), z.number(), z.null()]),
    /** The name of what an id refers to. */
    refersTo: z.string().nullable(),
    /** Personal, shown masked; `erased` when its key is gone for good. */
    masked: z.boolean(),
    erased: z.boolean(),
  })
  .nullable()

const filter = z.strictObject({
  userId: anyId.optional(),
  /** Receipt number, room code, user or standard, or an id. */
  object: z.string().max(60).optional(),
  command: z.string().max(80).optional(),
  table: z.string().max(40).optional(),
  kind: z.enum(['I', 'U', 'D', 'B']).optional(),
  fromOn: localDateText.optional(),
  toOn: localDateText.optional(),
})

/** 操作记录: who changed what, from the append-only chain of operations; nobody can edit it. */
export const auditContract = contractOf(null, {
  'audit.list': openList({
    permission: 'audit.view',
    scope: 'project',
    filter,
    sortKeys: ['at'],
    sums: {},
    row: operationRow,
  }),
  'audit.list_rows': windowOfList({ permission: 'audit.view', scope: 'project', row: operationRow }),
  'audit.choices': query({
    permission: 'audit.view',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      people: z.array(z.object({ userId: anyId, name: z.string() })),
      commands: z.array(z.string()),
      tables: z.array(z.string()),
    }),
    errors: {},
    log: [],
  }),
  'audit.open': query({
    permission: 'audit.view',
    scope: 'project',
    runs: 'reader',
    /** `row`: which row of a bulk operation. */
    input: z.strictObject({ seq: z.int().min(1), row: count }),
    output: operationRow.extend({
      row: count,
      rowId: z.string(),
      hash: z.string(),
      /** How many operations the same transaction wrote. */
      together: count,
      fields: z.array(z.object({ column: z.string(), before: side, after: side })),
      /** The operation that wrote the object before this one. */
      earlierSeq: count.nullable(),
    }),
    errors: {},
    log: ['seq'],
  }),
  'audit.reveal': command({
    permission: 'person.reveal',
    scope: 'project',
    input: z.strictObject({
      seq: z.int().min(1),
      row: count,
      column: z.enum(['name', 'phone', 'id_no']),
      side: z.enum(['before', 'after']),
      reason: typedText(100, 2),
    }),
    output: z.object({ value: z.string().nullable() }),
    errors: { 'person.reveal_limit': refused('minutes'), 'audit.nothing_sealed': notFound() },
    log: ['seq', 'column'],
    answer: 'transient',
  }),
  'audit.verify': command({
    permission: 'audit.view',
    scope: 'project',
    input: z.strictObject({}),
    output: z.object({ jobId: anyId }),
    errors: {},
    log: [],
  }),
  'audit.last_check': query({
    permission: 'audit.view',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      running: z.boolean(),
      last: z
        .object({
          at: z.int(),
          problem: z.enum([
            'none',
            'gap',
            'link',
            'hash',
            'document',
            'z_head',
            'receipt_code',
            'shorter',
            'backup_head',
          ]),
          atSeq: count,
          links: count,
          zHeads: count,
          receipts: count,
          /** Backup sets whose head stands in the chain, and those of a time that a restore gave up. */
          sets: count,
          setsGivenUp: count,
          setsRead: z.enum(['read', 'no_place', 'unreachable']),
          /** The set whose head the chain does not hold. */
          setName: z.string(),
          head: z.string(),
        })
        .nullable(),
    }),
    errors: {},
    log: [],
  }),
  /** Something that stands on paper: a chain head of a Z report, or the code of a receipt. */
  'audit.check_paper': query({
    permission: 'audit.view',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject({ typed: z.string().max(100) }),
    output: z.object({
      what: z.enum(['head', 'receipt_code', 'unreadable']),
      holds: z.boolean(),
      seq: count.nullable(),
      at: z.int().nullable(),
      receiptNo: z.string().nullable(),
    }),
    errors: {},
    log: [],
  }),
  /** 导出记录: files with personal data that left the program, the newest 500. */
  'audit.exports': query({
    permission: 'audit.view',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      exports: z.array(
        z.object({
          exportId: anyId,
          at: z.int(),
          by: z.string(),
          /** The kind of its job, or the command that wrote the file. */
          kind: z.string(),
          contents: z.enum(['masked', 'names', 'contacts']),
          state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
          /** `null` until the file is written, and when it never was. */
          rows: count.nullable(),
          fileName: z.string().nullable(),
          approvedBy: z.string().nullable(),
        }),
      ),
    }),
    errors: {},
    log: [],
  }),
  'audit.export': command({
    permission: 'audit.export',
    scope: 'project',
    input: z.strictObject({ filter, grantId: z.string().max(60), language: z.enum(['zh-CN', 'en-US']) }),
    output: z.object({ jobId: anyId }),
    errors: { 'job.grant_unknown': notFound() },
    log: [],
  }),
})
