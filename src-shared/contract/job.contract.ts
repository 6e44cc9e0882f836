import { z } from 'zod'

import { command, contractOf, notFound, query, refused } from './request/define.ts'
import { anyId, count } from './scalars.ts'

export const JOB_KINDS = [
  'import_rooms',
  'undo_import',
  'bind_standard',
  'publish_bills',
  'undo_bills',
  'print_notices',
  'export_rooms',
  'export_daily',
  'export_receipts',
  'export_meters',
  'export_reading_sheet',
  'import_readings',
  'undo_readings',
  'publish_usage',
  'publish_share',
  'export_share',
  'export_check',
  'post_opening',
  'undo_opening',
  'export_late_fees',
  'load_demo',
  'backup',
  'check_file',
  'verify_chain',
  'export_audit',
] as const

export const jobView = z.object({
  jobId: anyId,
  /** `unknown`: of another version of the program. */
  kind: z.enum([...JOB_KINDS, 'unknown']),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: count,
  total: count,
  startedBy: z.string(),
  own: z.boolean(),
  /** It can be stopped, and what it did is taken back. */
  cancellable: z.boolean(),
  /** Somebody asked; it stops at its next step. */
  cancelRequested: z.boolean(),
  createdAt: z.int(),
  finishedAt: z.int().nullable(),
  /**
   * Figures of the result page, by name; their labels are locale entries `job.result.<kind>.<name>`. A job that wrote a
   * file says `fileName`, and `grantId` by which the page opens it while the program runs.
   */
  result: z.record(z.string(), z.union([z.number(), z.string()])).nullable(),
  failure: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
})

/** 任务: everything long has progress, cancel and a result that is found again. */
export const jobContract = contractOf(null, {
  /** The newest 100: the own ones, or everybody's with `job.view_all`. */
  'job.list': query({
    permission: 'signed_in',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({ jobs: z.array(jobView) }),
    errors: {},
    log: [],
  }),
  /** For the status bar: what the person has running. */
  'job.running': query({
    permission: 'signed_in',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({ jobs: z.array(jobView) }),
    errors: {},
    log: [],
  }),
  'job.open': query({
    permission: 'signed_in',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({ jobId: anyId }),
    output: jobView,
    errors: {},
    log: ['jobId'],
  }),
  'job.cancel': command({
    permission: 'signed_in',
    scope: 'office',
    input: z.strictObject({ jobId: anyId }),
    output: z.object({ jobId: anyId }),
    errors: {
      'job.not_found': notFound(),
      'job.finished': refused(),
      'job.not_yours': refused(),
      'job.cannot_cancel': refused(),
    },
    log: ['jobId'],
  }),
  /** 演示小区: fills an empty project with a community of people who do not exist. */
  'job.load_demo': command({
    permission: 'project.manage',
    scope: 'project',
    input: z.strictObject({
      profile: z.enum(['mini', 'S', 'M']),
      seed: z
        .int()
        .min(0)
        .max(2 ** 31),
    }),
    output: z.object({ jobId: anyId }),
    errors: { 'job.project_not_empty': refused() },
    log: ['profile', 'seed'],
  }),
})
