import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { insertRooms } from '../../src-main/core/features/room/index.ts'
import type { NewRoom } from '../../src-main/core/features/room/index.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { PRICE, TERMS } from '../support/billing-world.ts'
import { counterWorld, openShift } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

/** What stands in the other building or project and must never reach the person of the first building. */
export const FOREIGN_WORDS = ['龘靐', 'FOREIGN', '19999000001', '330199198001019999', '19999000002']

export interface TwoBuildings {
  readonly test: TestCore
  readonly world: CounterWorld
  /** Sees one building, with every permission that there is. */
  readonly limited: TestSeat
  readonly ownBuilding: string
  readonly foreignBuilding: string
  /** Ids of rows that belong to the other building or project. */
  readonly foreignIds: ReadonlySet<string>
  /** Every id of the file, by what the contract calls it. */
  readonly ids: () => Readonly<Record<string, readonly string[]>>
  readonly snapshots: readonly string[]
  readonly grants: { readonly read: readonly string[]; readonly write: readonly string[] }
  readonly folder: string
  stop(): Promise<void>
}

/** One project with two buildings, a second project beside it; bills, receipts, a void, tenants and notes in each. */
export async function twoBuildings(): Promise<TwoBuildings> {
  const test = await startTestCore()
  const world = await counterWorld(test)
  const own = rooms(world, {
    prefix: '1-1-',
    building: '1栋',
    unit: '甲单元',
    word: '赵本家',
    phone: '13800008000',
    idNo: '330199198001010017',
  })
  const foreign = rooms(world, {
    prefix: 'FOREIGN-',
    building: '龘靐栋',
    unit: '龘靐单元',
    word: '龘靐',
    phone: '19999000001',
    idNo: '330199198001019999',
  })
  const ownBuilding = world.buildingOf(own[0] ?? '')
  const foreignBuilding = world.buildingOf(foreign[0] ?? '')
  await bill(test)
  await chargeLateFees(test)
  await hangMeters(test)
  const clerk = await world.cashier('quanyuan')
  await openShift(clerk, 'B')
  for (const [paid, voided] of [own, foreign]) {
    await collect(clerk, paid ?? '')
    const receiptId = await collect(clerk, voided ?? '')
    await clerk.command('receipt.void', { receiptId, reason: '收错了房', paperTakenBack: true })
  }
  for (const roomOf of [own, foreign]) await askForVoid(test, clerk, await collect(clerk, roomOf[0] ?? ''))
  addOtherProject(test)
  const limited = await world.cashier('yidong', [ownBuilding], 'administrator')
  await openShift(limited, 'A')
  const snapshots = await openLists(test.admin)
  const folder = mkdtempSync(join(tmpdir(), 'wuye-scope-'))
  const csv = join(folder, 'rooms.csv')
  writeFileSync(csv, '楼栋,单元,房号,业主姓名,电话,建筑面积\n1栋,甲单元,909,钱进来,13800008111,88.50\n')
  const write = ['a.xlsx', 'b.csv', 'c.pdf'].map((name) => test.grant(join(folder, name), 'write'))
  return {
    test,
    world,
    limited,
    ownBuilding,
    foreignBuilding,
    foreignIds: new Set(foreignRows(test, foreignBuilding)),
    ids: () => everyId(test),
    snapshots,
    grants: { read: [test.grant(csv, 'read'), test.grant(join(folder, 'missing.xlsx'), 'read')], write },
    folder,
    stop: async () => {
      await test.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Filling {
  readonly prefix: string
  readonly building: string
  readonly unit: string
  readonly word: string
  readonly phone: string
  readonly idNo: string
}

function homeOf(filling: Filling, at: number): Partial<NewRoom> {
  const { building, unit, word, phone, idNo } = filling
  const tenant = {
    name: `${word}租客${at}`,
    phone: phone.replace(/.$/, '2'),
    idNo: null,
    fromOn: '2026-01-01' as LocalDate,
    toOn: null,
  }
  return {
    building,
    unit,
    roomNo: `${filling.prefix}${at}`,
    note: `${word}备注`,
    ownerTerms: [{ fromOn: null, toOn: null, owners: [{ name: `${word}业主${at}`, phone, idNo }] }],
    tenants: at === 0 ? [tenant] : [],
  }
}

function rooms(world: CounterWorld, filling: Filling): string[] {
  return [0, 1, 2].map((at) => world.room(`${filling.prefix}${at}`, homeOf(filling, at)))
}

/** A standard on every room, and three months of bills. */
async function bill({ admin, core }: TestCore): Promise<void> {
  await admin.command('project.update', {
    name: '锦绣花园',
    payeeName: '锦绣物业',
    goLiveOn: '2026-09-01' as LocalDate,
  })
  const { standardId } = await admin.command('standard.create', {
    code: 'WY-G',
    name: '物业费（高层）',
    item: { kind: 'new', name: '物业费', nature: 'revenue', expects: 'every_room', taxRatePpm: 0 },
    terms: TERMS,
    price: { ...PRICE, fromOn: '2020-01-01' as LocalDate, priceE6: 1_800_000 },
  })
  await admin.command('standard.bind', {
    standardId,
    target: { kind: 'all', usage: null },
    fromOn: '2026-09-01' as LocalDate,
    override: null,
  })
  await core.jobs.settled()
  for (const month of ['2026-09', '2026-10', '2026-11'] as Month[]) {
    const scope = { buildingId: null, roomId: null }
    const { fingerprint } = await admin.query('billing.preview', { month, scope })
    await admin.command('billing.publish', { month, scope, fingerprint })
    await core.jobs.settled()
  }
}

/** A meter in each room and a public one in each building, read once and on. */
async function hangMeters({ admin }: TestCore): Promise<void> {
  const { buildings } = await admin.query('room.buildings', {})
  const device = { serialNo: null, digits: 5, multiplierE3: 1000, verifiedUntilOn: null } as const
  for (const { buildingId, name } of buildings) {
    await admin.command('metering.create_many', { buildingId, medium: 'cold_water', prefix: 'S', ...device })
    await admin.command('metering.create', {
      ...{
        code: `${name}总表`,
        loss: { kind: 'none' },
        parentCode: null,
        place: name,
        route: name,
        routeOrder: 0,
        ...device,
      },
      ...{ medium: 'cold_water', registers: ['total'], roomCode: null, buildingId, first: null },
    })
  }
  const { rows } = await admin.query('metering.sheet', { month: '2026-09' as Month, route: null })
  for (const { meterId } of rows) {
    for (const [readOn, kind, units] of [
      ['2026-09-01', 'first', 10],
      ['2026-09-30', 'normal', 20],
    ] as const) {
      const dials = [{ register: 'total', valueE3: units * 1000, run: 'forward', rollOver: 'by_rule' }] as const
      await admin.command('metering.enter', {
        ...{ meterId, month: '2026-09' as Month, readingId: null, readOn: readOn as LocalDate, kind, confirmed: [] },
        dials: [...dials],
      })
    }
  }
}

/** A rule that leaves a room of each building out, and a freeze in each. */
async function chargeLateFees({ admin }: TestCore): Promise<void> {
  await admin.command('late_fee.save_rule', {
    ruleId: null,
    version: 0,
    standardId: null,
    fromOn: '2026-01-01' as LocalDate,
    mode: 'on',
    policy: {
      rate: { kind: 'per_day', ratePpm: 500 },
      graceDays: 0,
      countFrom: 'due',
      cap: { kind: 'none' },
      rounding: { mode: 'half_up', precision: 'fen' },
      itemIds: null,
      excludedRoomCodes: ['1-1-2', 'FOREIGN-2'],
    },
    document: null,
  })
  for (const [roomCode, reason] of [
    ['1-1-1', '赵本家漏水'],
    ['FOREIGN-1', '龘靐漏水'],
  ] as const) {
    const fromOn = '2026-10-01' as LocalDate
    await admin.command('late_fee.freeze', { roomCode, lineId: null, fromOn, toOn: null, cause: 'dispute', reason })
  }
}

/** Pays the oldest line of a room. */
async function collect(seat: TestSeat, roomId: string): Promise<Id> {
  const shiftId = (await seat.query('shift.current', {})).shift?.shiftId as Id
  const { lines } = await seat.query('counter.open', { roomIds: [roomId as Id] })
  const [line] = lines
  if (line === undefined) throw new Error('the room has no open line')
  const { receiptId } = await seat.command('counter.collect', {
    shiftId,
    payerName: null,
    lines: [{ lineId: line.lineId, expectedOpenFen: line.openFen, payFen: line.openFen }],
    tenders: [{ tender: 'wechat', amountFen: line.openFen, reference: null }],
    cashReceivedFen: null,
    note: null,
    print: false,
  })
  return receiptId
}

/** Prints a receipt and asks in the inbox to void it: two requests wait, one in each building. */
async function askForVoid(test: TestCore, seat: TestSeat, receiptId: Id): Promise<void> {
  test.core.database.transact({ command: 'test.print', userId: 'system' }, (unit) => {
    const receipt = unit.hotFirst<{ project_id: string; cashier_id: string }>(
      { sql: 'SELECT project_id, cashier_id FROM receipt WHERE id = ?' },
      receiptId,
    )
    unit.insert('receipt_event', {
      id: unit.newId(),
      project_id: receipt?.project_id ?? '',
      receipt_id: receiptId,
      kind: 'printed',
      reason: null,
      paper_taken_back: null,
      shift_id: null,
      user_id: receipt?.cashier_id ?? '',
      approved_by: null,
      business_on: '2026-11-23',
      at: unit.now,
    })
  })
  await seat.command('approval.request', {
    operation: 'receipt.void',
    inputJson: JSON.stringify({ receiptId, reason: '收错了房', paperTakenBack: true }),
    actId: test.newId() as Id,
    reason: '打印之后才发现',
  })
}

function addOtherProject(test: TestCore): void {
  test.core.database.transact({ command: 'test.project', userId: 'system' }, (unit) => {
    const projectId = unit.newId()
    unit.insert('project', {
      id: projectId,
      code: 'FOREIGN',
      name: '龘靐花园',
      community_kind: 'standard',
      payee_name: '龘靐物业',
      receipt_book: 'SJ2',
      go_live_on: null,
      created_at: unit.now,
      ended_on: null,
    })
    const filling = {
      prefix: 'FOREIGN-P-',
      building: '1栋',
      unit: '龘靐单元',
      word: '龘靐',
      phone: '19999000001',
      idNo: '330199198001019999',
    }
    const room = {
      floor: null,
      usage: 'residence',
      occupancy: 'occupied',
      handoverOn: null,
      openingPaidUntilOn: null,
      areas: [],
      tenants: [],
      ...homeOf(filling, 0),
      code: 'FOREIGN-P-0',
    } as unknown as NewRoom
    insertRooms(unit, { projectId, importBatchId: null }, [room])
  })
}

async function openLists(seat: TestSeat): Promise<string[]> {
  const rooms = await seat.query('room.list', { filter: {}, sort: { key: 'code', direction: 'asc' } })
  const receipts = await seat.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })
  const lines = await seat.query('billing.lines', { filter: {}, sort: { key: 'room', direction: 'asc' } })
  const meters = await seat.query('metering.list', { filter: {}, sort: { key: 'code', direction: 'asc' } })
  return [rooms.snapshotId, receipts.snapshotId, lines.snapshotId, meters.snapshotId]
}

const idsOf = (test: TestCore, sql: string): string[] =>
  (test.core.database.read.hotAll({ sql }) as { id: string }[]).map((row) => row.id)

function foreignRows(test: TestCore, building: string): string[] {
  const foreign = `SELECT id FROM room WHERE building_id = '${building}' OR project_id IN (SELECT id FROM project WHERE code = 'FOREIGN')`
  return [
    ...idsOf(test, foreign),
    ...['relation', 'owner_term', 'room_area', 'receivable', 'fee_binding', 'late_fee_freeze'].flatMap((table) =>
      idsOf(test, `SELECT id FROM ${table} WHERE room_id IN (${foreign})`),
    ),
    ...idsOf(test, `SELECT person_id AS id FROM relation WHERE room_id IN (${foreign})`),
    ...idsOf(test, `SELECT receipt_id AS id FROM receipt_line WHERE room_id IN (${foreign})`),
    ...idsOf(test, `SELECT id FROM unit WHERE building_id = '${building}'`),
    ...idsOf(test, `SELECT id FROM approval_request WHERE building_ids_json LIKE '%${building}%'`),
    ...idsOf(test, `SELECT id FROM meter WHERE room_id IN (${foreign}) OR building_id = '${building}'`),
    ...idsOf(
      test,
      `SELECT m.id FROM meter_reading m JOIN meter ON meter.id = m.meter_id WHERE meter.room_id IN (${foreign}) OR meter.building_id = '${building}'`,
    ),
  ]
}

function everyId(test: TestCore): Readonly<Record<string, readonly string[]>> {
  const of = (table: string): string[] => idsOf(test, `SELECT id FROM ${table}`)
  return {
    room: of('room'),
    person: of('person'),
    relation: of('relation'),
    building: of('building'),
    receipt: of('receipt'),
    line: of('receivable'),
    shift: of('shift'),
    standard: of('fee_standard'),
    feeItem: of('fee_item'),
    binding: of('fee_binding'),
    run: of('bill_run'),
    job: of('job'),
    printJob: of('print_job'),
    meter: of('meter'),
    reading: of('meter_reading'),
    draft: of('import_draft'),
    batch: of('import_batch'),
    user: of('user'),
    project: of('project'),
    request: of('approval_request'),
    opening: of('opening'),
    rule: of('late_fee_rule'),
    freeze: of('late_fee_freeze'),
  }
}
