import { z } from 'zod'

import { BACKUP_HEALTHS } from '../domain/backup/health.ts'
import { FILE_VERDICTS } from '../domain/backup/file-check.ts'
import { SAFETY_LEVELS } from '../domain/safety/index.ts'
import { contractOf, query } from './request/define.ts'
import { count, localDateText } from './scalars.ts'

const level = z.enum(SAFETY_LEVELS)
const at = z.int().nullable()

/** 安全中心: what core knows of the safety of the data. How it opens and what is new the page asks of the host. */
export const safetyContract = contractOf(null, {
  'safety.overview': query({
    permission: 'safety.view',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject({}),
    output: z.object({
      backup: z.object({ level, health: z.enum(BACKUP_HEALTHS), lastDoneAt: at, lastFailedAt: at }),
      /** Of the last fourteen days; the newest set that was restored into a temporary place and checked. */
      drill: z.object({
        level,
        due: count,
        missed: count,
        last: z.object({ at: z.int(), rows: count, seconds: count }).nullable(),
      }),
      file: z.object({ level, verdict: z.enum(FILE_VERDICTS).nullable(), checkedAt: at }),
      chain: z.object({
        level,
        checkedAt: at,
        problem: z.string().nullable(),
        setsRead: z.enum(['read', 'no_place', 'unreachable']).nullable(),
        links: count,
        sets: count,
      }),
      /** Wrong passwords; names of accounts of this project alone. */
      signIn: z.object({ level, lastDay: count, lastWeek: count, locked: z.array(z.string()) }),
      /** 谁看过什么: of the last thirty days. */
      disclosure: z.object({
        level,
        reveals: count,
        exports: count,
        fullExportsAlone: count,
        people: z.array(z.object({ name: z.string(), reveals: count, exports: count })),
      }),
      account: z.object({ level, unused: z.array(z.string()), shared: z.array(z.string()) }),
      /** People whose last tie to a room has ended: how many, and how many of them more than three years ago. */
      retention: z.object({ level, gone: count, longGone: count, oldestOn: localDateText.nullable() }),
    }),
    errors: {},
    log: [],
  }),
})
