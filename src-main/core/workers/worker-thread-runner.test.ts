import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { SILENT_LOG } from '../log.ts'
import { GuardedRunner } from './guarded-runner.ts'
import { WorkerThreadRunner } from './worker-thread-runner.ts'

/** Says where it runs, runs for ever, fills the memory, or breaks. */
const BODY = `import { parentPort, threadId } from 'node:worker_threads'
parentPort.on('message', ({ t, id, task }) => {
  if (t !== 'run') return
  if (task === 'loop') for (;;) {}
  if (task === 'fill') { const kept = []; for (;;) kept.push({ at: kept.length, more: [kept.length] }) }
  if (task === 'break') throw new Error('broken')
  parentPort.postMessage({ t: 'done', id, output: threadId })
})`

let folder: string
let file: URL
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thread-'))
  const path = join(folder, 'body.mjs')
  writeFileSync(path, BODY)
  file = pathToFileURL(path)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const started: WorkerThreadRunner[] = []
afterEach(async () => {
  for (const runner of started.splice(0)) await runner.stop()
})
function threadOf(): WorkerThreadRunner {
  const runner = new WorkerThreadRunner({
    name: 'test',
    file,
    workerData: null,
    idleMs: 60_000,
    heapMb: 64,
    log: SILENT_LOG,
  })
  started.push(runner)
  return runner
}

const codeOf = (reason: unknown): string => (reason instanceof AppError ? reason.code : String(reason))

describe('a worker thread', () => {
  it('that takes more memory than it may ends, and the program does not', async () => {
    const thread = threadOf()
    await expect(thread.run('fill', null)).rejects.toMatchObject({ end: 'out_of_memory' })
    expect(await thread.run('say', null)).toEqual(expect.any(Number))
  }, 60_000)

  it('that breaks fails what it worked on; the next task has a new one', async () => {
    const thread = threadOf()
    const first = await thread.run('say', null)
    await expect(thread.run('break', null)).rejects.toMatchObject({ end: 'crashed' })
    expect(await thread.run('say', null)).not.toBe(first)
  })

  it('in a loop without end is ended from outside, and all that waited for it fails', async () => {
    const thread = threadOf()
    const calls = [thread.run('loop', null), thread.run('say', null)]
    const ends = Promise.allSettled(calls)
    await thread.giveUp('timed_out')
    expect(await ends).toMatchObject([{ reason: { end: 'timed_out' } }, { reason: { end: 'timed_out' } }])
  })

  it('under guard answers others while one task after another is lost', async () => {
    const codes = { tooSlow: 'test.too_slow', tooHeavy: 'test.too_heavy' }
    const guarded = new GuardedRunner({ runner: threadOf(), timeoutMs: 15_000, cancelMs: 100, codes })
    const calls = ['loop', 'say', 'fill', 'say', 'break', 'say'].map((task) => guarded.run(task, null))
    const outcomes = await Promise.allSettled(calls)
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'ok' : codeOf(outcome.reason)))).toEqual([
      'test.too_slow',
      'ok',
      'test.too_heavy',
      'ok',
      'test.too_heavy',
      'ok',
    ])
  }, 120_000)
})
