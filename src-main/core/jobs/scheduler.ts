import type { Clock, Instant } from '../../../src-shared/kernel/time.ts'
import type { Log } from '../log.ts'

/** Something that happens by itself. It runs on core's thread: it must be short, or take a part at a time. */
export interface ScheduledItem {
  /** `<feature>.<verb>`, for the log. */
  readonly name: string
  readonly everyMinutes: number
  run(now: Instant): void
}

export interface SchedulerOptions {
  readonly items: readonly ScheduledItem[]
  readonly clock: Clock
  readonly log: Log
}

const MINUTE_MS = 60_000

/** 定时: one tick a minute; each item runs with the first tick and then in its own rhythm. One that fails stops no other. */
export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #lastRun = new Map<string, Instant>()
  #timer: NodeJS.Timeout | null = null

  constructor(options: SchedulerOptions) {
    this.#options = options
  }

  start(): void {
    this.#timer ??= setInterval(() => this.tick(), MINUTE_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  /** Runs what is due now. A clock that was set back makes nothing wait longer than its rhythm. */
  tick(): void {
    const now = this.#options.clock.now()
    for (const item of this.#options.items) {
      const last = this.#lastRun.get(item.name)
      if (last !== undefined && now >= last && now - last < item.everyMinutes * MINUTE_MS) continue
      this.#lastRun.set(item.name, now)
      this.#run(item, now)
    }
  }

  #run(item: ScheduledItem, now: Instant): void {
    try {
      item.run(now)
    } catch (error) {
      this.#options.log.error('schedule.failed', {
        item: item.name,
        cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    }
  }
}
