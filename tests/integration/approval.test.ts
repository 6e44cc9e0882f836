import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import { hot } from '../../src-main/core/db/read-handle.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import { CASHIER_PASSWORD, counterWorld, openShift } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { ADMIN, startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

const STAYS = { shifts: 'leave', jobs: 'let_run' } as const

let test: TestCore
let world: CounterWorld
let clerk: TestSeat
let manager: TestSeat
let shiftId: Id
let room = ''
const AMOUNT = 16_097 as Fen
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

beforeEach(async () => {
  test = await startTestCore()
  world = await counterWorld(test)
  clerk = await world.cashier('limin')
  manager = await world.cashier('wangjl', undefined, 'manager')
  shiftId = await openShift(clerk, 'A')
  room = world.room('3-2-1501')
})
afterEach(() => test.stop())

let month = 1
async function printedReceipt(of = room): Promise<Id> {
  const lineId = world.line(of, { month: `2025-${String((month++ % 12) + 1).padStart(2, '0')}`, amountFen: AMOUNT })
  const { receiptId } = await clerk.command('counter.collect', {
    shiftId,
    payerName: null,
    lines: [{ lineId, expectedOpenFen: AMOUNT, payFen: AMOUNT }],
    tenders: [{ tender: 'wechat', amountFen: AMOUNT, reference: null }],
    cashReceivedFen: null,
    note: null,
    print: false,
  })
  test.core.database.transact({ command: 'test.print', userId: 'system' }, (unit) => {
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
    })
  })
  return receiptId
}
const userId = (username: string): string =>
  test.core.database.read.hotFirst(hot<{ id: string }>('SELECT id FROM user WHERE username = ?'), username)?.id ?? ''
const voidInput = (receiptId: Id) => ({ receiptId, reason: '金额录错', paperTakenBack: true })

interface Act {
  readonly operation: string
  readonly inputJson: string
  readonly actId: Id
  readonly reason: string
}
function actOf(operation: string, input: unknown): Act {
  return { operation, inputJson: JSON.stringify(input), actId: test.newId() as Id, reason: '打印之后才发现录错' }
}
const stateOf = async (receiptId: Id) => (await test.admin.query('receipt.open', { receiptId })).state
const code = async (seat: TestSeat, call: Promise<unknown>) => (await seat.refusal(call)).code

