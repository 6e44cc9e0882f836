import type { Month } from '../../../../src-shared/kernel/time.ts'
import { delegatedJob } from '../../jobs/definition.ts'

export interface NoticesInput {
  readonly month: Month
  readonly buildingId: string | null
  readonly path: string
  readonly projectId: string
}

export const noticesJob = delegatedJob<NoticesInput>({
  kind: 'print_notices',
  priority: 30,
  async run({ documents, signal, progress }, input) {
    const made = (await documents.run('billing.print_notices', input, { signal, onProgress: progress })) as {
      notices: number
      totalFen: number
    }
    return { notices: made.notices, totalFen: made.totalFen }
  },
})
