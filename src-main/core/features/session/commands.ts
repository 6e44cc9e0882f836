import type { SessionEndReason } from '../../../../src-shared/contract/session.contract.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { NO_FAILURES } from '../../../../src-shared/domain/session/lock-out.ts'
import { passwordWeakness } from '../../../../src-shared/domain/session/password-rule.ts'
import type { Database } from '../../db/database.ts'
import { hot } from '../../db/read-handle.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { CommandContext, Commands } from '../../request/context.ts'
import { findAccountById, findAccountByName, forgiveFailures, passwordCheck, saveLogin } from './check-password.ts'
import { openSessionsOf } from './elsewhere.ts'
import { hashPassword } from './password.ts'
import { recoverCommands } from './recover.ts'
import type { CoreDeps } from '../deps.ts'
import { hashToken, newToken } from './session-store.ts'
import type { SessionMemory } from '../../request/dispatch.ts'
import { firstProjectOf, isInProject, sessionView } from './session-view.ts'

export interface SessionCommandDeps {
  readonly database: Database
  readonly sessions: SessionMemory
  readonly seats: CoreDeps['seats']
  readonly recovery: CoreDeps['recovery']
}

/** Signing in, out, locking, and one's own password. */
export function sessionCommands({ database, sessions, seats, recovery }: SessionCommandDeps): Commands {
  const check = passwordCheck(database)

  return {
    ...recoverCommands({ sessions, recovery }),

    'session.login': handlesPrepared('session.login', {
      prepare: (context, input) => check(findAccountByName(context.db, input.username), input.password, context.now),
      handle(context, input, checked) {
        if (checked.kind === 'wrong') throw checked.failure
        const account = findAccountByName(context.db, input.username)
        if (account === null || account.state !== 'active') throw new AppError('session.account_disabled')
        const projectId = firstProjectOf(context.db, account.id)
        if (projectId === null) throw new AppError('session.no_project')
        const { sessionId, token } = startSession(context, account.id, projectId)
        saveLogin(context.db, account.id, { ...NO_FAILURES, loginAt: context.now })
        context.afterCommit(() => {
          sessions.forget()
          context.window.setToken(token)
        })
        const [other] = openSessionsOf(context.db, seats, account.id).filter(
          ({ seat }) => seat !== context.window.windowId,
        )
        return {
          session: sessionView(context.db, sessions.resolveById(sessionId), context.today),
          elsewhere: other === undefined ? null : { seenAt: other.last_seen_at },
        }
      },
    }),

    'session.logout': handles('session.logout', (context) => {
      endSession(context, 'logout')
      context.afterCommit(() => {
        sessions.forget()
        context.window.setToken(null)
      })
      return { done: true }
    }),

    'session.lock': handles('session.lock', (context) => {
      setLocked(context, 1)
      context.afterCommit(() => {
        sessions.forget()
        seats.tellLocked(context.window.windowId)
      })
      return { done: true }
    }),

    'session.unlock': handlesPrepared('session.unlock', {
      prepare: (context, input) =>
        check(findAccountById(context.db, context.actor.userId), input.password, context.now),
      handle(context, _input, checked) {
        if (checked.kind === 'wrong') throw checked.failure
        setLocked(context, 0)
        forgiveFailures(context.db, context.actor.userId)
        context.afterCommit(() => sessions.forget())
        return { done: true }
      },
    }),

    'session.change_password': handlesPrepared('session.change_password', {
      async prepare(context, input) {
        const account = findAccountById(context.db, context.actor.userId)
        const checked = await check(account, input.oldPassword, context.now)
        const weakness =
          input.newPassword === input.oldPassword
            ? 'same_as_old'
            : passwordWeakness(input.newPassword, account?.username ?? '')
        return { checked, weakness, hash: weakness === null ? await hashPassword(input.newPassword) : '' }
      },
      handle(context, _input, { checked, weakness, hash }) {
        if (checked.kind === 'wrong') throw withField(checked.failure, 'oldPassword')
        if (weakness !== null) throw new AppError('user.password_weak', { reason: weakness }, 'newPassword')
        context.db.update('user', context.actor.userId, { password_hash: hash, must_change_password: 0 })
        const text = `UPDATE session SET ended_at = ?, end_reason = 'password_changed' WHERE user_id = ? AND id <> ? AND ended_at IS NULL`
        context.db.technical({ table: 'session', text }, context.now, context.actor.userId, context.actor.sessionId)
        context.db.emit('session.changed', { userId: context.actor.userId, ended: 'password_changed' })
        context.afterCommit(() => sessions.forget())
        return { done: true }
      },
    }),

    'session.switch_project': handles('session.switch_project', (context, input) => {
      if (!isInProject(context.db, context.actor.userId, input.projectId)) throw new AppError('session.not_in_project')
      const text = 'UPDATE session SET project_id = ? WHERE id = ?'
      context.db.technical({ table: 'session', text }, input.projectId, context.actor.sessionId)
      context.afterCommit(() => sessions.forget())
      return { session: sessionView(context.db, sessions.resolveById(context.actor.sessionId), context.today) }
    }),

    'session.confirm_clock': handles('session.confirm_clock', (context, input) => {
      const scope = { scope: 'device' as const, scope_id: 'clock', key: 'clock.confirmed' }
      const version =
        context.db.hotAll(hot<unknown>("SELECT 1 FROM setting WHERE scope = 'device' AND key = 'clock.confirmed'"))
          .length + 1
      const value = JSON.stringify({ reason: input.reason })
      context.db.insert('setting', {
        id: context.newId(),
        ...scope,
        value_json: value,
        version,
        set_by: context.actor.userId,
        set_at: context.now,
      })
      return { done: true }
    }),
  }
}

function startSession(
  context: CommandContext,
  userId: string,
  projectId: string,
): { sessionId: string; token: string } {
  const token = newToken()
  const sessionId = context.newId()
  endSession(context, 'new_login')
  const text = `INSERT INTO session(id, token_hash, user_id, project_id, seat, created_at, last_seen_at, locked) VALUES(?,?,?,?,?,?,?,0)`
  const { now, window } = context
  context.db.technical(
    { table: 'session', text },
    sessionId,
    hashToken(token),
    userId,
    projectId,
    window.windowId,
    now,
    now,
  )
  return { sessionId, token }
}

function endSession(context: CommandContext, reason: SessionEndReason): void {
  const text = 'UPDATE session SET ended_at = ?, end_reason = ? WHERE id = ? AND ended_at IS NULL'
  context.db.technical({ table: 'session', text }, context.now, reason, context.actor.sessionId)
}

function setLocked(context: CommandContext, locked: 0 | 1): void {
  const text = 'UPDATE session SET locked = ? WHERE id = ?'
  context.db.technical({ table: 'session', text }, locked, context.actor.sessionId)
}

function withField(error: AppError, field: string): AppError {
  return error.code === 'session.wrong_password' ? new AppError(error.code, error.params, field) : error
}
