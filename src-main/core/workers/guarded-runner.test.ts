import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { GuardedRunner } from './guarded-runner.ts'
import type { EndableRunner } from './guarded-runner.ts'
import { WorkerEnded } from './task-runner.ts'
import type { TaskHooks, WorkerEnd } from './task-runner.ts'

/** A worker whose every task ends when the test says so. */
class SlowWorker implements EndableRunner {
  readonly started: string[] = []
  readonly ends: WorkerEnd[] = []
  #under: { resolve: (output: unknown) => void; reject: (error: Error) => void } | null = null

  run(task: string, _input: unknown, _hooks?: TaskHooks): Promise<unknown> {
    this.started.push(task)
    return new Promise((resolve, reject) => {
      this.#under = { resolve, reject }
    })
  }

  answer(output: unknown): void {
    this.#under?.resolve(output)
  }

  fail(error: Error): void {
    this.#under?.reject(error)
  }

  breakOff(end: WorkerEnd): void {
    this.fail(new WorkerEnded('slow', end))
  }

  giveUp(end: WorkerEnd): Promise<void> {
    this.ends.push(end)
    this.breakOff(end)
    return Promise.resolve()
  }

  stop(): Promise<void> {
    return Promise.resolve()
  }
}

let worker: SlowWorker
let guarded: GuardedRunner
beforeEach(() => {
  vi.useFakeTimers()
  worker = new SlowWorker()
  const codes = { tooSlow: 'test.too_slow', tooHeavy: 'test.too_heavy' }
  guarded = new GuardedRunner({ runner: worker, timeoutMs: 60_000, cancelMs: 2_000, codes })
})
afterEach(() => vi.useRealTimers())

const tick = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)
/** The refusal, caught at once so that none goes unhandled. */
function refusalOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'answered',
    (error: unknown) => (error instanceof AppError ? { code: error.code, params: error.params } : error),
  )
}

describe('a guarded worker', () => {
  it('is given one task at a time', async () => {
    const first = guarded.run('first', null)
    const second = guarded.run('second', null)
    await tick()
    expect(worker.started).toEqual(['first'])
    worker.answer(1)
    expect(await first).toBe(1)
    await tick()
    worker.answer(2)
    expect(await second).toBe(2)
    expect(worker.started).toEqual(['first', 'second'])
  })

  it('is ended when a task takes too long, which is refused; the next one is not late by what it waited', async () => {
    const slow = refusalOf(guarded.run('slow', null))
    const next = guarded.run('next', null)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await slow).toEqual({ code: 'test.too_slow', params: { seconds: 60 } })
    await vi.advanceTimersByTimeAsync(59_000)
    worker.answer('done')
    expect(await next).toBe('done')
    expect(worker.ends).toEqual(['timed_out'])
  })

  it('that a task killed does the task once more, in a new one', async () => {
    const call = guarded.run('heavy', null)
    await tick()
    worker.breakOff('out_of_memory')
    await tick()
    worker.answer('done')
    expect(await call).toBe('done')
    expect(worker.started).toEqual(['heavy', 'heavy'])
  })

  it('that a task killed twice refuses the task, and works on', async () => {
    const heavy = refusalOf(guarded.run('heavy', null))
    const next = guarded.run('next', null)
    for (const end of ['out_of_memory', 'crashed'] as const) {
      await tick()
      worker.breakOff(end)
    }
    expect(await heavy).toEqual({ code: 'test.too_heavy', params: {} })
    await tick()
    worker.answer('done')
    expect(await next).toBe('done')
    expect(worker.started).toEqual(['heavy', 'heavy', 'next'])
  })

  it('is ended when a cancelled task does not look up, and not tried again', async () => {
    const abort = new AbortController()
    const call = refusalOf(guarded.run('deaf', null, { signal: abort.signal }))
    await tick()
    abort.abort()
    await vi.advanceTimersByTimeAsync(1_999)
    expect(worker.ends).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(await call).toMatchObject({ end: 'cancelled' })
    expect(worker.started).toEqual(['deaf'])
  })

  it('does not begin what was cancelled while it waited', async () => {
    const abort = new AbortController()
    const first = guarded.run('first', null)
    const waiting = refusalOf(guarded.run('waiting', null, { signal: abort.signal }))
    abort.abort()
    await tick()
    worker.answer(1)
    await first
    expect(await waiting).toMatchObject({ name: 'AbortError' })
    expect(worker.started).toEqual(['first'])
  })

  it('passes the refusals and the defects of a task on as they are', async () => {
    const own = [new AppError('test.own', { row: 3 }), new Error('a defect')]
    for (const error of own) {
      const call = guarded.run('own', null)
      const caught = call.catch((thrown: unknown) => thrown)
      await tick()
      worker.fail(error)
      expect(await caught).toBe(error)
    }
    expect(worker.started).toEqual(['own', 'own'])
  })
})
