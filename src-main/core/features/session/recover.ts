import { passwordWeakness } from '../../../../src-shared/domain/session/password-rule.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { answers, handlesPrepared } from '../../request/context.ts'
import type { Commands, Queries } from '../../request/context.ts'
import type { SessionMemory } from '../../request/dispatch.ts'
import { forgiveFailures } from './check-password.ts'
import { hashPassword } from './password.ts'
import type { CoreDeps } from '../deps.ts'
import { endSessionsOf } from './session-store.ts'

interface Administrator {
  readonly id: string
  readonly username: string
  readonly displayName: string
}
/** Whoever gives out accounts and has nobody above. Everybody else gets a new password from one of them. */
const administrators = hot<Administrator>(`SELECT u.id, u.username, u.display_name AS displayName FROM user u
  WHERE u.state = 'active' AND EXISTS(SELECT 1 FROM user_role ur JOIN role r ON r.id = ur.role_id
    WHERE ur.user_id = u.id AND ur.ended_at IS NULL AND ur.building_ids_json IS NULL AND r.code = 'administrator' AND r.ended_on IS NULL)
  ORDER BY u.username`)

interface Deps {
  readonly sessions: SessionMemory
  readonly recovery: CoreDeps['recovery']
}

/** 管理员找回: the recovery code opens the data without any account, so it may also give an administrator a new password. */
export function recoverCommands({ sessions, recovery }: Deps): Commands {
  return {
    'session.recover': handlesPrepared('session.recover', {
      async prepare(context, { ticket, username, newPassword }) {
        requireTicket(recovery, ticket)
        requireAdministrator(context.db, username)
        const weakness = passwordWeakness(newPassword, username)
        return { weakness, hash: weakness === null ? await hashPassword(newPassword) : '' }
      },
      handle(context, { ticket, username }, { weakness, hash }) {
        const { db } = context
        requireTicket(recovery, ticket)
        const account = requireAdministrator(db, username)

        if (weakness !== null) throw new AppError('user.password_weak', { reason: weakness }, 'newPassword')

        db.update('user', account.id, { password_hash: hash, must_change_password: 0 })
        forgiveFailures(db, account.id)
        endSessionsOf(db, account.id, 'recovered')
        db.emit('user.changed', { userIds: [account.id] })
        db.emit('session.changed', { userId: account.id, ended: 'recovered' })
        context.afterCommit(() => {
          recovery.use(ticket)
          sessions.forget()
        })
        return { done: true }
      },
    }),
  }
}

export function recoverQueries({ recovery }: Pick<Deps, 'recovery'>): Queries {
  return {
    'session.recoverable': answers('session.recoverable', ({ db }, { ticket }) => {
      requireTicket(recovery, ticket)
      return { accounts: db.hotAll(administrators).map(({ username, displayName }) => ({ username, displayName })) }
    }),
  }
}

function requireTicket(recovery: CoreDeps['recovery'], ticket: string): void {
  if (!recovery.holds(ticket)) throw new AppError('session.ticket_invalid')
}

function requireAdministrator(db: ReadHandle, typed: string): Administrator {
  const username = typed.trim().toLowerCase()
  const account = db.hotAll(administrators).find((one) => one.username === username)
  if (account === undefined) throw new AppError('session.not_recoverable')
  return account
}
