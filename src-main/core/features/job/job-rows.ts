import { JOB_KINDS } from '../../../../src-shared/contract/job.contract.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { JobTable } from '../../db/tables.ts'
import type { JobKind } from '../../jobs/definition.ts'
import type { JobRunner } from '../../jobs/runner.ts'
import type { Actor, Output } from '../../request/context.ts'

export type JobView = Output<'job.open'>

/** Without the input: it may be a list of all rooms. */
export type JobRow = Omit<JobTable, 'input_json' | 'cursor_json' | 'priority'> & { readonly started_by: string }

const MOST_LISTED = 100
const COLUMNS = `j.id, j.project_id, j.kind, j.state, j.done, j.total, j.cancel_requested, j.result_json, j.failure_json, j.created_by,
  j.created_at, j.finished_at, ifnull(u.display_name, '') AS started_by FROM job j LEFT JOIN user u ON u.id = j.created_by`
// Ids grow with time: the newest come first off the primary key.
const listed = hot<JobRow>(
  `SELECT ${COLUMNS} WHERE (j.project_id = ?1 OR (j.project_id IS NULL AND ?2 IS NULL)) AND (?2 IS NULL OR j.created_by = ?2) ORDER BY j.id DESC LIMIT ${MOST_LISTED}`,
)
const unfinished = hot<JobRow>(
  `SELECT ${COLUMNS} WHERE j.state IN ('queued','running') AND j.project_id = ? AND j.created_by = ? ORDER BY j.id`,
)
// A backup by night is of the whole file and belongs to no project: whoever sees all tasks sees it.
const byId = hot<JobRow>(`SELECT ${COLUMNS} WHERE j.id = ? AND (j.project_id = ? OR j.project_id IS NULL)`)

export function listJobs(db: ReadHandle, actor: Actor): JobRow[] {
  return db.hotAll(listed, actor.projectId, actor.permissions.has('job.view_all') ? null : actor.userId)
}

export function listUnfinishedJobs(db: ReadHandle, actor: Actor): JobRow[] {
  return db.hotAll(unfinished, actor.projectId, actor.userId)
}

export function findJob(db: ReadHandle, at: { readonly jobId: string; readonly projectId: string }): JobRow | null {
  return db.hotFirst(byId, at.jobId, at.projectId)
}

/** Own jobs, and those of others with `job.view_all`: seen and cancelled alike. */
export function mayDealWith(row: JobRow, actor: Actor): boolean {
  return row.created_by === actor.userId || actor.permissions.has('job.view_all')
}

export function jobViewOf(
  row: JobRow,
  at: { readonly actor: Actor; readonly jobs: Pick<JobRunner, 'isCancellable'> },
): JobView {
  const unfinished = row.state === 'queued' || row.state === 'running'
  return {
    jobId: row.id as Id,
    kind: isJobKind(row.kind) ? row.kind : 'unknown',
    state: row.state,
    done: row.done,
    total: Math.max(row.done, row.total),
    startedBy: row.started_by,
    own: row.created_by === at.actor.userId,
    cancellable: unfinished && at.jobs.isCancellable(row.kind),
    cancelRequested: row.cancel_requested === 1,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    result: row.result_json === null ? null : (JSON.parse(row.result_json) as JobView['result']),
    // One that is still on its way back has not failed yet.
    failure: unfinished || row.failure_json === null ? null : (JSON.parse(row.failure_json) as JobView['failure']),
  }
}

function isJobKind(kind: string): kind is JobKind {
  return (JOB_KINDS as readonly string[]).includes(kind)
}
