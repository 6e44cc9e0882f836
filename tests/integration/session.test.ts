import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import { ADMIN, PROJECT, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

describe('signing in', () => {
  let test: TestCore
  beforeAll(async () => {
    test = await startTestCore()
  })
  afterAll(() => test.stop())

  it('shows the administrator the project and every permission', async () => {
    const { session } = await test.admin.query('session.current', {})
    expect(session?.project?.name).toBe(PROJECT.projectName)
    expect(session?.user.username).toBe(ADMIN.username)
    expect(session?.permissions).toContain('user.manage')
  })

  it('tells how many tries are left, locks after five wrong passwords, and opens again after a quarter of an hour', async () => {
    const seat = test.seat()
    for (const left of [4, 3, 2, 1]) {
      const error = await seat.refusal(seat.login(ADMIN.username, 'wrong-1'))
      expect(error).toMatchObject({ code: 'session.wrong_password', params: { left, lockMinutes: 15 } })
    }
    expect((await seat.refusal(seat.login(ADMIN.username, 'wrong-1'))).code).toBe('session.account_locked')
    expect((await seat.refusal(seat.login())).code).toBe('session.account_locked')
    test.clock.advance(15 * 60_000 + 1_000)
    await seat.login()
  })

  it('lets no more guesses through when they come all at once, from two windows', async () => {
    const seats = [test.seat(), test.seat()]
    const guesses = Array.from({ length: 40 }, (_, at) => (at === 33 ? ADMIN.password : `guess-${at}`))
    const answers = await Promise.allSettled(
      guesses.map((guess, at) => seats[at % 2]?.login(ADMIN.username, guess) ?? Promise.reject(new Error('no seat'))),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toEqual([])
    test.clock.advance(15 * 60_000 + 1_000)
    await test.seat().login()
  })

  it('answers nothing but the lock screen while locked, also after a restart of core', async () => {
    const seat = test.seat()
    await seat.login()
    await seat.command('session.lock', {})
    expect((await seat.refusal(seat.query('user.list', {}))).code).toBe('session.locked')
    expect((await seat.query('session.current', {})).session?.locked).toBe(true)
    await seat.command('session.unlock', { password: ADMIN.password })
    expect((await seat.query('session.current', {})).session?.locked).toBe(false)
  })

  it('lets the first-run command run once only', async () => {
    const error = await test.admin.refusal(test.admin.command('setup.initialize', { ...PROJECT, admin: ADMIN }))
    expect(error.code).toBe('setup.already_done')
  })

  it('answers the same command id with the first answer, and another input under it with a conflict', async () => {
    const commandId = test.newId()
    await test.admin.command('session.confirm_clock', { reason: '核对过时间' }, commandId)
    await test.admin.command('session.confirm_clock', { reason: '核对过时间' }, commandId)
    const error = await test.admin.refusal(
      test.admin.command('session.confirm_clock', { reason: '别的理由' }, commandId),
    )
    expect(error.code).toBe('command.conflict')
  })

  it('remembers over a restart how late it has been, until somebody confirms the clock', async () => {
    const { latestAt } = test.core.database.head
    test.clock.set('2025-11-23T08:30:00+08:00')
    await test.admin.command('project.update', { name: '锦绣花园', payeeName: '锦绣物业', goLiveOn: null })
    test = await test.restart()
    expect(test.core.database.head.latestAt).toBe(latestAt)
    await test.admin.login()
    await test.admin.command('session.confirm_clock', { reason: '主板电池换过' })
    test = await test.restart()
    expect(new Date(test.core.database.head.latestAt).getFullYear()).toBe(2025)
  })

  it('keeps an unbroken chain of operations', () => {
    expect(verifyChain(test.core.database.read)).toMatchObject({ kind: 'intact' })
  })
})
