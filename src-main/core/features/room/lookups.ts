import { decideLookup } from '../../../../src-shared/domain/person/index.ts'
import { orThrow } from '../../../../src-shared/kernel/app-error.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { PersonLookupTable } from '../../db/tables.ts'
import type { CommandContext } from '../../request/context.ts'

const since = hot<{ at: Instant }>('SELECT at FROM person_lookup WHERE user_id = ? AND kind = ? AND at > ? ORDER BY at')
const HOUR_MS = 3_600_000

/**
 * Writes down that somebody looks at whole personal data, or refuses when it was too often within an hour (case F9). The value
 * itself is never written.
 * @throws AppError `person.reveal_limit` | `search.too_many_full_lookups`
 */
export function noteLookup(
  { db, actor, now }: CommandContext,
  lookup: Pick<PersonLookupTable, 'kind' | 'field'> &
    Partial<Pick<PersonLookupTable, 'person_id' | 'room_id' | 'reason'>>,
): void {
  const earlier = db.hotAll(since, actor.userId, lookup.kind, now - HOUR_MS).map(({ at }) => at)

  orThrow(decideLookup({ kind: lookup.kind, earlier, now }))

  const whom = { person_id: lookup.person_id ?? null, room_id: lookup.room_id ?? null, reason: lookup.reason ?? null }
  const how = { kind: lookup.kind, field: lookup.field }
  db.insert('person_lookup', {
    id: db.newId(),
    project_id: actor.projectId,
    user_id: actor.userId,
    ...how,
    ...whom,
    at: now,
  })
}
