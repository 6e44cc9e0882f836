import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { exportTask } from './export-task.ts'
import { verifyTask } from './verify-task.ts'

export const auditDocumentTasks: DocumentTasks = { 'audit.verify': verifyTask, 'audit.export': exportTask }
