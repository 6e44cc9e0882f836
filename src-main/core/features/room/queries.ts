import type { Queries } from '../../request/context.ts'

export function roomQueries(): Queries {
  return {}
}
