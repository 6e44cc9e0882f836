import { MessageChannel } from 'node:worker_threads'

import { afterAll, beforeAll, describe, it } from 'vitest'

import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'
import { expectBench, quantile, timed } from './report.ts'

const WARM = 500
const CALLS = 3_000

let test: TestCore
beforeAll(async () => {
  test = await startTestCore({ watch: false })
})
afterAll(() => test.stop())

/** A port that sends back what a page would get, and nothing between. */
function echo(answer: unknown): () => Promise<unknown> {
  const { port1, port2 } = new MessageChannel()
  port1.on('message', () => port1.postMessage(answer))
  port1.unref()
  const waiting: (() => void)[] = []
  port2.on('message', () => waiting.shift()?.())
  port2.unref()
  const question = { t: 'call', id: 1, kind: 'query', op: 'project.current', input: {} }
  return () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve)
      port2.postMessage(question)
    })
}

describe('a tiny query', () => {
  it('costs little more than the two messages that it takes', async () => {
    const output = await test.admin.query('project.current', {})
    const bounce = echo({ t: 'answer', id: 1, ok: true, output })
    const [asked, bare]: [number[], number[]] = [[], []]
    // In turns, so that whatever else the machine does meets both alike.
    for (let at = 0; at < WARM + CALLS; at++) {
      const [one, other] = [await timed(bounce), await timed(() => test.admin.query('project.current', {}))]
      if (at < WARM) continue
      bare.push(one)
      asked.push(other)
    }
    for (const [name, share, limit] of [
      ['p50', 0.5, 1.5],
      ['p95', 0.95, 8],
    ] as const) {
      expectBench({
        name: `tiny query ${name}`,
        unit: 'ms',
        value: quantile(asked, share),
        baseline: { name: 'two bare messages of the same size', value: quantile(bare, share) },
        limit,
      })
    }
  })
})
