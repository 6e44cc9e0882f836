import type { Queries } from '../../request/context.ts'

export function searchReaderQueries(): Queries {
  return {}
}
