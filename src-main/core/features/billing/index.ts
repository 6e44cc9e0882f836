import type { AnyJob } from '../../jobs/definition.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { noticesJob, printNotices } from './notices.ts'
import { checkPlan, planRun, publishJob } from './publish.ts'
import { undoJob } from './undo.ts'

export { billingCommands } from './commands.ts'
export { billingQueries } from './queries.ts'
export { billingReaderQueries } from './reader-queries.ts'

export const billingJobs: readonly AnyJob[] = [publishJob, undoJob, noticesJob]
export const billingDocumentTasks: DocumentTasks = {
  'billing.check_plan': checkPlan,
  'billing.plan_run': planRun,
  'billing.print_notices': printNotices,
}
