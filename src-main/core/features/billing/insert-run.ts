import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import type { BillRunTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { JobRunner } from '../../jobs/runner.ts'
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
  const counted = state === 'submitted' ? { created: run.lines, total_fen: run.totalFen } : { created: 0, total_fen: 0 }
  const id = db.newId()
  const row: BillRunTable = {
    id,
    project_id: projectId,
    month,
    kind: scope.extent === 'due' ? 'due' : 'month',
    state,
    scope_json: JSON.stringify(scope),
    ...counted,
    fingerprint: state === 'submitted' ? run.fingerprint : null,
    existing: 0,
    skipped: 0,
    job_id: jobId,
    started_by: db.userId,
    started_at: db.now,
    checked_by: null,
    posted_at: null,
    business_on: null,
  }
  db.insert('bill_run', row)
  db.emit('billing.changed', { runIds: [id] })
  return id
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
