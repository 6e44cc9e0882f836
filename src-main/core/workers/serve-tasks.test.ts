import { MessageChannel } from 'node:worker_threads'

import { describe, expect, it } from 'vitest'

import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { serveTasks } from './serve-tasks.ts'
import type { FromWorker, TaskBody } from './task-runner.ts'

describe('a worker', () => {
  it('answers a refusal that comes before anything was waited for, and goes on', async () => {
    const refusing = ((task: string) => {
      if (task === 'refused') throw new AppError('shift.expected_hidden')
      return Promise.resolve(42)
    }) as TaskBody
    const { port1, port2 } = new MessageChannel()
    serveTasks(port1, refusing)
    const answers: FromWorker[] = []
    const both = new Promise<void>((resolve) => {
      port2.on('message', (message: FromWorker) => {
        if (answers.push(message) === 2) resolve()
      })
    })
    port2.postMessage({ t: 'run', id: 1, task: 'refused', input: null })
    port2.postMessage({ t: 'run', id: 2, task: 'fine', input: null })
    await both
    port2.close()
    expect(answers).toMatchObject([
      { t: 'failed', id: 1, failure: { code: 'shift.expected_hidden' } },
      { t: 'done', id: 2, output: 42 },
    ])
  })
})
