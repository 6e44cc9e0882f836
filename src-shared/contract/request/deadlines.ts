/** How exact a time-out is, in milliseconds. Nobody waits for less than seconds. */
const TICK_MS = 500

/**
 * The time-outs of all calls under way on one timer, which runs only while there are any: a timer for each call would cost a
 * page more than the rest of a small query. A time-out comes up to one tick late, never early.
 */
export class Deadlines {
  readonly #setTimer: (run: () => void, ms: number) => void
  readonly #expired: (id: number) => void
  readonly #ticksLeft = new Map<number, number>()
  #ticking = false

  constructor(setTimer: (run: () => void, ms: number) => void, expired: (id: number) => void) {
    this.#setTimer = setTimer
    this.#expired = expired
  }

  start(id: number, ms: number): void {
    // The tick that is under way may end at once, so it counts for nothing.
    this.#ticksLeft.set(id, Math.ceil(ms / TICK_MS) + (this.#ticking ? 1 : 0))
    if (this.#ticking) return
    this.#ticking = true
    this.#setTimer(() => this.#tick(), TICK_MS)
  }

  cancel(id: number): void {
    this.#ticksLeft.delete(id)
  }

  #tick(): void {
    this.#ticking = this.#ticksLeft.size > 0
    if (!this.#ticking) return
    this.#setTimer(() => this.#tick(), TICK_MS)
    for (const [id, left] of this.#ticksLeft) {
      if (left > 1) this.#ticksLeft.set(id, left - 1)
      else {
        this.#ticksLeft.delete(id)
        this.#expired(id)
      }
    }
  }
}
