import { z } from 'zod'

import { command, contractOf } from './request/define.ts'

/** 软件更新: what the host does, by leave of core. */
export const updateContract = contractOf(null, {
  /** The ticket goes to the host, which asks for it before it looks elsewhere, fetches or installs. */
  'update.allow': command({
    permission: 'project.manage',
    scope: 'project',
    input: z.strictObject({}),
    output: z.object({ ticket: z.string() }),
    errors: {},
    log: [],
    answer: 'transient',
  }),
})
