import { NIGHTS_BACK, countNights } from '../../../../src-shared/domain/backup/index.ts'
import type { BackupHistory, Nights } from '../../../../src-shared/domain/backup/index.ts'
import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { JobTable } from '../../db/tables.ts'
import { findFirstPlaceAt } from './place-setting.ts'
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

const doneSince = hot<{ created_at: Instant }>(
  "SELECT created_at FROM job WHERE kind = 'backup' AND state = 'done' AND created_at >= ?",
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

const DAY_MS = 86_400_000

/** Days of the last fortnight without a proved set. */
export function loadNights(db: ReadHandle, now: Instant): Nights {
  const firstAt = findFirstPlaceAt(db)
  const done = db.hotAll(doneSince, now - (NIGHTS_BACK + 1) * DAY_MS)
  const doneOn = done.map(({ created_at }) => localDateOf(created_at))
  return countNights(doneOn, { today: localDateOf(now), since: firstAt === null ? null : localDateOf(firstAt) })
}
