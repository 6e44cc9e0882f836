import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { LINE_IS_STANDING } from './visible-lines.ts'

/** SQL: the lines that correct those of a list of ids (补差), by a reading or by a late event. `?1` is a JSON array of ids. */
const CORRECTING = `SELECT bill.receivable_id AS id FROM json_each(?1) base JOIN meter_bill bill ON bill.corrects_receivable_id = base.value
  UNION SELECT c.receivable_id FROM json_each(?1) base JOIN receivable_correction c ON c.corrects_receivable_id = base.value`

const standingDifferences = hot<{ id: string }>(
  `SELECT r.id FROM (${CORRECTING}) difference JOIN receivable r ON r.id = difference.id WHERE ${LINE_IS_STANDING}`,
)

/**
 * Cancels lines that stand, and with each the differences that correct it: without the line they would be owed for nothing. Whoever
 * calls has made sure that none of them is paid.
 */
export function cancelLines(
  db: UnitOfWork,
  lineIds: readonly string[],
  why: { readonly projectId: string; readonly userId: string; readonly reason: string },
): void {
  if (lineIds.length === 0) return
  const differences = db.hotAll(standingDifferences, JSON.stringify(lineIds)).map(({ id }) => id)
  db.insertMany(
    'receivable_event',
    [...new Set([...lineIds, ...differences])].map((receivableId) => ({
      id: db.newId(),
      project_id: why.projectId,
      receivable_id: receivableId,
      kind: 'cancelled' as const,
      reason: why.reason,
      user_id: why.userId,
      business_on: localDateOf(db.now),
      at: db.now,
    })),
  )
}
