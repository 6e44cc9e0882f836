import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { noteExport } from '../disclosure/index.ts'
import type { NoticesInput } from './notices-job.ts'
import type { PlanRunAnswer, PublishInput } from './publish.ts'
import { paidLinesOfRun } from './undo.ts'

// A run that is taken back holds its months until it is gone: planning beside it would count its lines half.
const underWay = hot<{ month: string }>(
  "SELECT month FROM bill_run WHERE project_id = ? AND state IN ('generating','undoing') LIMIT 1",
)
const runOf = hot<{ state: string; at_work: number }>(`SELECT run.state,
    EXISTS(SELECT 1 FROM job WHERE job.id = run.job_id AND job.state IN ('queued','running')) AS at_work
  FROM bill_run run WHERE run.id = ? AND run.project_id = ?`)

export function billingCommands({
  jobs,
  documents,
  grants,
}: Pick<CoreDeps, 'jobs' | 'documents' | 'grants'>): Commands {
  return {
    'billing.publish': handlesPrepared('billing.publish', {
      // Planned away from core's thread; the job plans again and compares, so that nothing rests on this reading.
      prepare: ({ actor, today }, input) =>
        documents.run('billing.check_plan', { ...input, projectId: actor.projectId, today }) as Promise<PlanRunAnswer>,
      handle(context, input, plan) {
        const { db, actor } = context
        const running = db.hotFirst(underWay, actor.projectId)
        if (running !== null) throw new AppError('billing.run_under_way', { month: running.month })
        if (plan.fingerprint !== input.fingerprint) throw new AppError('billing.plan_changed')
        if (plan.lines === 0) throw new AppError('billing.nothing_to_create')
        const runId = context.newId()
        const jobId = context.newId()
        const { month, scope } = input
        db.insert('bill_run', {
          id: runId,
          project_id: actor.projectId,
          month,
          state: 'generating',
          scope_json: JSON.stringify(scope),
          created: 0,
          existing: 0,
          skipped: 0,
          total_fen: 0,
          job_id: jobId,
          started_by: actor.userId,
          started_at: context.now,
          posted_at: null,
          business_on: null,
        })
        const job: PublishInput = { ...input, runId, today: context.today }
        jobs.enqueue(db, { kind: 'publish_bills', projectId: actor.projectId, input: job, jobId })
        db.emit('billing.changed', { runIds: [runId] })
        context.afterCommit(() => jobs.wake())
        return { runId: runId as never, jobId: jobId as never }
      },
    }),

    'billing.undo': handles('billing.undo', (context, input) => {
      const { db, actor } = context
      const run = db.hotFirst(runOf, input.runId, actor.projectId)
      if (run === null) throw new AppError('billing.run_not_found')
      // An undo whose job broke off is asked for again; its lines are hidden already.
      const brokenOff = run.state === 'undoing' && run.at_work === 0
      if (run.state !== 'posted' && !brokenOff) throw new AppError('billing.run_not_posted', { state: run.state })
      const paid = db.hotFirst(paidLinesOfRun, input.runId)?.n ?? 0
      if (paid > 0) throw new AppError('billing.run_has_payments', { lines: paid })
      const jobId = context.newId()
      // With this the whole run is gone for the counter: nothing of it can be paid while its lines are cancelled in chunks.
      db.update('bill_run', input.runId, { state: 'undoing', job_id: jobId })
      db.emit('billing.changed', { runIds: [input.runId] })
      jobs.enqueue(db, { kind: 'undo_bills', projectId: actor.projectId, input, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as never }
    }),

    'billing.print_notices': handles('billing.print_notices', (context, input) => {
      const { db, actor } = context
      if (!actor.features.has('bill_notice')) throw new AppError('feature.off', { feature: 'bill_notice' })
      const path = grants.pathOf(input.grantId, 'write')
      const jobId = context.newId()
      const job: NoticesInput = { month: input.month, buildingId: input.buildingId, path, projectId: actor.projectId }
      jobs.enqueue(db, { kind: 'print_notices', projectId: actor.projectId, input: job, jobId })
      // The papers go to the owners, with their own names in full.
      noteExport(context, { kind: 'print_notices', contents: 'names', file: { jobId } })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as never }
    }),
  }
}
