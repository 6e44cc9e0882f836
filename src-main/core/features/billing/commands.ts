import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { CommandContext, Commands, Input } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { requireApproval } from '../approval/index.ts'
import { noteExport } from '../disclosure/index.ts'
import { requireNoOtherRun } from '../ledger/index.ts'
import { saveHolidayYear } from '../standard/index.ts'
import { assessSettings, dropCheckKind } from './drop-check.ts'
import type { CheckSheetInput } from './check-sheet-job.ts'
import { enqueuePublishing, insertRun } from './insert-run.ts'
import type { NoticesInput } from './notices-job.ts'
import { chargeOnce } from './one-off.ts'
import type { PlanRunAnswer } from './publish.ts'
import { loadRunSettings, saveRunSettings } from './run-settings.ts'
import { paidLinesOfRun } from './undo.ts'

const runOf = hot<{ state: string; at_work: number }>(`SELECT run.state,
    EXISTS(SELECT 1 FROM job WHERE job.id = run.job_id AND job.state IN ('queued','running')) AS at_work
  FROM bill_run run WHERE run.id = ? AND run.project_id = ? AND run.kind NOT IN ('opening','correction')`)
interface HandedIn {
  readonly state: string
  readonly month: string
  readonly scope_json: string
  readonly fingerprint: string | null
  readonly started_by: string
}
const handedIn = hot<HandedIn>(
  'SELECT state, month, scope_json, fingerprint, started_by FROM bill_run WHERE id = ? AND project_id = ?',
)
const waiting = hot<{ id: string }>(
  "SELECT id FROM bill_run WHERE project_id = ? AND state = 'submitted' AND month = ? AND scope_json = ? LIMIT 1",
)

export function billingCommands(deps: Pick<CoreDeps, 'jobs' | 'documents' | 'grants'>): Commands {
  return { ...runCommands(deps), ...otherCommands(deps) }
}

function runCommands({ jobs, documents }: Pick<CoreDeps, 'jobs' | 'documents'>): Commands {
  return {
    'billing.publish': handlesPrepared('billing.publish', {
      // Planned away from core's thread; the job plans again and compares, so that nothing rests on this reading.
      prepare: ({ actor, today }, input) =>
        documents.run('billing.check_plan', { ...input, projectId: actor.projectId, today }) as Promise<PlanRunAnswer>,
      handle(context, input, plan) {
        const { db, actor, today } = context
        const { month, scope, fingerprint } = input
        const { projectId } = actor
        requireNoOtherRun(db, projectId)
        requireChecked(context, input)
        if (plan.fingerprint !== fingerprint) throw new AppError('billing.plan_changed')
        if (plan.lines === 0) throw new AppError('billing.nothing_to_create')
        const jobId = context.newId()
        const runId =
          input.runId ??
          insertRun(db, { projectId, month, scope, state: 'generating', jobId, lines: 0, totalFen: 0, fingerprint })
        if (input.runId !== undefined) {
          const begun = {
            state: 'generating',
            job_id: jobId,
            checked_by: actor.userId,
            created: 0,
            total_fen: 0,
          } as const
          db.update('bill_run', runId, begun)
          db.emit('billing.changed', { runIds: [runId] })
        }
        enqueuePublishing(db, jobs, { projectId, runId, jobId, month, scope, fingerprint, today })
        context.afterCommit(() => jobs.wake())
        return { runId: runId as never, jobId: jobId as never }
      },
    }),

    'billing.submit': handlesPrepared('billing.submit', {
      prepare: ({ actor, today }, input) =>
        documents.run('billing.check_plan', { ...input, projectId: actor.projectId, today }) as Promise<PlanRunAnswer>,
      handle({ db, actor }, { month, scope, fingerprint }, plan) {
        const { projectId } = actor
        if (plan.fingerprint !== fingerprint) throw new AppError('billing.plan_changed')
        if (plan.lines === 0) throw new AppError('billing.nothing_to_create')
        if (db.hotFirst(waiting, projectId, month, JSON.stringify(scope)) !== null)
          throw new AppError('billing.submitted_already')
        const { lines, totalFen } = plan
        const runId = insertRun(db, {
          projectId,
          month,
          scope,
          state: 'submitted',
          jobId: null,
          lines,
          totalFen,
          fingerprint,
        })
        return { runId: runId as never }
      },
    }),

    'billing.drop_submitted': handles('billing.drop_submitted', ({ db, actor }, { runId }) => {
      requireSubmitted(db, actor.projectId, runId)
      db.update('bill_run', runId, { state: 'cancelled', created: 0, total_fen: 0 })
      db.emit('billing.changed', { runIds: [runId] })
      return { runId }
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
  }
}

function otherCommands({ jobs, grants }: Pick<CoreDeps, 'jobs' | 'grants'>): Commands {
  return {
    'billing.charge_once': handles('billing.charge_once', (context, input) => chargeOnce(context, input)),

    'billing.set_settings': handles('billing.set_settings', (context, input) => {
      const { db, actor } = context
      const assessment = assessSettings(context, input)
      requireApproval(context, { kind: dropCheckKind, operation: 'billing.set_settings', assessment })
      saveRunSettings(db, actor.projectId, input)
      db.emit('billing.changed', { runIds: [] })
      return input
    }),

    'billing.set_holidays': handles('billing.set_holidays', ({ db, actor }, input) => {
      saveHolidayYear(db, actor.projectId, input)
      db.emit('billing.changed', { runIds: [] })
      return { year: input.year }
    }),

    'billing.export_check': handles('billing.export_check', (context, { month, scope, grantId, language }) => {
      const { db, actor } = context
      const { projectId, displayName: author } = actor
      const path = grants.pathOf(grantId, 'write')
      const jobId = context.newId()
      const input: CheckSheetInput = { month, scope, projectId, path, grantId, language, author }
      jobs.enqueue(db, { kind: 'export_check', projectId, input, jobId })
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

/** 复核: what was handed in is published by another person, and where the project wants that, nothing else is. */
function requireChecked({ db, actor }: CommandContext, input: Input<'billing.publish'>): void {
  const { runId, month, scope, fingerprint } = input
  if (runId === undefined) {
    if (loadRunSettings(db, actor.projectId).secondCheck) throw new AppError('billing.check_required')
    return
  }
  const run = requireSubmitted(db, actor.projectId, runId)
  if (run.month !== month || run.scope_json !== JSON.stringify(scope)) throw new AppError('billing.plan_changed')
  if (run.fingerprint !== fingerprint) throw new AppError('billing.changed_since_handed_in')
  if (run.started_by === actor.userId) throw new AppError('billing.check_by_another')
}

/** @throws AppError `billing.run_not_found` | `billing.run_not_submitted` */
function requireSubmitted(db: ReadHandle, projectId: string, runId: string) {
  const run = db.hotFirst(handedIn, runId, projectId)
  if (run === null) throw new AppError('billing.run_not_found')
  if (run.state !== 'submitted') throw new AppError('billing.run_not_submitted')
  return run
}
