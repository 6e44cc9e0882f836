import { levelOfRetention } from '../../../../src-shared/domain/safety/index.ts'
import { addMonths, firstDayOf, monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'

/** Claims of an owner lapse after three years (民法典 188); until then the office may need to know whom it dealt with. */
const KEPT_MONTHS = 36

const gone = hot<{ gone: number; long_gone: number; oldest_on: LocalDate | null }>(`
  WITH ended AS (SELECT r.person_id, max(ifnull(t.to_on, ifnull(r.to_on, '9999-12-31'))) AS last_on
    FROM relation r LEFT JOIN owner_term t ON t.id = r.owner_term_id
    WHERE r.project_id = ?1 GROUP BY r.person_id HAVING last_on < ?2)
  SELECT count(*) AS gone, ifnull(sum(last_on < ?3), 0) AS long_gone, min(last_on) AS oldest_on FROM ended`)

/** 留存到期: what can be said of it as long as only residents are kept: who left, and how long ago. */
export function loadRetention(
  db: ReadHandle,
  projectId: string,
  today: LocalDate,
): Output<'safety.overview'>['retention'] {
  const limit = firstDayOf(addMonths(monthOf(today), -KEPT_MONTHS))
  const found = db.hotFirst(gone, projectId, today, limit)
  const longGone = found?.long_gone ?? 0
  return {
    level: levelOfRetention({ longGone }),
    gone: found?.gone ?? 0,
    longGone,
    oldestOn: found?.oldest_on ?? null,
  }
}
