import { assertNever } from '../../../../src-shared/kernel/assert.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { JobRunner } from '../../jobs/runner.ts'

const leftHalf = hot<{
  job_id: string
  state: 'generating' | 'undoing'
}>(`SELECT run.job_id, run.state FROM bill_run run
  JOIN job ON job.id = run.job_id WHERE run.state IN ('generating','undoing') AND job.state NOT IN ('queued','running')`)

/**
 * At start: a run that stands half-way although its job has ended would block billing for ever. One that was being written
 * is taken back, one that was being taken back goes on.
 */
export function resumeRuns(db: ReadHandle, jobs: Pick<JobRunner, 'reopen'>): void {
  for (const run of db.hotAll(leftHalf)) {
    switch (run.state) {
      case 'generating':
        jobs.reopen(run.job_id, 'take_back')
        break
      case 'undoing':
        jobs.reopen(run.job_id, 'go_on')
        break
      default:
        assertNever(run.state)
    }
  }
}
