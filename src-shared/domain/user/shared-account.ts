import type { Instant } from '../../kernel/time.ts'

/** A sign-in of one account, from the password to the last sign of life. */
export interface SignIn {
  /** The window (seat) at which it happened. */
  readonly seat: string
  readonly fromAt: Instant
  /** When it was ended, or last heard of. */
  readonly toAt: Instant
}

/**
 * 共用账号: why an account looks as if two people used it. `two_windows`: it was at work at two windows at once. `alternating`:
 * it went from one window to another and back within a few minutes.
 */
export interface SharedUse {
  readonly kind: 'two_windows' | 'alternating'
  readonly at: Instant
}

const MINUTE_MS = 60_000
/** One person may leave a window open and sign in at the next; working at both is more than that. */
const AT_ONCE_MS = 2 * MINUTE_MS
const ALTERNATING_MS = 15 * MINUTE_MS

/** The latest sign of shared use among the sign-ins of one account, in any order; `null` when there is none. */
export function findSharedUse(signIns: readonly SignIn[]): SharedUse | null {
  const ordered = signIns.toSorted((left, right) => left.fromAt - right.fromAt)
  const found = [...twoWindows(ordered), ...alternating(ordered)]
  return found.toSorted((left, right) => right.at - left.at)[0] ?? null
}

function* twoWindows(ordered: readonly SignIn[]): Generator<SharedUse> {
  for (const [index, later] of ordered.entries()) {
    for (const earlier of ordered.slice(0, index)) {
      const together = Math.min(earlier.toAt, later.toAt) - later.fromAt
      if (earlier.seat !== later.seat && together >= AT_ONCE_MS) yield { kind: 'two_windows', at: later.fromAt }
    }
  }
}

/** A, B, A: a restart gives a window a new name and never its old one back. */
function* alternating(ordered: readonly SignIn[]): Generator<SharedUse> {
  for (const [index, third] of ordered.entries()) {
    const [first, second] = ordered.slice(Math.max(0, index - 2), index)
    if (first === undefined || second === undefined) continue
    const back = first.seat === third.seat && second.seat !== third.seat
    if (back && third.fromAt - first.fromAt <= ALTERNATING_MS) yield { kind: 'alternating', at: third.fromAt }
  }
}
