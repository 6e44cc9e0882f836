import type { Commands, Queries } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'

export function projectCommands(_deps: CoreDeps): Commands {
  return {}
}
export function projectQueries(): Queries {
  return {}
}
export { insertProject } from './insert-project.ts'
