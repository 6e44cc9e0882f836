import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { AppError } from '../../../src-shared/kernel/app-error.ts'
import type { Clock } from '../../../src-shared/kernel/time.ts'
import { instant } from '../../../src-shared/kernel/time.ts'
import { hot } from '../db/read-handle.ts'
import type { JobTable } from '../db/tables.ts'
import { aProjectRow, openTestingDatabase } from '../db/testing.ts'
import type { TestingDatabase } from '../db/testing.ts'
import { EventHub } from '../request/events.ts'
import { delegatedJob, steppedJob } from './definition.ts'
import type { AnyJob, JobKind, StepContext } from './definition.ts'
import { JobRunner } from './runner.ts'

let db: TestingDatabase
let projectId: string
let logged: string[]
beforeEach(() => {
  db = openTestingDatabase()
  projectId = db.newId()
  db.write((unit) => unit.insert('project', aProjectRow(projectId)))
  logged = []
})
afterEach(() => db.stop())

const clock: Clock = { now: () => instant(1_795_400_000_000) }
const events = new EventHub()
const documents = { run: () => Promise.reject(new Error('not in this test')), stop: () => Promise.resolve() }

function runnerOf(...definitions: AnyJob[]): JobRunner {
  const error = (event: string, fields: object = {}): void => void logged.push(`${event} ${JSON.stringify(fields)}`)
  return new JobRunner({
    database: db.database,
    events,
    documents,
    definitions,
    clock,
    log: { info: () => {}, warn: () => {}, error },
    retryAfterMs: RETRY_AFTER_MS,
  })
}
/** Soon, and not for ever. */
const RETRY_AFTER_MS = [1, 1, 1]
function enqueue(runner: JobRunner, kind: JobKind, input: unknown = {}): string {
  const jobId = db.newId()
  db.write((unit) => runner.enqueue(unit, { kind, projectId, input, jobId }))
  return jobId
}
const jobOf = (jobId: string): JobTable => {
  const row = db.database.read.hotFirst(hot<JobTable>('SELECT * FROM job WHERE id = ?'), jobId)
  if (row === null) throw new Error('no such job')
  return row
}
const buildings = (): number =>
  db.database.read.hotFirst(hot<{ n: number }>('SELECT count(*) AS n FROM building'))?.n ?? -1
/** A disk without room for the writes that `when` picks; `null` gives it room again. */
function breakWrites(when: ((sql: string) => boolean) | null): void {
  vi.restoreAllMocks()
  if (when === null) return
  const { database } = db
  const write = database.transactTechnical.bind(database)
  vi.spyOn(database, 'transactTechnical').mockImplementation((sql, ...parameters) => {
    if (when(sql)) throw new AppError('disk.full')
    write(sql, ...parameters)
  })
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
}

interface Count {
  readonly rows: number
}
/** Writes that many buildings, a chunk at a time. */
function counting(
  changes: {
    readonly kind?: JobKind
    readonly priority?: number
    readonly takeBack?: 'refuse'
    readonly onStep?: (context: StepContext<Count, Count, number>) => void
    readonly onTakeBack?: () => void
  } = {},
): AnyJob {
  return steppedJob<Count, Count, number>({
    kind: changes.kind ?? 'publish_bills',
    priority: changes.priority ?? 10,
    firstCursor: 0,
    prepare: (_context, input) => Promise.resolve({ work: input, total: input.rows }),
    step(context) {
      changes.onStep?.(context)
      const size = Math.min(context.size, context.work.rows - context.cursor)
      const rows = Array.from({ length: size }, (_, at) => ({
        id: context.db.newId(),
        project_id: projectId,
        name: `${context.cursor + at}栋`,
        sort_key: '',
        import_batch_id: null,
        ended_on: null,
      }))
      context.db.insertMany('building', rows)
      const cursor = context.cursor + size
      return { cursor, done: cursor, finished: cursor === context.work.rows, result: { made: cursor } }
    },
    takeBack:
      changes.takeBack ??
      (({ db: unit, size }) => {
        const ids = unit.hotAll(hot<{ id: string }>('SELECT id FROM building LIMIT ?'), size).map((row) => row.id)
        unit.removeMany('building', ids, projectId)
        changes.onTakeBack?.()
        return { finished: ids.length < size }
      }),
  })
}

