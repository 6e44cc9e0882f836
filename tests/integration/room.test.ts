import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { unpackBody } from '../../src-main/core/db/op-body.ts'
import { hot } from '../../src-main/core/db/read-handle.ts'
import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import type { NewRoom } from '../../src-main/core/features/room/index.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { counterWorld } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

const day = (text: string) => text as LocalDate
const id = (text: string) => text as Id
const CODE_ASC = { key: 'code', direction: 'asc' } as const
const owned = (name: string, phone: string | null = null): Pick<NewRoom, 'ownerTerms'> => ({
  ownerTerms: [{ fromOn: null, toOn: null, owners: [{ name, phone, idNo: null }] }],
})
const FORM = {
  building: '3栋',
  unit: '1单元',
  floor: '1',
  roomNo: '0105',
  code: '3-1-0105',
  usage: 'residence',
  occupancy: 'occupied',
  handoverOn: null,
  openingPaidUntilOn: null,
  note: null,
} as const
const NEW_ROOM = { ...FORM, builtAreaE2: 8_943, innerAreaE2: 7_210, owner: null } as const

describe('the list of rooms', () => {
  let test: TestCore
  let world: CounterWorld
  let clerk: TestSeat
  const list = (
    filter: object,
    sort: { key: 'code' | 'builtArea' | 'overdue' | 'paidUntil'; direction: 'asc' | 'desc' } = CODE_ASC,
    seat = test.admin,
  ) => seat.query('room.list', { filter, sort })
  const codes = async (filter: object, ...rest: [Parameters<typeof list>[1]?]) =>
    (await list(filter, ...rest)).rows.map(({ code }) => code)

  beforeAll(async () => {
    test = await startTestCore()
    world = await counterWorld(test)
    const a = world.room('3-1-0101', owned('张三', '13800008000'))
    world.room('3-1-0102', {
      ...owned('欧阳娜娜', '15012347731'),
      occupancy: 'rented',
      areas: [{ fromOn: null, builtAreaE2: 12_050, innerAreaE2: null }],
    })
    world.room('3-1-0103', { ownerTerms: [], occupancy: 'unsold', areas: [] })
    const d = world.room('5-1-1001', {
      ...owned('鑫源商贸有限公司', '075586667120'),
      building: '5栋',
      usage: 'shop',
      openingPaidUntilOn: day('2025-12-31'),
    })
    world.line(a, { month: '2026-09', amountFen: 16_097 })
    world.line(a, { month: '2026-10', amountFen: 16_097 })
    world.line(a, { month: '2026-12', amountFen: 16_097, dueOn: '2026-12-31' })
    world.line(d, { month: '2026-10', amountFen: 50_000 })
    world.line(d, { month: '2026-11', amountFen: 77_777, state: 'generating', dueOn: '2026-11-01' })
    clerk = await world.cashier('limin', [world.buildingOf(a)])
  })
  afterAll(() => test.stop())

  it('shows who owns a room, what it owes and until when it is paid, and sums over all that match', async () => {
    const opened = await list({})
    expect(opened.count).toBe(4)
    expect(opened.sums).toEqual({ builtAreaE2: 8_943 + 12_050 + 8_943, overdueFen: 2 * 16_097 + 50_000 })
    expect(opened.rows[0]).toMatchObject({
      code: '3-1-0101',
      ownerNames: '张三',
      phone: '13800008000',
      overdueFen: 32_194,
      paidUntilOn: null,
    })
    expect(opened.rows[3]).toMatchObject({ code: '5-1-1001', overdueFen: 50_000, paidUntilOn: '2025-12-31' })
    expect(opened.rows[2]).toMatchObject({ ownerNames: '', phone: null, builtAreaE2: null, overdueFen: 0 })
  })

  it('tells a guard who lives where, and nothing of what they owe', async () => {
    const guard = await world.cashier('menwei-2', undefined, 'guard')
    const opened = await list({}, CODE_ASC, guard)
    expect(opened.count).toBe(4)
    expect(opened.sums.overdueFen).toBeNull()
    expect(opened.rows.map(({ overdueFen, paidUntilOn }) => [overdueFen, paidUntilOn])).toEqual(
      Array.from({ length: 4 }, () => [null, null]),
    )
    const roomId = opened.rows[0]?.roomId as Id
    expect(await guard.query('room.open', { roomId })).toMatchObject({
      overdueFen: null,
      openFen: null,
      paidUntilOn: null,
    })
    const { hits } = await guard.query('search.find', { text: '3-1-0101', limit: 5 })
    expect(hits).toMatchObject([{ kind: 'room', overdueFen: null }])
    for (const telling of [
      list({ arrears: 'overdue' }, CODE_ASC, guard),
      list({}, { key: 'overdue', direction: 'desc' }, guard),
      list({}, { key: 'paidUntil', direction: 'asc' }, guard),
    ])
      expect((await guard.refusal(telling)).code).toBe('permission.denied')
  })

  it('is filtered by building, usage, state, arrears and what is missing', async () => {
    expect(await codes({ usage: 'shop' })).toEqual(['5-1-1001'])
    expect(await codes({ occupancy: 'rented' })).toEqual(['3-1-0102'])
    expect(await codes({ arrears: 'overdue' })).toEqual(['3-1-0101', '5-1-1001'])
    expect(await codes({ arrears: 'clear' })).toEqual(['3-1-0102', '3-1-0103'])
    expect(await codes({ missing: 'owner' })).toEqual(['3-1-0103'])
    expect(await codes({ missing: 'area' })).toEqual(['3-1-0103'])
    expect(await codes({ missing: 'standard' })).toHaveLength(4)
    const { buildings } = await test.admin.query('room.buildings', {})
    expect(buildings.map(({ name, rooms }) => [name, rooms])).toEqual([
      ['3栋', 3],
      ['5栋', 1],
    ])
    expect(await codes({ buildingId: buildings[1]?.buildingId })).toEqual(['5-1-1001'])
  })

  it('is searched by room, name, initials and the tail of a phone, but not by a whole phone', async () => {
    expect(await codes({ text: '3-1-01' })).toEqual(['3-1-0101', '3-1-0102', '3-1-0103'])
    expect(await codes({ text: '张三' })).toEqual(['3-1-0101'])
    expect(await codes({ text: 'oynn' })).toEqual(['3-1-0102'])
    expect(await codes({ text: '8000' })).toEqual(['3-1-0101'])
    expect(await codes({ text: '13800008000' })).toEqual([])
    expect(await codes({ text: '3' })).toHaveLength(4)
  })

  it('is sorted by area, arrears and paid-until, what is missing last', async () => {
    expect(await codes({}, { key: 'builtArea', direction: 'desc' })).toEqual([
      '3-1-0102',
      '3-1-0101',
      '5-1-1001',
      '3-1-0103',
    ])
    expect(await codes({}, { key: 'overdue', direction: 'desc' })).toEqual([
      '5-1-1001',
      '3-1-0101',
      '3-1-0102',
      '3-1-0103',
    ])
    expect((await codes({}, { key: 'paidUntil', direction: 'asc' }))[0]).toBe('5-1-1001')
    expect(await codes({}, { key: 'code', direction: 'desc' })).toEqual([
      '5-1-1001',
      '3-1-0103',
      '3-1-0102',
      '3-1-0101',
    ])
  })

  it('gives windows of its snapshot to whoever opened it and to nobody else', async () => {
    const { snapshotId } = await list({})
    const { rows } = await test.admin.query('room.list_rows', { snapshotId, from: 2, size: 2 })
    expect(rows.map(({ code }) => code)).toEqual(['3-1-0103', '5-1-1001'])
    expect((await clerk.refusal(clerk.query('room.list_rows', { snapshotId, from: 0, size: 2 }))).code).toBe(
      'list.expired',
    )
  })

  it('shows a clerk of one building only that building, with phones masked', async () => {
    const opened = await list({}, CODE_ASC, clerk)
    expect(opened.rows.map(({ code, phone }) => [code, phone])).toEqual([
      ['3-1-0101', '138****8000'],
      ['3-1-0102', '150****7731'],
      ['3-1-0103', null],
    ])
    expect(opened.sums.overdueFen).toBe(32_194)
    expect((await clerk.query('room.buildings', {})).buildings.map(({ name }) => name)).toEqual(['3栋'])
    const other = (await list({ usage: 'shop' })).rows[0]?.roomId ?? id('')
    expect((await clerk.refusal(clerk.query('room.open', { roomId: other }))).code).toBe('record.not_found')
    const guard = await world.cashier('menwei', undefined, 'guard')
    expect((await list({}, CODE_ASC, guard)).rows.map(({ ownerNames }) => ownerNames)).toEqual([
      '张*',
      '欧阳*',
      '',
      '鑫*商贸',
    ])
  })

  it('is written into a workbook with all rows that match', async () => {
    const path = join(test.dataDir, 'rooms.xlsx')
    const { jobId } = await test.admin.command('room.export', {
      filter: { arrears: 'overdue' },
      grantId: test.grant(path, 'write'),
      language: 'zh-CN',
      contacts: 'masked',
    })
    await test.core.jobs.settled()
    expect(await test.admin.query('job.open', { jobId })).toMatchObject({
      state: 'done',
      result: { rows: 2, fileName: 'rooms.xlsx' },
    })
    expect(existsSync(path)).toBe(true)
    expect(
      (
        await clerk.refusal(
          clerk.command('room.export', { filter: {}, grantId: 'x', language: 'zh-CN', contacts: 'masked' }),
        )
      ).code,
    ).toBe('permission.denied')
  })
})

