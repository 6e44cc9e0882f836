import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ADMIN, startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

const CLERK = { username: 'limin', displayName: '李敏', password: 'Shoufei-2026' }
const STAYS = { shifts: 'leave', jobs: 'let_run' } as const
const everywhere = (roleCode: string) => ({ roleCode, buildingIds: null })

describe('accounts', () => {
  let test: TestCore
  let clerkId = ''
  const find = async (username: string) => {
    const { users } = await test.admin.query('user.list', {})
    const found = users.find((user) => user.username === username)
    if (found === undefined) throw new Error(`no account ${username}`)
    return found
  }
  /** Signs in with a first password and chooses an own one. */
  const firstLogin = async (seat: TestSeat, password: string, own: string) => {
    await seat.login(CLERK.username, password)
    await seat.command('session.change_password', { oldPassword: password, newPassword: own })
  }
  beforeAll(async () => {
    test = await startTestCore()
    const { userId } = await test.admin.command('user.create', { ...CLERK, roles: [everywhere('clerk')] })
    clerkId = userId
  })
  afterAll(() => test.stop())

  it('are made with a role, and must choose an own password at the first sign-in', async () => {
    expect(await find(CLERK.username)).toMatchObject({
      state: 'active',
      mustChangePassword: true,
      roles: [{ code: 'clerk', buildingIds: null }],
    })
    const seat = test.seat()
    await seat.login(CLERK.username, CLERK.password)
    expect((await seat.refusal(seat.query('room.buildings', {}))).code).toBe('session.password_change_required')
    await seat.command('session.change_password', { oldPassword: CLERK.password, newPassword: 'Shoufei-2027' })
    const { session } = await seat.query('session.current', {})
    expect(session?.permissions).toContain('counter.collect')
    expect((await seat.refusal(seat.query('user.list', {}))).code).toBe('permission.denied')
  })

  it('have one name each, a strong password and a known role', async () => {
    const refusal = (fields: object) =>
      test.admin.refusal(
        test.admin.command('user.create', { ...CLERK, username: 'wang', roles: [everywhere('clerk')], ...fields }),
      )
    expect(await refusal({ username: CLERK.username })).toMatchObject({ code: 'user.name_taken', field: 'username' })
    expect(await refusal({ password: '11111111' })).toMatchObject({ code: 'user.password_weak', field: 'password' })
    expect(await refusal({ roles: [everywhere('emperor')] })).toMatchObject({
      code: 'user.role_unknown',
      field: 'roles.0.roleCode',
    })
    expect(await refusal({ roles: [{ roleCode: 'clerk', buildingIds: [test.newId()] }] })).toMatchObject({
      code: 'record.not_found',
    })
  })

  it('answer the same command once, however often it is sent', async () => {
    const commandId = test.newId()
    const input = { username: 'zhao', displayName: '赵', password: 'Caiwu-2026', roles: [everywhere('accountant')] }
    const first = await test.admin.command('user.create', input, commandId)
    expect(await test.admin.command('user.create', input, commandId)).toEqual(first)
  })

  it('change their roles at once, for the sessions that are open too', async () => {
    const seat = test.seat()
    await seat.login(CLERK.username, 'Shoufei-2027')
    await test.admin.command('user.set_roles', { userId: clerkId as never, roles: [everywhere('read_only')] })
    expect((await seat.query('session.current', {})).session?.permissions).not.toContain('counter.collect')
    await test.admin.command('user.set_roles', {
      userId: clerkId as never,
      roles: [everywhere('clerk'), everywhere('accountant')],
    })
    expect((await find(CLERK.username)).roles.map(({ code }) => code)).toEqual(['accountant', 'clerk'])
  })

  it('lose their sessions with a new password, which must be changed again', async () => {
    const seat = test.seat()
    await seat.login(CLERK.username, 'Shoufei-2027')
    await test.admin.command('user.reset_password', { userId: clerkId as never, password: 'Linshi-2026' })
    expect((await seat.refusal(seat.query('room.buildings', {}))).code).toBe('session.required')
    await firstLogin(seat, 'Linshi-2026', 'Shoufei-2028')
  })

  it('end at once when they are disabled, and work again when they are enabled', async () => {
    const seat = test.seat()
    await seat.login(CLERK.username, 'Shoufei-2028')
    const { endedSessions } = await test.admin.command('user.disable', {
      userId: clerkId as never,
      reason: '离职',
      ...STAYS,
    })
    const reasonOf = async () =>
      (await test.admin.query('user.list', {})).users.find(({ id }) => id === clerkId)?.disabledReason
    expect(await reasonOf()).toBe('离职')
    expect(endedSessions).toBeGreaterThan(0)
    expect((await seat.refusal(seat.query('room.buildings', {}))).code).toBe('session.required')
    expect((await seat.refusal(seat.login(CLERK.username, 'Shoufei-2028'))).code).toBe('session.account_disabled')
    await test.admin.command('user.enable', { userId: clerkId as never })
    await seat.login(CLERK.username, 'Shoufei-2028')
  })

  it('keep one administrator, and nobody locks out himself', async () => {
    const admin = await find(ADMIN.username)
    const set = (roles: ReturnType<typeof everywhere>[]) =>
      test.admin.command('user.set_roles', { userId: admin.id, roles })
    expect((await test.admin.refusal(set([everywhere('clerk')]))).code).toBe('user.last_administrator')
    expect(
      (await test.admin.refusal(test.admin.command('user.disable', { userId: admin.id, reason: '试试', ...STAYS })))
        .code,
    ).toBe('user.self')
  })

  it('of another project are not found, and not taken over by its administrator', async () => {
    const { projectId } = await test.admin.command('project.create', {
      name: '二期',
      code: 'EQ',
      communityKind: 'standard',
      payeeName: '锦绣物业服务有限公司',
    })
    await test.admin.command('session.switch_project', { projectId })
    expect(
      (
        await test.admin.refusal(
          test.admin.command('user.disable', { userId: clerkId as never, reason: '越界', ...STAYS }),
        )
      ).code,
    ).toBe('user.not_found')
    await test.admin.command('user.create', {
      username: 'erqi',
      displayName: '二期管理员',
      password: 'Guanli-2-2026',
      roles: [everywhere('administrator')],
    })
    const second = test.seat()
    await second.login('erqi', 'Guanli-2-2026')
    await second.command('session.change_password', { oldPassword: 'Guanli-2-2026', newPassword: 'Guanli-2-2027' })
    const admin = await find(ADMIN.username)
    const reset = second.command('user.reset_password', { userId: admin.id, password: 'Duoquan-2026' })
    expect((await second.refusal(reset)).code).toBe('user.in_other_project')
  })
})
