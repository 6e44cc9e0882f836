import type { FileCheckHistory, FileVerdict } from '../../../../../src-shared/domain/backup/index.ts'
import type { Instant } from '../../../../../src-shared/kernel/time.ts'
import { hot } from '../../../db/read-handle.ts'
import type { ReadHandle } from '../../../db/read-handle.ts'
import type { JobTable } from '../../../db/tables.ts'

type Run = Pick<JobTable, 'id' | 'result_json' | 'finished_at' | 'created_at'> & { readonly order_no: number }

const RUNS =
  "SELECT rowid AS order_no, id, result_json, finished_at, created_at FROM job WHERE kind = 'check_file' AND state"
const lastDone = hot<Run>(`${RUNS} = 'done' ORDER BY rowid DESC LIMIT 1`)
const lastEnded = hot<Run>(`${RUNS} IN ('failed','cancelled') ORDER BY rowid DESC LIMIT 1`)
const unfinished = hot<Run>(`${RUNS} IN ('queued','running') ORDER BY rowid LIMIT 1`)
const firstOperation = hot<{ at: number }>('SELECT at FROM op_log ORDER BY dev_seq LIMIT 1')

export interface FileCheckRuns extends FileCheckHistory {
  /** Of the newest check that came to one. */
  readonly verdict: FileVerdict | null
  readonly running: boolean
}

export function loadFileChecks(db: ReadHandle): FileCheckRuns {
  const done = db.hotFirst(lastDone)
  const ended = db.hotFirst(lastEnded)
  const isNewer = ended !== null && ended.order_no > (done?.order_no ?? 0)
  const result = JSON.parse(done?.result_json ?? '{}') as { readonly verdict?: FileVerdict }
  return {
    verdict: result.verdict ?? null,
    lastDoneAt: endOf(done),
    lastFailedAt: isNewer ? endOf(ended) : null,
    bornAt: (db.hotFirst(firstOperation)?.at ?? null) as Instant | null,
    running: db.hotFirst(unfinished) !== null,
  }
}

/** What the screens are to say of the data file; `null` as long as nothing is known to be wrong. */
export function fileProblem(db: ReadHandle): Exclude<FileVerdict, 'whole'> | null {
  const { verdict } = loadFileChecks(db)
  return verdict === 'whole' ? null : verdict
}

function endOf(run: Run | null): Instant | null {
  return run === null ? null : ((run.finished_at ?? run.created_at) as Instant)
}
