import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { STANDARD, billingWorld, home, homes } from '../support/billing-world.ts'
import { breakOff } from '../support/job-brakes.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

const DECEMBER = '2026-12' as Month
const day = (text: string): LocalDate => text as LocalDate
const PARKING = { kind: 'new', name: '停车费', nature: 'revenue', expects: 'bound_only', taxRatePpm: 0 } as const
const ALL = { kind: 'all', usage: null } as const

let test: TestCore
const world = billingWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  await world.goLive()
})
afterEach(() => test.stop())

const refusal = (call: Promise<unknown>) => test.admin.refusal(call)
const create = (changes: object) => test.admin.command('standard.create', { ...STANDARD, ...changes })
const list = () => test.admin.query('standard.list', {})
const rooms = (roomIds: readonly string[]) => ({ kind: 'rooms' as const, roomIds: roomIds as Id[] })
async function bind(standardId: string, roomIds: readonly string[], fromOn = '2026-01-01'): Promise<void> {
  const target = rooms(roomIds)
  await test.admin.command('standard.bind', {
    standardId: standardId as Id,
    target,
    fromOn: day(fromOn),
    override: null,
  })
  await test.core.jobs.settled()
}

describe('a fee item', () => {
  it('says itself who owes it: parking set up first makes no home lack parking', async () => {
    const [first = '', second = ''] = await world.addRooms(homes(2))
    const parking = await create({ code: 'TC', item: PARKING })
    await bind(parking.standardId, [first])
    expect(await world.preview()).toMatchObject({ created: 1, skippedCount: 0 })
    expect((await list()).unboundRooms).toBe(1)

    const property = await create({ code: 'WY' })
    expect((await list()).unboundRooms).toBe(2)
    await bind(property.standardId, [second])
    expect(await world.preview()).toMatchObject({
      created: 2,
      skipped: [{ reason: 'billing.not_bound', count: 1, example: '3-1-0' }],
    })
    expect((await list()).unboundRooms).toBe(1)
    const without = { filter: { missing: 'standard' }, sort: { key: 'code', direction: 'asc' } } as const
    expect((await test.admin.query('room.list', without)).rows).toMatchObject([{ code: '3-1-0' }])
  })

  it('is chosen, not typed again: a second one of the same name is refused, and a standard joins the first', async () => {
    const { feeItemId } = await create({ code: 'GC' })
    expect(await refusal(create({ code: 'DC' }))).toMatchObject({
      code: 'standard.item_name_taken',
      params: { name: '物业费' },
      field: 'item.name',
    })
    const second = await create({ code: 'DC', item: { kind: 'existing', feeItemId } })
    expect(second).toMatchObject({ feeItemId, feeItemName: '物业费' })
    expect((await list()).feeItems).toEqual([
      { feeItemId, name: '物业费', nature: 'revenue', expects: 'every_room', taxRatePpm: 0, family: 'planned' },
    ])
  })

  it('of another project or of none is not found', async () => {
    const { feeItemId } = await create({ code: 'GC' })
    expect((await refusal(create({ code: 'DC', item: { kind: 'existing', feeItemId: test.newId() } }))).code).toBe(
      'standard.item_not_found',
    )
    const other = { code: 'EQ', name: '二期', communityKind: 'standard', payeeName: '另一家' } as const
    const { projectId } = await test.admin.command('project.create', other)
    await test.admin.command('session.switch_project', { projectId })
    expect((await refusal(create({ code: 'DC', item: { kind: 'existing', feeItemId } }))).code).toBe(
      'standard.item_not_found',
    )
  })

  it('keeps the nature that was chosen', async () => {
    await create({
      item: {
        kind: 'new',
        name: '代收水费',
        nature: 'collected_for_others',
        expects: 'bound_only',
        taxRatePpm: 60_000,
      },
    })
    expect((await list()).feeItems).toMatchObject([{ nature: 'collected_for_others', expects: 'bound_only' }])
  })
})

