import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../src-shared/kernel/assert.ts'
import type { Clock } from '../../../src-shared/kernel/time.ts'
import type { Database } from '../db/database.ts'
import { hot } from '../db/read-handle.ts'
import type { JobTable } from '../db/tables.ts'
import type { UnitOfWork } from '../db/unit-of-work.ts'
import type { EventHub } from '../request/events.ts'
import type { Log } from '../log.ts'
import type { TaskRunner } from '../workers/task-runner.ts'
import type { AnyJob, JobContext, JobKind, JobResult, StepContext, StepOutcome } from './definition.ts'

export interface JobRunnerOptions {
  readonly database: Database
  readonly events: EventHub
  readonly documents: TaskRunner
  readonly definitions: readonly AnyJob[]
  readonly clock: Clock
  readonly log: Log
}

/** A chunk with its commit should take this long; the counter waits for one chunk at most. */
const TARGET_MS = 7
const FIRST_SIZE = 50
/** Where one commit alone takes longer than the target (a hard disk), smaller chunks would only make more commits. */
const SMALLEST_SIZE = 50
const LARGEST_SIZE = 2_000

const next = hot<JobTable>(`SELECT * FROM job WHERE state IN ('queued','running') ORDER BY priority, created_at, id`)
const one = hot<JobTable>('SELECT * FROM job WHERE id = ?')

type Stepped = Extract<AnyJob, { style: 'stepped' }>
interface UntypedStepped {
  readonly kind: JobKind
  readonly firstCursor: unknown
  prepare(context: JobContext, input: unknown): Promise<{ readonly work: unknown; readonly total: number }>
  step(context: StepContext<unknown, unknown, unknown>): StepOutcome<unknown>
  readonly takeBack: 'refuse' | ((context: StepContext<unknown, unknown, unknown>) => { readonly finished: boolean })
}

/**
 * Works off the jobs, the most urgent first: one that writes rows and one that writes a file may run side by side. Between
 * two chunks the event loop turns, so that counter commands go before the next chunk.
 */
export class JobRunner {
  readonly #options: JobRunnerOptions
  readonly #definitions: ReadonlyMap<string, AnyJob>
  readonly #running = new Map<'stepped' | 'delegated', { readonly jobId: string; readonly abort: AbortController }>()
  #stopped = false
  #idle: Promise<void> = Promise.resolve()

  constructor(options: JobRunnerOptions) {
    this.#options = options
    this.#definitions = new Map(options.definitions.map((job) => [job.kind, job]))
  }

  /** Puts a job into the queue inside the command's own transaction; call `wake` after its commit. */
  enqueue(
    unit: UnitOfWork,
    job: { readonly kind: JobKind; readonly projectId: string | null; readonly input: unknown; readonly jobId: string },
  ): void {
    const definition = this.#definition(job.kind)
    const text = `INSERT INTO job(id, project_id, kind, state, priority, input_json, done, total, cancel_requested, created_by, created_at)
      VALUES(?,?,?,'queued',?,?,0,0,0,?,?)`
    const { jobId, projectId, kind, input } = job
    unit.technical(
      { table: 'job', text },
      jobId,
      projectId,
      kind,
      definition.priority,
      JSON.stringify(input),
      unit.userId,
      unit.now,
    )
    unit.emit('job.progressed', { jobIds: [jobId] })
  }

  isCancellable(kind: JobKind): boolean {
    const definition = this.#definition(kind)
    return definition.style === 'delegated' || definition.takeBack !== 'refuse'
  }