describe('a job that writes rows', () => {
  it('writes them all in chunks, tells how far it is, and keeps its result', async () => {
    const runner = runnerOf(counting())
    const jobId = enqueue(runner, 'publish_bills', { rows: 1_234 })
    expect(jobOf(jobId).state).toBe('queued')
    runner.wake()
    await runner.settled()
    expect(jobOf(jobId)).toMatchObject({ state: 'done', done: 1_234, total: 1_234, result_json: '{"made":1234}' })
    expect(buildings()).toBe(1_234)
  })

  it('lets a waiting command go between two chunks', async () => {
    const steps: number[] = []
    const runner = runnerOf(counting({ onStep: ({ cursor }) => steps.push(cursor) }))
    enqueue(runner, 'publish_bills', { rows: 3_000 })
    runner.wake()
    await new Promise((resolve) => setTimeout(resolve, 1))
    const seen = steps.length
    db.write((unit) => unit.update('project', projectId, { name: '收费台在中间' }))
    expect(seen).toBeGreaterThan(0)
    await runner.settled()
    expect(steps.length).toBeGreaterThan(seen)
    expect(buildings()).toBe(3_000)
  })

  it('does not shrink its chunks for a disk whose commits alone take longer than a chunk may', async () => {
    const sizes: number[] = []
    const slow = (context: StepContext<Count, Count, number>): void => {
      sizes.push(context.size)
      const until = performance.now() + 25
      while (performance.now() < until);
    }
    const runner = runnerOf(counting({ onStep: slow }))
    enqueue(runner, 'publish_bills', { rows: 500 })
    runner.wake()
    await runner.settled()
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(50)
  })

  it('goes on at its cursor after core was stopped in the middle, and does nothing twice', async () => {
    let runner = runnerOf(counting({ onStep: ({ cursor }) => cursor >= 100 && void runner.stop() }))
    const jobId = enqueue(runner, 'publish_bills', { rows: 1_000 })
    runner.wake()
    await runner.settled()
    const left = jobOf(jobId)
    expect(left.state).toBe('running')
    expect(buildings()).toBe(left.done)
    expect(left.done).toBeLessThan(1_000)
    runner = runnerOf(counting())
    runner.wake()
    await runner.settled()
    expect(jobOf(jobId).state).toBe('done')
    expect(buildings()).toBe(1_000)
  })

  it('is taken back chunk by chunk when somebody cancels it', async () => {
    const runner = runnerOf(
      counting({
        onStep: ({ db: unit, cursor }) =>
          cursor > 200 && unit.technical({ table: 'job', text: 'UPDATE job SET cancel_requested = 1' }),
      }),
    )
    const jobId = enqueue(runner, 'publish_bills', { rows: 5_000 })
    runner.wake()
    await runner.settled()
    expect(jobOf(jobId).state).toBe('cancelled')
    expect(buildings()).toBe(0)
    expect(runner.isCancellable('publish_bills')).toBe(true)
    expect(runnerOf(counting({ takeBack: 'refuse' })).isCancellable('publish_bills')).toBe(false)
  })

  it('that a rule refuses fails with that reason; one with a defect fails as internal and is logged', async () => {
    const refusing = counting({
      onStep: () => {
        throw new AppError('billing.plan_changed', { month: '2026-11' })
      },
    })
    const broken = counting({
      kind: 'import_rooms',
      onStep: () => {
        throw new Error('boom')
      },
    })
    const runner = runnerOf(refusing, broken)
    const [refused, failed] = [
      enqueue(runner, 'publish_bills', { rows: 10 }),
      enqueue(runner, 'import_rooms', { rows: 10 }),
    ]
    runner.wake()
    await runner.settled()
    expect(jobOf(refused)).toMatchObject({
      state: 'failed',
      failure_json: '{"code":"billing.plan_changed","params":{"month":"2026-11"}}',
    })
    expect(jobOf(failed)).toMatchObject({ state: 'failed', failure_json: '{"code":"internal","params":{}}' })
    expect(logged).toEqual([expect.stringContaining('boom')])
    expect(buildings()).toBe(0)
  })

  it('that is not committed with its command is not there', () => {
    const runner = runnerOf(counting())
    expect(() =>
      db.write((unit) => {
        runner.enqueue(unit, { kind: 'publish_bills', projectId, input: {}, jobId: db.newId() })
        throw new Error('refused after all')
      }),
    ).toThrow('refused after all')
    expect(db.database.read.hotAll(hot<unknown>('SELECT 1 FROM job'))).toEqual([])
  })
})

