import type { AnyJob } from '../../jobs/definition.ts'
import { checkSheetJob } from './check-sheet-job.ts'
import { noticesJob } from './notices-job.ts'
import { publishJob } from './publish.ts'
import { undoJob } from './undo.ts'

export { autoRuns } from './auto-run.ts'
export { viewCharge } from './charge-view.ts'
export { billingCommands } from './commands.ts'
export { billingQueries } from './queries.ts'
export { billingReaderQueries } from './reader-queries.ts'
export { loadMonths } from './plan-data.ts'
export { rowOf } from './publish.ts'
export type { NewLine as BilledRow } from './publish.ts'
export { linesLeft, paidLinesOfRun } from './undo.ts'
export { resumeRuns } from './resume-runs.ts'

export const billingJobs: readonly AnyJob[] = [publishJob, undoJob, noticesJob, checkSheetJob]
export { dropCheckKind } from './drop-check.ts'
