import { z } from 'zod'

import { COMMUNITY_KINDS } from '../domain/access/features.ts'
import { command, contractOf, invalid, query, refused } from './request/define.ts'
import { anyId, typedText } from './scalars.ts'

/** 首次使用: from an empty database to a project with its first administrator. */
export const setupContract = contractOf(null, {
  'setup.status': query({
    permission: 'public',
    scope: 'none',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      initialized: z.boolean(),
      projectName: z.string().nullable(),
      lastCleanExitAt: z.int().nullable(),
      lastBackupAt: z.int().nullable(),
      clockWarning: z.enum(['none', 'behind_minutes', 'behind_day']),
    }),
    errors: {},
    log: [],
  }),
  'setup.initialize': command({
    permission: 'public',
    scope: 'none',
    input: z.strictObject({
      projectName: typedText(40, 1),
      projectCode: z.string().regex(/^[A-Z0-9]{2,8}$/),
      communityKind: z.enum(COMMUNITY_KINDS),
      payeeName: typedText(60, 1),
      admin: z.strictObject({
        username: z.string().regex(/^[a-z][a-z0-9._-]{2,31}$/),
        displayName: typedText(30, 1),
        password: z.string().min(8).max(200),
      }),
    }),
    output: z.object({ projectId: anyId }),
    errors: { 'setup.already_done': refused(), 'user.password_weak': invalid('reason') },
    log: ['projectCode', 'communityKind'],
    answer: 'transient',
  }),
})
