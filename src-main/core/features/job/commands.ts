import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { JobRunner } from '../../jobs/runner.ts'
import { handles } from '../../request/context.ts'
import type { Actor, Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { findJob, mayDealWith } from './job-rows.ts'
import type { JobRow } from './job-rows.ts'
import { askToCancel } from './jobs-of-user.ts'

export function jobCommands({ jobs }: Pick<CoreDeps, 'jobs'>): Commands {
  return {
    'job.cancel': handles('job.cancel', (context, { jobId }) => {
      const { db, actor } = context
      const row = findJob(db, { jobId, projectId: actor.projectId })
      requireCancellable(row, { actor, jobs })

      askToCancel(context, jobs, jobId)
      return { jobId }
    }),
  }
}

/** @throws AppError `job.not_found` | `job.not_yours` | `job.finished` | `job.cannot_cancel` */
function requireCancellable(
  row: JobRow | null,
  at: { readonly actor: Actor; readonly jobs: Pick<JobRunner, 'isCancellable'> },
): void {
  if (row === null) throw new AppError('job.not_found')
  if (!mayDealWith(row, at.actor)) throw new AppError('job.not_yours')
  if (row.state !== 'queued' && row.state !== 'running') throw new AppError('job.finished')
  if (!at.jobs.isCancellable(row.kind)) throw new AppError('job.cannot_cancel')
}
