import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { planCorrection } from './plan-correction.ts'

export const correctionDocumentTasks: DocumentTasks = { 'correction.plan': planCorrection }
