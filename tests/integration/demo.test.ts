import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import { generateCommunity } from '../../src-shared/domain/demo/index.ts'
import { localDate } from '../../src-shared/kernel/time.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

const GO_LIVE = localDate('2026-11-01')

function countOf(test: TestCore, from: string): number {
  return test.core.database.read.hotFirst(hot<{ n: number }>(`SELECT count(*) AS n FROM ${from}`))?.n ?? -1
}

describe('the demo community', () => {
  let test: TestCore
  const project = generateCommunity({ profile: 'mini', seed: 7, today: GO_LIVE }).project(0)
  beforeAll(async () => {
    test = await startTestCore()
    await test.admin.command('job.load_demo', { profile: 'mini', seed: 7 })
    await test.core.jobs.settled()
  })
  afterAll(() => test.stop())

  it('has every room, space, owner term and binding of its record, and goes live with the month', async () => {
    const { jobs } = await test.admin.query('job.list', {})
    const rooms = project.rooms.length + project.spaces.length
    expect(jobs[0]).toMatchObject({
      kind: 'load_demo',
      state: 'done',
      done: rooms,
      result: { rooms, goLiveOn: GO_LIVE },
    })
    expect(countOf(test, 'room')).toBe(rooms)
    expect(countOf(test, 'search_doc')).toBe(rooms)
    expect(countOf(test, "relation WHERE role = 'tenant'")).toBe(
      [...project.relations, ...project.space_relations].filter((relation) => relation.role === 'tenant').length,
    )
    const byArea = new Set(
      project.standards.flatMap((standard) => (standard.area_basis === null ? [] : [standard.index])),
    )
    expect(countOf(test, 'fee_binding')).toBe(
      project.bindings.filter((binding) => byArea.has(binding.standard_index)).length,
    )
    expect(countOf(test, 'owner_term WHERE to_on IS NULL')).toBe(rooms)
    const paid = project.rooms.filter((room) => room.paid_until_on !== null).length
    expect(countOf(test, "room WHERE usage <> 'parking' AND opening_paid_until_on IS NOT NULL")).toBe(paid)
    expect((await test.admin.query('project.current', {})).goLiveOn).toBe(GO_LIVE)
  })

  it('can be billed at once: its rooms have areas, owners and standards', async () => {
    const preview = await test.admin.query('billing.preview', {
      month: '2026-11' as never,
      scope: { buildingId: null, roomId: null } as never,
    })
    expect(preview.totalFen).toBeGreaterThan(0)
    expect(preview.skipped.map((reason) => reason.reason)).toEqual(['billing.paid_until'])
  })

  it('is not poured over what is there', async () => {
    const error = await test.admin.refusal(test.admin.command('job.load_demo', { profile: 'mini', seed: 8 }))
    expect(error.code).toBe('job.project_not_empty')
  })

  it('keeps an unbroken chain of operations', () => {
    expect(verifyChain(test.core.database.read)).toMatchObject({ kind: 'intact' })
  })
})

describe('loading the demo', () => {
  it('cancelled half-way leaves an empty project, into which it can be loaded again', async () => {
    const test = await startTestCore()
    const { jobId } = await test.admin.command('job.load_demo', { profile: 'mini', seed: 7 })
    while ((await test.admin.query('job.open', { jobId })).done < 20)
      await new Promise((resolve) => setImmediate(resolve))
    await test.admin.command('job.cancel', { jobId })
    await test.core.jobs.settled()
    expect((await test.admin.query('job.open', { jobId })).state).toBe('cancelled')
    for (const table of [
      'room',
      'person',
      'relation',
      'building',
      'fee_standard',
      'fee_item',
      'fee_binding',
      'search_doc',
    ]) {
      expect([table, countOf(test, table)]).toEqual([table, 0])
    }
    expect((await test.admin.query('project.current', {})).goLiveOn).toBeNull()
    await test.admin.command('job.load_demo', { profile: 'mini', seed: 7 })
    await test.core.jobs.settled()
    expect(countOf(test, 'room')).toBeGreaterThan(100)
    await test.stop()
  })

  it('broken off goes on after a restart to the same community', async () => {
    const test = await startTestCore()
    const { jobId } = await test.admin.command('job.load_demo', { profile: 'mini', seed: 7 })
    while ((await test.admin.query('job.open', { jobId })).done < 20)
      await new Promise((resolve) => setImmediate(resolve))
    const again = await test.restart()
    await again.admin.login()
    again.core.start()
    await again.core.jobs.settled()
    const project = generateCommunity({ profile: 'mini', seed: 7, today: GO_LIVE }).project(0)
    expect(countOf(again, 'room')).toBe(project.rooms.length + project.spaces.length)
    expect(countOf(again, 'fee_standard')).toBe(3)
    await again.stop()
  })
})
