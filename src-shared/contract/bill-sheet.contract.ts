import { z } from 'zod'

import { runScope } from './billing.contract.ts'
import { command, contractOf, notFound } from './request/define.ts'
import { anyId, monthText } from './scalars.ts'

/** 核对表: the plan of a run as a workbook. */
export const billSheetContract = contractOf('billing', {
  'billing.export_check': command({
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({
      month: monthText,
      scope: runScope,
      grantId: z.string().max(60),
      language: z.enum(['zh-CN', 'en-US']),
    }),
    output: z.object({ jobId: anyId }),
    errors: { 'job.grant_unknown': notFound() },
    log: ['month'],
  }),
})
