import { hot } from '../../src-main/core/db/read-handle.ts'
import { insertRooms } from '../../src-main/core/features/room/index.ts'
import type { NewRoom } from '../../src-main/core/features/room/index.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import type { TestCore } from './test-core.ts'

export const NOVEMBER = '2026-11' as Month
export const EVERYTHING = { buildingId: null, roomId: null }
/** By built area, monthly and ahead: what a standard is as long as a test says nothing else. */
export const TERMS = {
  pricing: { kind: 'area', basis: 'built' },
  rounding: { mode: 'half_up', precision: 'fen', scope: 'month' },
  proration: { kind: 'actual_days' },
  cycleMonths: 1,
  timing: 'prepaid',
  anchor: { kind: 'natural' },
  issue: { kind: 'day_of_month', day: 1 },
  due: { kind: 'end_of_period' },
  rollDue: false,
  quotedPer: 'month',
  notBeforeDays: 7,
} as const
export const PRICE = {
  fromOn: '2024-01-01' as LocalDate,
  priceE6: 1_800_000,
  surcharge: null,
  formula: null,
  usage: null,
  document: null,
  publicFromOn: null,
  publicToOn: null,
} as const
export const STANDARD = {
  code: 'GC',
  name: '高层物业费',
  item: { kind: 'new', name: '物业费', nature: 'revenue', expects: 'every_room', taxRatePpm: 0 },
  terms: TERMS,
  price: PRICE,
} as const

export function home(code: string, areaE2: number | null, more: Partial<NewRoom> = {}): NewRoom {
  const owner = { name: `业主${code}`, phone: null, idNo: null }
  return {
    building: '3栋',
    unit: '1单元',
    floor: null,
    roomNo: code,
    code,
    usage: 'residence',
    occupancy: 'occupied',
    handoverOn: '2019-06-18' as LocalDate,
    openingPaidUntilOn: null,
    note: null,
    areas: areaE2 === null ? [] : [{ fromOn: null, builtAreaE2: areaE2, innerAreaE2: null }],
    ownerTerms: [{ fromOn: null, toOn: null, owners: [owner] }],
    tenants: [],
    ...more,
  }
}
/** So many homes of 89.43 ㎡: 160.97 a month at 1.80. */
export function homes(count: number, prefix = '3-1'): NewRoom[] {
  return Array.from({ length: count }, (_, index) => home(`${prefix}-${index}`, 8_943))
}

/** An office that bills, for tests of runs. `testNow` answers the core of the moment: tests restart it. */
export function billingWorld(testNow: () => TestCore) {
  const admin = () => testNow().admin
  const settled = () => testNow().core.jobs.settled()
  const preview = (month = NOVEMBER) => admin().query('billing.preview', { month, scope: EVERYTHING })

  async function projectId(): Promise<string> {
    const { session } = await admin().query('session.current', {})
    return session?.project?.id ?? ''
  }
  async function goLive(on = '2026-01-01'): Promise<void> {
    const id = await projectId()
    testNow().core.database.transact({ command: 'test.go_live', userId: 'system' }, (unit) =>
      unit.update('project', id, { go_live_on: on }),
    )
  }
  async function addRooms(rooms: readonly NewRoom[]): Promise<string[]> {
    const id = await projectId()
    return testNow().core.database.transact({ command: 'test.rooms', userId: 'system' }, (unit) =>
      insertRooms(unit, { projectId: id, importBatchId: null }, rooms),
    ).value
  }
  async function bindTo(standardId: string, fromOn = '2026-01-01'): Promise<void> {
    const target = { kind: 'all', usage: null } as const
    await admin().command('standard.bind', {
      standardId: standardId as never,
      target,
      fromOn: fromOn as LocalDate,
      override: null,
    })
    await settled()
  }
  async function bindAll(): Promise<string> {
    const { standardId } = await admin().command('standard.create', STANDARD)
    await bindTo(standardId)
    return standardId
  }
  /** Asks for a run and does not wait for it. */
  async function startPublish(month = NOVEMBER) {
    const { fingerprint } = await preview(month)
    return admin().command('billing.publish', { month, scope: EVERYTHING, fingerprint })
  }
  async function publish(month = NOVEMBER) {
    const { runId, jobId } = await startPublish(month)
    await settled()
    return { runId, job: await admin().query('job.open', { jobId }) }
  }
  return {
    projectId,
    goLive,
    addRooms,
    bindTo,
    bindAll,
    preview,
    startPublish,
    publish,
    lines: () => admin().query('billing.lines', { filter: {}, sort: { key: 'room', direction: 'asc' } }),
    count: (from: string): number =>
      testNow().core.database.read.hotFirst(hot<{ n: number }>(`SELECT count(*) AS n FROM ${from}`))?.n ?? -1,
    stateOf: (runId: string): string =>
      testNow().core.database.read.hotFirst(hot<{ state: string }>('SELECT state FROM bill_run WHERE id = ?'), runId)
        ?.state ?? '',
  }
}
export type BillingWorld = ReturnType<typeof billingWorld>
