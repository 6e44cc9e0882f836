import { decideApproval, decideRejection, isInSight, stillOpen } from '../../../../src-shared/domain/approval/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { instant } from '../../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ApprovalRequestTable } from '../../db/tables.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { Actor, CommandContext, Commands } from '../../request/context.ts'
import { prepareNested, runNested } from '../../request/nested-command.ts'
import type { CoreDeps } from '../deps.ts'
import { asCommandRefused, askedAct, assess, tellingRefusals } from './asked-act.ts'
import type { Approvables, AskedAct } from './asked-act.ts'
import type { ApprovalKind } from './kind.ts'
import { standingOf } from './limits.ts'
import { askedOf, findRequest, isStillSo, markDecided, storedInputOf } from './request-rows.ts'

type Deps = Pick<CoreDeps, 'sessions'>

/** What the second person does in the inbox. */
export function decideCommands({ sessions }: Deps, approvables: Approvables): Commands {
  function actOf(db: ReadHandle, row: ApprovalRequestTable): AskedAct {
    return askedAct(approvables, { op: row.operation, inputJson: storedInputOf(db, row) })
  }
  const applicantOf = (row: ApprovalRequestTable): Actor | null => sessions.actorFor(row.requested_by, row.project_id)

  return {
    'approval.approve': handlesPrepared('approval.approve', {
      async prepare(context, { requestId }) {
        const row = loadInSight(context.db, context.actor, requestId)
        const applicant = applicantOf(row)
        // What is refused in any case is refused by the handler, inside its transaction.
        if (applicant === null || stillOpen(askedOf(row), context.now).kind === 'refused') return undefined
        const asked = actOf(context.db, row)
        if (asked.command.steps.prepare === null) return undefined
        const own = { ...context, actor: applicant }
        assess(asked, own)
        return prepareNested(own, asked.command).catch((error: unknown) => {
          throw asCommandRefused(asked.command, error)
        })
      },
      handle(context, { requestId }, prepared) {
        const { db, actor, today } = context
        const now = latestKnown(context)
        const row = loadInSight(db, actor, requestId)
        const { projectId, userId } = actor
        orThrow(
          decideApproval(askedOf(row), standingOf(db, kindOf(approvables.kinds, row), { userId, projectId }), now),
        )
        const applicant = applicantOf(row)
        if (applicant === null) throw new AppError('approval.applicant_gone')
        const asked = actOf(db, row)
        const assessment = assess(asked, { db, actor: applicant, now, today })
        if (assessment === null || !isStillSo(row, assessment)) throw new AppError('approval.changed')

        markDecided(db, requestId, { state: 'approved', by: userId })
        const approval = { kind: row.kind, approvedBy: userId }
        const run = { actor: applicant, commandId: row.command_id, approval, prepared }
        tellingRefusals(asked.command, () => runNested(context, asked.command, run))
        return { requestId }
      },
    }),

    'approval.reject': handles('approval.reject', (context, { requestId, reason }) => {
      const { db, actor } = context
      const now = latestKnown(context)
      const row = loadInSight(db, actor, requestId)
      const { projectId, userId } = actor
      orThrow(decideRejection(askedOf(row), standingOf(db, kindOf(approvables.kinds, row), { userId, projectId }), now))
      markDecided(db, requestId, { state: 'rejected', by: userId, reason })
      return { requestId }
    }),
  }
}

/** A request that lay too long does not come back with a clock that is set back. */
function latestKnown({ db, now }: CommandContext): Instant {
  return instant(Math.max(now, db.chainHead.latestAt))
}

export function kindOf(kinds: readonly ApprovalKind[], row: ApprovalRequestTable): ApprovalKind {
  const kind = kinds.find(({ name }) => name === row.kind)
  invariant(kind !== undefined, 'a stored kind is known')
  return kind
}

/** @throws AppError `record.not_found`, of another project or building as for none at all. */
function loadInSight(db: ReadHandle, actor: Actor, requestId: string): ApprovalRequestTable {
  const row = findRequest(db, requestId)
  if (row === null || !isInSight(askedOf(row), actor)) throw new AppError('record.not_found', { what: 'approval' })
  return row
}
