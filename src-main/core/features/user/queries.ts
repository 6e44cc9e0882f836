import { PERMISSIONS } from '../../../../src-shared/domain/access/permissions.ts'
import { isUnused } from '../../../../src-shared/domain/user/index.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { assignmentsIn, loadAccount, refuseForeignAccount } from './accounts.ts'
import { heldBy } from './held-things.ts'
import { sharedUseOf, signInsOf } from './sign-ins.ts'

interface AccountRow {
  readonly id: string
  readonly username: string
  readonly display_name: string
  readonly state: 'active' | 'disabled'
  readonly disabled_reason: string | null
  readonly must_change_password: 0 | 1
  readonly created_at: Instant
  readonly last_login_at: Instant | null
  readonly locked_until_at: number | null
}
// Whoever once had a role here stays in the list, so that a name in an old record finds its account.
const accounts =
  hot<AccountRow>(`SELECT u.id, u.username, u.display_name, u.state, u.disabled_reason, u.must_change_password, u.created_at, l.last_login_at, l.locked_until_at
  FROM user u LEFT JOIN user_login l ON l.user_id = u.id
  WHERE u.id IN (SELECT user_id FROM user_role WHERE project_id = ?) ORDER BY u.state, u.username`)
const roles = hot<{ id: string; code: string; name: string; preset: 0 | 1 }>(
  'SELECT id, code, name, preset FROM role WHERE ended_on IS NULL ORDER BY preset DESC, id',
)
const permissionsOf = hot<{ permission: string }>('SELECT permission FROM role_permission WHERE role_id = ?')

type UserList = Output<'user.list'>

export function userQueries({ seats, jobs }: Pick<CoreDeps, 'seats' | 'jobs'>): Queries {
  return {
    'user.list': answers('user.list', ({ db, actor, now }) => {
      const held = Map.groupBy(assignmentsIn(db, actor.projectId), ({ userId }) => userId)
      const users = db.hotAll(accounts, actor.projectId).map((row) => ({
        id: row.id,
        username: row.username,
        displayName: row.display_name,
        state: row.state,
        disabledReason: row.disabled_reason,
        roles: (held.get(row.id) ?? []).map(({ code, name, buildingIds }) => ({ code, name, buildingIds })),
        lastLoginAt: row.last_login_at,
        lockedUntilAt: row.locked_until_at !== null && row.locked_until_at > now ? row.locked_until_at : null,
        mustChangePassword: row.must_change_password === 1,
        unused: isUnused({ state: row.state, createdAt: row.created_at, lastLoginAt: row.last_login_at }, now),
        shared: row.state === 'active' ? sharedUseOf(db, row.id, now) : null,
      }))
      return { users: users as unknown as UserList['users'] }
    }),

    'user.held': answers('user.held', ({ db, actor }, { userId }) => {
      const account = loadAccount(db, actor.projectId, userId)
      refuseForeignAccount(db, actor.userId, account.id)
      return heldBy({ db, actor }, { seats, jobs }, account.id)
    }),

    'user.sign_ins': answers('user.sign_ins', ({ db, actor }, { userId }) => ({
      signIns: signInsOf(db, seats, loadAccount(db, actor.projectId, userId).id),
    })),

    'user.roles': answers('user.roles', ({ db }) => ({
      roles: db.hotAll(roles).map(({ id, code, name, preset }) => {
        const granted = new Set(db.hotAll(permissionsOf, id).map(({ permission }) => permission))
        return {
          code,
          name,
          preset: preset === 1,
          permissions: PERMISSIONS.filter((permission) => granted.has(permission)),
        }
      }),
    })),
  }
}
