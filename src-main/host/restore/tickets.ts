import type { TicketPurpose } from '../../../src-shared/contract/desktop.ts'

/** Long enough to read what would be lost, too short to be found the next day. */
const VALID_MS = 15 * 60_000

interface Ticket {
  readonly purpose: TicketPurpose
  readonly userId: string
  readonly setName: string | null
  readonly until: number
}

/** Permissions that core gave: looked at as often as needed, used once. */
export class Tickets {
  readonly #now: () => number
  readonly #known = new Map<string, Ticket>()

  constructor(now: () => number) {
    this.#now = now
  }

  add(ticket: string, { purpose, userId, setName }: Omit<Ticket, 'until'>): void {
    this.#known.set(ticket, { purpose, userId, setName, until: this.#now() + VALID_MS })
  }

  /** Who was allowed just that, or `null`. */
  holderOf(
    ticket: string | null,
    { purpose, setName }: { readonly purpose: TicketPurpose; readonly setName: string | null },
  ): string | null {
    const known = ticket === null ? undefined : this.#known.get(ticket)
    return known?.purpose === purpose && known.setName === setName && known.until > this.#now() ? known.userId : null
  }

  use(ticket: string): void {
    this.#known.delete(ticket)
  }
}
