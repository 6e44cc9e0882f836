import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { exportTask } from './export-task.ts'
import { verifyTask } from './verify-task.ts'

export { auditCommands, auditJobs } from './commands.ts'
export { lastCheck } from './last-check.ts'
export { LOGGED_COMMANDS, auditQueries, auditReaderQueries } from './queries.ts'
export { auditSchedule } from './schedule.ts'
export { verifyChainJob } from './verify-job.ts'

export const auditDocumentTasks: DocumentTasks = { 'audit.verify': verifyTask, 'audit.export': exportTask }
