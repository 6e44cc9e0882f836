import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Input } from '../../src-main/core/request/context.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { EVERYTHING, NOVEMBER, PRICE, STANDARD, TERMS, billingWorld, home, homes } from '../support/billing-world.ts'
import { counterWorld, openShift } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

const day = (text: string): LocalDate => text as LocalDate
type Scope = Input<'billing.preview'>['scope']

let test: TestCore
const world = billingWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  await world.goLive()
})
afterEach(() => test.stop())

const refusal = (call: Promise<unknown>) => test.admin.refusal(call)
const preview = (scope: Scope, month: Month = NOVEMBER) => test.admin.query('billing.preview', { month, scope })
const lines = () => test.admin.query('billing.lines', { filter: {}, sort: { key: 'room', direction: 'asc' } })
const runs = async () => (await test.admin.query('billing.runs', {})).runs
const settings = (of: Input<'billing.set_settings'>) => test.admin.command('billing.set_settings', of)

async function parking(roomIds: readonly string[], fromOn = '2026-01-01') {
  const { standardId, feeItemId } = await test.admin.command('standard.create', {
    ...STANDARD,
    code: 'TC',
    item: { kind: 'new', name: '停车费', nature: 'revenue', expects: 'bound_only', taxRatePpm: 90_000 },
    terms: { ...TERMS, pricing: { kind: 'fixed' } },
    price: { ...PRICE, priceE6: 300_000_000 },
  })
  const target = { kind: 'rooms', roomIds: roomIds as Id[] } as const
  await test.admin.command('standard.bind', { standardId, target, fromOn: day(fromOn), override: null })
  await test.core.jobs.settled()
  return { standardId, feeItemId }
}

describe('the scope of a run', () => {
  it('may be some fees only, and rows that were taken out are listed, not billed', async () => {
    const [first = '', second = ''] = await world.addRooms(homes(2))
    await world.bindAll()
    const { feeItemId } = await parking([first, second])
    expect(await preview({ ...EVERYTHING, itemIds: [feeItemId] })).toMatchObject({ created: 2, totalFen: 60_000 })

    const excluded = [{ roomId: first as Id, itemId: feeItemId }]
    const seen = await preview({ ...EVERYTHING, excluded })
    expect(seen).toMatchObject({
      created: 3,
      totalFen: 2 * 16_097 + 30_000,
      excludedCount: 1,
      excludedFen: 30_000,
      skipped: [{ reason: 'billing.excluded', count: 1, example: '3-1-0' }],
    })
    expect(seen.outliers.filter((line) => line.excluded)).toMatchObject([{ roomCode: '3-1-0', feeItem: '停车费' }])
    const scope = { ...EVERYTHING, excluded }
    await test.admin.command('billing.publish', { month: NOVEMBER, scope, fingerprint: seen.fingerprint })
    await test.core.jobs.settled()
    expect((await lines()).sums.amountFen).toBe(2 * 16_097 + 30_000)
    expect(await preview(EVERYTHING)).toMatchObject({ created: 1, existing: 3, totalFen: 30_000 })
  })
})

describe('checking by a second person', () => {
  let accountant: TestSeat
  let rooms: readonly string[] = []
  beforeEach(async () => {
    rooms = await world.addRooms(homes(2))
    await world.bindAll()
    await settings({ secondCheck: true, autoRun: false })
    accountant = await (await counterWorld(test)).cashier('kuaiji', undefined, 'accountant')
  })

  it('is asked for: nobody publishes what nobody handed in, or what they handed in themselves', async () => {
    const { fingerprint, secondCheck } = await preview(EVERYTHING)
    expect(secondCheck).toBe(true)
    const asked = { month: NOVEMBER, scope: EVERYTHING, fingerprint }
    expect((await refusal(test.admin.command('billing.publish', asked))).code).toBe('billing.check_required')

    const { runId } = await accountant.command('billing.submit', asked)
    expect((await accountant.refusal(accountant.command('billing.submit', asked))).code).toBe(
      'billing.submitted_already',
    )
    const own = accountant.command('billing.publish', { ...asked, runId })
    expect((await accountant.refusal(own)).code).toBe('billing.check_by_another')
    expect(await runs()).toMatchObject([
      { runId, state: 'submitted', created: 2, totalFen: 32_194, mayCheck: true, startedBy: 'kuaiji' },
    ])
    expect((await lines()).count).toBe(0)

    await test.admin.command('billing.publish', { ...asked, runId })
    await test.core.jobs.settled()
    expect(await runs()).toMatchObject([{ runId, state: 'posted', created: 2, checkedBy: '系统管理员' }])
    expect((await lines()).count).toBe(2)
  })

  it('publishes what was handed in and nothing else, however much was bound meanwhile', async () => {
    const asked = { month: NOVEMBER, scope: EVERYTHING, fingerprint: (await preview(EVERYTHING)).fingerprint }
    const { runId } = await accountant.command('billing.submit', asked)
    await parking(rooms)
    const { fingerprint } = await preview(EVERYTHING)
    expect(fingerprint).not.toBe(asked.fingerprint)
    const grown = test.admin.command('billing.publish', { ...asked, fingerprint, runId })
    expect((await refusal(grown)).code).toBe('billing.changed_since_handed_in')
    expect((await lines()).count).toBe(0)
  })

  it('ends a plan that is given back, and one whose scope was changed on the way is none that was handed in', async () => {
    const { fingerprint } = await preview(EVERYTHING)
    const asked = { month: NOVEMBER, scope: EVERYTHING, fingerprint }
    const { runId } = await accountant.command('billing.submit', asked)
    const other = { ...asked, scope: { ...EVERYTHING, excluded: [] }, runId }
    expect((await refusal(test.admin.command('billing.publish', other))).code).toBe('billing.plan_changed')
    await test.admin.command('billing.drop_submitted', { runId })
    expect((await refusal(test.admin.command('billing.publish', { ...asked, runId }))).code).toBe(
      'billing.run_not_submitted',
    )
  })
})

