import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { writeClaimsSheet } from './claims-sheet.ts'

export const lateFeeDocumentTasks: DocumentTasks = { 'late_fee.write_claims': writeClaimsSheet }
