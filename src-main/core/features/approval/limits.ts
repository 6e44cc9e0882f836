import type { Approver, Limit } from '../../../../src-shared/domain/approval/index.ts'
import { ANY, NEVER, allows, isInSight, limitOfStored, widest } from '../../../../src-shared/domain/approval/index.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ApprovalKind, Assessment } from './kind.ts'

interface HeldRole {
  readonly user_id: string
  readonly building_ids_json: string | null
  readonly decides: 0 | 1
  readonly is_set: 0 | 1
  readonly alone_fen: number | null
  readonly approve_fen: number | null
  readonly handed_by: string | null
  readonly handed_at: Instant | null
}
const heldRoles =
  hot<HeldRole>(`SELECT ur.user_id, ur.building_ids_json, l.id IS NOT NULL AS is_set, l.alone_fen, l.approve_fen,
    u.handed_by, u.handed_at,
    EXISTS(SELECT 1 FROM role_permission rp WHERE rp.role_id = r.id AND rp.permission = 'approval.decide') AS decides
  FROM user_role ur JOIN role r ON r.id = ur.role_id JOIN user u ON u.id = ur.user_id
  LEFT JOIN approval_limit l ON l.project_id = ur.project_id AND l.role_id = ur.role_id AND l.kind = ?1
  WHERE ur.project_id = ?2 AND (?3 IS NULL OR ur.user_id = ?3) AND r.ended_on IS NULL
    AND (ur.ended_at IS NULL OR ur.ended_at > ?4) AND (u.state = 'active' OR u.handed_at > ?4)`)

/** Nobody who has left since counts: nothing ended later than this. */
const NOBODY_LEFT = Number.MAX_SAFE_INTEGER
/** A colleague who was put out less than so long ago still counts as somebody who could be asked: "nobody else" is not made in a minute. */
const STILL_COUNTS_MS = 86_400_000

export interface Standing extends Approver {
  readonly alone: Limit
}

/** What a role may do alone and approve: as the project has set it, else as the kind comes. */
export function limitsOfRole(
  kind: Pick<ApprovalKind, 'alone'>,
  role: Pick<HeldRole, 'decides' | 'is_set' | 'alone_fen' | 'approve_fen'>,
): { readonly alone: Limit; readonly approve: Limit } {
  if (role.is_set === 1) return { alone: limitOfStored(role.alone_fen), approve: limitOfStored(role.approve_fen) }
  const approve = role.decides === 1 ? ANY : NEVER
  return { alone: kind.alone === 'deciders' ? approve : NEVER, approve }
}

/** What a person of the project may do alone and for others, over all roles. */
export function standingOf(
  db: ReadHandle,
  kind: ApprovalKind,
  who: { readonly userId: string; readonly projectId: string },
): Standing {
  return standing(kind, { ...who, held: db.hotAll(heldRoles, kind.name, who.projectId, who.userId, NOBODY_LEFT) })
}

/** How many others could approve it now, or could a day ago. */
export function countOthers(
  db: ReadHandle,
  kind: ApprovalKind,
  act: Pick<Assessment, 'amountFen' | 'buildingIds'> & {
    readonly projectId: string
    readonly applicantId: string
    readonly now: Instant
  },
): number {
  const { projectId, applicantId } = act
  const byUser = Map.groupBy(
    db.hotAll(heldRoles, kind.name, projectId, null, act.now - STILL_COUNTS_MS),
    ({ user_id }) => user_id,
  )
  return [...byUser].filter(([userId, held]) => {
    const other = standing(kind, { userId, projectId, held })
    return userId !== applicantId && other.mayDecide && allows(other.limit, act.amountFen) && isInSight(act, other)
  }).length
}

function standing(
  kind: ApprovalKind,
  who: { readonly userId: string; readonly projectId: string; readonly held: readonly HeldRole[] },
): Standing {
  const { userId, projectId, held } = who
  const limits = held.map((role) => limitsOfRole(kind, role))
  const buildings = held.map(({ building_ids_json }) => building_ids_json)
  return {
    userId,
    projectId,
    mayDecide: held.some(({ decides }) => decides === 1),
    alone: widest(limits.map(({ alone }) => alone)),
    limit: widest(limits.map(({ approve }) => approve)),
    handed: handedOf(held),
    buildingIds: buildings.includes(null) ? null : buildings.flatMap((json) => JSON.parse(json ?? '[]') as string[]),
  }
}

function handedOf([first]: readonly HeldRole[]): Approver['handed'] {
  if (first === undefined || first.handed_by === null || first.handed_at === null) return null
  return { by: first.handed_by, at: first.handed_at }
}
