import type { AnyJob } from '../../jobs/definition.ts'
import type { Commands, Queries } from '../../request/context.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import type { CoreDeps } from '../deps.ts'
import type { ReaderDeps } from '../deps.ts'

export function billingCommands(_deps: CoreDeps): Commands {
  return {}
}
export function billingQueries(): Queries {
  return {}
}
export function billingReaderQueries(_deps: ReaderDeps): Queries {
  return {}
}
export const billingJobs: readonly AnyJob[] = []
export const billingDocumentTasks: DocumentTasks = {}
