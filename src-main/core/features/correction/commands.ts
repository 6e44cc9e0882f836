import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { monthOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import { handlesPrepared } from '../../request/context.ts'
import type { CommandContext, Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { beginRun, cancelLines } from '../ledger/index.ts'
import { setArea } from '../room/index.ts'
import { addPrice, endBinding, setOverride } from '../standard/index.ts'
import type { AskedChange } from './late-data.ts'
import type { CorrectionTask, CorrectionWork } from './plan-correction.ts'

/** All of it is one transaction: beyond this the counter would wait for it. */
const MOST_LINES = 5_000

const underWay = hot<{ month: string }>(
  "SELECT month FROM bill_run WHERE project_id = ? AND state IN ('generating','undoing') LIMIT 1",
)
/** The id stands for the run until the transaction makes its own. */
const NO_RUN = ''

export function correctionCommands({ documents }: Pick<CoreDeps, 'documents'>): Commands {
  return {
    'correction.apply': handlesPrepared('correction.apply', {
      prepare: ({ actor, today }, { change }) => {
        const task: CorrectionTask & { readonly runId: string } = {
          projectId: actor.projectId,
          today,
          change,
          runId: NO_RUN,
        }
        return documents.run('correction.plan', task) as Promise<CorrectionWork>
      },
      handle(context, { change, fingerprint, reason }, work) {
        const { db, actor } = context
        requireRight(context, change)
        const running = db.hotFirst(underWay, actor.projectId)
        if (running !== null) throw new AppError('billing.run_under_way', { month: running.month })
        if (work.fingerprint !== fingerprint) throw new AppError('correction.plan_changed')
        const lines = work.voided.length + work.billed.length + work.differences.length
        if (lines > MOST_LINES) throw new AppError('correction.too_many', { lines, most: MOST_LINES })
        applyChange(context, change)
        const runId = writeCorrection(context, { work, reason })
        return {
          runId: runId as never,
          voided: work.voided.length,
          billed: work.billed.length,
          differences: work.differences.length,
        }
      },
    }),
  }
}

/** Whoever changes a price or an area may do that also where nothing was billed yet. @throws AppError `permission.denied` */
function requireRight({ actor }: CommandContext, change: AskedChange): void {
  const permission = change.kind === 'area' ? 'room.edit' : 'standard.edit'
  if (!actor.permissions.has(permission)) throw new AppError('permission.denied', { permission })
}

function applyChange(context: CommandContext, change: AskedChange): void {
  switch (change.kind) {
    case 'price': {
      const { kind: _, ...input } = change
      addPrice(context, input, 'corrected')
      return
    }
    case 'override': {
      const { kind: _, ...input } = change
      setOverride(context, input, 'corrected')
      return
    }
    case 'end_binding': {
      const { kind: _, ...input } = change
      endBinding(context, input, 'corrected')
      return
    }
    case 'area': {
      const { kind: _, ...input } = change
      setArea(context, input, 'corrected')
      return
    }
    default:
      change satisfies never
  }
}

/** Unpaid lines void, lines billed again and differences, as one posted run. */
function writeCorrection(
  context: CommandContext,
  { work, reason }: { readonly work: CorrectionWork; readonly reason: string },
): string {
  const { db, actor, today, now, newId } = context
  const { projectId, userId } = actor
  const rows = [...work.billed, ...work.differences.map(({ row }) => row)]
  const runId = beginRun(db, {
    ...{ projectId, month: monthOf(today), kind: 'correction', scope: { buildingId: null, roomId: null } },
    ...{ state: 'posted', jobId: null, lines: rows.length, totalFen: work.totalFen },
  })
  cancelLines(db, work.voided, { projectId, userId, reason })
  db.insertMany(
    'receivable',
    rows.map((row) => ({ ...row, bill_run_id: runId, business_on: today, at: now })),
  )
  db.insertMany(
    'receivable_correction',
    work.differences.map(({ row, correctsLineId }) => ({
      id: newId(),
      project_id: projectId,
      receivable_id: row.id,
      corrects_receivable_id: correctsLineId,
    })),
  )
  return runId
}
