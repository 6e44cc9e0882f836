const DELAYS_MS = [0, 200, 1_000, 5_000, 15_000] as const
const STEADY_MS = 60_000

/** How long to wait before a process that ended is started again. One that lived for a minute counts as sound. */
export class Backoff {
  #failures = 0

  /** @param upMs how long the process that just ended had lived. */
  delayAfter(upMs: number): number {
    if (upMs >= STEADY_MS) this.#failures = 0
    const delay = DELAYS_MS[Math.min(this.#failures, DELAYS_MS.length - 1)] ?? 0
    this.#failures += 1
    return delay
  }
}
