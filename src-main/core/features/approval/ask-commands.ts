import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { decideApproval, stillOpen } from '../../../../src-shared/domain/approval/index.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ApprovalRequestTable } from '../../db/tables.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { Actor, CommandContext, Commands } from '../../request/context.ts'
import { findKeptAnswer } from '../../request/kept-answers.ts'
import { prepareNested, runNested } from '../../request/nested-command.ts'
import type { CoreDeps } from '../deps.ts'
import { findAccountByName, forgiveFailures, passwordCheck } from '../session/index.ts'
import { asCommandRefused, askedAct, assess, tellingRefusals } from './asked-act.ts'
import type { Approvables, AskedAct } from './asked-act.ts'
import type { Assessment } from './kind.ts'
import { standingOf } from './limits.ts'
import { askedOf, findRequestOfAct, insertRequest, markDecided } from './request-rows.ts'
import { needOf } from './require-approval.ts'

const HOUR_MS = 3_600_000

type Deps = Pick<CoreDeps, 'database' | 'sessions'>

/** What the applicant does: asks in the inbox, asks somebody who stands beside, takes it back. */
export function askCommands({ database, sessions }: Deps, approvables: Approvables): Commands {
  const check = passwordCheck(database)

  return {
    'approval.request': handles('approval.request', (context, { operation, inputJson, actId, reason }) => {
      const asked = askedAct(approvables, { op: operation, inputJson })
      const assessment = assessNeeded(context, asked)
      const known = findRequestOfAct(context.db, actId)

      if (!asked.approvable.keepsInput) throw new AppError('approval.no_inbox')
      if (known !== null) {
        const same = known.requested_by === context.actor.userId && known.input_hash === asked.command.inputHash
        if (!same || known.state !== 'pending') throw new AppError('command.conflict')
        return { requestId: known.id as Id, expiresAt: known.expires_at }
      }

      const expiresAt = context.now + asked.kind.hours * HOUR_MS
      const row = rowOf(context, { asked, assessment, actId, reason })
      const requestId = insertRequest(context.db, { ...row, inputJson, way: 'inbox', state: 'pending', expiresAt })
      return { requestId: requestId as Id, expiresAt }
    }),

    'approval.approve_here': handlesPrepared('approval.approve_here', {
      async prepare(context, { operation, inputJson, actId, username, password }) {
        const account = findAccountByName(context.db, username)
        const checked = await check(account, password, context.now)
        if (checked.kind === 'wrong') throw checked.failure
        const asked = askedAct(approvables, { op: operation, inputJson })
        const { op, inputHash, steps } = asked.command
        const { userId } = context.actor
        const isDone = findKeptAnswer(context.db, { commandId: actId, op, userId, inputHash }) !== null
        if (isDone || steps.prepare === null) return { prepared: undefined }
        assess(asked, context)
        const prepared = await prepareNested(context, asked.command).catch((error: unknown) => {
          throw asCommandRefused(asked.command, error)
        })
        return { prepared }
      },
      handle(context, input, { prepared }) {
        const { db, actor, now } = context
        const { actId, reason } = input
        const asked = askedAct(approvables, { op: input.operation, inputJson: input.inputJson })
        const { command, kind } = asked
        const { inputHash } = command
        const kept = findKeptAnswer(db, { commandId: actId, op: command.op, userId: actor.userId, inputHash })
        const known = findRequestOfAct(db, actId)
        if (kept !== null)
          return { requestId: (known?.id ?? null) as Id | null, answerJson: JSON.stringify(kept.answer) }
        const account = findAccountByName(db, input.username)
        const may = account !== null && account.must_change_password === 0
        const approver = may ? sessions.actorFor(account.id, actor.projectId) : null
        const assessment = assessNeeded(context, asked)

        if (approver === null) throw new AppError('approval.no_right')
        const who = standingOf(db, kind, { userId: approver.userId, projectId: actor.projectId })
        const expiresAt = (now + 1) as Instant
        const fresh = {
          ...assessment,
          state: 'pending',
          applicantId: actor.userId,
          projectId: actor.projectId,
        } as const
        orThrow(decideApproval({ ...fresh, expiresAt }, who, now))
        if (known !== null && !isOpenRequestFor(known, { actor, inputHash, now }))
          throw new AppError('command.conflict')

        forgiveFailures(db, approver.userId)
        const decided = { state: 'approved', way: 'here' } as const
        if (known !== null) markDecided(db, known.id, { ...decided, by: approver.userId })
        const row = rowOf(context, { asked, assessment, actId, reason })
        const written = { ...row, ...decided, inputJson: null, expiresAt: now, decidedBy: approver.userId }
        const requestId = known?.id ?? insertRequest(db, written)
        const approval = { kind: kind.name, approvedBy: approver.userId }
        const run = { actor, commandId: actId, approval, prepared }
        const answer = tellingRefusals(command, () => runNested(context, command, run))
        return { requestId: requestId as Id, answerJson: JSON.stringify(answer) }
      },
    }),

    'approval.withdraw': handles('approval.withdraw', ({ db, actor, now }, { requestId }) => {
      const row = db.hotFirst(OWN, requestId, actor.userId, actor.projectId)
      if (row === null) throw new AppError('record.not_found', { what: 'approval' })
      orThrow(stillOpen(askedOf(row), now))
      markDecided(db, requestId, { state: 'withdrawn', by: actor.userId })
      return { requestId }
    }),
  }
}

const OWN = hot<ApprovalRequestTable>(
  'SELECT * FROM approval_request WHERE id = ? AND requested_by = ? AND project_id = ?',
)

/** @throws AppError `approval.not_needed` when the person may do it alone: the page sends the command itself again. */
function assessNeeded(context: CommandContext, asked: AskedAct): Assessment {
  const assessment = assess(asked, context)
  if (assessment === null) throw new AppError('approval.not_needed')
  const need = needOf(context.db, asked.kind, { actor: context.actor, assessment, now: context.now })
  if (need.kind !== 'needed') throw new AppError('approval.not_needed')
  return assessment
}

function isOpenRequestFor(
  row: ApprovalRequestTable,
  of: { readonly actor: Actor; readonly inputHash: string; readonly now: Instant },
): boolean {
  const same = row.requested_by === of.actor.userId && row.input_hash === of.inputHash
  return same && stillOpen(askedOf(row), of.now).kind === 'may_decide'
}

function rowOf(
  { actor }: CommandContext,
  of: { readonly asked: AskedAct; readonly assessment: Assessment; readonly actId: string; readonly reason: string },
) {
  const { command, kind } = of.asked
  return {
    kind: kind.name,
    operation: command.op,
    commandId: of.actId,
    inputHash: command.inputHash,
    assessment: of.assessment,
    projectId: actor.projectId,
    reason: of.reason,
    requestedBy: actor.userId,
    decidedBy: null,
  }
}
