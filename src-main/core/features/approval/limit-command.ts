import { isLooser, storedLimit } from '../../../../src-shared/domain/approval/index.ts'
import type { Limit } from '../../../../src-shared/domain/approval/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { handles } from '../../request/context.ts'
import type { Actor, Commands, Input } from '../../request/context.ts'
import { approvable } from './kind.ts'
import type { ApprovalKind, AssessContext, Assessment } from './kind.ts'
import { limitsOfRole } from './limits.ts'
import { requireApproval } from './require-approval.ts'

interface RoleRow {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly decides: 0 | 1
  readonly limit_id: string | null
  readonly is_set: 0 | 1
  readonly alone_fen: number | null
  readonly approve_fen: number | null
}
const rolesWithLimits =
  hot<RoleRow>(`SELECT r.id, r.code, r.name, l.id AS limit_id, l.id IS NOT NULL AS is_set, l.alone_fen, l.approve_fen,
    EXISTS(SELECT 1 FROM role_permission rp WHERE rp.role_id = r.id AND rp.permission = 'approval.decide') AS decides
  FROM role r LEFT JOIN approval_limit l ON l.role_id = r.id AND l.project_id = ?1 AND l.kind = ?2
  WHERE r.ended_on IS NULL AND (?3 IS NULL OR r.code = ?3) ORDER BY r.preset DESC, r.id`)

type LimitInput = Input<'approval.set_limit'>

export interface RoleLimits {
  readonly role: RoleRow
  readonly alone: Limit
  readonly approve: Limit
}

export function listRoleLimits(
  db: ReadHandle,
  kind: ApprovalKind,
  of: { projectId: string; roleCode?: string },
): RoleLimits[] {
  return db
    .hotAll(rolesWithLimits, of.projectId, kind.name, of.roleCode ?? null)
    .map((role) => ({ role, ...limitsOfRole(kind, role) }))
}

/**
 * 额度: whoever could raise an own limit alone would need nobody any more. So letting more pass is itself an act for two, and
 * tightening is not, but for the acts that guard the rule itself. The kind needs the list in which it stands, hence the function.
 */
export function limitKind(kinds: () => readonly ApprovalKind[]): ApprovalKind {
  return {
    name: 'approval.loosen_limit',
    hasAmount: false,
    alone: 'nobody',
    nobodyElse: 'alone',
    hours: 72,
    operations: {
      'approval.set_limit': approvable('approval.set_limit', {
        keepsInput: true,
        assess: (context, input) => assessLimit(context, input, kinds()),
      }),
    },
  }
}

export function limitCommands(own: ApprovalKind, kinds: () => readonly ApprovalKind[]): Commands {
  return {
    'approval.set_limit': handles('approval.set_limit', (context, input) => {
      const { db, actor } = context
      const { kind, before } = loadLimit(context, input, kinds())
      const assessment = assessLimit(context, input, kinds())

      requireApproval(context, { kind: own, operation: 'approval.set_limit', assessment })

      const amounts = { alone_fen: storedLimit(input.alone), approve_fen: storedLimit(input.approve) }
      const { id: role_id, limit_id } = before.role
      if (limit_id === null)
        db.insert('approval_limit', {
          id: db.newId(),
          project_id: actor.projectId,
          role_id,
          kind: kind.name,
          ...amounts,
        })
      else db.update('approval_limit', limit_id, amounts)
      db.emit('approval.changed', { requestIds: [] })
      return { kind: kind.name, roleCode: input.roleCode }
    }),
  }
}

// oxlint-disable-next-line max-params -- who asks, what, among which kinds
function assessLimit(context: AssessContext, input: LimitInput, kinds: readonly ApprovalKind[]): Assessment | null {
  const { kind, before } = loadLimit(context, input, kinds)
  const looser = isLooser(input.alone, before.alone) || isLooser(input.approve, before.approve)
  // Of the acts that guard this very rule, the others' limits must not be taken away alone: then "nobody else" could agree.
  const guardsTheRule = kind.nobodyElse === 'alone' && isTighter(input, before)
  if (!looser && !guardsTheRule) return null
  const facts = {
    limitOf: kind.name,
    role: before.role.code,
    aloneBefore: told(before.alone),
    aloneAfter: told(input.alone),
    approveBefore: told(before.approve),
    approveAfter: told(input.approve),
  }
  return { facts, amountFen: null, buildingIds: null, personId: null }
}

// oxlint-disable-next-line max-params -- who asks, what, among which kinds
function loadLimit(
  { db, actor }: { readonly db: ReadHandle; readonly actor: Actor },
  { kind: name, roleCode }: LimitInput,
  kinds: readonly ApprovalKind[],
): { readonly kind: ApprovalKind; readonly before: RoleLimits } {
  const kind = kinds.find((one) => one.name === name)
  if (kind === undefined) throw new AppError('approval.limit_unknown')
  const [before] = listRoleLimits(db, kind, { projectId: actor.projectId, roleCode })
  if (before === undefined) throw new AppError('approval.limit_unknown')
  return { kind, before }
}

function isTighter(after: Pick<RoleLimits, 'alone' | 'approve'>, before: RoleLimits): boolean {
  return isLooser(before.alone, after.alone) || isLooser(before.approve, after.approve)
}

/** `never`, `any`, or the amount: the page has the words. */
function told(limit: Limit): string | number {
  return limit.kind === 'up_to' ? limit.fen : limit.kind
}
