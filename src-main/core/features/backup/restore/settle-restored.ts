import type { RestoredNote } from '../../../../../src-shared/contract/desktop.ts'
import type { Database } from '../../../db/database.ts'
import { saveRestored } from '../place-setting.ts'

const END_SESSIONS = "UPDATE session SET ended_at = ?, end_reason = 'restored' WHERE ended_at IS NULL"
// When the set was made these had not come out of the printer; since then they most likely have.
const HOLD_PRINTS =
  "UPDATE print_job SET state = 'failed', failure = 'unknown', changed_at = ? WHERE state IN ('queued','sent')"
// The task that made this very set stands in it as running.
const OWN_BACKUP = `UPDATE job SET state = 'done', result_json = ?, finished_at = ?
  WHERE kind = 'backup' AND state IN ('queued','running')`

/** The first opening after a restore: nobody is signed in, nothing is printed twice, and the log of operations says what happened. */
export function settleRestored(database: Database, note: RestoredNote): void {
  const { setName, madeAt } = note
  database.transact({ command: 'backup.restored', userId: note.userId ?? 'system' }, (unit) => {
    unit.technical({ table: 'session', text: END_SESSIONS }, unit.now)
    unit.technical({ table: 'print_job', text: HOLD_PRINTS }, unit.now)
    unit.technical({ table: 'job', text: OWN_BACKUP }, JSON.stringify({ setName, madeAt }), madeAt)
    saveRestored(unit, note)
  })
}
