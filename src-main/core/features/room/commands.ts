import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'

export function roomCommands(_deps: CoreDeps): Commands {
  return {}
}
