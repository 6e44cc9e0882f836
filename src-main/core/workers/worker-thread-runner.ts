import { Worker } from 'node:worker_threads'

import type { Log } from '../log.ts'
import { HARD_HEAP_MB, watchHeap } from './heap-watch.ts'
import { WorkerEnded, uncarry } from './task-runner.ts'
import type { FromWorker, TaskHooks, TaskRunner, ToWorker, WorkerEnd } from './task-runner.ts'

export interface ThreadOptions {
  readonly name: string
  readonly file: URL
  readonly workerData: unknown
  /** The thread ends after so many milliseconds without work; `null` keeps it. */
  readonly idleMs: number | null
  /** The thread is ended when it holds more than so many megabytes; without it a thread may take what the process has. */
  readonly heapMb?: number
  readonly log: Log
}

interface Waiting {
  readonly resolve: (output: unknown) => void
  readonly reject: (error: Error) => void
  readonly hooks: TaskHooks
}

/** One worker thread, started with its first task, started anew when it died, ended when idle. */
export class WorkerThreadRunner implements TaskRunner {
  readonly #options: ThreadOptions
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #idleTimer: NodeJS.Timeout | null = null
  #nextId = 1

  constructor(options: ThreadOptions) {
    this.#options = options
  }

  run(task: string, input: unknown, hooks: TaskHooks = {}): Promise<unknown> {
    const worker = this.#worker ?? this.#start()
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer)
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, hooks })
      hooks.signal?.addEventListener('abort', () => this.#post({ t: 'abort', id }), { once: true })
      worker.postMessage({ t: 'run', id, task, input } satisfies ToWorker)
    })
  }

  async stop(): Promise<void> {
    await this.#terminate()
  }

  /** Ends the thread whatever it does, also in a loop without end; all that it worked on fails with `end`. The next task starts it anew. */
  async giveUp(end: WorkerEnd): Promise<void> {
    const ended = this.#terminate()
    this.#failWaiting(end)
    await ended
  }

  async #terminate(): Promise<void> {
    const worker = this.#worker
    if (worker === null) return
    this.#worker = null
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer)
    await worker.terminate()
  }

  #start(): Worker {
    const { name, file, workerData, log, heapMb } = this.#options
    const limits = heapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: HARD_HEAP_MB } }
    const worker = new Worker(file, { name, workerData, ...limits })
    this.#worker = worker
    let end: WorkerEnd = 'crashed'
    const onOver = (): void => {
      log.error('worker.too_heavy', { worker: name, heapMb: heapMb ?? 0 })
      if (this.#worker === worker) void this.giveUp('out_of_memory')
    }
    const unwatch = heapMb === undefined ? () => {} : watchHeap(worker, { heapMb, onOver })
    worker.on('message', (message: FromWorker) => this.#receive(message))
    worker.on('error', (error) => {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') end = 'out_of_memory'
      const cause = error instanceof Error ? (error.stack ?? '') : String(error)
      log.error('worker.crashed', { worker: name, end, cause })
    })
    worker.on('exit', () => {
      unwatch()
      if (this.#worker !== worker) return
      this.#worker = null
      this.#failWaiting(end)
    })
    return worker
  }

  #failWaiting(end: WorkerEnd): void {
    for (const [id, call] of this.#waiting) {
      this.#waiting.delete(id)
      call.reject(new WorkerEnded(this.#options.name, end))
    }
  }

  #receive(message: FromWorker): void {
    const call = this.#waiting.get(message.id)
    if (call === undefined) return
    if (message.t === 'progress') {
      call.hooks.onProgress?.(message.done, message.total)
      return
    }
    this.#waiting.delete(message.id)
    if (message.t === 'done') call.resolve(message.output)
    else call.reject(uncarry(message.failure))
    this.#restWhenIdle()
  }

  #restWhenIdle(): void {
    const { idleMs } = this.#options
    if (idleMs === null || this.#waiting.size > 0) return
    this.#idleTimer = setTimeout(() => void this.stop(), idleMs)
    this.#idleTimer.unref()
  }

  #post(message: ToWorker): void {
    this.#worker?.postMessage(message)
  }
}