describe('binding many rooms', () => {
  it('goes on after a restart; rooms that come and go meanwhile move no other out of its turn', async () => {
    const roomIds = await world.addRooms(homes(900))
    const { standardId } = await create({})
    const begin = () =>
      test.admin.command('standard.bind', { standardId, target: ALL, fromOn: day('2026-01-01'), override: null })
    const broken = await breakOff(test, { begin, at: () => world.count('fee_binding') > 0 })
    test = broken.test
    const bound = world.count('fee_binding')
    expect(bound).toBeLessThan(899)
    test.core.database.transact({ command: 'test.end', userId: 'system' }, (unit) =>
      unit.update('room', roomIds[0] ?? '', { ended_on: '2026-11-01' }),
    )
    test.core.start()
    await test.core.jobs.settled()
    expect(world.count('fee_binding')).toBe(900)
    expect(world.count('(SELECT DISTINCT room_id FROM fee_binding)')).toBe(900)
    expect(await test.admin.query('job.open', { jobId: broken.answer.jobId })).toMatchObject({
      state: 'done',
      result: { bound: 900, skipped: 0 },
    })
  })
})

describe('ending a binding', () => {
  async function aBinding(code = '3-1-0') {
    const standardId = (await list()).standards[0]?.standardId as Id
    const { bindings } = await test.admin.query('standard.bindings', { standardId, text: code })
    const [binding] = bindings
    if (binding === undefined) throw new Error(`no binding of ${code}`)
    return binding
  }
  const end = (bindingId: Id, toOn: string) =>
    test.admin.command('standard.end_binding', { bindingId, toOn: day(toOn) })

  it('finds it by a part of the room code, only as long as it runs, and takes no sign for a pattern', async () => {
    await world.addRooms([home('3-1-0101', 8_943), home('3-1-0102', 8_943), home('7-1-0101', 8_943)])
    const standardId = (await world.bindAll()) as Id
    const found = async (text: string) =>
      (await test.admin.query('standard.bindings', { standardId, text })).bindings.map(({ roomCode }) => roomCode)
    expect(await found('0101')).toEqual(['3-1-0101', '7-1-0101'])
    expect(await found('%')).toEqual([])
    await end((await aBinding('7-1-0101')).bindingId, '2026-11-22')
    expect(await found('0101')).toEqual(['3-1-0101'])
  })

  it('charges up to its last day and nothing after it', async () => {
    await world.addRooms(homes(1))
    await world.bindAll()
    const { bindingId } = await aBinding()
    expect(await refusal(end(bindingId, '2025-12-31'))).toMatchObject({
      code: 'standard.end_before_start',
      params: { fromOn: '2026-01-01' },
    })
    await end(bindingId, '2026-11-15')
    expect((await world.preview()).outliers).toMatchObject([{ fromOn: '2026-11-01', toOn: '2026-11-15' }])
    expect(await world.preview(DECEMBER)).toMatchObject({ created: 0, skipped: [{ reason: 'billing.ended' }] })
  })

  it('never before the last day that is billed', async () => {
    await world.addRooms(homes(1))
    await world.bindAll()
    await world.publish()
    const { bindingId, billedUntilOn } = await aBinding()
    expect(billedUntilOn).toBe('2026-11-30')
    for (const early of ['2026-10-31', '2026-11-29'])
      expect(await refusal(end(bindingId, early))).toMatchObject({
        code: 'standard.end_in_billed_month',
        params: { untilOn: '2026-11-30' },
        field: 'toOn',
      })
    expect(await end(bindingId, '2026-11-30')).toEqual({ bindingId })
  })

  it('may be moved forward but never back, and another standard begins only after it', async () => {
    const [roomId = ''] = await world.addRooms(homes(1))
    await world.bindAll()
    const { bindingId } = await aBinding()
    await end(bindingId, '2026-12-31')
    expect(await refusal(end(bindingId, '2027-01-31'))).toMatchObject({
      code: 'standard.end_later',
      params: { toOn: '2026-12-31' },
    })
    await end(bindingId, '2026-12-15')
    const { feeItemId } = (await list()).standards[0] ?? {}
    const second = await create({ code: 'DC', item: { kind: 'existing', feeItemId } })
    const asked = { standardId: second.standardId, target: rooms([roomId]) }
    const tooEarly = { ...asked, fromOn: day('2026-12-15') }
    expect(await test.admin.query('standard.preview_binding', tooEarly)).toMatchObject({ toBind: 0, otherStandard: 1 })
    expect((await refusal(test.admin.command('standard.bind', { ...tooEarly, override: null }))).code).toBe(
      'standard.nothing_to_bind',
    )
    await bind(second.standardId, [roomId], '2026-12-16')
    // The month is cut at the change of standards, one line each: 15 and 16 of 31 days.
    expect(await world.preview(DECEMBER)).toMatchObject({ created: 2, totalFen: 16_097 })
  })
})
