import type { AnyJob } from '../../jobs/definition.ts'
import { exportLateFees } from './claims-job.ts'

export { lateFeeCommands } from './commands.ts'
export { lateFeesOf } from './line-late-fees.ts'
export type { LateLine, LineLateFee } from './line-late-fees.ts'
export { lateFeeQueries, lateFeeReaderQueries } from './queries.ts'
export { loadLateFeeTerms } from './rule-rows.ts'
export type { LateFeeTerms } from './rule-rows.ts'

export const lateFeeJobs: readonly AnyJob[] = [exportLateFees]
