import { hot } from '../../src-main/core/db/read-handle.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { counterWorld } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

const DAY = { fromOn: '2026-11-23' as LocalDate, toOn: '2026-11-23' as LocalDate }

let test: TestCore
let world: CounterWorld
let accountant: TestSeat
let folder: string

beforeEach(async () => {
  test = await startTestCore()
  world = await counterWorld(test)
  accountant = await world.cashier('liu', undefined, 'accountant')
  folder = mkdtempSync(join(tmpdir(), 'jobs-'))
})
afterEach(async () => {
  await test.stop()
  rmSync(folder, { recursive: true })
})
const exportDaily = (name: string) =>
  accountant.command('report.export_daily', {
    ...DAY,
    grantId: test.grant(join(folder, name), 'write'),
    language: 'zh-CN',
  })

/** A job that waits for ever: nothing was told to begin it. */
function waitingJob(kind: 'export_daily' | 'undo_bills'): Id {
  const { database, jobs } = test.core
  const jobId = test.newId() as Id
  database.transact({ command: 'test.job', userId: test.newId() }, (unit) => {
    jobs.enqueue(unit, { kind, projectId: world.projectId, input: {}, jobId })
  })
  return jobId
}

describe('tasks', () => {
  it('are found again with their result, the newest first, by the person who began them and by those who see all', async () => {
    const first = await exportDaily('1.xlsx')
    await test.core.jobs.settled()
    const second = await exportDaily('2.xlsx')
    await test.core.jobs.settled()
    const { jobs } = await accountant.query('job.list', {})
    expect(jobs.map(({ jobId }) => jobId)).toEqual([second.jobId, first.jobId])
    expect(jobs[0]).toMatchObject({
      kind: 'export_daily',
      state: 'done',
      own: true,
      startedBy: 'liu',
      cancellable: false,
      result: { fileName: '2.xlsx' },
    })
    expect((await test.admin.query('job.list', {})).jobs).toMatchObject([{ own: false }, { own: false }])
    const clerk = await world.cashier('limin')
    expect((await clerk.query('job.list', {})).jobs).toEqual([])
    expect((await clerk.refusal(clerk.query('job.open', { jobId: first.jobId }))).code).toBe('record.not_found')
    expect((await accountant.query('job.running', {})).jobs).toEqual([])
  })

  it('that wait are cancelled when their turn comes, and write nothing', async () => {
    const jobId = waitingJob('export_daily')
    expect(await test.admin.query('job.open', { jobId })).toMatchObject({
      state: 'queued',
      cancellable: true,
      cancelRequested: false,
    })
    const commandId = test.newId()
    await test.admin.command('job.cancel', { jobId }, commandId)
    await test.admin.command('job.cancel', { jobId }, commandId)
    await test.core.jobs.settled()
    expect(await test.admin.query('job.open', { jobId })).toMatchObject({
      state: 'cancelled',
      cancelRequested: true,
      cancellable: false,
    })
    expect((await test.admin.refusal(test.admin.command('job.cancel', { jobId }))).code).toBe('job.finished')
  })

  it('of others are not cancelled by a clerk, and unknown ones by nobody', async () => {
    const jobId = waitingJob('export_daily')
    const clerk = await world.cashier('limin')
    expect((await clerk.refusal(clerk.command('job.cancel', { jobId }))).code).toBe('job.not_yours')
    expect((await clerk.refusal(clerk.command('job.cancel', { jobId: test.newId() as Id }))).code).toBe('job.not_found')
  })

  it('that must not stop half-way say so', async () => {
    const jobId = waitingJob('undo_bills')
    expect(await test.admin.query('job.open', { jobId })).toMatchObject({ cancellable: false })
    expect((await test.admin.refusal(test.admin.command('job.cancel', { jobId }))).code).toBe('job.cannot_cancel')
  })
})

describe('what leaves by itself', () => {
  it('a draft that nobody touched for a week, and nothing younger', async () => {
    const { database, scheduler } = test.core
    const draft = (days: number): void => {
      const at = test.clock.now() - days * 86_400_000
      database.transactTechnical(
        "INSERT INTO import_draft(id, project_id, kind, file_name, content, settings_json, user_id, created_at, updated_at) VALUES(?,?,'rooms','x.xlsx',zeroblob(0),'{}','u',?,?)",
        test.newId(),
        world.projectId,
        at,
        at,
      )
    }
    draft(8)
    draft(6)
    scheduler.tick()
    expect(database.read.hotAll(hot('SELECT id FROM import_draft'))).toHaveLength(1)
  })

  it('the answer of a command after thirty days', async () => {
    const answers = () => test.core.database.read.hotAll(hot('SELECT command_id FROM command_result'))
    await test.admin.command('session.confirm_clock', { reason: '核对过时间' })
    test.clock.advance(29 * 86_400_000)
    test.core.scheduler.tick()
    expect(answers()).not.toEqual([])
    test.clock.advance(2 * 86_400_000)
    test.core.scheduler.tick()
    expect(answers()).toEqual([])
  })
})
