import type { AccountRoles } from '../../../../src-shared/domain/user/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UserTable } from '../../db/tables.ts'

interface AssignedRow {
  readonly id: string
  readonly user_id: string
  readonly state: UserTable['state']
  readonly role_id: string
  readonly code: string
  readonly name: string
  readonly building_ids_json: string | null
}
const assigned =
  hot<AssignedRow>(`SELECT ur.id, ur.user_id, u.state, ur.role_id, r.code, r.name, ur.building_ids_json FROM user_role ur
  JOIN user u ON u.id = ur.user_id JOIN role r ON r.id = ur.role_id WHERE ur.project_id = ? AND ur.ended_at IS NULL ORDER BY r.code, ur.id`)
const inProject = hot<UserTable>(`SELECT u.* FROM user u WHERE u.id = ?
  AND EXISTS(SELECT 1 FROM user_role ur WHERE ur.user_id = u.id AND ur.project_id = ?)`)
const projectsOfUser = hot<{ project_id: string }>(
  'SELECT DISTINCT project_id FROM user_role WHERE user_id = ? AND ended_at IS NULL',
)

/** A role that somebody holds in the project now. */
export interface Assignment {
  readonly id: string
  readonly userId: string
  readonly state: UserTable['state']
  readonly roleId: string
  readonly code: string
  readonly name: string
  readonly buildingIds: readonly string[] | null
}

export function assignmentsIn(db: ReadHandle, projectId: string): Assignment[] {
  return db.hotAll(assigned, projectId).map((row) => ({
    id: row.id,
    userId: row.user_id,
    state: row.state,
    roleId: row.role_id,
    code: row.code,
    name: row.name,
    buildingIds: row.building_ids_json === null ? null : (JSON.parse(row.building_ids_json) as string[]),
  }))
}

export function accountRolesOf(assignments: readonly Assignment[]): AccountRoles[] {
  return [...Map.groupBy(assignments, ({ userId }) => userId)].map(([userId, own]) => ({
    userId,
    state: own[0]?.state ?? 'disabled',
    isAdministrator: own.some(({ code, buildingIds }) => code === 'administrator' && buildingIds === null),
  }))
}

/** Somebody who has or had a role in the project. @throws AppError `user.not_found` */
export function loadAccount(db: ReadHandle, projectId: string, userId: string): UserTable {
  const account = db.hotFirst(inProject, userId, projectId)
  if (account === null) throw new AppError('user.not_found')
  return account
}

/**
 * An account is one for all projects: whoever resets or disables it must manage the accounts of each of them, or an
 * administrator of one project could take over those of another.
 * @throws AppError `user.in_other_project`
 */
export function refuseForeignAccount(db: ReadHandle, managerId: string, userId: string): void {
  const managed = new Set(db.hotAll(managedBy, managerId).map(({ project_id }) => project_id))
  const foreign = db.hotAll(projectsOfUser, userId).some(({ project_id }) => !managed.has(project_id))
  if (foreign) throw new AppError('user.in_other_project')
}

const managedBy = hot<{ project_id: string }>(`SELECT DISTINCT ur.project_id FROM user_role ur
  JOIN role_permission rp ON rp.role_id = ur.role_id AND rp.permission = 'user.manage' WHERE ur.user_id = ? AND ur.ended_at IS NULL`)

export function projectIdsOf(db: ReadHandle, userId: string): string[] {
  return db.hotAll(projectsOfUser, userId).map(({ project_id }) => project_id)
}
