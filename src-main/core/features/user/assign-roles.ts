import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { Assignment } from './accounts.ts'

export interface WantedRole {
  readonly roleId: string
  readonly code: string
  readonly name: string
  readonly buildingIds: readonly string[] | null
}

const roleOf = hot<{ id: string; name: string }>('SELECT id, name FROM role WHERE code = ? AND ended_on IS NULL')
const buildingsOf = hot<{ id: string }>(
  'SELECT id FROM building WHERE project_id = ? AND id IN (SELECT value FROM json_each(?))',
)

/** @throws AppError `user.role_unknown`; `record.not_found` for a building of another project. */
export function wantedRoles(
  db: ReadHandle,
  projectId: string,
  asked: readonly { readonly roleCode: string; readonly buildingIds: readonly string[] | null }[],
): WantedRole[] {
  return asked.map(({ roleCode, buildingIds }, index) => {
    const role = db.hotFirst(roleOf, roleCode)
    if (role === null) throw new AppError('user.role_unknown', { role: roleCode }, `roles.${index}.roleCode`)
    const buildings = buildingIds === null ? null : [...new Set(buildingIds)].toSorted()
    if (buildings !== null && db.hotAll(buildingsOf, projectId, JSON.stringify(buildings)).length < buildings.length) {
      throw new AppError('record.not_found', { what: 'building' })
    }
    return { roleId: role.id, code: roleCode, name: role.name, buildingIds: buildings }
  })
}

interface RolesToSave {
  readonly projectId: string
  readonly userId: string
  readonly now: number
  readonly roles: readonly WantedRole[]
  readonly held: readonly Assignment[]
}

/** Ends what is no longer wanted and adds what is new; what stays is not touched. */
export function saveRoles(db: UnitOfWork, { projectId, userId, now, roles, held }: RolesToSave): void {
  const wanted = new Map(roles.map((role) => [keyOf(role), role]))
  for (const assignment of held) {
    if (!wanted.delete(keyOf(assignment))) db.update('user_role', assignment.id, { ended_at: now })
  }
  for (const { roleId, buildingIds } of wanted.values()) {
    const building_ids_json = buildingIds === null ? null : JSON.stringify(buildingIds)
    db.insert('user_role', {
      id: db.newId(),
      user_id: userId,
      project_id: projectId,
      role_id: roleId,
      building_ids_json,
      ended_at: null,
    })
  }
}

function keyOf({ roleId, buildingIds }: Pick<WantedRole, 'roleId' | 'buildingIds'>): string {
  return `${roleId}:${buildingIds === null ? '*' : [...buildingIds].toSorted().join(',')}`
}
