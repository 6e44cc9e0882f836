import type { DocumentTasks } from '../workers/document-tasks.ts'
import { importWorkbookTasks } from './import/workbook-tasks.ts'
import { meteringWorkbookTasks } from './metering/workbook-tasks.ts'
import { openingWorkbookTasks } from './opening/workbook-tasks.ts'

/** What the workbooks worker does: files from outside are read apart from all papers, in a thread that may be lost. */
export const workbookTasks: DocumentTasks = {
  ...importWorkbookTasks,
  ...meteringWorkbookTasks,
  ...openingWorkbookTasks,
}
