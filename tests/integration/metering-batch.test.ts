import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { PRICE, TERMS } from '../support/billing-world.ts'
import { holdJobs } from '../support/job-brakes.ts'
import { meteringWorld } from '../support/metering-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

let test: TestCore
let folder: string
const world = meteringWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  await world.goLive()
  folder = mkdtempSync(join(tmpdir(), 'wuye-batch-'))
})
afterEach(async () => {
  await test.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function takeIn(...lines: readonly string[]) {
  const path = join(folder, '远传.csv')
  writeFileSync(path, `${lines.join('\n')}\n`)
  const asked = () =>
    ({
      ...{ grantId: test.grant(path, 'read'), sheetIndex: 0, readOn: '2026-09-30' as LocalDate, mapping: null },
    }) as never
  const { fingerprint } = await test.admin.command('metering.read_sheet', asked())
  const answer = await test.admin.command('metering.import_sheet', Object.assign({ fingerprint }, asked()) as never)
  await test.core.jobs.settled()
  return answer
}
const batches = async () => (await test.admin.query('metering.batches', {})).batches
const SEPTEMBER = { month: '2026-09' as Month, buildingId: null }

async function publishUsage() {
  const { fingerprint } = await test.admin.query('metering.preview_bills', SEPTEMBER)
  return test.admin.command('metering.publish_bills', { ...SEPTEMBER, fingerprint })
}

/** A home with a meter whose usage is charged, and a batch with its reading. */
async function readHome() {
  await world.addHome('3-1-101')
  const { standardId } = await test.admin.command('standard.create', {
    ...{ code: 'U1', name: '水费' },
    item: { kind: 'new', name: '水费', nature: 'collected_for_others', expects: 'bound_only', taxRatePpm: 0 },
    terms: { ...TERMS, pricing: { kind: 'metered', medium: 'cold_water' }, timing: 'postpaid' },
    price: { ...PRICE, priceE6: 0, usage: { pricing: { kind: 'flat', priceE6: 2_800_000 }, minimumFen: null } },
  } as never)
  await world.bindTo(standardId)
  const meterId = await world.addMeter('S', 100, { roomCode: '3-1-101' })
  const { batchId } = await takeIn('表号,读数', 'S,110')
  return { meterId, batchId }
}

describe('a batch that is being taken back', () => {
  it('is billed by nobody meanwhile, neither as usage nor as a share', async () => {
    const { meterId, batchId } = await readHome()
    const { poolId } = await test.admin.command('share.save_pool', {
      ...{ poolId: null, version: 0, name: '泵房', kind: 'amount', meterCodes: [], priceE6: 0 },
      ...{ scope: { kind: 'project' }, weight: { kind: 'equal' } },
    } as never)
    const shared = { poolId, fromOn: '2026-09-01', toOn: '2026-09-30', amountFen: 10_000, exclusions: [] }
    const { fingerprint } = await test.admin.query('share.preview', shared as never)
    const go = holdJobs(test)
    await test.admin.command('metering.undo_batch', { batchId })
    expect(await batches()).toMatchObject([{ state: 'undoing' }])
    expect(await test.admin.refusal(publishUsage())).toMatchObject({ code: 'metering.batch_at_work' })
    const share = test.admin.command('share.publish', { ...shared, fingerprint } as never)
    expect(await test.admin.refusal(share)).toMatchObject({ code: 'metering.batch_at_work' })
    const twice = test.admin.command('metering.undo_batch', { batchId })
    expect(await test.admin.refusal(twice)).toMatchObject({ code: 'metering.batch_gone' })
    go()
    await test.core.jobs.settled()
    expect(await batches()).toMatchObject([{ state: 'undone', readings: 0 }])
    expect((await world.open(meterId)).readings).toMatchObject([{ kind: 'first' }])
  })

  it('stands as before when something was read after it meanwhile', async () => {
    const { meterId, batchId } = await readHome()
    const go = holdJobs(test)
    const { jobId } = await test.admin.command('metering.undo_batch', { batchId })
    await world.enter(meterId, '2026-10-31', 120)
    go()
    await test.core.jobs.settled()
    expect(await test.admin.query('job.open', { jobId })).toMatchObject({
      state: 'failed',
      failure: { code: 'metering.batch_used' },
    })
    expect(await batches()).toMatchObject([{ state: 'imported', readings: 1 }])
    expect((await world.open(meterId)).readings).toHaveLength(3)
    await publishUsage()
    await test.core.jobs.settled()
    expect((await world.lines()).rows).toMatchObject([{ amountFen: 2800 }])
  })
})

describe('while a run is written', () => {
  it('nothing changes what meters say, and no other run begins', async () => {
    const { meterId, batchId } = await readHome()
    const other = await world.addMeter('T', 0)
    await world.enter(other, '2026-09-30', 10)
    const { readingId } = (await world.rowOf(meterId, '2026-09')).reading ?? { readingId: '' as never }
    const { poolId } = await test.admin.command('share.save_pool', {
      ...{ poolId: null, version: 0, name: '电梯', kind: 'amount', meterCodes: [], priceE6: 0 },
      ...{ scope: { kind: 'project' }, weight: { kind: 'equal' } },
    } as never)
    const shared = { poolId, fromOn: '2026-09-01', toOn: '2026-09-30', amountFen: 1000, exclusions: [] }
    const { fingerprint } = await test.admin.query('share.preview', shared as never)
    const path = join(folder, '第二份.csv')
    writeFileSync(path, '表号,读数\nT,20\n')
    const asked = () => ({
      ...{ grantId: test.grant(path, 'read'), sheetIndex: 0, readOn: '2026-10-31' as LocalDate, mapping: null },
    })
    const sheet = await test.admin.command('metering.read_sheet', asked() as never)
    const again = await test.admin.query('metering.preview_bills', SEPTEMBER)
    const at = { meterId, month: '2026-09', readingId }
    const go = holdJobs(test)
    await publishUsage()
    const write = (name: string, input: object) => () => test.admin.command(name as never, input as never)
    const dials = [{ register: 'total', valueE3: 111_000, run: 'forward', rollOver: 'by_rule' }]
    const changes: Readonly<Record<string, () => Promise<unknown>>> = {
      enter: () => world.enter(other, '2026-10-31', 20),
      confirm: write('metering.confirm', { ...at, confirmed: [] }),
      remove: write('metering.remove_reading', at),
      correct: write('metering.correct', { meterId, readingId, dials, reason: '抄错了表' }),
      import: write('metering.import_sheet', { ...asked(), fingerprint: sheet.fingerprint }),
      undo: write('metering.undo_batch', { batchId }),
      bills: write('metering.publish_bills', { ...SEPTEMBER, fingerprint: again.fingerprint }),
      share: write('share.publish', { ...shared, fingerprint }),
      retire: write('metering.retire', { meterId: other, version: 1, endedOn: '2026-10-31' }),
    }
    const codes: Record<string, string> = {}
    for (const [name, change] of Object.entries(changes)) codes[name] = (await test.admin.refusal(change())).code
    expect(codes).toEqual(Object.fromEntries(Object.keys(changes).map((name) => [name, 'billing.run_under_way'])))
    go()
    await test.core.jobs.settled()
  })
})

describe('the loss of a meter', () => {
  it('stays as it was billed', async () => {
    const { meterId } = await readHome()
    const change = (version: number) =>
      test.admin.command('metering.change', {
        ...{ meterId, version, code: 'S', parentCode: null, place: null, route: '3栋', routeOrder: 1 },
        ...{ loss: { kind: 'rate', ppm: 10_000 * version }, verifiedUntilOn: null },
      } as never)
    await change(1)
    await publishUsage()
    await test.core.jobs.settled()
    expect(await test.admin.refusal(change(2))).toMatchObject({ code: 'metering.loss_billed' })
  })
})
