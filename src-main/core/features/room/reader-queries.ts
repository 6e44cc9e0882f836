import type { Queries } from '../../request/context.ts'
import type { ReaderDeps } from '../deps.ts'

export function roomReaderQueries(_deps: ReaderDeps): Queries {
  return {}
}
