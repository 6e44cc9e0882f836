import { createHash } from 'node:crypto'

import type { Clock, Instant } from '../../../../src-shared/kernel/time.ts'

/** Long enough to choose a password, too short to be found the next day. */
const VALID_MS = 10 * 60_000

/**
 * 找回凭证: the host looks at the recovery code, since the vault is with it, and tells core of a random ticket; the page shows the
 * same ticket. Only its hash stays here, in memory alone.
 */
export class RecoveryTickets {
  readonly #clock: Clock
  readonly #until = new Map<string, Instant>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(ticket: string): void {
    const now = this.#clock.now()
    for (const [hash, until] of this.#until) if (until <= now) this.#until.delete(hash)
    this.#until.set(hashOf(ticket), (now + VALID_MS) as Instant)
  }

  holds(ticket: string): boolean {
    return (this.#until.get(hashOf(ticket)) ?? 0) > this.#clock.now()
  }

  use(ticket: string): void {
    this.#until.delete(hashOf(ticket))
  }
}

function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('hex')
}
