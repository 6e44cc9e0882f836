import { basename } from 'node:path'

import type { Month } from '../../../../src-shared/kernel/time.ts'
import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import type { RunScope } from './plan-data.ts'

export interface CheckSheetInput {
  readonly month: Month
  readonly scope: RunScope
  readonly projectId: string
  readonly path: string
  readonly grantId: string
  readonly language: 'zh-CN' | 'en-US'
  readonly author: string
}

/** Asks the documents worker: the library of workbooks is not loaded with core. */
export const checkSheetJob: AnyJob = delegatedJob<CheckSheetInput>({
  kind: 'export_check',
  priority: 40,
  async run(context, input) {
    const hooks = { signal: context.signal, onProgress: (done: number, total: number) => context.progress(done, total) }
    const { rows } = (await context.documents.run('billing.write_check', input, hooks)) as { readonly rows: number }
    return { rows, fileName: basename(input.path), grantId: input.grantId }
  },
})
