import type { AnyJob } from '../../jobs/definition.ts'
import type { Commands, Queries } from '../../request/context.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import type { CoreDeps } from '../core-features.ts'
import type { ReaderDeps } from '../reader-queries.ts'

export function standardCommands(_deps: CoreDeps): Commands {
  return {}
}
export function standardQueries(): Queries {
  return {}
}
export function standardReaderQueries(): Queries {
  return {}
}
export const standardJobs: readonly AnyJob[] = []
