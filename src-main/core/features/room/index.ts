import type { AnyJob } from '../../jobs/definition.ts'
import type { Commands, Queries } from '../../request/context.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import type { CoreDeps } from '../core-features.ts'
import type { ReaderDeps } from '../reader-queries.ts'

export function roomCommands(_deps: CoreDeps): Commands {
  return {}
}
export function roomQueries(): Queries {
  return {}
}
export function roomReaderQueries(_deps: ReaderDeps): Queries {
  return {}
}
export const roomJobs: readonly AnyJob[] = []
export const roomDocumentTasks: DocumentTasks = {}
