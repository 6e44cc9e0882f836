import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { JobRunner } from '../../jobs/runner.ts'
import { beginRun } from '../ledger/index.ts'
import type { RunScope } from './plan-data.ts'
import type { PublishInput } from './publish.ts'

export interface NewRun {
  readonly projectId: string
  readonly month: Month
  readonly scope: RunScope
  readonly state: 'submitted' | 'generating'
  readonly jobId: string | null
  /** What somebody hands in is counted at once: whoever checks it sees from the list what it is about. */
  readonly lines: number
  readonly totalFen: number
  readonly fingerprint: string
}

/** A run that is begun or handed in. Returns its id. */
export function insertRun(db: UnitOfWork, run: NewRun): string {
  const { projectId, month, scope, state, jobId } = run
  const counted = state === 'submitted' ? { lines: run.lines, totalFen: run.totalFen } : { lines: 0, totalFen: 0 }
  return beginRun(db, {
    projectId,
    month,
    kind: scope.extent === 'due' ? 'due' : 'month',
    scope,
    state,
    jobId,
    ...counted,
    fingerprint: state === 'submitted' ? run.fingerprint : null,
  })
}

interface Publishing {
  readonly projectId: string
  readonly runId: string
  readonly jobId: string
  readonly month: Month
  readonly scope: RunScope
  readonly fingerprint: string
  readonly today: LocalDate
}

export function enqueuePublishing(db: UnitOfWork, jobs: Pick<JobRunner, 'enqueue'>, publishing: Publishing): void {
  const { projectId, jobId, runId, month, scope, fingerprint, today } = publishing
  const input: PublishInput = { month, scope, fingerprint, runId, today }
  jobs.enqueue(db, { kind: 'publish_bills', projectId, input, jobId })
}
