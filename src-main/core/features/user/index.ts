import type { Commands, Queries } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'

export function userCommands(_deps: CoreDeps): Commands {
  return {}
}
export function userQueries(): Queries {
  return {}
}