describe('a job that fails', () => {
  const failingAt = (rows: number, takeBack?: 'refuse'): AnyJob =>
    counting({
      ...(takeBack === undefined ? {} : { takeBack }),
      onStep: ({ cursor }) => {
        if (cursor >= rows) throw new AppError('billing.plan_changed')
      },
    })

  it('in the middle leaves nothing of what it wrote, and has failed only when all of it is gone', async () => {
    const runner = runnerOf(failingAt(400))
    const jobId = enqueue(runner, 'publish_bills', { rows: 1_000 })
    runner.wake()
    await runner.settled()
    expect(jobOf(jobId)).toMatchObject({ state: 'failed', failure_json: '{"code":"billing.plan_changed","params":{}}' })
    expect(buildings()).toBe(0)
  })

  it('keeps what it did when that cannot be taken back', async () => {
    const runner = runnerOf(failingAt(100, 'refuse'))
    const jobId = enqueue(runner, 'publish_bills', { rows: 1_000 })
    runner.wake()
    await runner.settled()
    expect(jobOf(jobId).state).toBe('failed')
    expect(buildings()).toBe(jobOf(jobId).done)
  })

  it('while it prepares is taken back too: there is no work to look at', async () => {
    const broken = steppedJob<Count, Count, number>({
      kind: 'publish_bills',
      priority: 10,
      firstCursor: 0,
      prepare: () => Promise.reject(new AppError('billing.plan_changed')),
      step: () => {
        throw new Error('not reached')
      },
      takeBack: ({ db: unit }) => {
        unit.update('project', projectId, { name: '已收回' })
        return { finished: true }
      },
    })
    const runner = runnerOf(broken)
    const jobId = enqueue(runner, 'publish_bills', { rows: 1 })
    runner.wake()
    await runner.settled()
    expect(jobOf(jobId).state).toBe('failed')
    expect(db.database.read.hotFirst(hot<{ name: string }>('SELECT name FROM project'))?.name).toBe('已收回')
  })

  it('goes on being taken back after a restart, and never forward over rows that are gone', async () => {
    const first = runnerOf(
      counting({
        onStep: ({ cursor }) => {
          if (cursor >= 1_000) throw new AppError('billing.plan_changed')
        },
        onTakeBack: () => void first.stop(),
      }),
    )
    const jobId = enqueue(first, 'publish_bills', { rows: 5_000 })
    first.wake()
    await first.settled()
    expect(jobOf(jobId).state).toBe('running')
    expect(buildings()).toBeGreaterThan(0)
    expect(buildings()).toBeLessThan(jobOf(jobId).done)
    const second = runnerOf(counting())
    second.wake()
    await second.settled()
    expect(jobOf(jobId).state).toBe('failed')
    expect(buildings()).toBe(0)
  })

  it('is tried again a few times, not thousands, where not even its failure can be written, and lets others go', async () => {
    let launches = 0
    const full = delegatedJob({
      kind: 'export_rooms',
      priority: 50,
      run: () => {
        launches += 1
        throw new AppError('disk.full')
      },
    })
    const other = delegatedJob({ kind: 'export_daily', priority: 60, run: () => Promise.resolve({ rows: 1 }) })
    const runner = runnerOf(full, other)
    const [jobId, next] = [enqueue(runner, 'export_rooms'), enqueue(runner, 'export_daily')]
    breakWrites((sql) => sql.includes("'failed'"))
    runner.wake()
    await until(() => logged.some((line) => line.startsWith('job.given_up')))
    expect(launches).toBe(1 + RETRY_AFTER_MS.length)
    expect(jobOf(jobId).state).toBe('running')
    expect(jobOf(next).state).toBe('done')
    breakWrites(null)
    runner.noticeCancel(jobId)
    await runner.settled()
    expect(jobOf(jobId)).toMatchObject({ state: 'failed', failure_json: '{"code":"disk.full","params":{}}' })
  })

  it('goes on at its cursor when the disk has room again', async () => {
    let full = true
    const runner = runnerOf(
      counting({
        onStep: ({ cursor }) => {
          if (full && cursor >= 200) throw new AppError('disk.full')
        },
      }),
    )
    const jobId = enqueue(runner, 'publish_bills', { rows: 1_000 })
    breakWrites((sql) => full && sql.includes('failure_json'))
    runner.wake()
    await until(() => logged.some((line) => line.startsWith('job.held_back')))
    const left = buildings()
    full = false
    await until(() => jobOf(jobId).state === 'done')
    expect(left).toBeGreaterThanOrEqual(200)
    expect(buildings()).toBe(1_000)
  })
})

