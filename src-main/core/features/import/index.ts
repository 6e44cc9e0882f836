import type { AnyJob } from '../../jobs/definition.ts'
import type { Commands, Queries } from '../../request/context.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import type { CoreDeps } from '../deps.ts'
import type { ReaderDeps } from '../deps.ts'

export function importCommands(_deps: CoreDeps): Commands {
  return {}
}
export function importQueries(): Queries {
  return {}
}
export function importReaderQueries(): Queries {
  return {}
}
export const importJobs: readonly AnyJob[] = []
export const importDocumentTasks: DocumentTasks = {}
