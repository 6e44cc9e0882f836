/** How long a job waits before it is tried again, longer from time to time; after the last it waits for the next start. */
export const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 120_000, 600_000] as const

interface Held {
  readonly attempts: number
  readonly timer: NodeJS.Timeout | null
  readonly waiting: boolean
}

/**
 * Jobs of which not even the failure could be written, as on a full disk: each is left as it stands and tried again later.
 * Without the wait the runner would take it up again at once, thousands of times a second.
 */
export class HeldJobs {
  readonly #delays: readonly number[]
  readonly #onDue: () => void
  readonly #held = new Map<string, Held>()

  constructor(options: { readonly delaysMs: readonly number[]; readonly onDue: () => void }) {
    this.#delays = options.delaysMs
    this.#onDue = options.onDue
  }

  has(jobId: string): boolean {
    return this.#held.get(jobId)?.waiting === true
  }

  /** Answers how often it has been tried, and whether it will be tried again before the next start. */
  hold(jobId: string): { readonly attempts: number; readonly givenUp: boolean } {
    const attempts = (this.#held.get(jobId)?.attempts ?? 0) + 1
    const delay = this.#delays[attempts - 1]
    const timer = delay === undefined ? null : setTimeout(() => this.#due(jobId, attempts), delay)
    timer?.unref()
    this.#held.set(jobId, { attempts, timer, waiting: true })
    return { attempts, givenUp: delay === undefined }
  }

  /** Forgets that it ever waited: it came to its end, or a person asks for it now. */
  release(jobId: string): void {
    const held = this.#held.get(jobId)
    if (held === undefined) return
    if (held.timer !== null) clearTimeout(held.timer)
    this.#held.delete(jobId)
  }

  stop(): void {
    for (const jobId of this.#held.keys()) this.release(jobId)
  }

  #due(jobId: string, attempts: number): void {
    this.#held.set(jobId, { attempts, timer: null, waiting: false })
    this.#onDue()
  }
}
