import { AppError } from '../../../../../src-shared/kernel/app-error.ts'
import { handlesPrepared } from '../../../request/context.ts'
import type { Commands } from '../../../request/context.ts'
import type { CoreDeps } from '../../deps.ts'
import { beginRun, requireNoOtherRun } from '../../ledger/index.ts'
import { requireNoBatchUndoing } from '../undo-job.ts'
import type { LineWork } from './line-run-job.ts'
import type { PublishBillsInput } from './publish-job.ts'

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
        const { projectId } = actor
        requireNoOtherRun(db, projectId)
        requireNoBatchUndoing(db, projectId)
        if (plan.fingerprint !== fingerprint) throw new AppError('billing.plan_changed')
        if (plan.lines === 0) throw new AppError('billing.nothing_to_create')
        const jobId = context.newId()
        const runId = beginRun(db, {
          ...{ projectId, month, kind: 'usage', scope: { buildingId, roomId: null } },
          ...{ state: 'generating', jobId, lines: 0, totalFen: 0 },
        })
        const input: PublishBillsInput = { runId, month, buildingId, fingerprint, today: context.today }
        jobs.enqueue(db, { kind: 'publish_usage', projectId, input, jobId })
        context.afterCommit(() => jobs.wake())
        return { runId: runId as never, jobId: jobId as never }
      },
    }),
  }
}
