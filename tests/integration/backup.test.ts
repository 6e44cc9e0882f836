import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import { readManifest, writeManifest } from '../../src-main/core/features/backup/set/manifest-file.ts'
import { CASHIER_PASSWORD, counterWorld } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import { backupPlace, choosePlace, makeBackup } from '../support/backup-place.ts'
import type { BackupPlace } from '../support/backup-place.ts'
import { ADMIN, TEST_PROOF, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

const MINUTE_MS = 60_000

let test: TestCore
let world: CounterWorld
let stick: BackupPlace
beforeEach(async () => {
  test = await startTestCore()
  world = await counterWorld(test)
  world.line(world.room('1-1-101'), { month: '2026-11', amountFen: 16_097 })
  stick = backupPlace()
})
afterEach(async () => {
  await test.stop()
  stick.remove()
})

async function failureOf(folder: string): Promise<unknown> {
  const { jobId } = await test.admin.command('backup.make', { grantId: test.grant(folder, 'folder') })
  await test.core.jobs.settled()
  const { state, failure } = await test.admin.query('job.open', { jobId })
  return [state, failure?.code]
}

describe('a backup by button', () => {
  it('is a set that was restored and checked, and says so', async () => {
    await choosePlace(test, stick.folder)
    const setName = await makeBackup(test)
    expect(setName).toMatch(/^wuye-20261123-0830\d\d$/)
    expect(stick.names()).toEqual([setName])
    const manifest = readManifest(join(stick.folder, setName))
    expect(manifest).toMatchObject({
      format: 1,
      program: '0.0.0-test',
      device: { series: 'A' },
      key: TEST_PROOF,
      facts: {
        counts: { room: 1, receivable: 1 },
        sums: { 'receivable.amount_fen': 16_097 },
      },
    })
    expect(manifest.parts.map(({ path }) => path)).toEqual(['data.db'])
    expect(manifest.facts.head.devSeq).toBeGreaterThan(0)
    expect(
      test.core.database.read.hotFirst(
        { sql: 'SELECT hash FROM op_log WHERE dev_seq = ?' },
        manifest.facts.head.devSeq,
      ),
    ).toEqual({
      hash: Buffer.from(manifest.facts.head.hash, 'hex'),
    })
    const status = await test.admin.query('backup.status', {})
    expect(status).toMatchObject({ health: 'fresh', failure: null, running: false, lastDoneAt: manifest.madeAt })
    expect((await test.admin.query('setup.status', {})).lastBackupAt).toBe(manifest.madeAt)
    const { lastDrill, place } = await test.admin.query('backup.overview', {})
    expect(place).toEqual({ folder: stick.folder, nightlyHour: 2 })
    expect(lastDrill).toMatchObject({ setName, folder: stick.folder, operations: manifest.facts.head.devSeq })
    expect(existsSync(join(test.dataDir, '.backup-drill'))).toBe(false)
  })

  it('is listed with what it holds, beside what others left there', async () => {
    await choosePlace(test, stick.folder)
    const setName = await makeBackup(test)
    mkdirSync(join(stick.folder, 'wuye-20250101-020000'))
    mkdirSync(join(stick.folder, '照片'))
    const { sets, freeMb, ringMb, ringSets } = await test.admin.command('backup.list_sets', {})
    expect(sets).toMatchObject([
      { setName, origin: 'own', receipts: 0 },
      { setName: 'wuye-20250101-020000', origin: 'unreadable', madeAt: null },
    ])
    expect(sets[0]?.bytes).toBeGreaterThan(100_000)
    expect([freeMb > 0, ringMb > 1, ringSets]).toEqual([true, true, 36])
  })

  it('holds the documents, when there are some', async () => {
    mkdirSync(join(test.dataDir, 'documents', '3f'), { recursive: true })
    writeFileSync(join(test.dataDir, 'documents', '3f', '3fa0'), 'sealed')
    await choosePlace(test, stick.folder)
    const setName = await makeBackup(test)
    const { parts } = readManifest(join(stick.folder, setName))
    expect(parts.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['data.db', parts[0]?.bytes],
      ['documents/3f/3fa0', 6],
    ])
    expect(readFileSync(join(stick.folder, setName, 'documents/3f/3fa0'), 'utf8')).toBe('sealed')
  })

  it('goes this once to another folder, and the place stays', async () => {
    await choosePlace(test, stick.folder)
    const other = backupPlace()
    await test.admin.command('backup.make', { grantId: test.grant(other.folder, 'folder') })
    await test.core.jobs.settled()
    expect([stick.sets().length, other.sets().length]).toEqual([0, 1])
    other.remove()
  })

  it('is refused in words while another is being made, without a place, and to who may not', async () => {
    const { admin } = test
    expect((await admin.refusal(admin.command('backup.make', { grantId: null }))).code).toBe('backup.no_place')
    expect((await admin.refusal(admin.command('backup.list_sets', {}))).code).toBe('backup.no_place')
    await choosePlace(test, stick.folder)
    const first = admin.command('backup.make', { grantId: null })
    expect((await admin.refusal(admin.command('backup.make', { grantId: null }))).code).toBe('backup.running')
    await first
    const clerk = await world.cashier('limin')
    const grantId = test.grant(stick.folder, 'folder')
    expect((await clerk.refusal(clerk.command('backup.configure', { grantId, nightlyHour: 3 }))).code).toBe(
      'permission.denied',
    )
    await test.core.jobs.settled()
    expect((await clerk.command('backup.make', { grantId: null })).jobId).toHaveLength(36)
  })
})

