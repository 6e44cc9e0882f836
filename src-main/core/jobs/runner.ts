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
import type { AnyJob, JobContext, JobKind, JobResult, StepContext, StepOutcome, TakeBackContext } from './definition.ts'
import { HeldJobs, RETRY_AFTER_MS } from './held-jobs.ts'

export interface JobRunnerOptions {
  readonly database: Database
  readonly events: EventHub
  readonly documents: TaskRunner
  readonly definitions: readonly AnyJob[]
  readonly clock: Clock
  readonly log: Log
  /** Shorter in tests. */
  readonly retryAfterMs?: readonly number[]
}

/** A chunk with its commit should take this long; the counter waits for one chunk at most. */
const TARGET_MS = 7
const FIRST_SIZE = 50
/** Where one commit alone takes longer than the target (a hard disk), smaller chunks would only make more commits. */
const SMALLEST_SIZE = 50
const LARGEST_SIZE = 2_000

const next = hot<JobTable>(`SELECT * FROM job WHERE state IN ('queued','running') ORDER BY priority, created_at, id`)
const one = hot<JobTable>('SELECT * FROM job WHERE id = ?')
const TAKEN_BACK =
  "UPDATE job SET state = iif(failure_json IS NULL, 'cancelled', 'failed'), finished_at = ? WHERE id = ?"
const GO_ON =
  "UPDATE job SET state = 'queued', cancel_requested = 0, failure_json = NULL, finished_at = NULL WHERE id = ?"
const TAKE_BACK = `UPDATE job SET state = 'running', finished_at = NULL,
  failure_json = iif(cancel_requested = 1, failure_json, ifnull(failure_json, ?)) WHERE id = ?`

type Stepped = Extract<AnyJob, { style: 'stepped' }>
interface UntypedStepped {
  readonly kind: JobKind
  readonly firstCursor: unknown
  prepare(context: JobContext, input: unknown): Promise<{ readonly work: unknown; readonly total: number }>
  step(context: StepContext<unknown, unknown, unknown>): StepOutcome<unknown>
  readonly takeBack: 'refuse' | ((context: TakeBackContext<unknown, unknown>) => { readonly finished: boolean })
}
interface Failure {
  readonly code: string
  readonly params: Readonly<Record<string, unknown>>
}

/**
 * Works off the jobs, the most urgent first: one that writes rows and one that writes a file may run side by side. Between
 * two chunks the event loop turns, so that counter commands go before the next chunk.
 */
export class JobRunner {
  readonly #options: JobRunnerOptions
  readonly #definitions: ReadonlyMap<string, AnyJob>
  readonly #running = new Map<'stepped' | 'delegated', { readonly jobId: string; readonly abort: AbortController }>()
  readonly #held: HeldJobs
  #stopped = false
  #idle: Promise<void> = Promise.resolve()

