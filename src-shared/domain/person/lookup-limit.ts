import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Instant } from '../../kernel/time.ts'

/** So many looks at whole personal data an hour (case F9); more is somebody copying a list. */
export const LOOKUPS_PER_HOUR = 30
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

export interface LookupRequest {
  /** `reveal`: a masked value is opened. `search`: somebody is looked up by a whole phone or ID number. */
  readonly kind: 'reveal' | 'search'
  /** Earlier looks of the same kind and person, oldest first. */
  readonly earlier: readonly Instant[]
  readonly now: Instant
}

/** 查看限次: refuses with the minutes after which the oldest look of the hour no longer counts. */
export function decideLookup({
  kind,
  earlier,
  now,
}: LookupRequest): { readonly kind: 'look' } | Refusal<'person.reveal_limit' | 'search.too_many_full_lookups'> {
  const counted = earlier.filter((at) => at > now - HOUR_MS)
  const blocking = counted.at(-LOOKUPS_PER_HOUR)
  if (blocking === undefined) return { kind: 'look' }
  const minutes = Math.max(1, Math.ceil((blocking + HOUR_MS - now) / MINUTE_MS))
  return refusal(kind === 'reveal' ? 'person.reveal_limit' : 'search.too_many_full_lookups', { minutes })
}