describe('switching the check off', () => {
  it('takes two where there are two', async () => {
    await settings({ secondCheck: true, autoRun: false })
    await (await counterWorld(test)).cashier('wangjl', undefined, 'manager')
    const off = { secondCheck: false, autoRun: false }
    expect(await refusal(test.admin.command('billing.set_settings', off))).toMatchObject({
      code: 'approval.required',
      params: { kind: 'billing.drop_check' },
    })
    await settings({ secondCheck: true, autoRun: true })
    expect(await test.admin.query('billing.settings', {})).toMatchObject({ secondCheck: true, autoRun: true })
  })
})

describe('what is due', () => {
  it('is found by the scan however late, and a run of it makes it good', async () => {
    const [first = ''] = await world.addRooms(homes(1))
    await world.bindAll()
    // 23 November: the month of November and the one before were never billed.
    const due = await test.admin.query('billing.due', {})
    expect(due).toMatchObject({ lines: 1, rooms: 1, totalFen: 16_097, missedLines: 1, oldestOn: '2026-11-01' })
    await parking([first], '2026-11-23')
    expect(await test.admin.query('billing.due', {})).toMatchObject({ lines: 2, totalFen: 16_097 + 8_000 })
    const scope = { ...EVERYTHING, extent: 'due' } as const
    const { fingerprint } = await preview(scope)
    await test.admin.command('billing.publish', { month: NOVEMBER, scope, fingerprint })
    await test.core.jobs.settled()
    expect(await test.admin.query('billing.due', {})).toMatchObject({ lines: 0, missedLines: 0, oldestOn: null })
    expect(await runs()).toMatchObject([{ kind: 'due', state: 'posted', created: 2 }])
  })

  it('is billed by itself once a day where the project wants it, and handed in where a second person checks', async () => {
    await world.addRooms(homes(2))
    await world.bindAll()
    const tick = async () => {
      test.clock.advance(11 * 60_000)
      test.core.scheduler.tick()
      // The plan is made in a worker, the run by the job runner: both end before the next look.
      await expect
        .poll(async () => (await runs()).length + (await lines()).count, { timeout: 5_000 })
        .toBeGreaterThan(0)
      await test.core.jobs.settled()
    }
    test.core.scheduler.tick()
    expect(await runs()).toEqual([])
    await settings({ secondCheck: true, autoRun: true })
    await tick()
    const [handedIn] = await runs()
    expect(handedIn).toMatchObject({ kind: 'due', state: 'submitted', created: 2, mayCheck: true, startedBy: '' })
    await test.admin.command('billing.drop_submitted', { runId: handedIn?.runId as Id })

    // Only one person can decide here: it is done alone, and written down.
    await settings({ secondCheck: false, autoRun: true })
    test.clock.advance(24 * 3_600_000)
    await tick()
    expect((await runs())[0]).toMatchObject({ kind: 'due', state: 'posted', created: 2 })
    expect((await lines()).sums.amountFen).toBe(32_194)
    await tick()
    expect((await runs()).filter(({ state }) => state === 'posted')).toHaveLength(1)
  })
})

