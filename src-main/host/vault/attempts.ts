const FREE_ATTEMPTS = 3
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 60_000

/** Slows down guessing at the screen: three tries are free, then the wait doubles from two seconds to a minute. */
export class Attempts {
  readonly #now: () => number
  #failures = 0
  #openAt = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** Milliseconds until the next try is looked at. */
  waitMs(): number {
    return Math.max(0, this.#openAt - this.#now())
  }

  failed(): void {
    this.#failures += 1
    const beyond = this.#failures - FREE_ATTEMPTS
    if (beyond < 0) return
    this.#openAt = this.#now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** beyond)
  }

  succeeded(): void {
    this.#failures = 0
    this.#openAt = 0
  }
}
