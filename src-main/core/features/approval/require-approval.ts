import { decideNeed } from '../../../../src-shared/domain/approval/index.ts'
import type { Need } from '../../../../src-shared/domain/approval/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import type { Actor, CommandContext } from '../../request/context.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ApprovalKind, Assessment } from './kind.ts'
import { countOthers, standingOf } from './limits.ts'
import { insertRequest } from './request-rows.ts'

/** Whether the person may do it alone, here and now. */
export function needOf(
  db: ReadHandle,
  kind: ApprovalKind,
  of: { readonly actor: Actor; readonly assessment: Assessment; readonly now: Instant },
): Need {
  const { actor, assessment, now } = of
  const { userId, projectId } = actor
  const { alone } = standingOf(db, kind, { userId, projectId })
  const others = countOthers(db, kind, { ...assessment, projectId, applicantId: userId, now })
  return decideNeed({ alone, amountFen: assessment.amountFen, others, nobodyElse: kind.nobodyElse })
}

export interface RequiredApproval {
  readonly kind: ApprovalKind
  readonly operation: string
  /** As the kind assesses this very input; `null` needs nobody. */
  readonly assessment: Assessment | null
}

/**
 * The line in a handler between decide and save. Answers who approved it, `null` when nobody had to. What nobody else could
 * approve is done alone and written down as such.
 * @throws AppError `approval.required`
 */
export function requireApproval(context: CommandContext, required: RequiredApproval): string | null {
  const { kind, operation, assessment } = required
  if (assessment === null) return null
  if (context.approval?.kind === kind.name) return context.approval.approvedBy
  const need = needOf(context.db, kind, { actor: context.actor, assessment, now: context.now })
  if (need.kind === 'alone') return null
  if (need.kind === 'needed') {
    const inbox = kind.operations[operation as keyof typeof kind.operations]?.keepsInput === true
    throw new AppError('approval.required', { kind: kind.name, limitFen: need.limitFen, inbox })
  }
  const { commandId, actor, now } = context
  insertRequest(context.db, {
    kind: kind.name,
    operation,
    commandId,
    inputJson: null,
    inputHash: '',
    assessment,
    projectId: actor.projectId,
    reason: '',
    way: 'alone',
    state: 'nobody_else',
    requestedBy: actor.userId,
    expiresAt: now,
    decidedBy: null,
  })
  return null
}