describe('a place', () => {
  it('inside the data itself, missing, or not to be written to, is refused when it is chosen', async () => {
    const codeOf = async (folder: string): Promise<string> => {
      const grantId = test.grant(folder, 'folder')
      return (await test.admin.refusal(test.admin.command('backup.configure', { grantId, nightlyHour: 2 }))).code
    }
    mkdirSync(join(test.dataDir, 'backups'))
    expect(await codeOf(test.dataDir)).toBe('backup.place_inside_data')
    expect(await codeOf(join(test.dataDir, 'backups'))).toBe('backup.place_inside_data')
    expect(await codeOf(join(stick.folder, 'gone'))).toBe('backup.place_missing')
    expect(await codeOf('/proc')).toMatch(/^backup\.(place_not_writable|place_missing|write_failed)$/)
    expect((await test.admin.query('backup.overview', {})).place).toBeNull()
  })

  it('that is gone when the backup is due makes it fail with the reason, red on every screen', async () => {
    await choosePlace(test, stick.folder)
    const setName = await makeBackup(test)
    rmSync(join(stick.folder, setName), { recursive: true })
    stick.remove()
    expect(await failureOf(stick.folder)).toEqual(['failed', 'backup.place_missing'])
    expect(await test.admin.query('backup.status', {})).toMatchObject({
      health: 'failed',
      failure: { code: 'backup.place_missing' },
    })
  })

  it('that may not be written to makes it fail with the reason', async () => {
    // Where even the administrator of the PC makes no folder.
    expect(await failureOf('/sys')).toEqual(['failed', 'backup.place_not_writable'])
  })

  it('without the room for one more set makes it fail before a byte is written', async () => {
    mkdirSync(join(test.dataDir, 'documents'))
    writeFileSync(join(test.dataDir, 'documents', 'large'), '')
    truncateSync(join(test.dataDir, 'documents', 'large'), 4_000_000_000_000)
    const { jobId } = await test.admin.command('backup.make', { grantId: test.grant(stick.folder, 'folder') })
    await test.core.jobs.settled()
    const { failure } = await test.admin.query('job.open', { jobId })
    expect(failure?.code).toBe('backup.no_room')
    expect(failure?.params['neededMb']).toBeGreaterThan(3_800_000)
    expect(failure?.params['freeMb']).toBeGreaterThan(0)
    expect(stick.names()).toEqual([])
  })
})

