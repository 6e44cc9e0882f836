import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'
import { expectBench, quantile } from './report.ts'
import { seeded } from './rig.ts'

const SAMPLE = 120

let dataDir: string
let test: TestCore
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wuye-bench-'))
  const keyHex = await seeded(dataDir, 'L')
  test = await startTestCore({ dataDir, keyHex, bare: true, watch: false })
  await test.admin.login()
}, 1_200_000)
afterAll(async () => {
  await test.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

interface Sampled {
  readonly code: string
  readonly name: string
  readonly phone: string
}

describe('the search box over all rooms of a large company', () => {
  it('answers while the clerk is still typing', async () => {
    const { read } = test.core.database
    const rooms = (read.hotFirst({ sql: 'SELECT count(*) AS n FROM room' }) as { n: number }).n
    expect(rooms).toBeGreaterThan(40_000)
    const { session } = await test.admin.query('session.current', {})
    const sampled = read.hotAll(
      {
        sql: `SELECT room.code, p.name, p.phone FROM room JOIN relation r ON r.room_id = room.id AND r.role = 'owner' JOIN person p ON p.id = r.person_id
        WHERE room.project_id = ? AND r.to_on IS NULL AND p.phone IS NOT NULL ORDER BY room.id LIMIT ${SAMPLE * 7}`,
      },
      session?.project?.id ?? '',
    ) as Sampled[]
    // What clerks type: a whole code, its beginning, a name, the tail of a phone.
    const texts = sampled
      .filter((_, at) => at % 7 === 0)
      .flatMap(({ code, name, phone }) => [code, code.slice(0, -1), name, phone.slice(-4)])
    const bare = `SELECT i.rowid FROM search_index i WHERE search_index MATCH ? LIMIT 60`
    const [asked, least]: [number[], number[]] = [[], []]
    for (const text of texts) {
      const started = performance.now()
      const { hits } = await test.admin.query('search.find', { text, limit: 30 })
      asked.push(performance.now() - started)
      expect({ text, found: hits.length > 0 }).toEqual({ text, found: true })
      const token = `"${text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()}" *`
      const began = performance.now()
      read.hotAll({ sql: bare }, token)
      least.push(performance.now() - began)
    }
    expectBench({
      name: `search in ${rooms} rooms p50`,
      unit: 'ms',
      value: quantile(asked, 0.5),
      baseline: null,
      limit: null,
    })
    expectBench({
      name: 'search in all rooms p95',
      unit: 'ms',
      value: quantile(asked, 0.95),
      baseline: { name: 'p95 of the bare index and 10 ms for the rows', value: quantile(least, 0.95) + 10 },
      limit: 3,
    })
  })
})
