import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../../db/read-handle.ts'
import { handlesPrepared } from '../../../request/context.ts'
import type { Commands } from '../../../request/context.ts'
import type { CoreDeps } from '../../deps.ts'
import type { LineWork } from './line-run-job.ts'
import type { PublishBillsInput } from './publish-job.ts'

const underWay = hot<{ month: string }>(
  "SELECT month FROM bill_run WHERE project_id = ? AND state IN ('generating','undoing') LIMIT 1",
)

export function billCommands({ jobs, documents }: Pick<CoreDeps, 'jobs' | 'documents'>): Commands {
  return {
    'metering.publish_bills': handlesPrepared('metering.publish_bills', {
      // Planned away from core's thread; the job plans again and compares, so that nothing rests on this reading.
      prepare: async ({ actor, today }, { month, buildingId }) => {
        const scope = { projectId: actor.projectId, month, buildingId, today, runId: null }
        const { fingerprint, lines } = (await documents.run('metering.plan_bills', scope)) as LineWork
        return { fingerprint, lines: lines.length }
      },
      handle(context, { month, buildingId, fingerprint }, plan) {
        const { db, actor } = context
        const running = db.hotFirst(underWay, actor.projectId)
        if (running !== null) throw new AppError('billing.run_under_way', { month: running.month })
        if (plan.fingerprint !== fingerprint) throw new AppError('billing.plan_changed')
        if (plan.lines === 0) throw new AppError('billing.nothing_to_create')
        const runId = context.newId()
        const jobId = context.newId()
        db.insert('bill_run', {
          id: runId,
          project_id: actor.projectId,
          month,
          kind: 'usage',
          state: 'generating',
          scope_json: JSON.stringify({ buildingId, roomId: null }),
          created: 0,
          existing: 0,
          skipped: 0,
          total_fen: 0,
          job_id: jobId,
          started_by: actor.userId,
          started_at: context.now,
          fingerprint: null,
          checked_by: null,
          posted_at: null,
          business_on: null,
        })
        const input: PublishBillsInput = { runId, month, buildingId, fingerprint, today: context.today }
        jobs.enqueue(db, { kind: 'publish_usage', projectId: actor.projectId, input, jobId })
        db.emit('billing.changed', { runIds: [runId] })
        context.afterCommit(() => jobs.wake())
        return { runId: runId as never, jobId: jobId as never }
      },
    }),
  }
}
