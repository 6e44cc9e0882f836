import { z } from 'zod'

import { FILE_VERDICTS } from '../domain/backup/file-check.ts'
import { BACKUP_HEALTHS } from '../domain/backup/health.ts'
import { APPROVAL_REQUIRED, DECIDING_ERRORS } from './approval.contract.ts'
import { command, contractOf, forbidden, notFound, query, refused } from './request/define.ts'
import { anyId, count } from './scalars.ts'
import { PASSWORD_ERRORS } from './session.contract.ts'

const place = z.object({
  /** The folder as the person knows it; the page shows it and sends it never. */
  folder: z.string(),
  nightlyHour: z.int().min(0).max(23),
})

const failure = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) })

export const backupSet = z.object({
  setName: z.string(),
  madeAt: z.int().nullable(),
  bytes: count,
  program: z.string(),
  operations: count,
  receipts: count,
  /** `other`: made by another PC, or before this data was set up anew; `unreadable`: no manifest that can be trusted. */
  origin: z.enum(['own', 'other', 'unreadable']),
})

const grantId = z.string().max(60)

/** 备份: sets that are restored and checked before they count; nightly and by button (architecture §4). */
export const backupContract = contractOf(null, {
  /** For the status bar of everybody. */
  'backup.status': query({
    permission: 'signed_in',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      health: z.enum(BACKUP_HEALTHS),
      lastDoneAt: z.int().nullable(),
      lastFailedAt: z.int().nullable(),
      failure: failure.nullable(),
      running: z.boolean(),
      /** The newest check of the data file; no verdict before the first one. */
      file: z.object({
        verdict: z.enum(FILE_VERDICTS).nullable(),
        checkedAt: z.int().nullable(),
        running: z.boolean(),
      }),
    }),
    errors: {},
    log: [],
  }),
  'backup.overview': query({
    permission: 'backup.make',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      place: place.nullable(),
      runningJobId: anyId.nullable(),
      /** The newest drill: what was made, restored into a temporary place and checked. */
      lastDrill: z
        .object({
          jobId: anyId,
          setName: z.string(),
          folder: z.string(),
          madeAt: z.int(),
          bytes: count,
          rows: count,
          operations: count,
          receipts: count,
          tookMs: count,
        })
        .nullable(),
      /** When the recovery code was changed last; `null` for the one of the first run. */
      codeChangedAt: z.int().nullable(),
    }),
    errors: {},
    log: [],
  }),
  /** The sets in the chosen place; a command, because a stick or a share may have to be waited for. */
  'backup.list_sets': command({
    permission: 'backup.make',
    scope: 'project',
    input: z.strictObject({}),
    output: z.object({
      sets: z.array(backupSet),
      freeMb: count,
      /** What a full ring needs when the data stays as large as it is. */
      ringMb: count,
      ringSets: count,
    }),
    errors: {
      'backup.no_place': refused(),
      'backup.place_missing': refused(),
      'backup.place_not_writable': refused(),
      'backup.network_failed': refused(),
    },
    log: [],
    answer: 'transient',
  }),
  /** Where the nightly backup goes, and at which hour. Without a grant the place stays. */
  'backup.configure': command({
    permission: 'setting.manage',
    scope: 'project',
    input: z.strictObject({ grantId: grantId.nullable(), nightlyHour: z.int().min(0).max(23) }),
    output: place,
    errors: {
      'job.grant_unknown': notFound(),
      'backup.no_place': refused(),
      'backup.place_missing': refused(),
      'backup.place_not_writable': refused(),
      'backup.place_inside_data': refused(),
      'backup.network_failed': refused(),
    },
    log: ['nightlyHour'],
  }),
  /** To the chosen place, or this once to another folder. */
  'backup.make': command({
    permission: 'backup.make',
    scope: 'project',
    input: z.strictObject({ grantId: grantId.nullable() }),
    output: z.object({ jobId: anyId }),
    errors: { 'job.grant_unknown': notFound(), 'backup.no_place': refused(), 'backup.running': refused() },
    log: [],
  }),
  /** Reads the whole data file now; by itself that happens weekly and after an unclean exit. */
  'backup.check_file': command({
    permission: 'backup.make',
    scope: 'project',
    input: z.strictObject({}),
    output: z.object({ jobId: anyId }),
    errors: { 'backup.check_running': refused() },
    log: [],
  }),
  /**
   * 申请恢复: what somebody with the right asks for in advance. It changes nothing by itself: whoever agreed to it has let the
   * applicant restore that one set, at the sign-in page, for some hours.
   */
  'backup.permit_restore': command({
    permission: 'backup.restore',
    scope: 'project',
    input: z.strictObject({ setName: z.string().max(80) }),
    output: z.object({ setName: z.string() }),
    errors: APPROVAL_REQUIRED,
    log: [],
  }),
  /**
   * Lets the host look at a set or restore it: at the sign-in page, by somebody with the right and their own password. To restore
   * takes a second person, who agreed before (`permit_restore`) or types name and password there. The ticket goes to the host.
   */
  'backup.allow_restore': command({
    permission: 'public',
    scope: 'none',
    input: z.strictObject({
      act: z.enum(['try', 'restore']),
      setName: z.string().max(80),
      username: z.string().max(64),
      password: z.string().max(200),
      approver: z.strictObject({ username: z.string().max(64), password: z.string().max(200) }).nullable(),
    }),
    output: z.object({ ticket: z.string() }),
    errors: {
      ...PASSWORD_ERRORS,
      'backup.may_not_restore': forbidden(),
      ...APPROVAL_REQUIRED,
      ...DECIDING_ERRORS,
    },
    log: ['act'],
    answer: 'transient',
  }),
  /** Lets the host make a new recovery code without the old one. */
  'backup.allow_new_code': command({
    permission: 'user.manage',
    scope: 'project',
    input: z.strictObject({ password: z.string().max(200) }),
    output: z.object({ ticket: z.string() }),
    errors: PASSWORD_ERRORS,
    log: [],
    answer: 'transient',
  }),
})
