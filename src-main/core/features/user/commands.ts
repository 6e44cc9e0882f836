import type { SessionEndReason } from '../../../../src-shared/contract/session.contract.ts'
import { passwordWeakness } from '../../../../src-shared/domain/session/password-rule.ts'
import { keepAdministrator } from '../../../../src-shared/domain/user/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { UserTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { CommandContext, Commands } from '../../request/context.ts'
import { requireApproval } from '../approval/index.ts'
import type { CoreDeps } from '../deps.ts'
import { endSessionsOf, hashPassword, openSessionsOf } from '../session/index.ts'
import { accountRolesOf, assignmentsIn, loadAccount, projectIdsOf, refuseForeignAccount } from './accounts.ts'
import { leaveNothing } from './held-things.ts'
import { saveRoles, wantedRoles } from './assign-roles.ts'
import { assessGranting, grantRightsKind } from './grant-rights.ts'

const byName = hot<{ id: string }>('SELECT id FROM user WHERE username = ?')
const CLEAR_LOCK = 'UPDATE user_login SET failed_count = 0, locked_until_at = NULL WHERE user_id = ?'

/** 账号: who may sign in to the project and what they may do there. */
export function userCommands({ sessions, seats, jobs }: Pick<CoreDeps, 'sessions' | 'seats' | 'jobs'>): Commands {
  function changed(context: CommandContext, userId: string, ended?: SessionEndReason): void {
    context.db.emit('user.changed', { userIds: [userId] })
    context.db.emit('session.changed', ended === undefined ? { userId } : { userId, ended })
    context.afterCommit(() => sessions.forget())
  }

  return {
    'user.create': handlesPrepared('user.create', {
      async prepare(_context, { username, password }) {
        const weakness = passwordWeakness(password, username)
        return { weakness, hash: weakness === null ? await hashPassword(password) : '' }
      },
      handle(context, input, { weakness, hash }) {
        const { db, actor } = context
        const roles = wantedRoles(db, actor.projectId, input.roles)

        if (weakness !== null) throw new AppError('user.password_weak', { reason: weakness }, 'password')
        if (db.hotFirst(byName, input.username) !== null)
          throw new AppError('user.name_taken', { username: input.username }, 'username')
        const assessment = assessGranting(db, { account: input.displayName, before: [], after: roles })
        requireApproval(context, { kind: grantRightsKind, operation: 'user.create', assessment })

        const userId = context.newId()
        const { username, displayName } = input
        const account = {
          username,
          display_name: displayName,
          password_hash: hash,
          must_change_password: 1,
          state: 'active',
          disabled_reason: null,
          handed_by: actor.userId,
          handed_at: context.now,
        } as const
        db.insert('user', { id: userId, ...account, created_at: context.now })
        saveRoles(db, { projectId: actor.projectId, userId, now: context.now, roles, held: [] })
        changed(context, userId)
        return { userId: userId as never }
      },
    }),

    'user.set_roles': handles('user.set_roles', (context, input) => {
      const { db, actor } = context
      const account = loadAccount(db, actor.projectId, input.userId)
      const roles = wantedRoles(db, actor.projectId, input.roles)
      const before = assignmentsIn(db, actor.projectId)

      const others = before.filter(({ userId }) => userId !== account.id)
      const own = roles.map((role) => ({ ...role, id: '', userId: account.id, state: account.state }))
      orThrow(keepAdministrator(accountRolesOf(before), accountRolesOf([...others, ...own])))

      const held = before.filter(({ userId }) => userId === account.id)
      const assessment = assessGranting(db, { account: account.display_name, before: held, after: roles })
      requireApproval(context, { kind: grantRightsKind, operation: 'user.set_roles', assessment })

      saveRoles(db, { projectId: actor.projectId, userId: account.id, now: context.now, roles, held })
      changed(context, account.id)
      return { userId: input.userId }
    }),

    'user.reset_password': handlesPrepared('user.reset_password', {
      async prepare(context, { userId, password }) {
        const account = loadAccount(context.db, context.actor.projectId, userId)
        const weakness = passwordWeakness(password, account.username)
        return { weakness, hash: weakness === null ? await hashPassword(password) : '' }
      },
      handle(context, input, { weakness, hash }) {
        const { db, actor } = context
        const account = loadAccount(db, actor.projectId, input.userId)

        if (account.id === actor.userId) throw new AppError('user.self')
        refuseForeignAccount(db, actor.userId, account.id)
        if (weakness !== null) throw new AppError('user.password_weak', { reason: weakness }, 'password')

        db.update('user', account.id, { password_hash: hash, must_change_password: 1, ...handedBy(context) })
        db.technical({ table: 'user_login', text: CLEAR_LOCK }, account.id)
        endSessionsOf(db, account.id, 'password_reset')
        changed(context, account.id, 'password_reset')
        return { userId: input.userId }
      },
    }),

    'user.disable': handles('user.disable', (context, input) => {
      const { db, actor } = context
      const account = loadAccount(db, actor.projectId, input.userId)

      if (account.id === actor.userId) throw new AppError('user.self')
      refuseForeignAccount(db, actor.userId, account.id)
      for (const projectId of projectIdsOf(db, account.id)) keepOneWithout(db, projectId, account.id)
      if (input.shifts === 'close' && !actor.permissions.has('shift.force_close'))
        throw new AppError('user.no_right_to_shift', {}, 'shifts')

      db.update('user', account.id, { state: 'disabled', disabled_reason: input.reason, ...handedBy(context) })
      // A session of a window that is gone ends as well, but nobody sits there.
      const endedSessions = openSessionsOf(db, seats, account.id).length
      endSessionsOf(db, account.id, 'disabled')
      const left = leaveNothing(context, account.id, { ...input, jobsRunner: jobs })
      changed(context, account.id, 'disabled')
      return { userId: input.userId, endedSessions, ...left }
    }),

    'user.enable': handles('user.enable', (context, input) => {
      const { db, actor } = context
      const account = loadAccount(db, actor.projectId, input.userId)

      refuseForeignAccount(db, actor.userId, account.id)

      db.update('user', account.id, { state: 'active', disabled_reason: null, ...handedBy(context) })
      db.technical({ table: 'user_login', text: CLEAR_LOCK }, account.id)
      changed(context, account.id)
      return { userId: input.userId }
    }),
  }
}

/** Whoever hands an account out may know its password: for some days its person approves nothing of theirs. */
function handedBy({ actor, now }: CommandContext): Pick<UserTable, 'handed_by' | 'handed_at'> {
  return { handed_by: actor.userId, handed_at: now }
}

function keepOneWithout(db: UnitOfWork, projectId: string, userId: string): void {
  const before = accountRolesOf(assignmentsIn(db, projectId))
  orThrow(
    keepAdministrator(
      before,
      before.filter((account) => account.userId !== userId),
    ),
  )
}