describe('a clerk who voids a printed receipt', () => {
  it('is refused alone, with what is needed', async () => {
    const receiptId = await printedReceipt()
    const error = await clerk.refusal(clerk.command('receipt.void', voidInput(receiptId)))
    expect(error).toMatchObject({
      class: 'refused',
      code: 'approval.required',
      params: { kind: 'receipt.void_printed', limitFen: null, inbox: true },
    })
    expect(await stateOf(receiptId)).toBe('valid')
  })

  it('is told first what no approval mends', async () => {
    const receiptId = await printedReceipt()
    expect(await code(clerk, clerk.command('receipt.void', { ...voidInput(receiptId), paperTakenBack: false }))).toBe(
      'receipt.paper_not_back',
    )
    const act = actOf('receipt.void', { ...voidInput(receiptId), paperTakenBack: false })
    expect(await clerk.refusal(clerk.command('approval.request', act))).toMatchObject({
      code: 'approval.command_refused',
      params: { code: 'receipt.paper_not_back' },
    })
  })

  it('asks in the inbox, and the void is the clerk’s own act, approved by the manager', async () => {
    const receiptId = await printedReceipt()
    const act = actOf('receipt.void', voidInput(receiptId))
    const { requestId } = await clerk.command('approval.request', act)
    expect(await manager.query('approval.waiting', {})).toMatchObject({ toDecide: 1, mine: [] })
    expect(await clerk.query('approval.waiting', {})).toEqual({ toDecide: 0, mine: [requestId] })
    const [shown] = (await manager.query('approval.list', { box: 'to_decide' })).requests
    expect(shown).toMatchObject({
      applicant: 'limin',
      mayApprove: true,
      facts: { receiptNo: 'SJ-A-2026-000001', rooms: '3-2-1501', amountFen: AMOUNT, voidReason: '金额录错' },
    })

    await manager.command('approval.approve', { requestId })

    const receipt = await test.admin.query('receipt.open', { receiptId })
    expect(receipt.state).toBe('voided')
    expect(receipt.events.at(-1)).toMatchObject({ kind: 'voided', by: 'limin', approvedBy: 'wangjl' })
    const ops = test.core.database.read.hotAll(
      hot<{ command: string; user_id: string; txn_id: string; tbl: string }>(
        "SELECT command, user_id, txn_id, tbl FROM op_log WHERE txn_id = (SELECT txn_id FROM op_log WHERE tbl = 'receipt_event' ORDER BY dev_seq DESC LIMIT 1) ORDER BY dev_seq",
      ),
    )
    expect(ops.map(({ tbl, command, user_id }) => [tbl, command, user_id])).toEqual([
      ['approval_request', 'approval.approve', userId('wangjl')],
      ['receipt_event', 'receipt.void', userId('limin')],
    ])
    expect(verifyChain(test.core.database.read)).toMatchObject({ kind: 'intact' })
    // The page that asked gets the answer of its own command id; nothing happens twice.
    const answer = await clerk.command('receipt.void', voidInput(receiptId), act.actId)
    expect(answer).toMatchObject({ receiptNo: 'SJ-A-2026-000001', amountFen: AMOUNT })
  })

  it('has the manager type the password there, once for one act', async () => {
    const receiptId = await printedReceipt()
    const act = { ...actOf('receipt.void', voidInput(receiptId)), username: 'wangjl', password: CASHIER_PASSWORD }
    const first = await clerk.command('approval.approve_here', act)
    expect(JSON.parse(first.answerJson)).toMatchObject({ receiptNo: 'SJ-A-2026-000001' })
    expect(await clerk.command('approval.approve_here', act)).toEqual(first)
    expect(await stateOf(receiptId)).toBe('voided')
    const [done] = (await manager.query('approval.list', { box: 'done' })).requests
    expect(done).toMatchObject({ state: 'approved', way: 'here', decidedBy: 'wangjl', applicant: 'limin' })
    const kept = test.core.database.read.hotAll(hot<object>('SELECT * FROM command_result, approval_request'))
    expect(JSON.stringify(kept)).not.toContain(CASHIER_PASSWORD)
  })

  it('has a request in the inbox decided on the spot as the same request', async () => {
    const receiptId = await printedReceipt()
    const act = actOf('receipt.void', voidInput(receiptId))
    const { requestId } = await clerk.command('approval.request', act)
    const here = { ...act, username: 'wangjl', password: CASHIER_PASSWORD }
    expect((await clerk.command('approval.approve_here', here)).requestId).toBe(requestId)
    expect(await code(manager, manager.command('approval.approve', { requestId }))).toBe('approval.already_decided')
  })

  it('needs no one for a receipt that was never printed', async () => {
    const lineId = world.line(room, { month: '2026-01', amountFen: AMOUNT })
    const { receiptId } = await clerk.command('counter.collect', {
      shiftId,
      payerName: null,
      lines: [{ lineId, expectedOpenFen: AMOUNT, payFen: AMOUNT }],
      tenders: [{ tender: 'wechat', amountFen: AMOUNT, reference: null }],
      cashReceivedFen: null,
      note: null,
      print: false,
    })
    await clerk.command('receipt.void', voidInput(receiptId))
    expect(await stateOf(receiptId)).toBe('voided')
    const act = actOf('receipt.void', voidInput(await printedReceipt()))
    const unprinted = actOf('receipt.void', { ...voidInput(receiptId) })
    expect((await clerk.refusal(clerk.command('approval.request', unprinted))).params['code']).toBe(
      'receipt.already_voided',
    )
    await clerk.command('approval.request', act)
  })

  it('sending the request again changes nothing; another input under the same act is a conflict', async () => {
    const act = actOf('receipt.void', voidInput(await printedReceipt()))
    const first = await clerk.command('approval.request', act)
    expect(await clerk.command('approval.request', act)).toEqual(first)
    const other = { ...act, inputJson: JSON.stringify(voidInput(await printedReceipt())) }
    expect(await code(clerk, clerk.command('approval.request', other))).toBe('command.conflict')
  })
})

