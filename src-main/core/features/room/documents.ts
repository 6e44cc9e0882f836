import type { DocumentTasks } from '../../workers/document-tasks.ts'

export const roomDocumentTasks: DocumentTasks = {}