describe('a backup that was cut off', () => {
  it('by the end of the program counts as failed, is cleared away, and is made again by itself', async () => {
    await choosePlace(test, stick.folder)
    const uid =
      test.core.database.read.hotFirst(hot<{ device_uid: string }>('SELECT device_uid FROM device'))?.device_uid ?? ''
    const partial = join(stick.folder, `.partial-${uid.slice(-8)}-wuye-20261123-020000`)
    mkdirSync(partial)
    writeFileSync(join(partial, 'data.db'), 'half')
    mkdirSync(join(test.dataDir, '.backup-drill'))
    test.core.database.transact({ command: 'test.backup', userId: 'system' }, (unit) =>
      test.core.jobs.enqueue(unit, {
        kind: 'backup',
        projectId: null,
        input: { folder: stick.folder },
        jobId: unit.newId(),
      }),
    )
    const again = await test.restart()
    await again.admin.login()
    expect(await again.admin.query('backup.status', {})).toMatchObject({
      health: 'failed',
      running: false,
      failure: { code: 'backup.interrupted' },
    })
    again.clock.advance(61 * MINUTE_MS)
    again.core.scheduler.tick()
    await again.core.jobs.settled()
    expect(stick.names()).toEqual(stick.sets())
    expect(stick.sets()).toHaveLength(1)
    expect(existsSync(join(test.dataDir, '.backup-drill'))).toBe(false)
    expect((await again.admin.query('backup.status', {})).health).toBe('fresh')
    test = again
  })
})

describe('the nightly backup', () => {
  it('is made at its hour, made up for after a night without current, and tried again an hour after a failure', async () => {
    await choosePlace(test, stick.folder)
    const tick = async (iso: string): Promise<number> => {
      test.clock.set(iso)
      test.core.scheduler.tick()
      await test.core.jobs.settled()
      return stick.sets().length
    }
    expect(await tick('2026-11-23T08:31:00+08:00')).toBe(1)
    expect(await tick('2026-11-23T23:00:00+08:00')).toBe(1)
    expect(await tick('2026-11-24T02:00:30+08:00')).toBe(2)
    expect(await tick('2026-11-27T08:10:00+08:00')).toBe(3)
    stick.remove()
    const jobs = (): number =>
      test.core.database.read.hotFirst(hot<{ n: number }>("SELECT count(*) AS n FROM job WHERE kind = 'backup'"))?.n ??
      0
    test.clock.set('2026-11-28T02:01:00+08:00')
    test.core.scheduler.tick()
    await test.core.jobs.settled()
    expect(jobs()).toBe(4)
    test.clock.advance(30 * MINUTE_MS)
    test.core.scheduler.tick()
    await test.core.jobs.settled()
    expect(jobs()).toBe(4)
    mkdirSync(stick.folder)
    test.clock.advance(31 * MINUTE_MS)
    test.core.scheduler.tick()
    await test.core.jobs.settled()
    expect([jobs(), stick.sets().length]).toEqual([5, 1])
    const { jobs: listed } = await test.admin.query('job.list', {})
    expect(listed.map(({ kind, state }) => [kind, state])[0]).toEqual(['backup', 'done'])
  })

  it('keeps the ring: of sixteen nights the last seven days and the ends of the weeks before', async () => {
    await choosePlace(test, stick.folder)
    for (let day = 1; day <= 16; day++) {
      test.clock.set(`2026-12-${String(day).padStart(2, '0')}T02:00:30+08:00`)
      test.core.scheduler.tick()
      await test.core.jobs.settled()
    }
    expect(stick.sets().map((name) => name.slice(5, 13))).toEqual([
      '20261206',
      ...['10', '11', '12', '13', '14', '15', '16'].map((day) => `202612${day}`),
    ])
  })

  it('keeps a ring of its own on a stick that serves two offices', async () => {
    await choosePlace(test, stick.folder)
    const first = await makeBackup(test)
    const own = readManifest(join(stick.folder, first))
    // The same moments at both offices, so that nothing but the device tells their sets apart.
    const setOf = (uid: string, day: number, second: string): string => {
      const date = `2026-10-${String(day).padStart(2, '0')}`
      const name = `wuye-${date.replaceAll('-', '')}-0200${second}`
      mkdirSync(join(stick.folder, name))
      const madeAt = Date.parse(`${date}T02:00:${second}+08:00`)
      writeManifest(join(stick.folder, name), { ...own, madeAt, device: { ...own.device, uid } })
      return name
    }
    const days = Array.from({ length: 16 }, (_, index) => index + 1)
    const theirs = days.map((day) => setOf('0197f000-0000-7000-8000-0000other001', day, '01'))
    const ours = days.map((day) => setOf(own.device.uid, day, '02'))

    const last = await makeBackup(test)
    const left = stick.sets()
    expect(left.filter((name) => theirs.includes(name))).toEqual(theirs)
    expect(left).toContain(last)
    const kept = left.filter((name) => ours.includes(name))
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.length).toBeLessThan(ours.length)
    const { sets } = await test.admin.command('backup.list_sets', {})
    const others = sets.filter(({ origin }) => origin === 'other').map(({ setName }) => setName)
    expect(others.sort()).toEqual(theirs)
  })

  it('leaves alone what is not its own', async () => {
    await choosePlace(test, stick.folder)
    for (const name of ['wuye-20200101-020000', '.partial-other000-wuye-20200101-020000'])
      mkdirSync(join(stick.folder, name))
    const own = await makeBackup(test)
    expect(stick.names()).toEqual(['.partial-other000-wuye-20200101-020000', 'wuye-20200101-020000', own])
  })
})

