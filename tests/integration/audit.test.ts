import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { hot } from '../../src-main/core/db/read-handle.ts'
import { LOGGED_TABLES } from '../../src-main/core/db/tables.ts'
import { LOGGED_COMMANDS } from '../../src-main/core/features/audit/index.ts'
import type { Contract } from '../../src-shared/contract/index.ts'
import type { InputOf } from '../../src-shared/contract/request/types.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { enUS } from '../../src-shared/locales/en-US/index.ts'
import { zhCN } from '../../src-shared/locales/zh-CN/index.ts'
import { counterWorld, openShift, pieces } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { ADMIN, TEST_KEY, startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

let test: TestCore
let world: CounterWorld
let clerk: TestSeat
let room = ''
let shiftId: Id

beforeEach(async () => {
  test = await startTestCore()
  world = await counterWorld(test)
  clerk = await world.cashier('limin')
  room = world.room('3-2-1501')
  shiftId = await openShift(clerk, 'A')
})
afterEach(() => test.stop())

type Filter = InputOf<Contract, 'audit.list'>['filter']
const list = async (filter: Filter, seat = test.admin) =>
  (await seat.query('audit.list', { filter, sort: { key: 'at', direction: 'desc' } })).rows
const idOf = (sql: string, ...parameters: string[]): string =>
  test.core.database.read.hotFirst(hot<{ id: string }>(sql), ...parameters)?.id ?? ''

async function collect(): Promise<{ receiptId: Id; receiptNo: string }> {
  const lineId = world.line(room, { month: '2026-11', amountFen: 16_097 })
  const amountFen = 16_097 as Fen
  return clerk.command('counter.collect', {
    shiftId,
    payerName: '张三丰',
    lines: [{ lineId, expectedOpenFen: amountFen, payFen: amountFen }],
    tenders: [{ tender: 'wechat', amountFen, reference: null }],
    cashReceivedFen: null,
    note: null,
    print: false,
  })
}

describe('the log', () => {
  it('is found by person, act, object and day, the newest first', async () => {
    const { receiptNo } = await collect()
    const limin = idOf("SELECT id FROM user WHERE username = 'limin'") as Id
    const own = await list({ userId: limin, command: 'counter.collect' })
    expect(own.map(({ table }) => table)).toContain('receipt')
    expect(new Set(own.map(({ by }) => by))).toEqual(new Set(['limin']))
    expect(own.map(({ seq }) => seq)).toEqual(own.map(({ seq }) => seq).toSorted((left, right) => right - left))
    const ofReceipt = await list({ object: receiptNo })
    expect(ofReceipt.map(({ table, label }) => [table, label])).toEqual(
      expect.arrayContaining([
        ['receipt', receiptNo],
        ['receipt_line', receiptNo],
        ['receipt_tender', receiptNo],
      ]),
    )
    expect((await list({ object: '3-2-1501' })).map(({ table }) => table)).toEqual(
      expect.arrayContaining(['room', 'person', 'owner_term', 'relation']),
    )
    expect(await list({ toOn: '2026-11-22' as LocalDate })).toEqual([])
    const { count } = await test.admin.query('audit.list', { filter: {}, sort: { key: 'at', direction: 'asc' } })
    const inFile = test.core.database.read.hotFirst(hot<{ n: number }>('SELECT count(*) AS n FROM op_log'))?.n
    expect(count).toBe(inFile)
  })

  it('shows what a field was and what it became, and who did it', async () => {
    await test.admin.command('project.update', { name: '锦绣花园二期', payeeName: '新物业', goLiveOn: null })
    const [row] = await list({ command: 'project.update' })
    const detail = await test.admin.query('audit.open', { seq: row?.seq ?? 0, row: 0 })
    expect(detail).toMatchObject({ kind: 'U', table: 'project', by: ADMIN.displayName })
    expect(detail.fields.find(({ column }) => column === 'name')).toMatchObject({
      before: { value: '锦绣花园' },
      after: { value: '锦绣花园二期' },
    })
    expect(detail.earlierSeq).toBeLessThan(detail.seq)
    const first = await test.admin.query('audit.open', { seq: detail.earlierSeq ?? 0, row: 0 })
    expect(first.kind).toBe('I')
  })

  it('finds what a row was that many deleted together, in the operation that made it', async () => {
    const database = test.core.database
    const rows = [1, 2, 3].map((at) => ({
      id: test.newId(),
      project_id: world.projectId,
      name: `测试${at}栋`,
      sort_key: String(at),
      import_batch_id: null,
      ended_on: null,
    }))
    database.transact({ command: 'job.import_rooms', userId: 'system' }, (unit) => unit.insertMany('building', rows))
    const ids = rows.map(({ id }) => id)
    database.transact({ command: 'job.undo_import', userId: 'system' }, (unit) =>
      unit.removeMany('building', ids, world.projectId),
    )
    const [gone] = await list({ command: 'job.undo_import' })
    expect(gone).toMatchObject({ kind: 'D', rows: 3 })
    const second = await test.admin.query('audit.open', { seq: gone?.seq ?? 0, row: 1 })
    expect(second.rowId).toBe(ids[1])
    expect(second.fields.find(({ column }) => column === 'name')?.before).toMatchObject({ value: '测试2栋' })
    const made = await test.admin.query('audit.open', { seq: second.earlierSeq ?? 0, row: 2 })
    expect(made.fields.find(({ column }) => column === 'name')?.after).toMatchObject({ value: '测试3栋' })
    expect((await test.admin.refusal(test.admin.query('audit.open', { seq: made.seq, row: 9 }))).code).toBe(
      'record.not_found',
    )
  })

  it('masks personal fields for everybody, reveals one for a reason, and writes that down', async () => {
    const [row] = await list({ table: 'person' })
    const seq = row?.seq ?? 0
    expect(row?.label).toBeNull()
    const detail = await test.admin.query('audit.open', { seq, row: 0 })
    const phone = detail.fields.find(({ column }) => column === 'phone')
    expect(phone?.after).toMatchObject({ value: '138****8888', masked: true })
    expect(JSON.stringify(detail)).not.toContain('13800008888')
    const reveal = { seq, row: 0, column: 'phone', side: 'after', reason: '核对业主投诉' } as const
    expect(await test.admin.command('audit.reveal', reveal)).toEqual({ value: '13800008888' })
    const looked = test.core.database.read.hotFirst(
      hot<{ reason: string; field: string }>('SELECT reason, field FROM person_lookup'),
    )
    expect(looked).toEqual({ reason: '核对业主投诉', field: 'phone' })
    expect((await test.admin.refusal(test.admin.command('audit.reveal', { ...reveal, side: 'before' }))).code).toBe(
      'audit.nothing_sealed',
    )
    const personId = detail.rowId
    test.core.database.transactTechnical('DELETE FROM person_key WHERE person_id = ?', personId)
    const erased = await test.admin.query('audit.open', { seq, row: 0 })
    expect(erased.fields.find(({ column }) => column === 'phone')?.after).toMatchObject({ value: null, erased: true })
    expect(await test.admin.command('audit.reveal', reveal)).toEqual({ value: null })
  })

  it('is for those with the right to it, and shows nothing of another project', async () => {
    expect((await clerk.refusal(list({}, clerk))).code).toBe('permission.denied')
    const seq = test.core.database.head.devSeq
    expect(
      (
        await clerk.refusal(
          clerk.command('audit.reveal', { seq, row: 0, column: 'name', side: 'after', reason: '看看' }),
        )
      ).code,
    ).toBe('permission.denied')
    test.core.database.transact({ command: 'test.other', userId: 'system' }, (unit) =>
      unit.insert('project', {
        id: unit.newId(),
        code: 'OTHER',
        name: '别的小区',
        community_kind: 'standard',
        payee_name: '别的物业',
        receipt_book: 'SJ9',
        go_live_on: null,
        created_at: unit.now,
        ended_on: null,
      }),
    )
    const other = test.core.database.head.devSeq
    expect((await list({})).map((row) => row.seq)).not.toContain(other)
    const set = (scopeId: string): number => {
      const setting = { scope: 'project', scope_id: scopeId, key: 'billing.runs', value_json: '{}' } as const
      test.core.database.transact({ command: 'test.other', userId: 'system' }, (unit) =>
        unit.insert('setting', { id: unit.newId(), ...setting, version: 9, set_by: 'system', set_at: unit.now }),
      )
      return test.core.database.head.devSeq
    }
    const [theirs, ours] = [set('another project'), set(world.projectId)]
    const seen = (await list({})).map((row) => row.seq)
    expect([seen.includes(theirs), seen.includes(ours)]).toEqual([false, true])
    expect((await test.admin.refusal(test.admin.query('audit.open', { seq: other, row: 0 }))).code).toBe(
      'record.not_found',
    )
  })

  it('can be edited by nobody', () => {
    const write = (sql: string) => () => test.core.database.transactTechnical(sql)
    const columns = test.core.database.read.hotAll(
      hot<{ name: string }>("SELECT name FROM pragma_table_info('op_log')"),
    )
    for (const { name } of columns.filter((column) => !['txn_last', 'pushed'].includes(column.name)))
      expect(write(`UPDATE op_log SET ${name} = ${name}`)).toThrow(/append-only/)
    expect(write('DELETE FROM op_log')).toThrow(/append-only/)
    expect(write('INSERT OR REPLACE INTO op_log SELECT * FROM op_log WHERE dev_seq = 1')).toThrow(/append-only/)
  })

  it('has a word for every act, table and field that can stand in it, in both languages', () => {
    const columns = LOGGED_TABLES.flatMap((table) =>
      test.core.database.read
        .hotAll(hot<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`))
        .map(({ name }) => `column.${name}`),
    )
    const names = [
      ...new Set([
        ...LOGGED_COMMANDS.map((name) => `command.${name}`),
        ...LOGGED_TABLES.map((name) => `table.${name}`),
        ...columns,
      ]),
    ]
    for (const texts of [zhCN.audit.enum, enUS.audit.enum] as unknown[]) {
      const lacking = names.filter((name) => {
        let at: unknown = texts
        for (const key of name.split('.')) at = (at as Record<string, unknown> | undefined)?.[key]
        return typeof at !== 'string'
      })
      expect(lacking).toEqual([])
    }
    const named = Object.keys(zhCN.audit.enum.column).map((name) => `column.${name}`)
    expect(named.filter((name) => !columns.includes(name))).toEqual([])
  })
})

describe('the verification', () => {
  async function verify() {
    await test.admin.command('audit.verify', {})
    await test.core.jobs.settled()
    return (await test.admin.query('audit.last_check', {})).last
  }
  async function closeShift(): Promise<string> {
    const { differenceFen } = await clerk.command('shift.count', {
      shiftId,
      pieces: pieces(50_000),
      bankedFen: 0 as Fen,
      depositSlipNo: null,
    })
    expect(differenceFen).toBe(0)
    await clerk.command('shift.close', { shiftId, differenceReason: null, handOverTo: null, handOverNote: null })
    return test.core.database.read.hotFirst(hot<{ z_head: string }>('SELECT z_head FROM shift'))?.z_head ?? ''
  }
  /** Writes past the program, as somebody with the key and another tool would. */
  function tamper(...statements: string[]): void {
    const connection = connect({ path: join(test.dataDir, 'wuye.db'), keyHex: TEST_KEY, access: 'writer' })
    for (const statement of statements) connection.exec(statement)
    connection.close()
  }

  it('of an honest file says so, with what was compared, and paper agrees', async () => {
    const { receiptId } = await collect()
    const head = await closeShift()
    expect(await verify()).toMatchObject({ problem: 'none', zHeads: 1, receipts: 1 })
    expect((await test.admin.query('report.today', {})).chainBroken).toBe(false)
    const check = (typed: string) => test.admin.query('audit.check_paper', { typed })
    expect(await check(head)).toMatchObject({ what: 'head', holds: true })
    expect(await check(head.slice(0, head.indexOf(':') + 9).toUpperCase())).toMatchObject({ what: 'head', holds: true })
    expect(await check(`${head.slice(0, head.indexOf(':'))}:00000000`)).toMatchObject({ what: 'head', holds: false })
    const { verificationCode } = await test.admin.query('receipt.open', { receiptId })
    expect(await check(verificationCode)).toMatchObject({
      what: 'receipt_code',
      holds: true,
      receiptNo: 'SJ-A-2026-000001',
      amountFen: (await test.admin.query('receipt.open', { receiptId })).amountFen,
      voidedAt: null,
    })
    expect(await check('你好')).toMatchObject({ what: 'unreadable' })
  })

  it('says of a receipt that was voided that it proves no payment', async () => {
    const { receiptId } = await collect()
    const { verificationCode } = await test.admin.query('receipt.open', { receiptId })
    await clerk.command('receipt.void', { receiptId, reason: '金额录错', paperTakenBack: false })
    const checked = await test.admin.query('audit.check_paper', { typed: verificationCode })
    expect(checked).toMatchObject({ holds: true, receiptNo: 'SJ-A-2026-000001' })
    expect(checked.voidedAt).toBeGreaterThan(0)
  })

  it('finds an operation that was altered, and everybody who may look is told', async () => {
    await collect()
    tamper('DROP TRIGGER op_log_no_update', "UPDATE op_log SET user_id = 'somebody' WHERE tbl = 'receipt'")
    expect(await verify()).toMatchObject({ problem: 'hash' })
    expect((await test.admin.query('report.today', {})).chainBroken).toBe(true)
  })

  it('finds a document that was altered', async () => {
    await collect()
    tamper('DROP TRIGGER receipt_no_update', 'UPDATE receipt SET amount_fen = 1')
    expect(await verify()).toMatchObject({ problem: 'document' })
  })

  it('finds a chain that was cut off behind a shift report', async () => {
    const seq = Number((await closeShift()).split(':')[0])
    tamper('DROP TRIGGER op_log_no_delete', `DELETE FROM op_log WHERE dev_seq >= ${seq}`)
    expect(await verify()).toMatchObject({ problem: 'shorter', atSeq: seq })
  })

  it('finds a head that is not that of the shift report', async () => {
    await closeShift()
    tamper("UPDATE shift SET z_head = substr(z_head, 1, instr(z_head, ':')) || '" + '0'.repeat(64) + "'")
    expect(await verify()).toMatchObject({ problem: 'z_head' })
  })

  it('comes by itself each night, once', async () => {
    const jobs = () => test.core.database.read.hotAll(hot<object>("SELECT 1 FROM job WHERE kind = 'verify_chain'"))
    test.core.scheduler.tick()
    await test.core.jobs.settled()
    expect(jobs()).toHaveLength(1)
    test.clock.advance(16 * 60_000)
    test.core.scheduler.tick()
    expect(jobs()).toHaveLength(1)
    test.clock.set('2026-11-24T00:59:00+08:00')
    test.core.scheduler.tick()
    expect(jobs()).toHaveLength(1)
    test.clock.set('2026-11-24T01:16:00+08:00')
    test.core.scheduler.tick()
    await test.core.jobs.settled()
    expect(jobs()).toHaveLength(2)
    expect((await test.admin.query('audit.last_check', {})).last).toMatchObject({ problem: 'none' })
  })
})

describe('the export', () => {
  it('holds the list with before and after, masked, and every hash', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wuye-audit-'))
    const path = join(folder, 'log.xlsx')
    await test.admin.command('audit.export', { filter: {}, grantId: test.grant(path, 'write'), language: 'zh-CN' })
    await test.core.jobs.settled()
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(path)
    const told = workbook.worksheets.map((sheet) => JSON.stringify(sheet.getSheetValues()))
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['操作记录', '哈希清单'])
    expect(told[0]).toContain('138****8888')
    expect(told.join('')).not.toContain('13800008888')
    const hashes = test.core.database.read.hotAll(hot<{ hash: Buffer }>('SELECT hash FROM op_log'))
    expect(hashes.filter(({ hash }) => told[1]?.includes(hash.toString('hex')) !== true)).toHaveLength(0)
    rmSync(folder, { recursive: true })
  })
})