describe('automatic runs', () => {
  beforeEach(async () => {
    await world.addRooms(homes(2))
    await world.bindAll()
  })
  const tick = async (): Promise<void> => {
    test.clock.advance(61 * 60_000)
    test.core.scheduler.tick()
    await test.core.jobs.settled()
    // The plan is made in a worker before the job is there.
    await new Promise((resolve) => setTimeout(resolve, 300))
    await test.core.jobs.settled()
  }
  const atWork = () =>
    test.admin.command('billing.set_holidays', {
      year: 2026,
      holidays: [day('2026-10-01')],
      makeUpDays: [],
      source: '国办',
    })

  it('bill nothing while nobody has been at work for days: a clock that jumped ahead is none to believe', async () => {
    await settings({ secondCheck: false, autoRun: true })
    test.clock.set('2028-03-05T09:00:00+08:00')
    await tick()
    expect(await runs()).toEqual([])
    test.clock.set('2026-11-24T09:00:00+08:00')
    await atWork()
    await tick()
    expect(await runs()).toMatchObject([{ kind: 'due', state: 'posted', created: 2 }])
  })

  it('are not stopped by a plan of one building that waits, and tell the pages', async () => {
    await settings({ secondCheck: true, autoRun: true })
    const [building] = (await test.admin.query('room.buildings', {})).buildings
    const scope = { ...EVERYTHING, extent: 'due', buildingId: building?.buildingId ?? null } as const
    const { fingerprint } = await preview(scope)
    await test.admin.command('billing.submit', { month: NOVEMBER, scope, fingerprint })
    const seen: string[] = []
    test.admin.client.onEvent(({ name }) => seen.push(name))
    await tick()
    expect((await runs()).map(({ startedBy }) => startedBy).toSorted()).toEqual(['', '系统管理员'])
    expect(seen).toContain('billing.changed')
  })

  it('come again on the same day after a run that was taken back', async () => {
    await settings({ secondCheck: true, autoRun: true })
    await tick()
    const [handedIn] = await runs()
    await test.admin.command('billing.drop_submitted', { runId: handedIn?.runId as Id })
    await tick()
    expect((await runs()).filter(({ state }) => state === 'submitted')).toHaveLength(1)
  })
})

describe('a one-off charge', () => {
  const CARD = {
    ...STANDARD,
    code: 'MK',
    name: '门禁卡',
    item: { kind: 'new', name: '门禁卡工本费', nature: 'revenue', expects: 'bound_only', taxRatePpm: 0 },
    terms: {
      ...TERMS,
      pricing: { kind: 'one_off', minFen: 1_500 as never, maxFen: 3_000 as never },
      due: { kind: 'days_after_issue', days: 0 },
      notBeforeDays: 0,
    },
    price: { ...PRICE, priceE6: 20_000_000 },
  } as const

  it('is owed at once, paid at the counter, said why, and taken back while it is unpaid', async () => {
    const [roomId = ''] = await world.addRooms(homes(1))
    const { standardId } = await test.admin.command('standard.create', CARD)
    const office = await counterWorld(test)
    const cashier = await office.cashier('shoufei')
    expect(await cashier.query('billing.one_offs', {})).toMatchObject({
      standards: [{ standardId, amountFen: 2_000, minFen: 1_500, maxFen: 3_000 }],
      mayExceed: false,
    })
    const charge = (amountFen: number, seat = cashier) =>
      seat.command('billing.charge_once', {
        roomId: roomId as Id,
        standardId,
        amountFen: amountFen as never,
        note: '补办 1 张',
      })
    expect(await cashier.refusal(charge(5_000))).toMatchObject({
      code: 'billing.one_off_out_of_range',
      params: { min: '15.00', max: '30.00' },
    })
    const { lineId, dueOn } = await charge(2_000)
    expect(dueOn).toBe('2026-11-23')
    await charge(5_000, test.admin)
    const explained = await test.admin.query('billing.explain', { lineId })
    expect(explained).toMatchObject({ amountFen: 2_000, recomputedFen: 2_000, note: '补办 1 张' })
    await openShift(cashier, 'A')
    const account = await cashier.query('counter.open', { roomIds: [roomId as Id] })
    expect(account.lines.map((line) => line.openFen).sort((a, b) => a - b)).toEqual([2_000, 5_000])
    expect(account.lines[0]).toMatchObject({ feeItem: '门禁卡工本费', note: '补办 1 张', ticked: true })
    // It is owed, and says nothing of how far the room is paid.
    expect(account.paidUntil).toEqual([])
    await test.admin.command('billing.undo', { runId: explained.oneOffRunId as Id, reason: '录错了' })
    await test.core.jobs.settled()
    expect((await cashier.query('counter.open', { roomIds: [roomId as Id] })).lines).toHaveLength(1)
    // It is no run of a month, and no monthly run bills it.
    expect(await runs()).toEqual([])
    expect(await preview(EVERYTHING)).toMatchObject({ created: 0 })
  })

  it('is no monthly fee: it is bound to nothing, and no monthly standard joins its fee', async () => {
    await world.addRooms(homes(1))
    const { standardId, feeItemId } = await test.admin.command('standard.create', CARD)
    const bind = test.admin.command('standard.bind', {
      standardId,
      target: { kind: 'all', usage: null },
      fromOn: day('2026-01-01'),
      override: null,
    })
    expect((await refusal(bind)).code).toBe('standard.not_bindable')
    const monthly = { ...STANDARD, item: { kind: 'existing', feeItemId } } as const
    expect((await refusal(test.admin.command('standard.create', monthly))).code).toBe('standard.item_other_family')
  })
})

