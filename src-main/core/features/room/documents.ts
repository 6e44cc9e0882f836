import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { exportTasks } from './export-rooms.ts'

export const roomDocumentTasks: DocumentTasks = exportTasks
