import type { BackupHistory } from '../../../../src-shared/domain/backup/index.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { JobTable } from '../../db/tables.ts'
import type { MadeSet } from './set/make-set.ts'

type Run = { readonly order_no: number } & Pick<
  JobTable,
  'id' | 'result_json' | 'failure_json' | 'created_at' | 'finished_at'
>
// In the order in which they were begun, whatever the clock said.
const COLUMNS =
  "SELECT rowid AS order_no, id, result_json, failure_json, created_at, finished_at FROM job WHERE kind = 'backup'"
const lastDone = hot<Run>(`${COLUMNS} AND state = 'done' ORDER BY rowid DESC LIMIT 1`)
const lastFailed = hot<Run>(`${COLUMNS} AND state = 'failed' ORDER BY rowid DESC LIMIT 1`)
const unfinished = hot<{ id: string }>(
  "SELECT id FROM job WHERE kind = 'backup' AND state IN ('queued','running') ORDER BY rowid LIMIT 1",
)

export type MadeResult = MadeSet & { readonly folder: string; readonly tookMs: number }

export interface LastRuns extends BackupHistory {
  readonly done: { readonly jobId: string; readonly result: Partial<MadeResult> } | null
  readonly failure: { readonly code: string; readonly params: Record<string, unknown> } | null
}

/** What the tasks say of the backups: the newest that was proved, and a newer one that was not. */
export function loadLastRuns(db: ReadHandle): LastRuns {
  const done = db.hotFirst(lastDone)
  const failed = db.hotFirst(lastFailed)
  const isNewer = failed !== null && (done === null || failed.order_no > done.order_no)
  const result = JSON.parse(done?.result_json ?? '{}') as Partial<MadeResult>
  return {
    lastDoneAt: done === null ? null : ((result.madeAt ?? done.created_at) as Instant),
    lastFailedAt: isNewer ? ((failed.finished_at ?? failed.created_at) as Instant) : null,
    done: done === null ? null : { jobId: done.id, result },
    failure: isNewer
      ? (JSON.parse(failed.failure_json ?? '{"code":"internal","params":{}}') as LastRuns['failure'])
      : null,
  }
}

export function findUnfinished(db: ReadHandle): string | null {
  return db.hotFirst(unfinished)?.id ?? null
}
