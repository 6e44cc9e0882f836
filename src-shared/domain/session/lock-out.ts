import type { Instant } from '../../kernel/time.ts'

/** Five wrong passwords in a row lock the account for a quarter of an hour. */
export const FAILURES_TO_LOCK = 5
export const LOCK_MINUTES = 15

export interface LoginState {
  readonly failedCount: number
  readonly lockedUntilAt: Instant | null
}

export type LoginDecision = { readonly kind: 'try' } | { readonly kind: 'locked'; readonly minutes: number }

/** Whether a password is looked at at all. */
export function decideLogin(state: LoginState, now: Instant): LoginDecision {
  if (state.lockedUntilAt === null || state.lockedUntilAt <= now) return { kind: 'try' }
  return { kind: 'locked', minutes: Math.ceil((state.lockedUntilAt - now) / 60_000) }
}

/** The state after a wrong password; an expired lock starts the count anew. */
export function afterFailure(state: LoginState, now: Instant): LoginState & { readonly left: number } {
  const expired = state.lockedUntilAt !== null && state.lockedUntilAt <= now
  const failedCount = (expired ? 0 : state.failedCount) + 1
  const left = FAILURES_TO_LOCK - failedCount
  if (left > 0) return { failedCount, lockedUntilAt: null, left }
  return { failedCount, lockedUntilAt: (now + LOCK_MINUTES * 60_000) as Instant, left: 0 }
}

export const NO_FAILURES: LoginState = { failedCount: 0, lockedUntilAt: null }
