import { decideApproval, decideRejection, isInSight } from '../../../../src-shared/domain/approval/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ApprovalRequestTable } from '../../db/tables.ts'
import { answers } from '../../request/context.ts'
import type { Actor, Output, Queries, QueryContext } from '../../request/context.ts'
import { kindOf } from './decide-commands.ts'
import type { ApprovalKind } from './kind.ts'
import { listRoleLimits } from './limit-command.ts'
import { standingOf } from './limits.ts'
import { askedOf } from './request-rows.ts'

type View = Output<'approval.open'>
type Row = ApprovalRequestTable & { readonly applicant: string; readonly decider: string | null }

const NAMED = `SELECT a.*, u.display_name AS applicant, d.display_name AS decider FROM approval_request a
  JOIN user u ON u.id = a.requested_by LEFT JOIN user d ON d.id = a.decided_by`
const MOST = 200
const pending = hot<Row>(
  `${NAMED} WHERE a.project_id = ? AND a.state = 'pending' AND a.requested_by <> ? ORDER BY a.expires_at`,
)
const mine = hot<Row>(
  `${NAMED} WHERE a.project_id = ? AND a.requested_by = ? ORDER BY a.requested_at DESC LIMIT ${MOST}`,
)
const done = hot<Row>(
  `${NAMED} WHERE a.project_id = ? AND a.state <> 'pending' ORDER BY a.decided_at DESC LIMIT ${2 * MOST}`,
)
const one = hot<Row>(`${NAMED} WHERE a.id = ?`)

/** 审批箱. */
export function approvalQueries(kinds: () => readonly ApprovalKind[]): Queries {
  return {
    'approval.list': answers('approval.list', (context, { box }) => {
      const rows = rowsIn(context, box)
      return { requests: rows.slice(0, MOST).map((row) => viewOf(context, row, kinds())) }
    }),

    'approval.waiting': answers('approval.waiting', (context) => ({
      toDecide: countToDecide(context, kinds()),
      mine: context.db
        .hotAll(mine, context.actor.projectId, context.actor.userId)
        .flatMap(({ id, state, expires_at }) => (state === 'pending' && expires_at > context.now ? [id as Id] : [])),
    })),

    'approval.open': answers('approval.open', (context, { requestId }) => {
      const row = context.db.hotFirst(one, requestId)
      if (row === null || !isSeen(row, context.actor)) throw new AppError('record.not_found', { what: 'approval' })
      return viewOf(context, row, kinds())
    }),

    'approval.limits': answers('approval.limits', ({ db, actor }) => ({
      limits: kinds().flatMap((kind) =>
        listRoleLimits(db, kind, { projectId: actor.projectId }).map(({ role, alone, approve }) => ({
          kind: kind.name,
          hasAmount: kind.hasAmount,
          roleCode: role.code,
          roleName: role.name,
          decides: role.decides === 1,
          alone,
          approve,
        })),
      ),
    })),
  }
}

/** How many wait for this very person, who may say yes to them. */
function countToDecide({ db, actor, now }: QueryContext, kinds: readonly ApprovalKind[]): number {
  if (!actor.permissions.has('approval.decide')) return 0
  const { userId, projectId } = actor
  return db.hotAll(pending, projectId, userId).filter((row) => {
    const who = standingOf(db, kindOf(kinds, row), { userId, projectId })
    return decideApproval(askedOf(row), who, now).kind === 'may_decide'
  }).length
}

function rowsIn({ db, actor, now }: Omit<QueryContext, 'today'>, box: 'to_decide' | 'mine' | 'done'): readonly Row[] {
  const { userId, projectId } = actor
  if (box === 'mine') return db.hotAll(mine, projectId, userId)
  if (box === 'done') return db.hotAll(done, projectId).filter((row) => isSeen(row, actor))
  if (!actor.permissions.has('approval.decide')) return []
  return db.hotAll(pending, projectId, userId).filter((row) => row.expires_at > now && isInSight(askedOf(row), actor))
}

/** One's own, and for those who decide everything in their buildings. */
function isSeen(row: Row, actor: Actor): boolean {
  if (row.project_id !== actor.projectId) return false
  return (
    row.requested_by === actor.userId || (actor.permissions.has('approval.decide') && isInSight(askedOf(row), actor))
  )
}

// oxlint-disable-next-line max-params -- who asks, about what, among which kinds
function viewOf({ db, actor, now }: QueryContext, row: Row, kinds: readonly ApprovalKind[]): View {
  const { userId, projectId } = actor
  const who = row.state === 'pending' ? standingOf(db, kindOf(kinds, row), { userId, projectId }) : null
  const asked = askedOf(row)
  return {
    requestId: row.id as Id,
    kind: row.kind,
    state: row.state === 'pending' && row.expires_at <= now ? 'expired' : row.state,
    facts: JSON.parse(row.facts_json) as View['facts'],
    amountFen: row.amount_fen as Fen | null,
    reason: row.reason,
    applicant: row.applicant,
    own: row.requested_by === userId,
    way: row.way,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    decidedBy: row.decider,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    mayApprove: who !== null && decideApproval(asked, who, now).kind === 'may_decide',
    mayReject: who !== null && decideRejection(asked, who, now).kind === 'may_decide',
  }
}

/** For 今日: as far as a reader without the list of kinds can tell, everything that the person may look at and decide. */
export function countPendingFor(db: ReadHandle, { actor, now }: Pick<QueryContext, 'actor' | 'now'>): number {
  return rowsIn({ db, actor, now }, 'to_decide').length
}