  constructor(options: JobRunnerOptions) {
    this.#options = options
    this.#held = new HeldJobs({ delaysMs: options.retryAfterMs ?? RETRY_AFTER_MS, onDue: () => this.wake() })
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

  /** False for a kind that this program does not know. */
  isCancellable(kind: string): boolean {
    const definition = this.#definitions.get(kind)
    if (definition === undefined) return false
    return definition.style === 'delegated' || definition.takeBack !== 'refuse'
  }

  /**
   * Puts a job that has ended back to work: `take_back` what it left half-way, or `go_on` at its cursor. Call `wake` afterwards.
   */
  reopen(jobId: string, how: 'take_back' | 'go_on'): void {
    const failure = JSON.stringify({ code: 'internal', params: {} } satisfies Failure)
    if (how === 'go_on') this.#technical(GO_ON, jobId)
    else this.#technical(TAKE_BACK, failure, jobId)
    this.#said(jobId)
  }

  /** Tells the running job that a cancel was written. */
  noticeCancel(jobId: string): void {
    this.#held.release(jobId)
    for (const running of this.#running.values()) if (running.jobId === jobId) running.abort.abort()
    this.wake()
  }

  /** Starts what waits. Also called at start: jobs that a crash left running go on. */
  wake(): void {
    if (this.#stopped) return
    const waiting = this.#options.database.read.hotAll(next).filter((job) => !this.#held.has(job.id))
    for (const job of waiting) if (!this.#definitions.has(job.kind)) this.#refuseUnknown(job)
    for (const style of ['stepped', 'delegated'] as const) {
      if (this.#running.has(style)) continue
      const job = waiting.find((row) => this.#definitions.get(row.kind)?.style === style)
      if (job !== undefined) this.#launch(style, job)
    }
  }

  /** Resolves when nothing is queued or running. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await this.#idle
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#held.stop()
    for (const running of this.#running.values()) running.abort.abort()
    await this.settled()
  }

  /** Never rejects: a job whose failure cannot be written either is held back and tried again. */
  #launch(style: 'stepped' | 'delegated', job: JobTable): void {
    const abort = new AbortController()
    this.#running.set(style, { jobId: job.id, abort })
    const run = this.#run(job, abort)
      .catch((error: unknown) => this.#fail(job, error))
      .then(
        () => this.#held.release(job.id),
        (error: unknown) => this.#holdBack(job, error),
      )
      .then(() => this.#ended(style))
    this.#idle = Promise.all([this.#idle, run]).then(() => {})
  }

  #ended(style: 'stepped' | 'delegated'): void {
    this.#running.delete(style)
    try {
      this.#options.database.checkpoint('if_due')
      this.wake()
    } catch (error) {
      this.#options.log.error('job.not_woken', { cause: causeOf(error) })
    }
  }

  async #run(job: JobTable, abort: AbortController): Promise<void> {
    const definition = this.#definition(job.kind as JobKind)
    this.#technical("UPDATE job SET state = 'running' WHERE id = ?", job.id)
    const context = this.#context(job, abort.signal)
    const input: unknown = JSON.parse(job.input_json)
    if (definition.style === 'stepped') {
      await this.#runSteps(job, definition, { context, input })
      return
    }
    if (this.#isToTakeBack(job.id)) {
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
    at: { readonly context: JobContext; readonly input: unknown },
  ): Promise<void> {
    const steps = definition as unknown as UntypedStepped
    const prepared = await this.#prepare(job, steps, at)
    if (prepared === null) return this.#takeBack(job)
    const { work, total } = prepared
    this.#technical('UPDATE job SET total = ? WHERE id = ?', total, job.id)
    let cursor = cursorOf(job, steps)
    let size = FIRST_SIZE
    for (;;) {
      if (this.#stopped) return
      if (this.#isToTakeBack(job.id)) return this.#takeBack(job)
      const started = performance.now()
      const outcome = this.#step(job, (unit) => {
        const stepped = steps.step({ ...factsOf(job), db: unit, input: at.input, work, cursor, size })
        const text = 'UPDATE job SET cursor_json = ?, done = ? WHERE id = ?'
        unit.technical({ table: 'job', text }, JSON.stringify(stepped.cursor), stepped.done, job.id)
        if (stepped.finished) finishIn(unit, job.id, stepped.result ?? {})
        return stepped
      })
      this.#said(job.id)
      if (outcome.finished) return
      cursor = outcome.cursor
      size = adapt(size, performance.now() - started)
      await turn()
      this.#options.database.checkpoint('if_due')
    }
  }

  /** The work of a stepped job; `null` when it was cancelled meanwhile, or is on its way back since before a restart. */
  async #prepare(
    job: JobTable,
    steps: UntypedStepped,
    at: { readonly context: JobContext; readonly input: unknown },
  ): Promise<{ readonly work: unknown; readonly total: number } | null> {
    if (this.#isToTakeBack(job.id)) return null
    try {
      return await steps.prepare(at.context, at.input)
    } catch (error) {
      if (!this.#stopped && this.#isToTakeBack(job.id)) return null
      throw error
    }
  }

  /** Takes back what the job did and ends it in the last transaction: failed when it has a failure, else cancelled. */
  async #takeBack(left: JobTable): Promise<void> {
    const steps = this.#definition(left.kind as JobKind) as unknown as UntypedStepped
    const { takeBack } = steps
    invariant(takeBack !== 'refuse', `${left.kind} can be taken back`)
    const job = this.#options.database.read.hotFirst(one, left.id) ?? left
    const cursor = cursorOf(job, steps)
    const input: unknown = JSON.parse(job.input_json)
    while (!this.#stopped) {
      const { finished } = this.#step(job, (unit) => {
        const back = takeBack({ ...factsOf(job), db: unit, input, cursor, size: 300 })
        if (back.finished) unit.technical({ table: 'job', text: TAKEN_BACK }, unit.now, job.id)
        return back
      })
      await turn()
      this.#options.database.checkpoint('if_due')
      if (finished) break
    }
    this.#said(job.id)
  }

  #step<T>(job: JobTable, work: (unit: UnitOfWork) => T): T {
    const { database, events } = this.#options
    const committed = database.transact({ command: `job.${job.kind}`, userId: job.created_by }, work)
    events.publish(committed.events)
    return committed.value
  }

  #context(job: JobTable, signal: AbortSignal): JobContext {
    const { database, documents, clock } = this.#options
    let saidAt = 0
    return {
      ...factsOf(job),
      db: database.read,
      documents,
      now: () => clock.now(),
      signal,
      progress: (done, total) => {
        if (performance.now() - saidAt < 200 && done < total) return
        saidAt = performance.now()
        this.#technical('UPDATE job SET done = ?, total = ? WHERE id = ?', done, total, job.id)
        this.#said(job.id)
      },
    }
  }

  #finish(job: JobTable, result: JobResult): void {
    this.#step(job, (unit) => finishIn(unit, job.id, result))
    this.#said(job.id)
  }

  #cancelled(job: JobTable): void {
    this.#technical(
      "UPDATE job SET state = 'cancelled', finished_at = ? WHERE id = ?",
      this.#options.clock.now(),
      job.id,
    )
    this.#said(job.id)
  }

  /** @throws whatever keeps the failure, or what it asks for, from being written. */
  async #fail(job: JobTable, error: unknown): Promise<void> {
    if (this.#stopped) return
    // What breaks off on its way back is tried again as it stands: half of it must not stay.
    if (this.#isToTakeBack(job.id)) throw error
    const failure: Failure =
      error instanceof AppError ? { code: error.code, params: error.params } : { code: 'internal', params: {} }
    if (!(error instanceof AppError))
      this.#options.log.error('job.failed', { job: job.id, kind: job.kind, cause: causeOf(error) })
    const definition = this.#definition(job.kind as JobKind)
    if (definition.style === 'delegated' || definition.takeBack === 'refuse') {
      this.#endFailed(job, failure)
      return
    }
    // From here on it goes back, after a restart too: its cursor would otherwise go on above rows that are gone.
    this.#technical('UPDATE job SET failure_json = ? WHERE id = ?', JSON.stringify(failure), job.id)
    await this.#takeBack(job)
  }

  #endFailed(job: JobTable, failure: Failure): void {
    const ended = [JSON.stringify(failure), this.#options.clock.now(), job.id] as const
    this.#technical("UPDATE job SET state = 'failed', failure_json = ?, finished_at = ? WHERE id = ?", ...ended)
    this.#said(job.id)
  }

  /** A job of another version of the program in the same file: it must not keep the others from their work. */
  #refuseUnknown(job: JobTable): void {
    try {
      this.#endFailed(job, { code: 'job.kind_unknown', params: { kind: job.kind } })
    } catch (error) {
      this.#holdBack(job, error)
    }
  }

  #holdBack(job: JobTable, error: unknown): void {
    if (this.#stopped) return
    const { attempts, givenUp } = this.#held.hold(job.id)
    const facts = { job: job.id, kind: job.kind, attempts, cause: causeOf(error) }
    this.#options.log.error(givenUp ? 'job.given_up' : 'job.held_back', facts)
  }

  /** Cancelled by a person or broken off by a failure: either way what it did goes back. */
  #isToTakeBack(jobId: string): boolean {
    const row = this.#options.database.read.hotFirst(one, jobId)
    return row !== null && (row.cancel_requested === 1 || row.failure_json !== null)
  }

  #said(jobId: string): void {
    this.#options.events.publish([{ name: 'job.progressed', data: { jobIds: [jobId] } }])
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

function factsOf(job: JobTable) {
  return { jobId: job.id, projectId: job.project_id ?? '', userId: job.created_by }
}

function cursorOf(job: JobTable, steps: UntypedStepped): unknown {
  return job.cursor_json === null ? steps.firstCursor : JSON.parse(job.cursor_json)
}

function causeOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
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
