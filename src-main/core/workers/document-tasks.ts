import type { Clock } from '../../../src-shared/kernel/time.ts'
import { invariant } from '../../../src-shared/kernel/assert.ts'
import type { ReadHandle } from '../db/read-handle.ts'
import type { TaskBody } from './task-runner.ts'

export interface DocumentContext {
  readonly db: ReadHandle
  readonly clock: Clock
  /** Folder of the fonts that ship with the program. */
  readonly fontsDir: string
  readonly signal: AbortSignal
  onProgress(done: number, total: number): void
}

/** What the documents worker can do: each feature contributes its own tasks by name (`<feature>.<verb>`). */
export type DocumentTasks = Readonly<Record<string, (context: DocumentContext, input: never) => Promise<unknown>>>

/** A task with a typed input; the caller names the same type. */
export function documentTask<Input, Output>(
  run: (context: DocumentContext, input: Input) => Promise<Output>,
): (context: DocumentContext, input: never) => Promise<unknown> {
  return run
}

export function documentsBody(parts: {
  readonly db: ReadHandle
  readonly clock: Clock
  readonly fontsDir: string
  readonly tasks: DocumentTasks
}): TaskBody {
  const { tasks, ...context } = parts
  return (name, input, hooks) => {
    const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined
    invariant(task !== undefined, `the documents worker knows ${name}`)
    return task({ ...context, ...hooks }, input as never)
  }
}
