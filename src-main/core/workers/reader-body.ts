import { contract } from '../../../src-shared/contract/index.ts'
import type { AnyOperation } from '../../../src-shared/contract/request/define.ts'
import { invariant } from '../../../src-shared/kernel/assert.ts'
import { localDateOf } from '../../../src-shared/kernel/time.ts'
import type { Clock } from '../../../src-shared/kernel/time.ts'
import type { ReadHandle } from '../db/read-handle.ts'
import type { Actor, Queries } from '../request/context.ts'
import type { ReaderPort } from '../request/dispatch.ts'
import { parseOutput } from '../request/parsing.ts'
import type { TaskBody, TaskRunner } from './task-runner.ts'

interface QueryTask {
  readonly input: unknown
  readonly actor: Actor
}

/** The reader: the queries of the contract that may take longer than 5 ms, on a read-only connection of its own. */
export function readerBody(parts: {
  readonly db: ReadHandle
  readonly queries: Queries
  readonly clock: Clock
}): TaskBody {
  const operations: Readonly<Record<string, AnyOperation>> = contract
  const queries: Readonly<Record<string, Queries[keyof Queries]>> = parts.queries
  return (op, task) => {
    const { input, actor } = task as QueryTask
    const operation = operations[op]
    const answer = Object.hasOwn(queries, op) ? queries[op] : undefined
    invariant(operation !== undefined && answer !== undefined, `the reader answers ${op}`)
    const now = parts.clock.now()
    return Promise.resolve(
      parseOutput(operation, answer({ db: parts.db, actor, now, today: localDateOf(now) }, input as never)),
    )
  }
}

export function readerPort(runner: TaskRunner): ReaderPort {
  return { run: (op, input, actor) => runner.run(op, { input, actor } satisfies QueryTask) }
}
