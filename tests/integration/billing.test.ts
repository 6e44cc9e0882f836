import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Fen } from '../../src-shared/kernel/money.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { EVERYTHING, NOVEMBER, billingWorld, home, homes } from '../support/billing-world.ts'
import { breakOff } from '../support/job-brakes.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

describe('billing a month', () => {
  let test: TestCore

  const { goLive, addRooms, bindTo, bindAll, preview, startPublish, publish, lines, count } = billingWorld(() => test)
  beforeEach(async () => {
    test = await startTestCore()
    await goLive()
  })
  afterEach(() => test.stop())

  it('B1: 89.43 ㎡ at 1.80 元 comes to 160.97, and the line says why', async () => {
    await addRooms([home('3-1-0101', 8_943)])
    await bindAll()
    expect(await preview()).toMatchObject({ created: 1, existing: 0, totalFen: 16_097 })
    await publish()
    const list = await lines()
    expect(list.rows).toMatchObject([{ roomCode: '3-1-0101', amountFen: 16_097, dueOn: '2026-11-30', state: 'open' }])
    const lineId = list.rows[0]?.lineId as never
    expect(await test.admin.query('billing.explain', { lineId })).toMatchObject({
      charge: { exact: '160.974', quantity: { value: 8_943, scale: 2 }, priceE6: 1_800_000 },
      priceFromOn: '2024-01-01',
      recomputedFen: 16_097,
    })
  })

  it('B25: a second run creates nothing, and five rooms that were added are the only new lines', async () => {
    await addRooms(homes(40))
    await bindAll()
    expect((await publish()).job).toMatchObject({ state: 'done', result: { created: 40 } })
    expect(await preview()).toMatchObject({ created: 0, existing: 40 })
    const again = await preview()
    const refused = await test.admin.refusal(
      test.admin.command('billing.publish', { month: NOVEMBER, scope: EVERYTHING, fingerprint: again.fingerprint }),
    )
    expect(refused.code).toBe('billing.nothing_to_create')
    await addRooms(homes(5, '3-2'))
    const standards = await test.admin.query('standard.list', {})
    await bindTo(standards.standards[0]?.standardId ?? '')
    expect(await preview()).toMatchObject({ created: 5, existing: 40, skippedCount: 0 })
    await publish()
    expect((await lines()).sums).toEqual({ amountFen: 45 * 16_097, paidFen: 0, openFen: 45 * 16_097 })
  })

  it('B26: a run that is taken back frees its month, and the next run bills it once more', async () => {
    await addRooms([home('3-1-0101', 8_943)])
    await bindAll()
    const { runId } = await publish()
    await test.admin.command('billing.undo', { runId, reason: '单价录错' })
    await test.core.jobs.settled()
    expect((await lines()).sums.openFen).toBe(0)
    await publish()
    const list = await lines()
    expect(list.rows.map((row) => row.state).sort()).toEqual(['cancelled', 'open'])
    expect(list.sums.openFen).toBe(16_097)
  })

  it('B27: a room without an area is skipped with its reason, never billed at 0.00', async () => {
    await addRooms([home('3-1-0101', 8_943), home('3-1-0102', null)])
    await bindAll()
    const seen = await preview()
    expect(seen).toMatchObject({ created: 1, skippedCount: 1, totalFen: 16_097 })
    expect(seen.skipped).toEqual([{ reason: 'billing.area_missing', count: 1, example: '3-1-0102' }])
  })

  it('bills nothing before the go-live date or up to the day that a room was paid until', async () => {
    await addRooms([
      home('3-1-0101', 8_943, { openingPaidUntilOn: '2026-11-30' as LocalDate }),
      home('3-1-0102', 8_943),
    ])
    await bindAll()
    expect(await preview()).toMatchObject({ created: 1, skipped: [{ reason: 'billing.paid_until', count: 1 }] })
    expect(await preview('2025-12' as Month)).toMatchObject({ created: 0, skippedCount: 2 })
  })

  it('lists rooms without a standard by name, and refuses to publish what has changed since it was looked at', async () => {
    await addRooms([home('3-1-0101', 8_943)])
    await bindAll()
    const { fingerprint } = await preview()
    await addRooms([home('3-1-0102', 8_943)])
    expect((await preview()).skipped).toEqual([{ reason: 'billing.not_bound', count: 1, example: '3-1-0102' }])
    const standards = await test.admin.query('standard.list', {})
    expect(standards).toMatchObject({ unboundRooms: 1 })
    await bindTo(standards.standards[0]?.standardId ?? '')
    const refused = await test.admin.refusal(
      test.admin.command('billing.publish', { month: NOVEMBER, scope: EVERYTHING, fingerprint }),
    )
    expect(refused.code).toBe('billing.plan_changed')
  })

  it('shows no line of a run that was cancelled half-way, and bills them all the next time', async () => {
    await addRooms(homes(600))
    await bindAll()
    const broken = await breakOff(test, { begin: () => startPublish(), at: () => count('receivable') > 0 })
    test = broken.test
    const { jobId } = broken.answer
    expect(count('receivable')).toBeLessThan(600)
    expect((await lines()).count).toBe(0)
    await test.admin.command('job.cancel', { jobId })
    await test.core.jobs.settled()
    expect(await test.admin.query('job.open', { jobId })).toMatchObject({ state: 'cancelled' })
    expect(count('receivable')).toBe(0)
    expect(await publish()).toMatchObject({ job: { result: { created: 600 } } })
    expect((await lines()).count).toBe(600)
  })

  it('goes on where it stood when core was restarted in the middle of a run', async () => {
    await addRooms(homes(900))
    await bindAll()
    const broken = await breakOff(test, { begin: () => startPublish(), at: () => count('receivable') > 0 })
    test = broken.test
    expect(count('receivable')).toBeLessThan(900)
    test.core.start()
    await test.core.jobs.settled()
    expect(await lines()).toMatchObject({ count: 900, sums: { amountFen: (900 * 16_097) as Fen } })
  })

  it('writes the notices of everything that is open as one PDF', async () => {
    await addRooms([home('3-1-0101', 8_943), home('3-1-0102', 10_024)])
    await bindAll()
    await publish()
    const path = join(test.dataDir, 'notices.pdf')
    const { jobId } = await test.admin.command('billing.print_notices', {
      month: NOVEMBER,
      buildingId: null,
      grantId: test.grant(path, 'write'),
    })
    await test.core.jobs.settled()
    expect(await test.admin.query('job.open', { jobId })).toMatchObject({ state: 'done', result: { notices: 2 } })
  })
})