describe('who may restore, and who may make a new recovery code', () => {
  const SET = 'wuye-20261122-020000'
  const { username, password } = ADMIN
  type Approver = { readonly username: string; readonly password: string } | null
  const ask = (act: 'try' | 'restore', approver: Approver = null, setName = SET) =>
    test.seat().command('backup.allow_restore', { act, setName, username, password, approver })
  const refused = async (asked: Promise<unknown>) => (await test.admin.refusal(asked)).code
  const byManager = { username: 'wangjl', password: CASHIER_PASSWORD }
  const lastTicket = () => test.toHost.findLast(({ t }) => t === 'ticket')
  const requests = () =>
    test.core.database.read.hotAll(hot<object>("SELECT state, way FROM approval_request WHERE kind = 'backup.restore'"))

  it('gets a ticket for a look by the own password, good for that set, told to the host and nobody else', async () => {
    await world.cashier('wangjl', undefined, 'manager')
    const { ticket } = await ask('try')
    expect(lastTicket()).toMatchObject({ ticket, purpose: 'try_restore', setName: SET })
    const code = await test.admin.command('backup.allow_new_code', { password })
    expect(lastTicket()).toMatchObject({ ticket: code.ticket, purpose: 'new_code', setName: null })
    expect(code.ticket).not.toBe(ticket)
  })

  it('restores alone only where nobody else could agree, and that is written down', async () => {
    await ask('restore')
    expect(lastTicket()).toMatchObject({ purpose: 'restore', setName: SET })
    expect(requests()).toEqual([{ state: 'nobody_else', way: 'alone' }])
  })

  it('needs a second person at the screen, who is not the applicant, may decide and knows the own password', async () => {
    const manager = await world.cashier('wangjl', undefined, 'manager')
    await world.cashier('limin')
    expect(await refused(ask('restore'))).toBe('approval.required')
    expect(await refused(ask('restore', { username, password }))).toBe('approval.own_request')
    expect(await refused(ask('restore', { username: 'limin', password: CASHIER_PASSWORD }))).toBe('approval.no_right')
    const wrong = await test.admin.refusal(ask('restore', { ...byManager, password: 'falsch-falsch' }))
    expect(wrong).toMatchObject({ code: 'session.wrong_password', field: 'approverPassword' })
    expect(test.toHost.filter(({ t }) => t === 'ticket')).toEqual([])
    await ask('restore', byManager)
    expect(lastTicket()).toMatchObject({ purpose: 'restore', setName: SET })
    const { requests: done } = await manager.query('approval.list', { box: 'done' })
    expect(done).toMatchObject([{ kind: 'backup.restore', state: 'approved', way: 'here', facts: { setName: SET } }])
  })

  it('restores what was agreed to in the inbox, that set alone, for twelve hours, while the other may still agree', async () => {
    const manager = await world.cashier('wangjl', undefined, 'manager')
    const { requestId } = await test.admin.command('approval.request', {
      operation: 'backup.permit_restore',
      inputJson: JSON.stringify({ setName: SET }),
      actId: test.newId() as Id,
      reason: '昨晚误撤回了出账',
    })
    expect(await refused(ask('restore'))).toBe('approval.required')
    await manager.command('approval.approve', { requestId })
    expect(await refused(ask('restore', null, 'wuye-20261121-020000'))).toBe('approval.required')
    await ask('restore')
    expect(lastTicket()).toMatchObject({ purpose: 'restore', setName: SET })
    test.clock.advance(13 * 60 * MINUTE_MS)
    expect(await refused(ask('restore'))).toBe('approval.required')
  })

  it('is not helped by the consent of somebody who has lost the right since', async () => {
    const manager = await world.cashier('wangjl', undefined, 'manager')
    await world.cashier('zhaojl', undefined, 'manager')
    const { requestId } = await test.admin.command('approval.request', {
      operation: 'backup.permit_restore',
      inputJson: JSON.stringify({ setName: SET }),
      actId: test.newId() as Id,
      reason: '昨晚误撤回了出账',
    })
    await manager.command('approval.approve', { requestId })
    test.core.database.transactTechnical(
      "UPDATE user SET state = 'disabled', disabled_reason = '离职' WHERE username = ?",
      'wangjl',
    )
    expect(await refused(ask('restore'))).toBe('approval.required')
  })

  it('gets one for an update by the right alone, told to the host', async () => {
    const { ticket } = await test.admin.command('update.allow', {})
    expect(test.toHost.at(-1)).toMatchObject({ t: 'ticket', ticket, purpose: 'update' })
    const cashier = await world.cashier('lin')
    expect((await cashier.refusal(cashier.command('update.allow', {}))).code).toBe('permission.denied')
    const stranger = test.seat()
    expect((await stranger.refusal(stranger.command('update.allow', {}))).code).toBe('session.required')
    expect(test.toHost.filter((message) => message.t === 'ticket')).toHaveLength(1)
  })

  it('is told to the host when the window is locked: what was half done there counts no more', async () => {
    await test.admin.command('session.lock', {})
    expect(test.toHost.at(-1)).toMatchObject({ t: 'locked', windowId: expect.any(String) as string })
    expect((await test.admin.refusal(test.admin.command('update.allow', {}))).code).toBe('session.locked')
    test.core.receive({ t: 'lock_screens' })
    expect(test.toHost.at(-1)).toEqual({ t: 'locked', windowId: null })
  })

  it('is refused without the right, without the password, and is locked out after five wrong ones', async () => {
    const stranger = test.seat()
    await world.cashier('limin')
    const asked = (name: string, typed: string) => {
      const who = { username: name, password: typed, approver: null }
      return stranger.refusal(stranger.command('backup.allow_restore', { act: 'try', setName: SET, ...who }))
    }
    expect((await asked('limin', CASHIER_PASSWORD)).code).toBe('backup.may_not_restore')
    expect((await asked('niemand', 'x'.repeat(9))).code).toBe('session.wrong_password')
    for (let wrong = 0; wrong < 4; wrong++)
      expect((await asked('admin', 'wrong-password')).code).toBe('session.wrong_password')
    expect((await asked('admin', 'wrong-password')).code).toBe('session.account_locked')
    expect((await asked('admin', ADMIN.password)).code).toBe('session.account_locked')
    expect(test.toHost.filter(({ t }) => t === 'ticket')).toEqual([])
    expect(
      (await test.admin.refusal(test.admin.command('backup.allow_new_code', { password: 'wrong-password' }))).code,
    ).toMatch(/^session\./)
  })
})

describe('a new recovery code', () => {
  it('goes into the sets made from then on, and into the log of operations', async () => {
    await choosePlace(test, stick.folder)
    const before = await makeBackup(test)
    const proof = { ...TEST_PROOF, recovery: { salt: 'BBBB', key: { iv: 'BBBB', sealed: 'BBBB' } } }
    test.core.receive({ t: 'proof', proof, userId: null })
    test.clock.advance(MINUTE_MS)
    expect(readManifest(join(stick.folder, before)).key).toEqual(TEST_PROOF)
    const after = await makeBackup(test)
    expect(readManifest(join(stick.folder, after)).key).toEqual(proof)
    expect((await test.admin.query('backup.overview', {})).codeChangedAt).toBeGreaterThan(0)
    expect(
      test.core.database.read.hotFirst({ sql: "SELECT count(*) AS n FROM op_log WHERE command = 'backup.new_code'" }),
    ).toEqual({ n: 1 })
  })
})
