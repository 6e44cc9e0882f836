import type { AnyJob } from '../../jobs/definition.ts'
import { exportShare } from './commands.ts'
import { publishShareJob } from './publish-job.ts'

export { shareCommands } from './commands.ts'
export { shareQueries, shareReaderQueries } from './queries.ts'

export const shareJobs: readonly AnyJob[] = [publishShareJob, exportShare]
