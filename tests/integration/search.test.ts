import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { REBUILD_FROM, rebuildSearch } from '../../src-main/core/features/room/index.ts'
import type { NewRoom, RebuildCursor } from '../../src-main/core/features/room/index.ts'
import { writeReceiptDocument } from '../../src-main/core/features/search/index.ts'
import { counterWorld } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

const place = (
  building: string,
  unit: string | null,
  roomNo: string,
): Pick<NewRoom, 'building' | 'unit' | 'roomNo'> => ({ building, unit, roomNo })
const owned = (...owners: [name: string, phone: string | null, idNo?: string][]): Pick<NewRoom, 'ownerTerms'> => ({
  ownerTerms: [
    { fromOn: null, toOn: null, owners: owners.map(([name, phone, idNo]) => ({ name, phone, idNo: idNo ?? null })) },
  ],
})

describe('the search box', () => {
  let test: TestCore
  let world: CounterWorld
  let clerk: TestSeat
  const find = async (text: string, seat = test.admin, limit = 10) => {
    const { hits } = await seat.query('search.find', { text, limit })
    return hits.map((hit) => (hit.kind === 'room' ? hit.code : hit.receiptNo))
  }

  beforeAll(async () => {
    test = await startTestCore()
    world = await counterWorld(test)
    const first = world.room('3-2-1501', {
      ...place('3', '2', '1501'),
      ...owned(['张三', '13812348888', '330199198001010017']),
    })
    world.room('3-2-1502', { ...place('3', '2', '1502'), ...owned(['单雄信', '13900001501']) })
    world.room('32-1501', { ...place('32', null, '1501'), ...owned(['欧阳娜娜', null], ['李四', '15011112222']) })
    world.room('1栋1单元101', { ...place('1栋', '1单元', '101'), ...owned(['John Smith', '+4912345678']) })
    world.room('门市A-5', { ...place('门市A', null, '5'), ...owned(['鑫源商贸有限公司', '075586667120']) })
    world.line(first, { month: '2026-10', amountFen: 16_097 })
    clerk = await world.cashier('limin', [world.buildingOf(first)])
  })
  afterAll(() => test.stop())

  it.each([
    ['3-2-1501', '3-2-1501'],
    ['3栋2单元1501', '3-2-1501'],
    ['３－２－１５０１', '3-2-1501'],
    ['32 1501', '32-1501'],
    ['1栋101', '1栋1单元101'],
    ['1 101', '1栋1单元101'],
    ['101室', '1栋1单元101'],
    ['门市a-5', '门市A-5'],
    ['张三', '3-2-1501'],
    ['zs', '3-2-1501'],
    ['zhangs', '3-2-1501'],
    ["zhang'san", '3-2-1501'],
    ['8888', '3-2-1501'],
    ['12348888', '3-2-1501'],
    ['sxx', '3-2-1502'],
    ['danxiongxin', '3-2-1502'],
    ['oynn', '32-1501'],
    ['李四', '32-1501'],
    ['smith', '1栋1单元101'],
    ['鑫源', '门市A-5'],
  ])('finds %s', async (text, code) => {
    expect((await find(text))[0]).toBe(code)
  })

  it('puts the exact room before a phone that ends alike', async () => {
    expect(await find('1501')).toEqual(['3-2-1501', '32-1501', '3-2-1502'])
  })

  it('does not join the name of one owner with that of the next', async () => {
    expect(await find('娜李')).toEqual([])
  })

  it('means nothing with one character, and finds nothing where nothing is', async () => {
    expect(await find('3')).toEqual([])
    expect(await find('9-9-999')).toEqual([])
    expect(await find('"*) OR ('.repeat(3))).toEqual([])
  })

  it('says why a room was found and what it owes, with the phone masked', async () => {
    const { hits } = await clerk.query('search.find', { text: '8888', limit: 5 })
    expect(hits[0]).toMatchObject({
      kind: 'room',
      label: '3栋2单元1501',
      matched: 'phone',
      phone: '138****8888',
      overdueFen: 16_097,
    })
  })

  it('says when there is more than was asked for', async () => {
    expect(await test.admin.query('search.find', { text: '15', limit: 1 })).toMatchObject({ more: true })
    expect(await test.admin.query('search.find', { text: '张三', limit: 1 })).toMatchObject({ more: false })
  })

  it('finds a receipt by its number, its tail, and year with number, for those who may open receipts', async () => {
    const roomId = world.room('8-1-0101', place('8', '1', '0101'))
    const receiptNo = 'SJ-A-2026-000631'
    test.core.database.transact({ command: 'test.receipt', userId: 'system' }, (unit) => {
      const [receiptId, shiftId, userId] = [unit.newId(), unit.newId(), unit.newId()]
      unit.insert('user', {
        id: userId,
        username: 'x',
        display_name: 'x',
        password_hash: '',
        must_change_password: 0,
        state: 'active',
        disabled_reason: null,
        created_at: 0,
        handed_by: null,
        handed_at: null,
      })
      const shift = {
        id: shiftId,
        project_id: world.projectId,
        cashier_id: userId,
        drawer: '1',
        state: 'closed',
        float_fen: 0,
        float_pieces_json: '{}',
        opened_at: 0,
      } as const
      unit.insert('shift', {
        ...shift,
        closed_at: 1,
        closed_by: null,
        difference_reason: null,
        force_reason: null,
        hand_over_to: null,
        hand_over_note: null,
        z_head: null,
      })
      const facts = {
        project_name: '锦绣花园',
        payee_name: '锦绣物业',
        payer_name: '张三',
        cashier_name: '李娜',
        room_codes: '8-1-0101',
        built_area_e2: null,
        amount_fen: 100,
        shift_id: shiftId,
        cashier_id: userId,
        note: null,
        business_on: '2026-11-23',
      }
      unit.insertDocument(
        'receipt',
        {
          id: receiptId,
          project_id: world.projectId,
          receipt_no: receiptNo,
          book: 'SJ',
          ...facts,
          at: 1,
          received_at: null,
          late_fee_order: null,
        },
        () => ({ verification_code: 'X' }),
      )
      writeReceiptDocument(unit, {
        projectId: world.projectId,
        receiptId,
        receiptNo,
        buildingIds: [world.buildingOf(roomId)],
        rankKey: receiptNo,
      })
    })
    for (const text of ['SJ-A-2026-000631', 'sj-a-2026-000631', '0631', '2026631', '20260631'])
      expect(await find(text)).toContain(receiptNo)
    expect(await find('SJ-A-2026-000631', clerk)).toEqual([])
    const guard = await world.cashier('menwei', undefined, 'guard')
    expect(await find('0631', guard)).toEqual([])
  })

  it('shows a clerk of one building nothing of the others', async () => {
    expect(await find('1501', clerk)).toEqual(['3-2-1501', '3-2-1502'])
    expect(await find('李四', clerk)).toEqual([])
  })

  it('looks somebody up by a whole phone or ID number only where it is written down, thirty times an hour', async () => {
    expect(await clerk.query('search.find', { text: '13812348888', limit: 5 })).toEqual({
      hits: [],
      more: false,
      asksForPerson: true,
    })
    const lookUp = (text: string) => clerk.command('search.look_up', { text, limit: 5 })
    expect((await lookUp('138 1234 8888')).hits).toMatchObject([{ code: '3-2-1501', matched: 'phone' }])
    expect((await lookUp('330199198001010017')).hits).toMatchObject([{ code: '3-2-1501', matched: 'id_no' }])
    expect((await lookUp('15011112222')).hits).toEqual([])
    for (let time = 4; time <= 30; time += 1) await lookUp('13812348888')
    expect(await clerk.refusal(lookUp('13812348888'))).toMatchObject({ code: 'search.too_many_full_lookups' })
  })

  it('finds the same after its index was written anew', async () => {
    const before = await find('zs')
    let cursor: RebuildCursor | null = REBUILD_FROM
    while (cursor !== null) {
      const at: RebuildCursor = cursor
      cursor = test.core.database.transact({ command: 'test.rebuild', userId: 'system' }, (unit) =>
        rebuildSearch(unit, at, 2),
      ).value
    }
    expect(await find('zs')).toEqual(before)
    expect(await find('1501')).toEqual(['3-2-1501', '32-1501', '3-2-1502'])
  })
})
