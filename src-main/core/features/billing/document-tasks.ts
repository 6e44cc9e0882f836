import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { writeCheckSheet } from './check-sheet.ts'
import { printNotices } from './notices.ts'
import { checkPlan, planRun } from './publish.ts'

export const billingDocumentTasks: DocumentTasks = {
  'billing.check_plan': checkPlan,
  'billing.plan_run': planRun,
  'billing.print_notices': printNotices,
  'billing.write_check': writeCheckSheet,
}
