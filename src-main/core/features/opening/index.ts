import type { AnyJob } from '../../jobs/definition.ts'
import { postOpening } from './post-job.ts'
import { undoOpening } from './undo-job.ts'

export { openingCommands } from './commands.ts'
export { openingQueries, openingReaderQueries } from './queries.ts'
export { isOpeningWorkbookTask } from './workbook-task-names.ts'

export const openingJobs: readonly AnyJob[] = [postOpening, undoOpening]
