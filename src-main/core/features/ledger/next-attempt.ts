import type { NextAttempt } from '../../../../src-shared/domain/billing/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'

interface LastAttempt {
  readonly room_id: string
  readonly fee_item_id: string
  readonly month: string
  readonly from_on: string
  readonly attempt: number
}

const lastAttempts = hot<LastAttempt>(
  `SELECT room_id, fee_item_id, month, from_on, max(attempt) AS attempt FROM receivable
   WHERE project_id = ?1 AND month BETWEEN ?2 AND ?3 AND fee_item_id IN (SELECT value FROM json_each(?4))
     AND (?5 IS NULL OR room_id = ?5) AND bill_run_id IS NOT ?6
   GROUP BY room_id, fee_item_id, month, from_on`,
)

export interface AttemptScope {
  readonly projectId: string
  readonly firstMonth: string
  readonly lastMonth: string
  readonly itemIds: readonly string[]
  /** `null`: of every room. */
  readonly roomId: string | null
  /** A run that goes on after a crash counts its own lines as not yet written. */
  readonly exceptRunId: string | null
}

/**
 * Which attempt the next line of a room, an item and a month is. Every line counts, cancelled ones too and those of runs of any
 * kind: the key of a line is UNIQUE for good.
 */
export function nextAttempts(db: ReadHandle, scope: AttemptScope): NextAttempt {
  const { projectId, firstMonth, lastMonth, itemIds, roomId, exceptRunId } = scope
  const rows = db.hotAll(
    lastAttempts,
    ...[projectId, firstMonth, lastMonth, JSON.stringify(itemIds), roomId, exceptRunId],
  )
  const known = new Map(
    rows.map((row) => [`${row.room_id}|${row.fee_item_id}|${row.month}|${row.from_on}`, row.attempt]),
  )
  return ({ roomId: room, itemId, month, fromOn }) => (known.get(`${room}|${itemId}|${month}|${fromOn}`) ?? 0) + 1
}
