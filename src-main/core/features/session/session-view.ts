import { FEATURES } from '../../../../src-shared/domain/access/features.ts'
import { PERMISSIONS } from '../../../../src-shared/domain/access/permissions.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'
import type { ResolvedSession } from '../../request/dispatch.ts'

export type SessionView = Output<'session.login'>['session']

interface ProjectRow {
  readonly id: string
  readonly code: string
  readonly name: string
}
const account = hot<{ username: string; display_name: string }>('SELECT username, display_name FROM user WHERE id = ?')
const projectsOf =
  hot<ProjectRow>(`SELECT DISTINCT p.id, p.code, p.name FROM user_role ur JOIN project p ON p.id = ur.project_id
  WHERE ur.user_id = ? AND ur.ended_at IS NULL AND p.ended_on IS NULL ORDER BY p.code`)
const rolesIn = hot<{
  code: string
  name: string
}>(`SELECT DISTINCT r.code, r.name FROM user_role ur JOIN role r ON r.id = ur.role_id
  WHERE ur.user_id = ? AND ur.project_id = ? AND ur.ended_at IS NULL ORDER BY r.code`)
const idleLock = hot<{ value_json: string }>(
  `SELECT value_json FROM setting WHERE scope = 'company' AND key = 'session.idle_lock_minutes' ORDER BY version DESC LIMIT 1`,
)
const DEFAULT_IDLE_MINUTES = 10

/** All that a page needs to draw its frame: who, where, what they may do and see. */
export function sessionView(read: ReadHandle, session: ResolvedSession, today: LocalDate): SessionView {
  const { actor } = session
  const user = read.hotFirst(account, actor.userId)
  invariant(user !== null, 'a session belongs to a user')
  const projects = read.hotAll(projectsOf, actor.userId)
  const minutes = read.hotFirst(idleLock)
  return {
    user: { id: actor.userId as SessionView['user']['id'], username: user.username, displayName: user.display_name },
    roles: read.hotAll(rolesIn, actor.userId, actor.projectId),
    project: (projects.find((project) => project.id === actor.projectId) ?? null) as SessionView['project'],
    projects: projects as unknown as SessionView['projects'],
    permissions: PERMISSIONS.filter((permission) => actor.permissions.has(permission)),
    features: FEATURES.filter((feature) => actor.features.has(feature)),
    locked: session.locked,
    mustChangePassword: session.mustChangePassword,
    idleLockMinutes: minutes === null ? DEFAULT_IDLE_MINUTES : (JSON.parse(minutes.value_json) as number),
    today,
  }
}

export function firstProjectOf(read: ReadHandle, userId: string): string | null {
  return read.hotAll(projectsOf, userId)[0]?.id ?? null
}

export function isInProject(read: ReadHandle, userId: string, projectId: string): boolean {
  return read.hotAll(projectsOf, userId).some((project) => project.id === projectId)
}
