import { levelOfDisclosure } from '../../../../src-shared/domain/safety/index.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'

type Disclosure = Output<'safety.overview'>['disclosure']

const LOOKED_BACK_MS = 30 * 86_400_000
const NAMED = 5
const SHANGHAI_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

const perPerson = hot<{ name: string; reveals: number; exports: number }>(`SELECT u.display_name AS name,
    sum(x.reveals) AS reveals, sum(x.exports) AS exports FROM (
    SELECT user_id, 1 AS reveals, 0 AS exports FROM person_lookup WHERE project_id = ?1 AND kind = 'reveal' AND at >= ?2
    UNION ALL SELECT user_id, 0, 1 FROM data_export WHERE project_id = ?1 AND at >= ?2) x
  JOIN user u ON u.id = x.user_id GROUP BY x.user_id ORDER BY sum(x.reveals) + sum(x.exports) DESC, u.display_name`)
const mostADay = hot<{ n: number }>(`SELECT count(*) AS n FROM person_lookup
  WHERE project_id = ? AND kind = 'reveal' AND at >= ? GROUP BY user_id, (at + ${SHANGHAI_MS}) / ${DAY_MS} ORDER BY n DESC LIMIT 1`)
const fullAlone = hot<{ n: number }>(`SELECT count(*) AS n FROM data_export
  WHERE project_id = ? AND at >= ? AND contents = 'contacts' AND approved_by IS NULL`)

/** Who looked at what is masked, and who took files with personal data out. */
export function loadDisclosure(db: ReadHandle, projectId: string, now: Instant): Disclosure {
  const since = now - LOOKED_BACK_MS
  const people = db.hotAll(perPerson, projectId, since)
  const fullExportsAlone = db.hotFirst(fullAlone, projectId, since)?.n ?? 0
  const mostRevealsADay = db.hotFirst(mostADay, projectId, since)?.n ?? 0
  return {
    level: levelOfDisclosure({ mostRevealsADay, fullExportsAlone }),
    reveals: people.reduce((sum, { reveals }) => sum + reveals, 0),
    exports: people.reduce((sum, person) => sum + person.exports, 0),
    fullExportsAlone,
    people: people.slice(0, NAMED),
  }
}
