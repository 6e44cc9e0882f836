import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'

type LastCheck = Output<'audit.last_check'>

const last = hot<{ finished_at: number; result_json: string }>(
  "SELECT finished_at, result_json FROM job WHERE kind = 'verify_chain' AND state = 'done' ORDER BY id DESC LIMIT 1",
)
const running = hot<{ id: string }>("SELECT id FROM job WHERE kind = 'verify_chain' AND state IN ('queued','running')")

/** The chain is one for the whole file, whichever project asked for its verification. */
export function lastCheck(db: ReadHandle): LastCheck {
  const row = db.hotFirst(last)
  const isRunning = db.hotFirst(running) !== null
  if (row === null) return { running: isRunning, last: null }
  const verdict = JSON.parse(row.result_json) as Omit<NonNullable<LastCheck['last']>, 'at'>
  return { running: isRunning, last: { at: row.finished_at, ...verdict } }
}
