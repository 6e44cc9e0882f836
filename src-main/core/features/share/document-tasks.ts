import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { planShareWork } from './publish-job.ts'
import { writeShareSheet } from './share-sheet.ts'

export const shareDocumentTasks: DocumentTasks = {
  'share.plan_work': planShareWork,
  'share.write_sheet': writeShareSheet,
}
