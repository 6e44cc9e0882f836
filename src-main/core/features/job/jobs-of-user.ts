import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { JobRunner } from '../../jobs/runner.ts'
import type { CommandContext } from '../../request/context.ts'

export interface UnfinishedJob {
  readonly jobId: string
  readonly kind: string
  readonly project: string
  readonly createdAt: number
}
const unfinishedOf =
  hot<UnfinishedJob>(`SELECT j.id AS jobId, j.kind, ifnull(p.name, '') AS project, j.created_at AS createdAt
  FROM job j LEFT JOIN project p ON p.id = j.project_id
  WHERE j.state IN ('queued','running') AND j.created_by = ? ORDER BY j.created_at`)

/** What runs or waits for somebody, in every project. */
export function unfinishedJobsOf(db: ReadHandle, userId: string): UnfinishedJob[] {
  return db.hotAll(unfinishedOf, userId)
}

/** Cancels what can be cancelled of it, and takes back what that did. Answers how many. */
export function cancelJobsOf(context: CommandContext, jobs: JobRunner, userId: string): number {
  const { db } = context
  const cancelled = unfinishedJobsOf(db, userId).filter(({ kind }) => jobs.isCancellable(kind))
  for (const { jobId } of cancelled) askToCancel(context, jobs, jobId)
  return cancelled.length
}

export function askToCancel(context: CommandContext, jobs: Pick<JobRunner, 'noticeCancel'>, jobId: string): void {
  const { db } = context
  db.technical({ table: 'job', text: 'UPDATE job SET cancel_requested = 1 WHERE id = ?' }, jobId)
  db.emit('job.progressed', { jobIds: [jobId] })
  context.afterCommit(() => jobs.noticeCancel(jobId))
}