describe('a price of one room', () => {
  it('holds from its day on with its reason, outlives a rise, and goes back to the list', async () => {
    await world.addRooms([home('3-1-0101', 8_943)])
    const standardId = (await world.bindAll()) as Id
    const bindingOf = async () => (await test.admin.query('standard.bindings', { standardId, text: '' })).bindings
    const [before] = await bindingOf()
    await test.admin.command('standard.set_override', {
      bindingId: before?.bindingId as Id,
      fromOn: day('2026-11-16'),
      override: { priceE6: 1_500_000, reason: '一楼无电梯' },
    })
    // 15 days at 1.80 and 15 at 1.50: 80.487 and 67.0725.
    expect(await preview(EVERYTHING)).toMatchObject({ created: 2, totalFen: 8_049 + 6_707 })
    await world.publish()
    const list = await lines()
    const explained = await test.admin.query('billing.explain', {
      lineId: list.rows.find((row) => row.fromOn === '2026-11-16')?.lineId as Id,
    })
    expect(explained).toMatchObject({ priceFromOn: null, overrideReason: '一楼无电梯', amountFen: 6_707 })
    await test.admin.command('standard.add_price', {
      standardId,
      version: 1,
      price: { ...PRICE, fromOn: day('2026-12-01'), priceE6: 2_000_000 },
    })
    expect(await preview(EVERYTHING, '2026-12' as Month)).toMatchObject({ totalFen: 13_415 })
    const now = (await bindingOf()).find((one) => one.toOn === null)
    const back = { bindingId: now?.bindingId as Id, override: null }
    expect(
      (await refusal(test.admin.command('standard.set_override', { ...back, fromOn: day('2026-11-20') }))).code,
    ).toBe('standard.end_in_billed_month')
    await test.admin.command('standard.set_override', { ...back, fromOn: day('2026-12-01') })
    expect(await preview(EVERYTHING, '2026-12' as Month)).toMatchObject({ totalFen: 17_886 })
  })
})

describe('copying to another project', () => {
  it('brings terms, prices and fees along by code, once', async () => {
    const first = await test.admin.command('standard.create', STANDARD)
    const second = await parkingOnly()
    const source = await world.projectId()
    const other = { code: 'EQ', name: '二期', communityKind: 'standard', payeeName: '另一家' } as const
    const { projectId } = await test.admin.command('project.create', other)
    await test.admin.command('session.switch_project', { projectId })
    const { projects } = await test.admin.query('standard.sources', {})
    expect(projects).toMatchObject([{ projectId: source, standards: [{ code: 'GC', taken: false }, { code: 'TC' }] }])
    const copy = (standardIds: readonly Id[]) =>
      test.admin.command('standard.copy', { fromProjectId: source as Id, standardIds: [...standardIds] })
    expect(await copy([first.standardId, second.standardId])).toEqual({ copied: 2, skipped: [] })
    expect(await copy([first.standardId])).toEqual({ copied: 0, skipped: ['GC'] })
    expect(await test.admin.query('standard.list', {})).toMatchObject({
      standards: [
        { code: 'GC', terms: first.terms, versions: [{ priceE6: 1_800_000 }], boundRooms: 0 },
        { code: 'TC', pricingKind: 'fixed', versions: [{ priceE6: 300_000_000 }] },
      ],
      feeItems: [{ name: '物业费' }, { name: '停车费', taxRatePpm: 90_000, expects: 'bound_only' }],
    })
  })

  it('is not for whoever may not read the other project', async () => {
    const { standardId } = await test.admin.command('standard.create', STANDARD)
    const source = await world.projectId()
    const other = { code: 'EQ', name: '二期', communityKind: 'standard', payeeName: '另一家' } as const
    const { projectId } = await test.admin.command('project.create', other)
    await test.admin.command('session.switch_project', { projectId })
    const accountant = await (await counterWorld(test)).cashier('kuaiji', undefined, 'accountant')
    expect(await accountant.query('standard.sources', {})).toEqual({ projects: [] })
    const copy = accountant.command('standard.copy', { fromProjectId: source as Id, standardIds: [standardId] })
    expect((await accountant.refusal(copy)).code).toBe('standard.source_not_found')
  })

  const parkingOnly = () =>
    test.admin.command('standard.create', {
      ...STANDARD,
      code: 'TC',
      item: { kind: 'new', name: '停车费', nature: 'revenue', expects: 'bound_only', taxRatePpm: 90_000 },
      terms: { ...TERMS, pricing: { kind: 'fixed' } },
      price: { ...PRICE, priceE6: 300_000_000 },
    })
})
