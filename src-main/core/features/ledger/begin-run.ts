import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import type { Month } from '../../../../src-shared/kernel/time.ts'
import type { BillRunTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'

export interface RunToBegin {
  readonly projectId: string
  readonly month: Month
  readonly kind: BillRunTable['kind']
  readonly scope: { readonly buildingId: string | null; readonly roomId: string | null }
  /** `submitted`: handed in for a second look; `posted`: its lines are written in the same breath. */
  readonly state: 'submitted' | 'generating' | 'posted'
  readonly jobId: string | null
  /** Of the plan that was handed in. */
  readonly fingerprint?: string | null
  /** A run that is written by a job is counted when it is posted; all others at once. */
  readonly lines: number
  readonly totalFen: number
}

/** The row of a new run (出账批次), whoever begins it. Returns its id. */
export function beginRun(db: UnitOfWork, run: RunToBegin): string {
  const { projectId, month, kind, scope, state, jobId, lines, totalFen } = run
  const id = db.newId()
  const posted = state === 'posted'
  db.insert('bill_run', {
    id,
    project_id: projectId,
    month,
    kind,
    state,
    scope_json: JSON.stringify(scope),
    created: lines,
    existing: 0,
    skipped: 0,
    total_fen: totalFen,
    job_id: jobId,
    started_by: db.userId,
    started_at: db.now,
    fingerprint: run.fingerprint ?? null,
    checked_by: null,
    posted_at: posted ? db.now : null,
    business_on: posted ? localDateOf(db.now) : null,
  })
  db.emit('billing.changed', { runIds: [id] })
  return id
}
