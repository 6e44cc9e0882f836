import { decideApproval } from '../../../../src-shared/domain/approval/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { CommandContext } from '../../request/context.ts'
import type { ApprovalKind, Assessment } from './kind.ts'
import { countOthers, standingOf } from './limits.ts'
import { insertRequest } from './request-rows.ts'

/** An act that stands before the sign-in: both persons give name and password there, and no session says who they are. */
export interface ActBeforeSignIn {
  readonly kind: ApprovalKind
  readonly operation: string
  readonly assessment: Assessment
  readonly applicantId: string
  /** Where the applicant has the right to the act; one at least. */
  readonly projectIds: readonly string[]
  /** Whose password was right; `null` as long as nobody was asked. */
  readonly approverId: string | null
  readonly reason: string
}

const HOUR_MS = 3_600_000
const permits = hot<{ project_id: string; decided_by: string }>(`SELECT project_id, decided_by FROM approval_request
  WHERE kind = ? AND requested_by = ? AND state = 'approved' AND decided_at > ? AND facts_json = ? ORDER BY decided_at DESC`)

/**
 * Passes when somebody agreed, earlier in the inbox or now; when nobody else could, it is done alone and written down as such.
 * @throws AppError `approval.required`, and why the person who was asked may not agree.
 */
export function settleBeforeSignIn(context: CommandContext, act: ActBeforeSignIn): void {
  const { db, now } = context
  if (hasPermit(db, act, now)) return
  const others = act.projectIds.map((projectId) =>
    countOthers(db, act.kind, { ...act.assessment, projectId, applicantId: act.applicantId, now }),
  )
  const [firstProject = ''] = act.projectIds
  if (others.every((count) => count === 0))
    return write(context, act, { state: 'nobody_else', projectId: firstProject, decidedBy: null })
  if (act.approverId === null)
    throw new AppError('approval.required', { kind: act.kind.name, limitFen: null, inbox: true })
  const decisions = act.projectIds.map((projectId) => ({ projectId, decision: decide(context, act, projectId) }))
  const agreed = decisions.find(({ decision }) => decision.kind === 'may_decide')
  if (agreed === undefined) {
    for (const { decision } of decisions) orThrow(decision)
    return
  }
  write(context, act, { state: 'approved', projectId: agreed.projectId, decidedBy: act.approverId })
}

/** What somebody agreed to holds for as long as a request waits, and only while that person may still agree. */
function hasPermit(db: ReadHandle, { kind, applicantId, assessment }: ActBeforeSignIn, now: Instant): boolean {
  const since = now - kind.hours * HOUR_MS
  const found = db.hotAll(permits, kind.name, applicantId, since, JSON.stringify(assessment.facts))
  return found.some(({ project_id, decided_by }) => {
    const who = standingOf(db, kind, { userId: decided_by, projectId: project_id })
    return who.mayDecide && who.limit.kind !== 'never'
  })
}

function decide({ db, now }: CommandContext, act: ActBeforeSignIn, projectId: string) {
  const who = standingOf(db, act.kind, { userId: act.approverId ?? '', projectId })
  const expiresAt = (now + 1) as Instant
  return decideApproval(
    { ...act.assessment, state: 'pending', applicantId: act.applicantId, projectId, expiresAt },
    who,
    now,
  )
}

function write(
  context: CommandContext,
  { kind, operation, assessment, applicantId, reason }: ActBeforeSignIn,
  decided: {
    readonly state: 'approved' | 'nobody_else'
    readonly projectId: string
    readonly decidedBy: string | null
  },
): void {
  insertRequest(context.db, {
    kind: kind.name,
    operation,
    commandId: context.commandId,
    inputJson: null,
    inputHash: '',
    assessment,
    reason,
    way: decided.state === 'approved' ? 'here' : 'alone',
    requestedBy: applicantId,
    expiresAt: context.now,
    ...decided,
  })
}
