import { AppError } from '../../../src-shared/kernel/app-error.ts'

export interface TaskHooks {
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/** Why a worker is gone while it worked: it took all the memory it was allowed, took too long, or broke. */
export type WorkerEnd = 'out_of_memory' | 'timed_out' | 'cancelled' | 'crashed'

/** A worker ended in the middle of a task: that is no answer of the task, and others may be asked again. */
export class WorkerEnded extends Error {
  readonly end: WorkerEnd

  constructor(worker: string, end: WorkerEnd) {
    super(`The ${worker} worker ended in the middle of a task: ${end}`)
    this.end = end
  }
}

/** Runs named tasks somewhere else: in a worker thread, or in line for tests. */
export interface TaskRunner {
  run(task: string, input: unknown, hooks?: TaskHooks): Promise<unknown>
  stop(): Promise<void>
}

/** What a worker's body is: a function of the task, so that tests need no thread. */
export type TaskBody = (
  task: string,
  input: unknown,
  hooks: Required<Pick<TaskHooks, 'onProgress'>> & { readonly signal: AbortSignal },
) => Promise<unknown>

export type ToWorker =
  | { readonly t: 'run'; readonly id: number; readonly task: string; readonly input: unknown }
  | { readonly t: 'abort'; readonly id: number }
  | { readonly t: 'stop' }

export type FromWorker =
  | { readonly t: 'done'; readonly id: number; readonly output: unknown }
  | { readonly t: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly t: 'failed'; readonly id: number; readonly failure: CarriedFailure }

/** An expected refusal keeps its code over the thread's border; a defect keeps its stack for the log. */
export type CarriedFailure =
  | {
      readonly kind: 'refused'
      readonly code: string
      readonly params: Readonly<Record<string, unknown>>
      readonly field: string | undefined
    }
  | { readonly kind: 'defect'; readonly stack: string }

export function carry(error: unknown): CarriedFailure {
  if (error instanceof AppError) return { kind: 'refused', code: error.code, params: error.params, field: error.field }
  return { kind: 'defect', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

export function uncarry(failure: CarriedFailure): Error {
  if (failure.kind === 'refused') return new AppError(failure.code, failure.params, failure.field)
  return new Error(failure.stack)
}

/** The same body without a thread. */
export function inLineRunner(body: TaskBody, stop: () => void = () => {}): TaskRunner {
  return {
    run: (task, input, hooks = {}) =>
      body(task, structuredClone(input), {
        onProgress: hooks.onProgress ?? (() => {}),
        signal: hooks.signal ?? new AbortController().signal,
      }).then((output) => structuredClone(output)),
    stop: () => {
      stop()
      return Promise.resolve()
    },
  }
}