describe('a job of a kind that this program does not know', () => {
  it('fails with a code that says so, and the others go on', async () => {
    const runner = runnerOf(counting())
    const [strange, known] = [
      enqueue(runner, 'publish_bills', { rows: 1 }),
      enqueue(runner, 'publish_bills', { rows: 10 }),
    ]
    db.database.transactTechnical("UPDATE job SET kind = 'from_tomorrow', priority = 1 WHERE id = ?", strange)
    runner.wake()
    await runner.settled()
    expect(jobOf(strange)).toMatchObject({
      state: 'failed',
      failure_json: '{"code":"job.kind_unknown","params":{"kind":"from_tomorrow"}}',
    })
    expect(jobOf(known).state).toBe('done')
    expect(runner.isCancellable('from_tomorrow')).toBe(false)
  })
})

describe('several jobs', () => {
  it('of those that write, the most urgent runs first and only one at a time', async () => {
    const order: string[] = []
    let running = 0
    const watched = (kind: JobKind, priority: number) =>
      counting({
        kind,
        priority,
        onStep: ({ cursor }) => {
          if (cursor === 0) order.push(kind)
          running += 1
          expect(running).toBe(1)
          running -= 1
        },
      })
    const runner = runnerOf(watched('import_rooms', 30), watched('publish_bills', 10), watched('bind_standard', 20))
    for (const kind of ['import_rooms', 'publish_bills', 'bind_standard'] as const) enqueue(runner, kind, { rows: 300 })
    runner.wake()
    await runner.settled()
    expect(order).toEqual(['publish_bills', 'bind_standard', 'import_rooms'])
  })

  it('one that makes a file does not wait for one that writes rows', async () => {
    let written = 0
    const runner = runnerOf(
      counting({ onStep: ({ cursor }) => (written = cursor) }),
      delegatedJob({
        kind: 'export_rooms',
        priority: 50,
        run: (context) => {
          context.progress(1, 2)
          return Promise.resolve({ rows: 2 })
        },
      }),
    )
    enqueue(runner, 'publish_bills', { rows: 20_000 })
    const file = enqueue(runner, 'export_rooms')
    runner.wake()
    while (jobOf(file).state !== 'done') await new Promise((resolve) => setImmediate(resolve))
    expect(written).toBeLessThan(20_000)
    await runner.settled()
  })
})

describe('a job that makes a file', () => {
  const waiting = (): AnyJob =>
    delegatedJob({
      kind: 'export_rooms',
      priority: 50,
      run: ({ signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up')))),
    })

  it('is cancelled by its signal', async () => {
    const runner = runnerOf(waiting())
    const jobId = enqueue(runner, 'export_rooms')
    runner.wake()
    await new Promise((resolve) => setImmediate(resolve))
    runner.noticeCancel(jobId)
    await runner.settled()
    expect(jobOf(jobId).state).toBe('cancelled')
    expect(logged).toEqual([])
  })

  it('that core was stopped in is started anew the next time', async () => {
    const runner = runnerOf(waiting())
    const jobId = enqueue(runner, 'export_rooms')
    runner.wake()
    await new Promise((resolve) => setImmediate(resolve))
    await runner.stop()
    expect(jobOf(jobId).state).toBe('running')
    const next = runnerOf(delegatedJob({ kind: 'export_rooms', priority: 50, run: () => Promise.resolve({ rows: 1 }) }))
    next.wake()
    await next.settled()
    expect(jobOf(jobId)).toMatchObject({ state: 'done', result_json: '{"rows":1}' })
  })
})
