import type { AnyJob } from '../../jobs/definition.ts'
import type { Commands, Queries } from '../../request/context.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import type { CoreDeps } from '../deps.ts'
import type { ReaderDeps } from '../deps.ts'

export function reportCommands(_deps: CoreDeps): Commands {
  return {}
}
export function reportReaderQueries(): Queries {
  return {}
}
export const reportJobs: readonly AnyJob[] = []
export const reportDocumentTasks: DocumentTasks = {}
