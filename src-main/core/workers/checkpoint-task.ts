import type { Connection } from '../db/connection.ts'
import type { TaskBody, TaskRunner } from './task-runner.ts'

const TASK = 'database.checkpoint'

/**
 * Adds to a worker's tasks the moving of the log into the file: a thousand pages cost a tenth of a second of waiting for the
 * disk, which a list may take and the counter may not. It writes no data: the one writer stays core.
 */
export function withCheckpoints(body: TaskBody, open: () => Connection): TaskBody {
  let connection: Connection | null = null
  return (task, input, hooks) => {
    if (task !== TASK) return body(task, input, hooks)
    connection ??= open()
    connection.pragma('wal_checkpoint(PASSIVE)')
    return Promise.resolve(null)
  }
}

export function checkpointIn(runner: TaskRunner): () => Promise<unknown> {
  return () => runner.run(TASK, null)
}
