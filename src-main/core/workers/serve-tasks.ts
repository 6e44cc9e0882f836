import type { MessagePort } from 'node:worker_threads'

import { carry } from './task-runner.ts'
import type { FromWorker, TaskBody, ToWorker } from './task-runner.ts'

/** The worker's end: takes tasks from the port, one after the other as they come, and answers each exactly once. */
export function serveTasks(port: MessagePort, body: TaskBody): void {
  const running = new Map<number, AbortController>()
  const post = (message: FromWorker): void => port.postMessage(message)
  port.on('message', (message: ToWorker) => {
    if (message.t === 'abort') {
      running.get(message.id)?.abort()
      return
    }
    if (message.t === 'stop') {
      port.close()
      return
    }
    const { id, task, input } = message
    const abort = new AbortController()
    running.set(id, abort)
    const onProgress = (done: number, total: number): void => post({ t: 'progress', id, done, total })
    // A body may refuse before it waits for anything: that is an answer too, and no end of the thread.
    void Promise.resolve()
      .then(() => body(task, input, { signal: abort.signal, onProgress }))
      .then((output) => post({ t: 'done', id, output }))
      .catch((error: unknown) => post({ t: 'failed', id, failure: carry(error) }))
      .finally(() => running.delete(id))
  })
}
