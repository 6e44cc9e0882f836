import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { findJob, jobViewOf, listJobs, listUnfinishedJobs, mayDealWith } from './job-rows.ts'

export function jobQueries({ jobs }: Pick<CoreDeps, 'jobs'>): Queries {
  return {
    'job.list': answers('job.list', ({ db, actor }) => ({
      jobs: listJobs(db, actor).map((row) => jobViewOf(row, { actor, jobs })),
    })),

    'job.running': answers('job.running', ({ db, actor }) => ({
      jobs: listUnfinishedJobs(db, actor).map((row) => jobViewOf(row, { actor, jobs })),
    })),

    'job.open': answers('job.open', ({ db, actor }, { jobId }) => {
      const row = findJob(db, { jobId, projectId: actor.projectId })
      if (row === null || !mayDealWith(row, actor)) throw new AppError('record.not_found', { what: 'job' })
      return jobViewOf(row, { actor, jobs })
    }),
  }
}
