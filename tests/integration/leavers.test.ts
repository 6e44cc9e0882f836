import { join } from 'node:path'

import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import type { EventMessage } from '../../src-shared/contract/request/wire.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import { CASHIER_PASSWORD, counterWorld, openShift } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { ADMIN, startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

const DAY_MS = 86_400_000
const TICKET = 'ticket-of-a-proved-recovery-code'
let test: TestCore
let world: CounterWorld
let clerk: TestSeat

beforeEach(async () => {
  test = await startTestCore()
  world = await counterWorld(test)
  clerk = await world.cashier('limin')
})
afterEach(() => test.stop())

const userId = (username: string): Id =>
  (test.core.database.read.hotFirst(hot<{ id: string }>('SELECT id FROM user WHERE username = ?'), username)?.id ??
    '') as Id
const accountOf = async (username: string) => {
  const { users } = await test.admin.query('user.list', {})
  const found = users.find((user) => user.username === username)
  if (found === undefined) throw new Error(`no account ${username}`)
  return found
}
const disable = (more: { shifts: 'leave' | 'close'; jobs: 'let_run' | 'cancel' }, seat = test.admin) =>
  seat.command('user.disable', { userId: userId('limin'), reason: '已离职', ...more })
const code = async (call: Promise<unknown>, seat = test.admin) => (await seat.refusal(call)).code

/** A void of a printed receipt that waits in the inbox. */
async function waitingRequest(shiftId: Id): Promise<void> {
  const room = world.room('1-1-101')
  const lineId = world.line(room, { month: '2026-11', amountFen: 16_000 })
  const { receiptId } = await clerk.command('counter.collect', {
    shiftId,
    payerName: null,
    lines: [{ lineId, expectedOpenFen: 16_000 as never, payFen: 16_000 as never }],
    tenders: [{ tender: 'wechat', amountFen: 16_000 as never, reference: null }],
    cashReceivedFen: null,
    note: null,
    print: false,
  })
  test.core.database.transact({ command: 'test.print', userId: 'system' }, (unit) =>
    unit.insert('receipt_event', {
      id: unit.newId(),
      project_id: world.projectId,
      receipt_id: receiptId,
      kind: 'printed',
      reason: null,
      paper_taken_back: null,
      shift_id: null,
      user_id: userId('limin'),
      approved_by: null,
      business_on: '2026-11-23',
      at: unit.now,
    }),
  )
  await clerk.command('approval.request', {
    operation: 'receipt.void',
    inputJson: JSON.stringify({ receiptId, reason: '金额录错', paperTakenBack: true }),
    actId: test.newId() as Id,
    reason: '打印之后才发现录错',
  })
}