  /** Tells the running job that a cancel was written. */
  noticeCancel(jobId: string): void {
    for (const running of this.#running.values()) if (running.jobId === jobId) running.abort.abort()
    this.wake()
  }

  /** Starts what waits. Also called at start: jobs that a crash left running go on. */
  wake(): void {
    if (this.#stopped) return
    for (const style of ['stepped', 'delegated'] as const) {
      if (this.#running.has(style)) continue
      const job = this.#options.database.read
        .hotAll(next)
        .find((row) => this.#definition(row.kind as JobKind).style === style)
      if (job !== undefined) this.#launch(style, job)
    }
  }

  /** Resolves when nothing is queued or running. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await this.#idle
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const running of this.#running.values()) running.abort.abort()
    await this.settled()
  }

  #launch(style: 'stepped' | 'delegated', job: JobTable): void {
    const abort = new AbortController()
    this.#running.set(style, { jobId: job.id, abort })
    const run = this.#run(job, abort)
      .catch((error: unknown) => this.#fail(job, error))
      .finally(() => {
        this.#running.delete(style)
        this.#options.database.checkpoint('if_due')
        this.wake()
      })
    this.#idle = Promise.all([this.#idle, run]).then(() => {})
  }

  async #run(job: JobTable, abort: AbortController): Promise<void> {
    const definition = this.#definition(job.kind as JobKind)
    this.#technical("UPDATE job SET state = 'running' WHERE id = ?", job.id)
    const context = this.#context(job, abort.signal)
    const input: unknown = JSON.parse(job.input_json)
    if (definition.style === 'stepped') {
      await this.#runSteps(job, definition, { context, input, signal: abort.signal })
      return
    }
    if (this.#cancelRequested(job.id)) {
      this.#cancelled(job)
      return
    }
    const run = definition.run as unknown as (context: JobContext, input: unknown) => Promise<JobResult>
    try {
      this.#finish(job, await run(context, input))
    } catch (error) {
      if (!abort.signal.aborted || this.#stopped) throw error
      this.#cancelled(job)
    }
  }

  async #runSteps(
    job: JobTable,
    definition: Stepped,
    at: { context: JobContext; input: unknown; signal: AbortSignal },
  ): Promise<void> {
    const steps = definition as unknown as UntypedStepped
    const { work, total } = await steps.prepare(at.context, at.input)
    this.#technical('UPDATE job SET total = ? WHERE id = ?', total, job.id)
    let cursor: unknown = job.cursor_json === null ? steps.firstCursor : JSON.parse(job.cursor_json)
    let size = FIRST_SIZE
    for (;;) {
      if (this.#stopped) return
      if (this.#cancelRequested(job.id)) {
        await this.#takeBack(job, steps, { input: at.input, work, cursor })
        return
      }
      const started = performance.now()
      const outcome = this.#step(job, (unit) => {
        const facts = { jobId: job.id, projectId: job.project_id ?? '', userId: job.created_by }
        const stepped = steps.step({ ...facts, db: unit, input: at.input, work, cursor, size })
        const text = 'UPDATE job SET cursor_json = ?, done = ? WHERE id = ?'
        unit.technical({ table: 'job', text }, JSON.stringify(stepped.cursor), stepped.done, job.id)
        if (stepped.finished) finishIn(unit, job.id, stepped.result ?? {})
        return stepped
      })
      this.#options.events.publish([{ name: 'job.progressed', data: { jobIds: [job.id] } }])
      if (outcome.finished) return
      cursor = outcome.cursor
      size = adapt(size, performance.now() - started)
      await turn()
      this.#options.database.checkpoint('if_due')
    }
  }

  async #takeBack(
    job: JobTable,
    steps: UntypedStepped,
    at: { input: unknown; work: unknown; cursor: unknown },
  ): Promise<void> {
    const { takeBack } = steps
    invariant(takeBack !== 'refuse', `${job.kind} can be cancelled`)
    for (;;) {
      const outcome = this.#step(job, (unit) => {
        const facts = { jobId: job.id, projectId: job.project_id ?? '', userId: job.created_by }
        const back = takeBack({ ...facts, db: unit, ...at, size: 300 })
        if (back.finished) {
          const text = "UPDATE job SET state = 'cancelled', finished_at = ? WHERE id = ?"
          unit.technical({ table: 'job', text }, unit.now, job.id)
        }
        return back
      })
      await turn()
      if (outcome.finished) break
    }
    this.#options.events.publish([{ name: 'job.progressed', data: { jobIds: [job.id] } }])
  }

  #step<T>(job: JobTable, work: (unit: UnitOfWork) => T): T {
    const { database, events } = this.#options
    const committed = database.transact({ command: `job.${job.kind}`, userId: job.created_by }, work)
    events.publish(committed.events)
    return committed.value
  }

  #context(job: JobTable, signal: AbortSignal): JobContext {
    const { database, documents, clock, events } = this.#options
    let saidAt = 0
    return {
      jobId: job.id,
      projectId: job.project_id ?? '',
      userId: job.created_by,
      db: database.read,
      documents,
      now: () => clock.now(),
      signal,
      progress: (done, total) => {
        if (performance.now() - saidAt < 200 && done < total) return
        saidAt = performance.now()
        this.#technical('UPDATE job SET done = ?, total = ? WHERE id = ?', done, total, job.id)
        events.publish([{ name: 'job.progressed', data: { jobIds: [job.id] } }])
      },
    }
  }

  #finish(job: JobTable, result: JobResult): void {
    this.#step(job, (unit) => finishIn(unit, job.id, result))
    this.#options.events.publish([{ name: 'job.progressed', data: { jobIds: [job.id] } }])
  }

  #cancelled(job: JobTable): void {
    this.#technical(
      "UPDATE job SET state = 'cancelled', finished_at = ? WHERE id = ?",
      this.#options.clock.now(),
      job.id,
    )
    this.#options.events.publish([{ name: 'job.progressed', data: { jobIds: [job.id] } }])
  }

  #fail(job: JobTable, error: unknown): void {
    if (this.#stopped) return
    const failure =
      error instanceof AppError ? { code: error.code, params: error.params } : { code: 'internal', params: {} }
    if (!(error instanceof AppError)) {
      this.#options.log.error('job.failed', {
        job: job.id,
        kind: job.kind,
        cause: error instanceof Error ? (error.stack ?? '') : String(error),
      })
    }
    this.#technical(
      "UPDATE job SET state = 'failed', failure_json = ?, finished_at = ? WHERE id = ?",
      JSON.stringify(failure),
      this.#options.clock.now(),
      job.id,
    )
    this.#options.events.publish([{ name: 'job.progressed', data: { jobIds: [job.id] } }])
  }

  #cancelRequested(jobId: string): boolean {
    return this.#options.database.read.hotFirst(one, jobId)?.cancel_requested === 1
  }

  #technical(sql: string, ...parameters: (string | number | null)[]): void {
    this.#options.database.transactTechnical(sql, ...parameters)
  }

  #definition(kind: JobKind): AnyJob {
    const definition = this.#definitions.get(kind)
    invariant(definition !== undefined, `job ${kind} is defined`)
    return definition
  }
}

function finishIn(unit: UnitOfWork, jobId: string, result: JobResult): void {
  const text = "UPDATE job SET state = 'done', result_json = ?, finished_at = ?, done = max(done, total) WHERE id = ?"
  unit.technical({ table: 'job', text }, JSON.stringify(result), unit.now, jobId)
}

/** Grows or shrinks the chunk towards the target, at most by half or double a step. */
function adapt(size: number, ms: number): number {
  const factor = Math.min(2, Math.max(0.5, TARGET_MS / Math.max(ms, 0.1)))
  return Math.max(SMALLEST_SIZE, Math.min(LARGEST_SIZE, Math.round(size * factor)))
}

/** One turn of the event loop: what arrived meanwhile goes first. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