describe('an approval is refused', () => {
  let receiptId: Id
  let requestId: Id
  const approve = (seat = manager) => code(seat, seat.command('approval.approve', { requestId }))
  beforeEach(async () => {
    receiptId = await printedReceipt()
    ;({ requestId } = await clerk.command('approval.request', actOf('receipt.void', voidInput(receiptId))))
  })

  it('the second time', async () => {
    const two = await Promise.allSettled([
      manager.command('approval.approve', { requestId }),
      test.admin.command('approval.approve', { requestId }),
    ])
    expect(two.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await approve()).toBe('approval.already_decided')
    const voids = test.core.database.read.hotAll(hot<object>("SELECT 1 FROM receipt_event WHERE kind = 'voided'"))
    expect(voids).toHaveLength(1)
  })

  it('to the applicant, in the inbox and with an own password', async () => {
    const act = actOf('receipt.void', voidInput(await printedReceipt()))
    const self = { ...act, username: 'limin', password: CASHIER_PASSWORD }
    expect(await code(clerk, clerk.command('approval.approve_here', self))).toBe('approval.no_right')
    grant('limin', 'manager')
    // A manager may void alone: nothing to ask for any more, and what was asked is still not for the applicant to decide.
    expect(await code(clerk, clerk.command('approval.approve_here', self))).toBe('approval.not_needed')
    const fresh = test.seat()
    await fresh.login('limin', CASHIER_PASSWORD)
    expect(await approve(fresh)).toBe('approval.own_request')
    expect(await code(fresh, fresh.command('approval.reject', { requestId, reason: '不用了' }))).toBe(
      'approval.own_request',
    )
  })

  it('when it lay too long, and the scheduler ends it', async () => {
    test.clock.advance(12 * 3_600_000)
    expect(await approve()).toBe('approval.expired')
    expect((await clerk.query('approval.open', { requestId })).state).toBe('expired')
    test.core.scheduler.tick()
    const row = test.core.database.read.hotFirst(hot<{ state: string }>('SELECT state FROM approval_request'))
    expect(row?.state).toBe('expired')
    expect(await approve()).toBe('approval.expired')
    expect(await code(clerk, clerk.command('approval.withdraw', { requestId }))).toBe('approval.expired')
  })

  it('when it lay too long and the clock was set back since', async () => {
    test.clock.advance(13 * 3_600_000)
    await test.admin.command('user.reset_password', { userId: userId('limin') as Id, password: 'Linshi-2026' })
    test.clock.advance(-10 * 3_600_000)
    expect(await approve()).toBe('approval.expired')
  })

  it('when the applicant was disabled or lost the right meanwhile', async () => {
    const roles = [{ roleCode: 'read_only', buildingIds: null }]
    await test.admin.command('user.set_roles', { userId: userId('limin') as Id, roles })
    expect(await manager.refusal(manager.command('approval.approve', { requestId }))).toMatchObject({
      code: 'approval.command_refused',
      params: { code: 'permission.denied', params: { permission: 'receipt.void' } },
    })
    await test.admin.command('user.disable', { userId: userId('limin') as Id, reason: '离职', ...STAYS })
    // Disabling takes back what the person had asked for.
    expect(await approve()).toBe('approval.already_decided')
  })

  it('when the state changed meanwhile: voided on the spot, shift counted, rights of the approver gone', async () => {
    const act = actOf('receipt.void', voidInput(receiptId))
    await clerk.command('approval.approve_here', { ...act, username: 'admin', password: ADMIN.password })
    expect(await manager.refusal(manager.command('approval.approve', { requestId }))).toMatchObject({
      code: 'approval.command_refused',
      params: { code: 'receipt.already_voided' },
    })
    receiptId = await printedReceipt()
    ;({ requestId } = await clerk.command('approval.request', actOf('receipt.void', voidInput(receiptId))))
    await test.admin.command('shift.force_close', { shiftId, reason: '忘记交班', differenceReason: null })
    expect((await manager.refusal(manager.command('approval.approve', { requestId }))).params['code']).toBe(
      'receipt.shift_closed',
    )
    expect((await manager.query('approval.open', { requestId })).state).toBe('pending')
  })

  it('to somebody without the right, of other buildings, and beyond the own limit', async () => {
    const other = await world.cashier('erlou', undefined, 'clerk')
    expect(await code(other, other.command('approval.approve', { requestId }))).toBe('permission.denied')
    const elsewhere = world.room('9-1-101', { building: '9栋' })
    const far = await world.cashier('jiudong', [world.buildingOf(elsewhere)], 'manager')
    expect(await code(far, far.command('approval.approve', { requestId }))).toBe('record.not_found')
    expect(await code(far, far.query('approval.open', { requestId }))).toBe('record.not_found')
    expect((await far.query('approval.list', { box: 'to_decide' })).requests).toEqual([])
    const act = actOf('receipt.void', voidInput(receiptId))
    const here = { ...act, username: 'jiudong', password: CASHIER_PASSWORD }
    expect(await code(clerk, clerk.command('approval.approve_here', here))).toBe('approval.no_right')

    const ceiling = { kind: 'receipt.void_printed', roleCode: 'manager' }
    const upTo = { kind: 'up_to', fen: (AMOUNT - 1) as Fen } as const
    await test.admin.command('approval.set_limit', { ...ceiling, alone: upTo, approve: upTo })
    expect(await manager.refusal(manager.command('approval.approve', { requestId }))).toMatchObject({
      code: 'approval.beyond_limit',
      params: { limitFen: AMOUNT - 1 },
    })
    expect((await manager.query('approval.waiting', {})).toDecide).toBe(0)
    await test.admin.command('approval.approve', { requestId })
  })

  it('from another project', async () => {
    otherProject('wangjl')
    const seat = test.seat()
    await seat.login('wangjl', CASHIER_PASSWORD)
    const { session } = await seat.query('session.current', {})
    const other = session?.projects.find(({ code: name }) => name === 'OTHER')
    await seat.command('session.switch_project', { projectId: other?.id as Id })
    expect(await code(seat, seat.command('approval.approve', { requestId }))).toBe('record.not_found')
    expect((await seat.query('approval.list', { box: 'to_decide' })).requests).toEqual([])
  })

  it('once withdrawn or rejected, and the applicant reads why', async () => {
    await manager.command('approval.reject', { requestId, reason: '请走红冲' })
    expect(await approve()).toBe('approval.already_decided')
    const [own] = (await clerk.query('approval.list', { box: 'mine' })).requests
    expect(own).toMatchObject({ state: 'rejected', decidedBy: 'wangjl', decisionReason: '请走红冲' })
    const again = await clerk.command('approval.request', actOf('receipt.void', voidInput(receiptId)))
    await clerk.command('approval.withdraw', { requestId: again.requestId })
    expect(await code(manager, manager.command('approval.approve', { requestId: again.requestId }))).toBe(
      'approval.already_decided',
    )
  })

  it('with a wrong password, which is counted against the name that was typed', async () => {
    const act = { ...actOf('receipt.void', voidInput(receiptId)), username: 'wangjl', password: 'nonsense' }
    expect(await clerk.refusal(clerk.command('approval.approve_here', act))).toMatchObject({
      code: 'session.wrong_password',
      field: 'password',
      params: { left: 4 },
    })
    for (let tries = 0; tries < 4; tries++) await clerk.refusal(clerk.command('approval.approve_here', act))
    const right = { ...act, password: CASHIER_PASSWORD }
    expect(await code(clerk, clerk.command('approval.approve_here', right))).toBe('session.account_locked')
    expect(await stateOf(receiptId)).toBe('valid')
  })

  it('for what no feature offers', async () => {
    const act = actOf('project.update', { name: 'x', payeeName: 'y', goLiveOn: null })
    expect(await code(clerk, clerk.command('approval.request', act))).toBe('approval.not_askable')
    expect(await code(clerk, clerk.command('approval.request', { ...act, operation: 'approval.approve' }))).toBe(
      'approval.not_askable',
    )
    const broken = { ...actOf('receipt.void', {}), inputJson: '{"receiptId":' }
    expect(await code(clerk, clerk.command('approval.request', broken))).toBe('input.invalid')
  })
})

