import type { Commands, Queries } from '../../request/context.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import type { CoreDeps } from '../deps.ts'
import type { ReaderDeps } from '../deps.ts'

export function shiftCommands(_deps: CoreDeps): Commands {
  return {}
}
export function shiftQueries(): Queries {
  return {}
}
export function shiftReaderQueries(): Queries {
  return {}
}
export const shiftDocumentTasks: DocumentTasks = {}
export { ownShift, shiftOpenForMoney } from './money-shift.ts'
export type { MoneyShift } from './money-shift.ts'
export { loadMoneyDocuments } from './money-documents.ts'
