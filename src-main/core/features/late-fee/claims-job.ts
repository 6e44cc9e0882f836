import { basename } from 'node:path'

import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'

export interface ClaimsSheetInput {
  readonly on: LocalDate
  readonly projectId: string
  readonly path: string
  readonly grantId: string
  readonly language: 'zh-CN' | 'en-US'
  readonly author: string
}

/** Asks the documents worker: the library of workbooks is not loaded with core. */
export const exportLateFees: AnyJob = delegatedJob<ClaimsSheetInput>({
  kind: 'export_late_fees',
  priority: 40,
  async run(context, input) {
    const hooks = { signal: context.signal, onProgress: (done: number, total: number) => context.progress(done, total) }
    const { rows } = (await context.documents.run('late_fee.write_claims', input, hooks)) as { readonly rows: number }
    return { rows, fileName: basename(input.path), grantId: input.grantId }
  },
})