describe('what has been decided', () => {
  it('never changes and is never deleted, whoever writes', async () => {
    const receiptId = await printedReceipt()
    const { requestId } = await clerk.command('approval.request', actOf('receipt.void', voidInput(receiptId)))
    await manager.command('approval.approve', { requestId })
    const write = (sql: string) => () => test.core.database.transactTechnical(sql)
    expect(write("UPDATE approval_request SET decided_by = 'x'")).toThrow(/never changes/)
    expect(write('DELETE FROM approval_request')).toThrow(/never deleted/)
  })
})

describe('strong rights', () => {
  const everywhere = (roleCode: string) => [{ roleCode, buildingIds: null }]

  it('are given by two where there are two', async () => {
    const input = { userId: userId('limin') as Id, roles: everywhere('manager') }
    expect(await test.admin.refusal(test.admin.command('user.set_roles', input))).toMatchObject({
      code: 'approval.required',
      params: { kind: 'user.grant_rights', inbox: true },
    })
    const { requestId } = await test.admin.command('approval.request', actOf('user.set_roles', input))
    const [shown] = (await manager.query('approval.list', { box: 'to_decide' })).requests
    expect(shown?.facts).toMatchObject({ account: 'limin', rolesBefore: 'clerk', rolesAfter: 'manager' })
    expect(shown?.facts['permissions']).toContain('approval.decide')
    await manager.command('approval.approve', { requestId })
    const { users } = await test.admin.query('user.list', {})
    expect(users.find(({ username }) => username === 'limin')?.roles.map(({ code: role }) => role)).toEqual(['manager'])
  })

  it('given to a new account are agreed to at the screen, because the first password is kept nowhere', async () => {
    const password = 'Chushi-2026x'
    const input = { username: 'xinren', displayName: '新人', password, roles: everywhere('administrator') }
    expect((await test.admin.refusal(test.admin.command('user.create', input))).params['inbox']).toBe(false)
    const act = actOf('user.create', input)
    expect(await code(test.admin, test.admin.command('approval.request', act))).toBe('approval.no_inbox')
    await test.admin.command('approval.approve_here', { ...act, username: 'wangjl', password: CASHIER_PASSWORD })
    const seat = test.seat()
    await seat.login('xinren', password)
    const stored = test.core.database.read.hotAll(hot<object>('SELECT * FROM approval_request'))
    expect(JSON.stringify(stored)).not.toContain(password)
  })

  it('are not asked about for a clerk, nor when they are taken away', async () => {
    await test.admin.command('user.set_roles', { userId: userId('limin') as Id, roles: everywhere('read_only') })
    await test.admin.command('user.set_roles', { userId: userId('wangjl') as Id, roles: everywhere('clerk') })
    await test.admin.command('user.create', {
      username: 'xinshou',
      displayName: '新手',
      password: 'Chushi-2026x',
      roles: everywhere('clerk'),
    })
    expect((await test.admin.query('approval.list', { box: 'done' })).requests).toEqual([])
  })

  it('are not taken through an account that the applicant handed out', async () => {
    const input = { userId: userId('limin') as Id, roles: everywhere('administrator') }
    const { requestId } = await test.admin.command('approval.request', actOf('user.set_roles', input))
    const password = 'Linshi-2026'
    await test.admin.command('user.reset_password', { userId: userId('wangjl') as Id, password })
    const taken = test.seat()
    await taken.login('wangjl', password)
    await taken.command('session.change_password', { oldPassword: password, newPassword: 'Linshi-2027' })
    expect(await code(taken, taken.command('approval.approve', { requestId }))).toBe('approval.account_handed')
    const act = actOf('user.set_roles', { ...input, roles: everywhere('manager') })
    const here = { ...act, username: 'wangjl', password: 'Linshi-2027' }
    expect(await code(test.admin, test.admin.command('approval.approve_here', here))).toBe('approval.account_handed')
    // Other people's requests wait for nobody: the clerk did not hand the account out.
    await taken.command('approval.reject', { requestId, reason: '不同意' })
    const receiptId = await printedReceipt()
    const asked = await clerk.command('approval.request', actOf('receipt.void', voidInput(receiptId)))
    await taken.command('approval.approve', { requestId: asked.requestId })
    expect(await stateOf(receiptId)).toBe('voided')
  })

  it('are given alone where nobody else could agree, and that is written down', async () => {
    await test.admin.command('user.disable', { userId: userId('wangjl') as Id, reason: '休假', ...STAYS })
    const appoint = () =>
      test.admin.command('user.set_roles', { userId: userId('limin') as Id, roles: everywhere('manager') })
    // "Nobody else" is not made in a minute, neither by disabling somebody nor by taking the role.
    expect(await code(test.admin, appoint())).toBe('approval.required')
    test.clock.advance(DAY_MS - MINUTE_MS)
    expect(await code(test.admin, appoint())).toBe('approval.required')
    test.clock.advance(2 * MINUTE_MS)
    await appoint()
    const [noted] = (await test.admin.query('approval.list', { box: 'done' })).requests
    expect(noted).toMatchObject({ state: 'nobody_else', way: 'alone', applicant: ADMIN.displayName, decidedBy: null })
  })
})

