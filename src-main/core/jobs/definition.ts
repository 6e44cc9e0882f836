import type { JOB_KINDS } from '../../../src-shared/contract/job.contract.ts'
import type { ReadHandle } from '../db/read-handle.ts'
import type { UnitOfWork } from '../db/unit-of-work.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'
import type { TaskRunner } from '../workers/task-runner.ts'

export type JobKind = (typeof JOB_KINDS)[number]
/** Figures of the result page. */
export type JobResult = Readonly<Record<string, number | string>>

export interface JobFacts {
  readonly jobId: string
  readonly projectId: string
  readonly userId: string
}

export interface JobContext extends JobFacts {
  readonly db: ReadHandle
  readonly documents: TaskRunner
  readonly now: () => Instant
  readonly signal: AbortSignal
  progress(done: number, total: number): void
}

export interface StepContext<Input, Work, Cursor> extends JobFacts {
  readonly db: UnitOfWork
  readonly input: Input
  readonly work: Work
  readonly cursor: Cursor
  /** How many rows this step should write: the runner adapts it so that a step with its commit stays under 10 ms. */
  readonly size: number
}
/** What is taken back must be found in the data: a job that broke off while it prepared has no work to look at. */
export type TakeBackContext<Input, Cursor> = Omit<StepContext<Input, never, Cursor>, 'work'>

export interface StepOutcome<Cursor> {
  readonly cursor: Cursor
  readonly done: number
  readonly finished: boolean
  readonly result?: JobResult
}

/**
 * A job that writes in chunks, each a transaction that also saves the cursor: after a crash it goes on where it stood.
 * `prepare` must give the same work again for the same input and the same data.
 */
export interface SteppedJob<Input, Work, Cursor> {
  readonly style: 'stepped'
  readonly kind: JobKind
  readonly priority: number
  readonly firstCursor: Cursor
  prepare(context: JobContext, input: Input): Promise<{ readonly work: Work; readonly total: number }>
  step(context: StepContext<Input, Work, Cursor>): StepOutcome<Cursor>
  /**
   * Takes back, chunk by chunk, what the steps did; called when the person cancels and when the job fails, and once more from
   * the start of what is left after a crash. `refuse`: the job cannot be cancelled, and what it did before it failed stays.
   */
  readonly takeBack: 'refuse' | ((context: TakeBackContext<Input, Cursor>) => { readonly finished: boolean })
}

/** Jobs of one lane run one after the other; those of different lanes side by side. */
export const JOB_LANES = ['stepped', 'documents', 'backup'] as const
export type JobLane = (typeof JOB_LANES)[number]

/** A job whose work is done in another thread: `documents` unless told otherwise. */
export interface DelegatedJob<Input> {
  readonly style: 'delegated'
  readonly lane?: Exclude<JobLane, 'stepped'>
  readonly kind: JobKind
  readonly priority: number
  run(context: JobContext, input: Input): Promise<JobResult>
}

// The runner knows a job's input, work and cursor only as JSON that it carries; each definition closes over its own types.
export type AnyJob = SteppedJob<never, never, never> | DelegatedJob<never>

export function steppedJob<Input, Work, Cursor>(job: Omit<SteppedJob<Input, Work, Cursor>, 'style'>): AnyJob {
  return { style: 'stepped', ...job } as unknown as AnyJob
}

export function delegatedJob<Input>(job: Omit<DelegatedJob<Input>, 'style'>): AnyJob {
  return { style: 'delegated', ...job } as unknown as AnyJob
}

/** `null` for a kind that this program does not know. */
export function laneOf(job: AnyJob | undefined): JobLane | null {
  if (job === undefined) return null
  return job.style === 'stepped' ? 'stepped' : (job.lane ?? 'documents')
}
