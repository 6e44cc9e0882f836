import { PRESET_ROLES, presetPermissions } from '../../../../src-shared/domain/access/roles.ts'
import { passwordWeakness } from '../../../../src-shared/domain/session/password-rule.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { handlesPrepared } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { insertProject } from '../project/index.ts'
import { hashPassword } from '../session/index.ts'

const anyUser = hot<{ id: string }>('SELECT id FROM user LIMIT 1')

/** The one command that works without an account, once: it makes the first project and the first administrator. */
export function setupCommands({ sessions }: Pick<CoreDeps, 'sessions'>): Commands {
  return {
    'setup.initialize': handlesPrepared('setup.initialize', {
      async prepare(_context, { admin }) {
        const weakness = passwordWeakness(admin.password, admin.username)
        return { weakness, hash: weakness === null ? await hashPassword(admin.password) : '' }
      },
      handle(context, input, { weakness, hash }) {
        const { db } = context
        if (db.hotFirst(anyUser) !== null) throw new AppError('setup.already_done')
        if (weakness !== null) throw new AppError('user.password_weak', { reason: weakness }, 'admin.password')
        const project = {
          code: input.projectCode,
          name: input.projectName,
          communityKind: input.communityKind,
          payeeName: input.payeeName,
        }
        const projectId = insertProject(db, project)
        const userId = context.newId()
        const { username, displayName } = input.admin
        db.insert('user', {
          id: userId,
          username,
          display_name: displayName,
          password_hash: hash,
          must_change_password: 0,
          state: 'active',
          disabled_reason: null,
          created_at: context.now,
          handed_by: null,
          handed_at: null,
        })
        const administrator = insertPresetRoles(db)
        db.insert('user_role', {
          id: context.newId(),
          user_id: userId,
          project_id: projectId,
          role_id: administrator,
          building_ids_json: null,
          ended_at: null,
        })
        context.afterCommit(() => sessions.forget())
        return { projectId: projectId as never }
      },
    }),
  }
}

/** Returns the id of the administrator's role. Names are the locale entries `role.<code>`; an office may write its own. */
function insertPresetRoles(db: UnitOfWork): string {
  let administrator = ''
  for (const code of PRESET_ROLES) {
    const id = db.newId()
    if (code === 'administrator') administrator = id
    db.insert('role', { id, code, name: code, preset: 1, ended_on: null })
    for (const permission of presetPermissions(code)) db.insert('role_permission', { role_id: id, permission })
  }
  return administrator
}