describe('limits', () => {
  const VOID = { kind: 'receipt.void_printed', roleCode: 'clerk' }
  const never = { kind: 'never' } as const

  it('are loosened by two and tightened by one', async () => {
    const looser = { ...VOID, alone: { kind: 'up_to', fen: 20_000 as Fen } as const, approve: never }
    expect((await test.admin.refusal(test.admin.command('approval.set_limit', looser))).code).toBe('approval.required')
    const act = { ...actOf('approval.set_limit', looser), username: 'wangjl', password: CASHIER_PASSWORD }
    await test.admin.command('approval.approve_here', act)
    const receiptId = await printedReceipt()
    await clerk.command('receipt.void', voidInput(receiptId))
    await test.admin.command('approval.set_limit', { ...VOID, alone: never, approve: never })
    expect((await clerk.refusal(clerk.command('receipt.void', voidInput(await printedReceipt())))).code).toBe(
      'approval.required',
    )
  })

  it('of the acts that guard the rule are tightened by two as well', async () => {
    for (const kind of ['approval.loosen_limit', 'user.grant_rights']) {
      const tighter = { kind, roleCode: 'manager', alone: never, approve: never }
      expect(await code(test.admin, test.admin.command('approval.set_limit', tighter))).toBe('approval.required')
    }
  })

  it('that an amount passes are told', async () => {
    const ceiling = { ...VOID, alone: { kind: 'up_to', fen: 10_000 as Fen } as const, approve: never }
    const act = { ...actOf('approval.set_limit', ceiling), username: 'wangjl', password: CASHIER_PASSWORD }
    await test.admin.command('approval.approve_here', act)
    const error = await clerk.refusal(clerk.command('receipt.void', voidInput(await printedReceipt())))
    expect(error.params).toMatchObject({ limitFen: 10_000 })
  })

  it('are listed for every kind and role', async () => {
    const { limits } = await test.admin.query('approval.limits', {})
    expect(limits.find((one) => one.kind === VOID.kind && one.roleCode === 'manager')).toMatchObject({
      alone: { kind: 'any' },
      approve: { kind: 'any' },
      decides: true,
    })
    expect(limits.find((one) => one.kind === VOID.kind && one.roleCode === 'clerk')).toMatchObject({
      alone: never,
      approve: never,
      decides: false,
    })
    const unknown = { ...VOID, kind: 'nothing.such', alone: never, approve: never }
    expect(await code(test.admin, test.admin.command('approval.set_limit', unknown))).toBe('approval.limit_unknown')
  })
})

function grant(username: string, role: string, projectId = world.projectId): void {
  const { read } = test.core.database
  const role_id = read.hotFirst(hot<{ id: string }>('SELECT id FROM role WHERE code = ?'), role)?.id ?? ''
  test.core.database.transact({ command: 'test.grant', userId: 'system' }, (unit) =>
    unit.insert('user_role', {
      id: unit.newId(),
      user_id: userId(username),
      project_id: projectId,
      role_id,
      building_ids_json: null,
      ended_at: null,
    }),
  )
}

function otherProject(username: string): void {
  const projectId = test.newId()
  test.core.database.transact({ command: 'test.project', userId: 'system' }, (unit) =>
    unit.insert('project', {
      id: projectId,
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
  grant(username, 'manager', projectId)
}
