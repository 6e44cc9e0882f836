import type { UpdateAnswer } from '../../../src-shared/contract/desktop-update.ts'
import type { Tickets } from '../restore/tickets.ts'
import type { Updates } from './updates.ts'

/** What pages may do about updates: each act takes a ticket of core, so nobody acts who is not signed in with the right. */
export class UpdateDesk {
  readonly #updates: Updates
  readonly #tickets: Tickets

  constructor(updates: Updates, tickets: Tickets) {
    this.#updates = updates
    this.#tickets = tickets
  }

  state(): ReturnType<Updates['state']> {
    return this.#updates.state()
  }

  setFeed({ ticket, feed }: { readonly ticket: string; readonly feed: string | null }): UpdateAnswer {
    if (!this.#allows(ticket)) return 'not_allowed'
    return this.#updates.setFeed(feed) ? 'done' : 'no_address'
  }

  // What these come to is announced, so nobody waits for it.
  check(ticket: string): UpdateAnswer {
    return this.#begin(ticket, () => this.#updates.check())
  }

  download(ticket: string): UpdateAnswer {
    return this.#begin(ticket, () => this.#updates.download())
  }

  install(ticket: string): UpdateAnswer {
    return this.#begin(ticket, () => this.#updates.install())
  }

  #begin(ticket: string, act: () => Promise<void>): UpdateAnswer {
    if (!this.#allows(ticket)) return 'not_allowed'
    void act()
    return 'done'
  }

  #allows(ticket: string): boolean {
    const allows = this.#tickets.holderOf(ticket, { purpose: 'update', setName: null }) !== null
    if (allows) this.#tickets.use(ticket)
    return allows
  }
}