describe('somebody who leaves', () => {
  it('holds a shift, a request and two windows, which are listed first', async () => {
    const second = test.seat()
    await second.login('limin', CASHIER_PASSWORD)
    const shiftId = await openShift(clerk, 'A')
    await waitingRequest(shiftId)
    expect(await test.admin.query('user.held', { userId: userId('limin') })).toMatchObject({
      sessions: 2,
      shifts: [{ shiftId, drawer: 'A', project: '锦绣花园', here: true }],
      requests: [{ kind: 'receipt.void_printed', project: '锦绣花园' }],
      jobs: [],
    })
  })

  it('is out of every window at once, and the pages are told why', async () => {
    const second = test.seat()
    await second.login('limin', CASHIER_PASSWORD)
    const told: EventMessage[] = []
    second.client.onEvent((event) => told.push(event))
    await second.query('session.current', {})
    const { endedSessions } = await disable({ shifts: 'leave', jobs: 'let_run' })
    expect(endedSessions).toBe(2)
    for (const seat of [clerk, second])
      expect(await code(seat.query('room.buildings', {}), seat)).toBe('session.required')
    await expect
      .poll(() => told.filter(({ name }) => name === 'session.changed').map(({ data }) => data))
      .toContainEqual({ userId: userId('limin'), ended: 'disabled' })
  })

  it('has the shift closed by force and the request taken back; the cash is counted later', async () => {
    const shiftId = await openShift(clerk, 'A')
    await waitingRequest(shiftId)
    const left = await disable({ shifts: 'close', jobs: 'cancel' })
    expect(left).toMatchObject({ closedShifts: 1, withdrawnRequests: 1, cancelledJobs: 0 })
    const row = test.core.database.read.hotFirst(
      hot<object>('SELECT state, force_reason, closed_by FROM shift WHERE id = ?'),
      shiftId,
    )
    expect(row).toEqual({ state: 'forced', force_reason: '已离职', closed_by: userId(ADMIN.username) })
    expect((await test.admin.query('approval.list', { box: 'done' })).requests).toMatchObject([
      { state: 'withdrawn', decisionReason: '已离职' },
    ])
    expect(await test.admin.query('user.held', { userId: userId('limin') })).toEqual({
      sessions: 0,
      shifts: [],
      requests: [],
      jobs: [],
    })
  })

  it('leaves the shift to a manager when that is chosen', async () => {
    const shiftId = await openShift(clerk, 'A')
    expect(await disable({ shifts: 'leave', jobs: 'let_run' })).toMatchObject({ closedShifts: 0 })
    await test.admin.command('shift.force_close', { shiftId, reason: '收费员离职', differenceReason: null })
  })

  it('has a job under way stopped where that is chosen', async () => {
    test.core.database.transactTechnical(
      `INSERT INTO job(id, project_id, kind, state, priority, input_json, done, total, cancel_requested, created_by, created_at)
       VALUES('00000000-0000-7000-8000-000000000001', ?, 'export_rooms', 'running', 40, '{}', 0, 0, 0, ?, 1)`,
      world.projectId,
      userId('limin'),
    )
    const held = await test.admin.query('user.held', { userId: userId('limin') })
    expect(held.jobs).toMatchObject([{ kind: 'export_rooms', cancellable: true }])
    expect(await disable({ shifts: 'leave', jobs: 'cancel' })).toMatchObject({ cancelledJobs: 1 })
    const row = test.core.database.read.hotFirst(hot<object>('SELECT cancel_requested FROM job'))
    expect(row).toEqual({ cancel_requested: 1 })
  })

  it('is asked about by whoever manages accounts alone, and nothing is half done without the right to the shift', async () => {
    await openShift(clerk, 'A')
    expect(await code(clerk.query('user.held', { userId: userId('limin') }), clerk)).toBe('permission.denied')
    test.core.database.transact({ command: 'test.role', userId: 'system' }, (unit) => {
      const role_id = unit.newId()
      unit.insert('role', { id: role_id, code: 'hr', name: '人事', preset: 0, ended_on: null })
      for (const permission of ['user.view', 'user.manage']) unit.insert('role_permission', { role_id, permission })
    })
    const hr = await world.cashier('renshi', undefined, 'hr')
    expect(await code(disable({ shifts: 'close', jobs: 'let_run' }, hr), hr)).toBe('user.no_right_to_shift')
    expect((await accountOf('limin')).state).toBe('active')
  })
})

describe('an account', () => {
  it('that nobody used for ninety days stands out', async () => {
    expect((await accountOf('limin')).unused).toBe(false)
    test.clock.advance(91 * DAY_MS)
    expect((await accountOf('limin')).unused).toBe(true)
    await clerk.login('limin', CASHIER_PASSWORD)
    expect((await accountOf('limin')).unused).toBe(false)
  })

  it('that is signed in at two windows says so to whoever signs in, and to the manager', async () => {
    const second = test.seat()
    const alone = await second.command('session.login', { username: ADMIN.username, password: ADMIN.password })
    expect(alone.elsewhere).not.toBeNull()
    const third = test.seat()
    const answer = await third.command('session.login', { username: 'limin', password: CASHIER_PASSWORD })
    expect(answer.elsewhere).toMatchObject({ seenAt: expect.any(Number) as number })
    expect((await accountOf('limin')).shared).toBeNull()
    for (let minute = 0; minute < 4; minute++) {
      test.clock.advance(61_000)
      await clerk.query('session.current', {})
      await third.query('session.current', {})
    }
    expect((await accountOf('limin')).shared).toMatchObject({ kind: 'two_windows' })
  })

  it('of a window that is gone is no warning', async () => {
    test = await test.restart()
    const seat = test.seat()
    const answer = await seat.command('session.login', { username: 'limin', password: CASHIER_PASSWORD })
    expect(answer.elsewhere).toBeNull()
  })

  it('has its sign-ins listed with how each ended', async () => {
    await clerk.command('session.logout', {})
    await clerk.login('limin', CASHIER_PASSWORD)
    const { signIns } = await test.admin.query('user.sign_ins', { userId: userId('limin') })
    expect(signIns.map(({ end }) => end)).toEqual(['open', 'logout'])
  })
})

