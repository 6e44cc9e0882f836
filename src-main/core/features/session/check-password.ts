import { LOCK_MINUTES, NO_FAILURES, afterFailure, decideLogin } from '../../../../src-shared/domain/session/lock-out.ts'
import type { LoginState } from '../../../../src-shared/domain/session/lock-out.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import type { Database } from '../../db/database.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { verifyNobody, verifyPassword } from './password.ts'

export interface AccountRow {
  readonly id: string
  readonly username: string
  readonly password_hash: string
  readonly state: 'active' | 'disabled'
  readonly must_change_password: 0 | 1
}
const COLUMNS = 'SELECT id, username, password_hash, state, must_change_password FROM user'
const byName = hot<AccountRow>(`${COLUMNS} WHERE username = ?`)
const byId = hot<AccountRow>(`${COLUMNS} WHERE id = ?`)

export type Checked = { readonly kind: 'right' } | { readonly kind: 'wrong'; readonly failure: AppError }
type Check = (account: AccountRow | null, password: string, now: Instant) => Promise<Checked>

const loginRow = hot<{ failed_count: number; locked_until_at: number | null }>(
  'SELECT failed_count, locked_until_at FROM user_login WHERE user_id = ?',
)
const SAVE_LOGIN = `INSERT INTO user_login(user_id, failed_count, locked_until_at, last_login_at) VALUES(?,?,?,?)
  ON CONFLICT(user_id) DO UPDATE SET failed_count = excluded.failed_count, locked_until_at = excluded.locked_until_at,
  last_login_at = ifnull(excluded.last_login_at, last_login_at)`

const NOTE_FAILURE = 'INSERT INTO sign_in_failure(user_id, at) VALUES(?, ?)'

/** The checks under way, by account. Held per database and not per caller: a guess by a restore meets one at the login. */
const turnsOf = new WeakMap<Database, Map<string, Promise<unknown>>>()

export function findAccountByName(db: ReadHandle, typed: string): AccountRow | null {
  return db.hotFirst(byName, typed.trim().toLowerCase())
}

export function findAccountById(db: ReadHandle, userId: string): AccountRow | null {
  return db.hotFirst(byId, userId)
}

/**
 * Checks a password outside the transaction; a failure is counted in one of its own, since the refusal rolls the command
 * back. The checks of one account wait for each other: sixty guesses at once meet the lock-out like sixty in a row.
 */
export function passwordCheck(database: Database): Check {
  const turns = turnsOf.get(database) ?? new Map<string, Promise<unknown>>()
  turnsOf.set(database, turns)
  return async (account, password, now) => {
    if (account === null) {
      await verifyNobody(password)
      database.transactTechnical(NOTE_FAILURE, null, now)
      const params = { left: null, lockMinutes: LOCK_MINUTES }
      return wrong(new AppError('session.wrong_password', params, 'password'))
    }
    const mine = (turns.get(account.id) ?? Promise.resolve()).then(() =>
      checkAccount(database, { account, password, now }),
    )
    const settled = mine.catch(() => null)
    turns.set(account.id, settled)
    try {
      return await mine
    } finally {
      if (turns.get(account.id) === settled) turns.delete(account.id)
    }
  }
}

async function checkAccount(
  database: Database,
  { account, password, now }: { readonly account: AccountRow; readonly password: string; readonly now: Instant },
): Promise<Checked> {
  if (account.state === 'disabled') return wrong(new AppError('session.account_disabled'))
  const decision = decideLogin(loginState(database.read, account.id), now)
  if (decision.kind === 'locked') return wrong(new AppError('session.account_locked', { minutes: decision.minutes }))
  if (await verifyPassword(account.password_hash, password)) return { kind: 'right' }
  const after = afterFailure(loginState(database.read, account.id), now)
  database.transact({ command: 'session.failed_login', userId: account.id }, (unit) => {
    saveLogin(unit, account.id, after)
    unit.technical({ table: 'sign_in_failure', text: NOTE_FAILURE }, account.id, now)
  })
  if (after.left === 0) return wrong(new AppError('session.account_locked', { minutes: LOCK_MINUTES }))
  return wrong(new AppError('session.wrong_password', { left: after.left, lockMinutes: LOCK_MINUTES }, 'password'))
}

export function saveLogin(unit: UnitOfWork, userId: string, state: LoginState & { readonly loginAt?: Instant }): void {
  unit.technical(
    { table: 'user_login', text: SAVE_LOGIN },
    userId,
    state.failedCount,
    state.lockedUntilAt,
    state.loginAt ?? null,
  )
}

/** The right password was given: what was counted against the account is forgotten. */
export function forgiveFailures(unit: UnitOfWork, userId: string): void {
  saveLogin(unit, userId, NO_FAILURES)
}

function loginState(read: ReadHandle, userId: string): LoginState {
  const row = read.hotFirst(loginRow, userId)
  return row === null
    ? NO_FAILURES
    : { failedCount: row.failed_count, lockedUntilAt: row.locked_until_at as Instant | null }
}

function wrong(failure: AppError): Checked {
  return { kind: 'wrong', failure }
}
