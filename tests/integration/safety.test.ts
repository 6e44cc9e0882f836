import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { hot } from '../../src-main/core/db/read-handle.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'
import { backupPlace, choosePlace, makeBackup } from '../support/backup-place.ts'
import type { BackupPlace } from '../support/backup-place.ts'
import { CASHIER_PASSWORD, counterWorld } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { TEST_KEY, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

const DAY_MS = 86_400_000
let test: TestCore
let world: CounterWorld
let stick: BackupPlace

beforeEach(async () => {
  test = await startTestCore()
  world = await counterWorld(test)
  stick = backupPlace()
})
afterEach(async () => {
  await test.stop()
  stick.remove()
})

const overview = () => test.admin.query('safety.overview', {})
async function verify(): Promise<void> {
  await test.admin.command('audit.verify', {})
  await test.core.jobs.settled()
}
async function wrongPassword(username: string): Promise<void> {
  const seat = test.seat()
  await seat.refusal(seat.command('session.login', { username, password: 'falsch' }))
}

describe('the safety page', () => {
  it('is not for a clerk', async () => {
    const clerk = await world.cashier('limin')
    expect((await clerk.refusal(clerk.query('safety.overview', {}))).code).toBe('permission.denied')
  })

  it('of an office that looks after its data has nothing to mend', async () => {
    await choosePlace(test, stick.folder)
    await makeBackup(test)
    await verify()
    const levels = Object.entries(await overview()).map(([name, { level }]) => [name, level])
    expect(levels).toHaveLength(8)
    expect(levels.filter(([, level]) => level !== 'fine')).toEqual([])
  })

  it('says that no place is chosen, then that a backup was restored and checked, then that nights were missed', async () => {
    expect((await overview()).backup).toMatchObject({ level: 'act', health: 'no_place' })
    await choosePlace(test, stick.folder)
    expect((await overview()).backup).toMatchObject({ level: 'look', health: 'never' })
    await makeBackup(test)
    const good = await overview()
    expect(good.backup).toMatchObject({ level: 'fine', health: 'fresh' })
    expect(good.drill.last?.rows).toBeGreaterThan(10)
    test.clock.advance(2 * DAY_MS)
    expect(await overview()).toMatchObject({
      backup: { level: 'look', health: 'late' },
      drill: { level: 'look', due: 1, missed: 1 },
    })
    test.clock.advance(5 * DAY_MS)
    expect(await overview()).toMatchObject({
      backup: { level: 'act', health: 'overdue' },
      drill: { level: 'act', due: 6, missed: 6 },
    })
  })

  it('turns red when a backup fails', async () => {
    await choosePlace(test, stick.folder)
    rmSync(stick.folder, { recursive: true })
    await test.admin.command('backup.make', { grantId: null })
    await test.core.jobs.settled()
    expect((await overview()).backup).toMatchObject({ level: 'act', health: 'failed', lastDoneAt: null })
  })

  it('turns red when somebody changed a document around the program', async () => {
    world.line(world.room('1-1-101'), { month: '2026-11', amountFen: 16_097 })
    const connection = connect({ path: join(test.dataDir, 'wuye.db'), keyHex: TEST_KEY, access: 'writer' })
    connection.exec('DROP TRIGGER receivable_no_update; UPDATE receivable SET amount_fen = 1')
    connection.close()
    await test.admin.command('backup.check_file', {})
    await verify()
    expect(await overview()).toMatchObject({
      file: { level: 'act', verdict: 'chain_broken' },
      chain: { level: 'act', problem: 'document' },
    })
  })

  it('says how old the last look at file and chain is', async () => {
    expect((await overview()).chain).toMatchObject({ level: 'look', checkedAt: null })
    await test.admin.command('backup.check_file', {})
    await verify()
    expect(await overview()).toMatchObject({ file: { level: 'fine' }, chain: { level: 'look', setsRead: 'no_place' } })
    test.clock.advance(9 * DAY_MS)
    expect((await overview()).file).toMatchObject({ level: 'look', verdict: 'whole' })
  })

  it('counts wrong passwords, also for names that nobody has, and names the account that is locked', async () => {
    await world.cashier('limin')
    await wrongPassword('nobody')
    await wrongPassword('limin')
    expect((await overview()).signIn).toEqual({ level: 'fine', lastDay: 2, lastWeek: 2, locked: [] })
    // The right password takes back what is counted against the account, not what happened.
    await test.seat().login('limin', CASHIER_PASSWORD)
    for (let n = 0; n < 5; n += 1) await wrongPassword('limin')
    expect((await overview()).signIn).toEqual({ level: 'act', lastDay: 7, lastWeek: 7, locked: ['limin'] })
    test.clock.advance(2 * DAY_MS)
    for (let n = 0; n < 10; n += 1) await wrongPassword('nobody')
    expect((await overview()).signIn).toEqual({ level: 'look', lastDay: 10, lastWeek: 17, locked: [] })
    test.clock.advance(8 * DAY_MS)
    expect((await overview()).signIn).toMatchObject({ level: 'fine', lastDay: 0, lastWeek: 0 })
  })

  it('says who looked at whole phones and who took them out alone', async () => {
    const clerk = await world.cashier('limin')
    const roomId = world.room('1-1-101') as Id
    const personId = test.core.database.read.hotFirst(hot<{ id: Id }>('SELECT id FROM person'))?.id as Id
    await clerk.command('room.reveal_person', { personId, roomId, field: 'phone', reason: '业主来电' })
    expect((await overview()).disclosure).toEqual({
      level: 'fine',
      reveals: 1,
      exports: 0,
      fullExportsAlone: 0,
      people: [{ name: 'limin', reveals: 1, exports: 0 }],
    })
    // Nobody else of the office could agree.
    await test.admin.command('room.export', {
      filter: {},
      grantId: test.grant(join(test.dataDir, 'rooms.xlsx'), 'write'),
      language: 'zh-CN',
      contacts: 'full',
    })
    expect((await overview()).disclosure).toMatchObject({ level: 'look', exports: 1, fullExportsAlone: 1 })
    test.clock.advance(31 * DAY_MS)
    expect((await overview()).disclosure).toMatchObject({ level: 'fine', reveals: 0, exports: 0, people: [] })
  })

  it('names accounts that nobody uses and that several people use', async () => {
    const first = await world.cashier('limin')
    const second = test.seat()
    await second.login('limin', CASHIER_PASSWORD)
    expect((await overview()).account).toEqual({ level: 'fine', unused: [], shared: [] })
    for (let minute = 0; minute < 4; minute++) {
      test.clock.advance(61_000)
      await first.query('session.current', {})
      await second.query('session.current', {})
    }
    expect((await overview()).account).toEqual({ level: 'look', unused: [], shared: ['limin'] })
    test.clock.advance(91 * DAY_MS)
    await test.admin.login()
    expect((await overview()).account).toMatchObject({ level: 'look', unused: ['limin'] })
  })

  it('says who moved out, and who did so more than three years ago', async () => {
    const left = (toOn: string) => ({
      ownerTerms: [
        { fromOn: null, toOn: toOn as LocalDate, owners: [{ name: '赵老', phone: null, idNo: null }] },
        { fromOn: '2026-06-01' as LocalDate, toOn: null, owners: [{ name: '钱新', phone: null, idNo: null }] },
      ],
    })
    expect((await overview()).retention).toEqual({ level: 'fine', gone: 0, longGone: 0, oldestOn: null })
    world.room('1-1-101', left('2026-05-31'))
    expect((await overview()).retention).toEqual({ level: 'fine', gone: 1, longGone: 0, oldestOn: '2026-05-31' })
    world.room('1-1-102', left('2022-05-31'))
    expect((await overview()).retention).toEqual({ level: 'look', gone: 2, longGone: 1, oldestOn: '2022-05-31' })
  })
})