describe('a room', () => {
  let test: TestCore
  let world: CounterWorld
  const open = (roomId: string, seat = test.admin) => seat.query('room.open', { roomId: id(roomId) })
  const refusal = (call: Promise<unknown>) => test.admin.refusal(call)

  beforeEach(async () => {
    test = await startTestCore()
    world = await counterWorld(test)
  })
  afterEach(() => test.stop())

  it('is made with its building, its area and its first owner, under a code of its own', async () => {
    const owner = { name: '李四', phone: ' 138 0000-8000 ', idNo: null, fromOn: day('2020-06-18') }
    const { roomId } = await test.admin.command('room.create', { ...NEW_ROOM, code: ' 3-1-0105 ', owner })
    expect(await open(roomId)).toMatchObject({
      code: '3-1-0105',
      building: '3栋',
      unit: '1单元',
      areas: [{ fromOn: null, builtAreaE2: 8_943, innerAreaE2: 7_210 }],
      parties: [{ role: 'owner', name: '李四', phone: '13800008000', fromOn: '2020-06-18', toOn: null }],
    })
    expect(await refusal(test.admin.command('room.create', NEW_ROOM))).toMatchObject({
      code: 'room.code_taken',
      field: 'code',
    })
    expect(
      (await refusal(test.admin.command('room.create', { ...NEW_ROOM, code: '3-1-0106', innerAreaE2: 9_000 }))).code,
    ).toBe('room.area_order')
    expect((await refusal(test.admin.command('room.create', { ...NEW_ROOM, code: '=1+1' }))).code).toBe(
      'room.code_invalid',
    )
    expect(verifyChain(test.core.database.read)).toMatchObject({ kind: 'intact' })
  })

  it('is made once, however often the same form is sent', async () => {
    const commandId = test.newId()
    const first = await test.admin.command('room.create', NEW_ROOM, commandId)
    expect(await test.admin.command('room.create', NEW_ROOM, commandId)).toEqual(first)
    expect((await test.admin.query('room.list', { filter: {}, sort: CODE_ASC })).count).toBe(1)
  })

  it('is not changed over somebody else’s change', async () => {
    const roomId = id(world.room('3-1-0105'))
    const edit = (version: number, note: string) =>
      test.admin.command('room.update', { roomId, version, ...FORM, note })
    expect(await edit(1, '每年12月交')).toMatchObject({ version: 2 })
    expect((await refusal(edit(1, '别的'))).code).toBe('record.changed')
    expect((await open(roomId)).note).toBe('每年12月交')
  })

  it('keeps its usage once it has bills, and its area in months that are billed', async () => {
    const roomId = id(world.room('3-1-0105'))
    world.line(roomId, { month: '2026-11', amountFen: 16_097 })
    expect(
      await refusal(test.admin.command('room.update', { roomId, version: 1, ...FORM, usage: 'shop' })),
    ).toMatchObject({ code: 'room.usage_has_bills', field: 'usage' })
    const area = (fromOn: string | null) =>
      test.admin.command('room.set_area', {
        roomId,
        version: 1,
        fromOn: fromOn as LocalDate,
        builtAreaE2: 9_000,
        innerAreaE2: null,
      })
    expect(await refusal(area('2026-11-15'))).toMatchObject({
      code: 'room.area_in_billed_month',
      params: { month: '2026-11' },
    })
    expect((await refusal(area(null))).code).toBe('room.area_in_billed_month')
    expect(await area('2026-12-01')).toMatchObject({ version: 2, affectsFromMonth: '2026-12' })
    expect((await open(roomId)).areas).toMatchObject([
      { fromOn: '2026-12-01', builtAreaE2: 9_000 },
      { fromOn: null, builtAreaE2: 8_943 },
    ])
    const { rows } = await test.admin.query('room.list', { filter: {}, sort: CODE_ASC })
    expect(rows[0]?.builtAreaE2).toBe(8_943)
  })

  it('ends when nothing is open and nothing is billed later', async () => {
    const roomId = id(world.room('3-1-0105'))
    world.line(roomId, { month: '2026-10', amountFen: 16_097 })
    const end = (endedOn: string) =>
      test.admin.command('room.end', { roomId, version: 1, endedOn: day(endedOn), reason: '拆除' })
    expect(await refusal(end('2026-11-23'))).toMatchObject({ code: 'room.has_open_bills', params: { openFen: 16_097 } })
    test.core.database.transact({ command: 'test.pay', userId: 'system' }, (unit) => {
      unit.technical({
        table: 'receivable_balance',
        text: 'INSERT INTO receivable_balance SELECT id, amount_fen FROM receivable',
      })
    })
    expect(await refusal(end('2026-10-15'))).toMatchObject({
      code: 'room.end_before_bills',
      params: { lastTo: '2026-10-31' },
    })
    await end('2026-10-31')
    expect((await test.admin.query('room.list', { filter: {}, sort: CODE_ASC })).count).toBe(0)
    expect((await open(roomId)).endedOn).toBe('2026-10-31')
    expect((await open(roomId)).parties[0]?.toOn).toBe('2026-10-31')
    await test.admin.command('room.create', NEW_ROOM)
  })

  it('passes to a new owner: the former term ends the day before, co-owners share one term', async () => {
    const roomId = id(world.room('3-1-0105', owned('张三', '13800008000')))
    const own = (name: string, fromOn: string | null) =>
      test.admin.command('room.add_party', {
        roomId,
        role: 'owner',
        name,
        phone: null,
        idNo: null,
        fromOn: fromOn as LocalDate | null,
      })
    await own('张三太太', null)
    await own('李四', '2026-12-01')
    await own('李四弟', '2026-12-01')
    const { parties } = await open(roomId)
    expect(parties.map(({ name, fromOn, toOn }) => [name, fromOn, toOn])).toEqual([
      ['李四', '2026-12-01', null],
      ['李四弟', '2026-12-01', null],
      ['张三', null, '2026-11-30'],
      ['张三太太', null, '2026-11-30'],
    ])
    const terms = test.core.database.read.hotAll(
      hot<{ from_on: string | null; to_on: string | null }>(
        'SELECT from_on, to_on FROM owner_term WHERE room_id = ? ORDER BY from_on',
      ),
      roomId,
    )
    expect(terms).toEqual([
      { from_on: null, to_on: '2026-11-30' },
      { from_on: '2026-12-01', to_on: null },
    ])
    expect(await refusal(own('王五', '2026-11-20'))).toMatchObject({ code: 'room.owner_before_term', field: 'fromOn' })
  })

  it('does not pass to a new owner inside a month that is billed', async () => {
    const roomId = id(world.room('3-1-0105'))
    world.line(roomId, { month: '2026-11', amountFen: 16_097 })
    const transfer = test.admin.command('room.add_party', {
      roomId,
      role: 'owner',
      name: '李四',
      phone: null,
      idNo: null,
      fromOn: day('2026-11-20'),
    })
    expect(await refusal(transfer)).toMatchObject({
      code: 'room.owner_in_billed_month',
      params: { nextOn: '2026-12-01' },
    })
  })

  it('has one tenancy at a time and always an owner', async () => {
    const roomId = id(world.room('3-1-0105'))
    const rent = (name: string, fromOn: string) =>
      test.admin.command('room.add_party', {
        roomId,
        role: 'tenant',
        name,
        phone: '13900001111',
        idNo: null,
        fromOn: day(fromOn),
      })
    const { relationId } = await rent('租客甲', '2026-01-01')
    expect((await refusal(rent('租客乙', '2026-06-01'))).code).toBe('room.tenancy_open')
    expect(await refusal(test.admin.command('room.end_party', { relationId, toOn: day('2025-12-31') }))).toMatchObject({
      code: 'room.party_end_before_start',
    })
    await test.admin.command('room.end_party', { relationId, toOn: day('2026-05-31') })
    await rent('租客乙', '2026-06-01')
    const found = await test.admin.query('room.list', { filter: { text: '租客乙' }, sort: CODE_ASC })
    expect(found.rows).toMatchObject([{ code: '3-1-0105', tenantNames: '租客乙' }])
    const owner = (await open(roomId)).parties.find(({ role }) => role === 'owner')
    expect(
      (
        await refusal(
          test.admin.command('room.end_party', { relationId: owner?.relationId ?? id(''), toOn: day('2026-11-23') }),
        )
      ).code,
    ).toBe('room.last_owner')
  })

  it('refuses a phone and an ID number that cannot be', async () => {
    const roomId = id(world.room('3-1-0105'))
    const add = (fields: object) =>
      test.admin.command('room.add_party', {
        roomId,
        role: 'tenant',
        name: '租客',
        phone: null,
        idNo: null,
        fromOn: null,
        ...fields,
      })
    expect(await refusal(add({ phone: '1380000800' }))).toMatchObject({ code: 'person.phone_invalid', field: 'phone' })
    expect((await refusal(add({ idNo: '330199198001010018' }))).code).toBe('person.id_no_checksum')
    await add({ idNo: 'E12345678' })
  })

  it('changes a person in all their rooms, and finds them there by the new name', async () => {
    const first = id(world.room('3-1-0105', owned('张三', '13800008000')))
    const second = id(world.room('3-1-0106', owned('张三', '13800008000')))
    const [party] = (await open(first)).parties
    await test.admin.command('room.update_person', { personId: party?.personId ?? id(''), roomId: first, name: '章珊' })
    expect((await open(second)).parties[0]).toMatchObject({ name: '章珊', phone: '13800008000' })
    const { hits } = await test.admin.query('search.find', { text: '章珊', limit: 10 })
    expect(hits.map((hit) => hit.kind === 'room' && hit.code)).toEqual(['3-1-0105', '3-1-0106'])
    const stranger = test.admin.command('room.update_person', {
      personId: id(test.newId()),
      roomId: first,
      name: '别人',
    })
    expect((await refusal(stranger)).code).toBe('person.not_in_room')
  })

  it('shows a masked value for a reason, writes down who looked but never what, and stops after thirty times an hour (F9)', async () => {
    const roomId = id(world.room('3-1-0105', owned('张三', '13800008000')))
    const clerk = await world.cashier('limin')
    const [party] = (await open(roomId, clerk)).parties
    expect(party?.phone).toBe('138****8000')
    const reveal = (reason: string) =>
      clerk.command('room.reveal_person', { personId: party?.personId ?? id(''), roomId, field: 'phone', reason })
    expect(await reveal('核对缴费人')).toEqual({ value: '13800008000' })
    const { read } = test.core.database
    const [look] = read.hotAll(hot<{ body: Buffer }>("SELECT body FROM op_log WHERE tbl = 'person_lookup'"))
    expect(unpackBody(look?.body ?? Buffer.alloc(0))).toMatchObject({
      field: 'phone',
      reason: '核对缴费人',
      room_id: roomId,
    })
    expect(JSON.stringify(unpackBody(look?.body ?? Buffer.alloc(0)))).not.toContain('13800008000')
    for (let time = 2; time <= 30; time += 1) await reveal('再看一次')
    expect(await clerk.refusal(reveal('还要看'))).toMatchObject({
      code: 'person.reveal_limit',
      params: { minutes: 60 },
    })
    test.clock.advance(3_600_000)
    await reveal('一小时以后')
  })

  it('of another building is not found by any command, nor is one put there', async () => {
    const own = world.room('3-1-0105')
    const other = id(world.room('5-1-0101', { building: '5栋' }))
    const clerk = await world.cashier('limin', [world.buildingOf(own)])
    const refused = async (call: Promise<unknown>) => (await clerk.refusal(call)).code
    expect(await refused(clerk.command('room.update', { roomId: other, version: 1, ...FORM }))).toBe('record.not_found')
    expect(
      await refused(
        clerk.command('room.set_area', { roomId: other, version: 1, fromOn: null, builtAreaE2: 1, innerAreaE2: null }),
      ),
    ).toBe('record.not_found')
    expect(
      await refused(
        clerk.command('room.end', { roomId: other, version: 1, endedOn: day('2026-11-23'), reason: '越界' }),
      ),
    ).toBe('record.not_found')
    const [party] = (await open(other)).parties
    expect(
      await refused(
        clerk.command('room.end_party', { relationId: party?.relationId ?? id(''), toOn: day('2026-11-23') }),
      ),
    ).toBe('record.not_found')
    expect(
      await refused(
        clerk.command('room.reveal_person', {
          personId: party?.personId ?? id(''),
          roomId: other,
          field: 'phone',
          reason: '越界',
        }),
      ),
    ).toBe('record.not_found')
    expect(await refused(clerk.command('room.create', { ...NEW_ROOM, building: '5栋', code: '5-1-0109' }))).toBe(
      'permission.other_building',
    )
    expect(await refused(clerk.command('room.create', { ...NEW_ROOM, building: '9栋', code: '9-1-0109' }))).toBe(
      'permission.other_building',
    )
  })
})
