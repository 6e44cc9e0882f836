import type { DocumentTasks } from '../workers/document-tasks.ts'
import { auditDocumentTasks } from './audit/document-tasks.ts'
import { billingDocumentTasks } from './billing/document-tasks.ts'
import { correctionDocumentTasks } from './correction/document-tasks.ts'
import { demoDocumentTasks } from './demo/index.ts'
import { importDocumentTasks } from './import/document-tasks.ts'
import { lateFeeDocumentTasks } from './late-fee/document-tasks.ts'
import { meteringDocumentTasks } from './metering/document-tasks.ts'
import { openingDocumentTasks } from './opening/document-tasks.ts'
import { receiptDocumentTasks } from './receipt/document-tasks.ts'
import { reportDocumentTasks } from './report/document-tasks.ts'
import { roomDocumentTasks } from './room/documents.ts'
import { shareDocumentTasks } from './share/document-tasks.ts'
import { shiftDocumentTasks } from './shift/document-tasks.ts'

/** Everything that the documents worker makes, one line per feature. */
export const documentTasks: DocumentTasks = {
  ...importDocumentTasks,
  ...roomDocumentTasks,
  ...billingDocumentTasks,
  ...lateFeeDocumentTasks,
  ...meteringDocumentTasks,
  ...shareDocumentTasks,
  ...openingDocumentTasks,
  ...correctionDocumentTasks,
  ...receiptDocumentTasks,
  ...shiftDocumentTasks,
  ...reportDocumentTasks,
  ...demoDocumentTasks,
  ...auditDocumentTasks,
}