describe('an administrator whom nobody can let in', () => {
  const NEW = 'Huifu-2026'
  const recover = (seat: TestSeat, more: object = {}) =>
    seat.command('session.recover', { ticket: TICKET, username: ADMIN.username, newPassword: NEW, ...more })

  it('gets a new password by the recovery code, once, and the log says so', async () => {
    const seat = test.seat()
    for (let guess = 0; guess < 5; guess++) await code(seat.login(ADMIN.username, 'falsch-2026'), seat)
    expect(await code(seat.login(), seat)).toBe('session.account_locked')
    test.core.receive({ t: 'recovery_proved', ticket: TICKET })
    expect(await seat.query('session.recoverable', { ticket: TICKET })).toEqual({
      accounts: [{ username: ADMIN.username, displayName: ADMIN.displayName }],
    })
    expect(await code(recover(seat, { newPassword: '11111111' }), seat)).toBe('user.password_weak')
    await recover(seat)
    expect(await code(test.admin.query('room.buildings', {}))).toBe('session.required')
    await seat.login(ADMIN.username, NEW)
    expect(await code(recover(seat), seat)).toBe('session.ticket_invalid')
    const { rows } = await seat.query('audit.list', {
      filter: { command: 'session.recover' },
      sort: { key: 'at', direction: 'desc' },
    })
    expect(rows).toMatchObject([{ table: 'user', kind: 'U', label: ADMIN.displayName }])
  })

  it('is the only one who can: no clerk, no guess, nothing after ten minutes', async () => {
    const seat = test.seat()
    expect(await code(seat.query('session.recoverable', { ticket: TICKET }), seat)).toBe('session.ticket_invalid')
    expect(await code(recover(seat), seat)).toBe('session.ticket_invalid')
    test.core.receive({ t: 'recovery_proved', ticket: TICKET })
    expect(await code(recover(seat, { username: 'limin' }), seat)).toBe('session.not_recoverable')
    test.clock.advance(10 * 60_000)
    expect(await code(recover(seat), seat)).toBe('session.ticket_invalid')
  })
})

describe('a list of residents that leaves the program', () => {
  const save = (seat: TestSeat, contacts: 'masked' | 'full', path: string) =>
    seat.command('room.export', { filter: {}, grantId: test.grant(path, 'write'), language: 'zh-CN', contacts })
  const textsOf = async (path: string): Promise<string> => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(path)
    const [sheet] = book.worksheets
    return JSON.stringify(sheet?.getSheetValues()) + (sheet?.headerFooter.oddFooter ?? '')
  }
  beforeEach(() => {
    world.room('1-1-101', {
      ownerTerms: [{ fromOn: null, toOn: null, owners: [{ name: '张三丰', phone: '13800008000', idNo: null }] }],
    })
  })

  it('has its phones masked unless a second person agrees', async () => {
    const manager = await world.cashier('wangjl', undefined, 'manager')
    const path = join(test.dataDir, 'rooms.xlsx')
    await save(test.admin, 'masked', path)
    await test.core.jobs.settled()
    expect(await textsOf(path)).not.toContain('13800008000')
    expect(await textsOf(path)).toContain('张三丰')
    expect(await test.admin.refusal(save(test.admin, 'full', path))).toMatchObject({
      code: 'approval.required',
      params: { kind: 'room.export_contacts', inbox: true },
    })
    const input = { filter: {}, grantId: test.grant(path, 'write'), language: 'zh-CN', contacts: 'full' }
    const { requestId } = await test.admin.command('approval.request', {
      operation: 'room.export',
      inputJson: JSON.stringify(input),
      actId: test.newId() as Id,
      reason: '街道要求上报联系方式',
    })
    expect((await manager.query('approval.open', { requestId })).facts).toMatchObject({ roomsAtMost: 1 })
    await manager.command('approval.approve', { requestId })
    await test.core.jobs.settled()
    expect(await textsOf(path)).toContain('13800008000')
  })

  it('says on every page who took it out and when', async () => {
    const path = join(test.dataDir, 'marked.xlsx')
    await save(test.admin, 'masked', path)
    await test.core.jobs.settled()
    const texts = await textsOf(path)
    expect(texts.match(/导出人 系统管理员　2026-11-23 08:3/g)).toHaveLength(2)
  })

  it('stands in the record of exports, with what was in it and how many rows', async () => {
    const accountant = await world.cashier('zhao', undefined, 'accountant')
    expect(await code(save(accountant, 'full', join(test.dataDir, 'no.xlsx')), accountant)).toBe('room.contacts_hidden')
    await save(accountant, 'masked', join(test.dataDir, 'rooms.xlsx'))
    await test.core.jobs.settled()
    expect((await test.admin.query('audit.exports', {})).exports).toMatchObject([
      { by: 'zhao', kind: 'export_rooms', contents: 'names', state: 'done', rows: 1, fileName: 'rooms.xlsx' },
    ])
    expect(() => test.core.database.transactTechnical('DELETE FROM data_export')).toThrow('append-only')
    expect(await code(accountant.query('audit.exports', {}), accountant)).toBe('permission.denied')
  })
})

describe('a PC that goes to sleep', () => {
  it('locks every window, and asks for the password when it wakes', async () => {
    test.core.receive({ t: 'lock_screens' })
    expect((await clerk.query('session.current', {})).session?.locked).toBe(true)
    expect(await code(test.admin.query('room.buildings', {}))).toBe('session.locked')
    test.core.receive({ t: 'resumed' })
    expect(await code(clerk.query('room.buildings', {}), clerk)).toBe('session.locked')
    await clerk.command('session.unlock', { password: CASHIER_PASSWORD })
    await clerk.query('room.buildings', {})
  })
})
