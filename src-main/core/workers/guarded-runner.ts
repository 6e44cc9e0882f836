import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { WorkerEnded } from './task-runner.ts'
import type { TaskHooks, TaskRunner, WorkerEnd } from './task-runner.ts'

/** A thread that can be ended from outside. */
export interface EndableRunner extends TaskRunner {
  giveUp(end: WorkerEnd): Promise<void>
}

export interface GuardOptions {
  readonly runner: EndableRunner
  /** A task that works for longer is given up. Waiting for its turn does not count. */
  readonly timeoutMs: number
  /** Cancelled, a task that does not look up for so long is given up. */
  readonly cancelMs: number
  /** What the person is told of a task that was given up, and of one that killed its worker twice. */
  readonly codes: { readonly tooSlow: string; readonly tooHeavy: string }
}

/** The second worker is new and empty: what kills that one too will kill every other. */
const TRIES = 2

/**
 * Lets tasks that nobody vouches for, since they work on files of strangers, run one at a time in a thread that may be lost: the one
 * that takes too long or kills its worker is refused with a code of its own, those behind it get a new worker.
 */
export class GuardedRunner implements TaskRunner {
  readonly #options: GuardOptions
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: GuardOptions) {
    this.#options = options
  }

  run(task: string, input: unknown, hooks: TaskHooks = {}): Promise<unknown> {
    const turn = this.#last.then(() => this.#refusing(() => this.#try(task, input, hooks)))
    this.#last = turn.catch(() => {})
    return turn
  }

  stop(): Promise<void> {
    return this.#options.runner.stop()
  }

  async #try(task: string, input: unknown, hooks: TaskHooks): Promise<unknown> {
    for (let tried = 1; ; tried++) {
      hooks.signal?.throwIfAborted()
      try {
        return await this.#watched(task, input, hooks)
      } catch (error) {
        const mayGoBetter = error instanceof WorkerEnded && (error.end === 'crashed' || error.end === 'out_of_memory')
        if (!mayGoBetter || tried === TRIES) throw error
      }
    }
  }

  async #watched(task: string, input: unknown, hooks: TaskHooks): Promise<unknown> {
    const { runner, timeoutMs, cancelMs } = this.#options
    const timers: NodeJS.Timeout[] = []
    const giveUpIn = (ms: number, end: WorkerEnd): void => {
      timers.push(setTimeout(() => void runner.giveUp(end), ms).unref())
    }
    const cancel = (): void => giveUpIn(cancelMs, 'cancelled')
    giveUpIn(timeoutMs, 'timed_out')
    hooks.signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await runner.run(task, input, hooks)
    } finally {
      hooks.signal?.removeEventListener('abort', cancel)
      for (const timer of timers) clearTimeout(timer)
    }
  }

  /** @throws AppError for a worker that was lost */
  async #refusing(work: () => Promise<unknown>): Promise<unknown> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof WorkerEnded) || error.end === 'cancelled') throw error
      const { codes, timeoutMs } = this.#options
      if (error.end === 'timed_out') throw new AppError(codes.tooSlow, { seconds: Math.round(timeoutMs / 1_000) })
      throw new AppError(codes.tooHeavy)
    }
  }
}
