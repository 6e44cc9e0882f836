import { cpSync, existsSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { LOCK_NAME, takeInstanceLock } from '../../src-main/core/db/instance-lock.ts'
import { hot } from '../../src-main/core/db/read-handle.ts'
import { readManifest, writeManifest } from '../../src-main/core/features/backup/set/manifest-file.ts'
import type { RestoreReport } from '../../src-shared/contract/desktop.ts'
import { backupPlace, choosePlace, makeBackup } from '../support/backup-place.ts'
import type { BackupPlace } from '../support/backup-place.ts'
import { counterWorld, openShift } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { addPart } from '../support/refit-manifest.ts'
import { codeOf, openHouse, valueOf } from '../support/restore-house.ts'
import type { House } from '../support/restore-house.ts'
import { randomFrom } from '../support/random.ts'
import { ADMIN } from '../support/test-core.ts'
import type { TestSeat } from '../support/test-core.ts'
import { damageTable } from '../support/turned-bit.ts'

let house: House
let stick: BackupPlace
let world: CounterWorld
let room: string
beforeEach(async () => {
  stick = backupPlace()
  house = await openHouse()
  world = await counterWorld(house.core())
  room = world.room('1-1-101')
  await choosePlace(house.core(), stick.folder)
})
afterEach(async () => {
  await house.remove()
  stick.remove()
})

const adminOf = async (): Promise<TestSeat> => {
  const seat = house.core().seat()
  await seat.login()
  return seat
}

/** After a restore the office works on another core. */
async function openAgain(): Promise<void> {
  await house.core().admin.login()
  world = await counterWorld(house.core())
}

async function collect(month: string, amountFen: number): Promise<void> {
  const line = world.line(room, { month, amountFen })
  const cashier = await world.cashier(`clerk${month.slice(-2)}`)
  const shift = await openShift(cashier, `D${month.slice(-2)}`)
  await cashier.command('counter.collect', {
    shiftId: shift,
    payerName: null,
    lines: [{ lineId: line, expectedOpenFen: amountFen as never, payFen: amountFen as never }],
    tenders: [{ tender: 'cash', amountFen: amountFen as never, reference: null }],
    cashReceivedFen: amountFen as never,
    note: null,
    print: false,
  })
}

/** Who may restore has said so by the own password, as at the sign-in page. */
async function ticket(setName: string, act: 'try' | 'restore'): Promise<string> {
  const seat = house.core().seat()
  const { username, password } = ADMIN
  const answer = await seat.command('backup.allow_restore', { act, setName, username, password, approver: null })
  const told = house.core().toHost.findLast(({ t }) => t === 'ticket')
  if (told?.t !== 'ticket') throw new Error('The host was not told')
  house.tickets.add(told.ticket, told)
  return answer.ticket
}

async function lookAt(setName: string): Promise<RestoreReport> {
  valueOf(await house.desk.sets(null))
  return valueOf(await house.desk.look({ setName, ticket: await ticket(setName, 'try'), recoveryCode: null }))
}

const receiptsIn = (): number =>
  house.core().core.database.read.hotFirst(hot<{ n: number }>('SELECT count(*) AS n FROM receipt'))?.n ?? -1

describe('before a restore', () => {
  it('says what would come back and what would be lost, and changes nothing', async () => {
    await collect('2026-09', 10_000)
    const setName = await makeBackup(house.core())
    await collect('2026-10', 20_000)
    await collect('2026-11', 30_000)
    const report = await lookAt(setName)
    expect(report).toMatchObject({
      setName,
      set: { receipts: 1, receiptsFen: 10_000, rooms: 1, lastReceiptNo: 'SJ-A-2026-000001' },
      live: { receipts: 3, receiptsFen: 60_000, lastReceiptNo: 'SJ-A-2026-000003' },
      loss: { kind: 'newer', receipts: 2, receiptsFen: 50_000 },
    })
    expect(receiptsIn()).toBe(3)
    expect(readdirSync(house.dataDir).filter((name) => name.startsWith('.restore'))).toEqual([])
  })

  it('says that nothing is lost when nothing was done since', async () => {
    const setName = await makeBackup(house.core())
    // The log of operations has not moved; technical rows may.
    expect((await lookAt(setName)).loss).toEqual({ kind: 'none' })
  })

  it('lists the sets of a folder, of a set itself or a file in it, and those that cannot be used', async () => {
    const setName = await makeBackup(house.core())
    const byFolder = valueOf(await house.desk.sets(stick.folder))
    expect(byFolder).toMatchObject({
      sets: [{ setName, sameKey: true }],
      ticketNeeded: true,
      unreadable: [],
      newer: [],
    })
    for (const named of [setName, join(setName, 'manifest.json'), join(setName, 'data.db')])
      expect(valueOf(await house.desk.sets(join(stick.folder, named))).sets).toMatchObject([{ setName }])
    rmSync(join(stick.folder, setName, 'manifest.json'))
    expect(valueOf(await house.desk.sets(stick.folder))).toMatchObject({ sets: [], unreadable: [setName] })
    expect(codeOf(await house.desk.sets(join(stick.folder, 'gone')))).toBe('backup.place_missing')
  })

  it('takes no set that holds more than data: a vault on the stick would lock the office out', async () => {
    const setName = await makeBackup(house.core())
    const setFolder = join(stick.folder, setName)
    const vault = readFileSync(join(house.dataDir, 'vault.json'), 'utf8')
    const added = [
      'vault.json',
      'vault.copy.json',
      'unattended.key',
      'restore.json',
      'documents/../vault.json',
      'documents/.. /v',
    ]
    for (const path of added) {
      const body = readManifest(setFolder)
      addPart(setFolder, path)
      expect(valueOf(await house.desk.sets(null))).toMatchObject({ sets: [], unreadable: [setName] })
      const chosen = { setName, ticket: await ticket(setName, 'restore'), recoveryCode: null }
      expect(codeOf(await house.desk.look(chosen))).toBe('backup.set_unknown')
      expect(codeOf(await house.desk.restore(chosen, null))).toBe('backup.set_unknown')
      rmSync(join(setFolder, 'manifest.json'))
      writeManifest(setFolder, body)
    }
    expect(readFileSync(join(house.dataDir, 'vault.json'), 'utf8')).toBe(vault)
    expect(valueOf(await house.desk.sets(null))).toMatchObject({ sets: [{ setName }], unreadable: [] })
  })

  it('takes none either that gets more after it was listed', async () => {
    const setName = await makeBackup(house.core())
    valueOf(await house.desk.sets(null))
    addPart(join(stick.folder, setName), 'vault.json')
    const chosen = { setName, ticket: await ticket(setName, 'restore'), recoveryCode: null }
    expect(codeOf(await house.desk.restore(chosen, null))).toBe('backup.manifest_damaged')
    expect(house.isOpen()).toBe(true)
  })

  it('asks for a right: a ticket where the data is open, the code where it is not', async () => {
    const setName = await makeBackup(house.core())
    valueOf(await house.desk.sets(null))
    const asked = { setName, ticket: null, recoveryCode: house.recoveryCode }
    expect(codeOf(await house.desk.look(asked))).toBe('backup.ticket_needed')
    expect(codeOf(await house.desk.look({ ...asked, ticket: 'made up' }))).toBe('backup.ticket_needed')
    expect(codeOf(await house.desk.look({ ...asked, setName: 'wuye-19700101-000000' }))).toBe('backup.set_unknown')
    const late = await ticket(setName, 'restore')
    house.core().clock.advance(16 * 60_000)
    expect(codeOf(await house.desk.look({ ...asked, ticket: late }))).toBe('backup.ticket_needed')
    await house.shut()
    valueOf(await house.desk.sets(stick.folder))
    expect(codeOf(await house.desk.look({ ...asked, ticket: late, recoveryCode: null }))).toBe('backup.code_needed')
    expect(codeOf(await house.desk.look(asked))).toBe('accepted')
    await house.open()
  })
})

describe('a restore', () => {
  it('brings the state of the backup, keeps the old data, and signs everybody out', async () => {
    await collect('2026-09', 10_000)
    const setName = await makeBackup(house.core())
    await collect('2026-10', 20_000)
    const admin = await adminOf()
    valueOf(await house.desk.sets(null))
    valueOf(await house.desk.restore({ setName, ticket: await ticket(setName, 'restore'), recoveryCode: null }, null))
    expect(receiptsIn()).toBe(1)
    const { read } = house.core().core.database
    expect(read.hotFirst({ sql: 'SELECT count(*) AS n FROM session WHERE ended_at IS NULL' })).toEqual({ n: 0 })
    expect(read.hotFirst({ sql: 'SELECT command, user_id FROM op_log ORDER BY dev_seq DESC LIMIT 1' })).toMatchObject({
      command: 'backup.restored',
    })
    expect(read.hotFirst({ sql: "SELECT count(*) AS n FROM job WHERE kind = 'backup' AND state = 'done'" })).toEqual({
      n: 1,
    })
    expect(readdirSync(join(house.dataDir, 'before-restore', 'stamp-0'))).toContain('wuye.db')
    expect(existsSync(join(house.dataDir, 'restore.json'))).toBe(false)
    const again = await adminOf()
    expect(await again.query('backup.status', {})).toMatchObject({ health: 'fresh', failure: null })
    expect(admin).not.toBe(again)
    // Work goes on, and the next receipt takes the number that was lost with the other.
    await openAgain()
    await collect('2026-11', 30_000)
    expect(receiptsIn()).toBe(2)
  })

  it('takes no ticket for a look, and none for another set', async () => {
    const setName = await makeBackup(house.core())
    valueOf(await house.desk.sets(null))
    const right = { setName, recoveryCode: null }
    const look = await ticket(setName, 'try')
    expect(codeOf(await house.desk.restore({ ...right, ticket: look }, null))).toBe('backup.ticket_needed')
    const other = await ticket('wuye-20200101-020000', 'restore')
    expect(codeOf(await house.desk.restore({ ...right, ticket: other }, null))).toBe('backup.ticket_needed')
  })

  it('uses a ticket once', async () => {
    const setName = await makeBackup(house.core())
    const once = await ticket(setName, 'restore')
    valueOf(await house.desk.sets(null))
    valueOf(await house.desk.restore({ setName, ticket: once, recoveryCode: null }, null))
    valueOf(await house.desk.sets(stick.folder))
    expect(codeOf(await house.desk.restore({ setName, ticket: once, recoveryCode: null }, null))).toBe(
      'backup.ticket_needed',
    )
  })

  it('takes the place of a file that is open though a page of it is damaged', async () => {
    await collect('2026-09', 10_000)
    const setName = await makeBackup(house.core())
    await house.shut()
    const look = await house.vault.look()
    const keyHex = look.kind === 'open' ? look.opened.key.toString('hex') : ''
    damageTable(connect({ path: join(house.dataDir, 'wuye.db'), keyHex, access: 'writer' }), 'receipt_tender')
    await house.open()
    valueOf(await house.desk.sets(null))
    valueOf(await house.desk.restore({ setName, ticket: await ticket(setName, 'restore'), recoveryCode: null }, null))
    expect(house.core().core.database.read.hotFirst({ sql: 'SELECT count(*) AS n FROM receipt_tender' })).toEqual({
      n: 1,
    })
  })

  it('is refused while another program holds the data, which stays as it is', async () => {
    const setName = await makeBackup(house.core())
    await collect('2026-09', 10_000)
    await house.shut()
    const other = takeInstanceLock(join(house.dataDir, LOCK_NAME))
    valueOf(await house.desk.sets(stick.folder))
    const chosen = { setName, ticket: null, recoveryCode: house.recoveryCode }
    expect(codeOf(await house.desk.restore(chosen, { mode: 'unattended' }))).toBe('vault.in_use')
    other.release()
    await house.open()
    expect(receiptsIn()).toBe(1)
    expect(existsSync(join(house.dataDir, 'before-restore'))).toBe(false)
  })

  it('prints nothing twice: what waited for the printer when the set was made is held', async () => {
    house.core().core.database.transact({ command: 'test.print', userId: 'system' }, (unit) => {
      const text = `INSERT INTO print_job(id, project_id, document_id, document_no, template_version, format, copies, state, reprint_no,
        created_by, created_at, changed_at) VALUES('p1', ?, 'd', 'SJ', 1, 'a5', 1, 'queued', 0, 'u', 1, 1)`
      unit.technical({ table: 'print_job', text }, world.projectId)
    })
    const setName = await makeBackup(house.core())
    valueOf(await house.desk.sets(null))
    valueOf(await house.desk.restore({ setName, ticket: await ticket(setName, 'restore'), recoveryCode: null }, null))
    expect(house.core().core.database.read.hotFirst({ sql: 'SELECT state, failure FROM print_job' })).toEqual({
      state: 'failed',
      failure: 'unknown',
    })
  })

  it('moves to a new PC by a backup and the code, and opens there by itself from then on', async () => {
    await collect('2026-09', 10_000)
    const setName = await makeBackup(house.core())
    const { recoveryCode } = house
    const office = await openHouse({ empty: true })
    const sets = valueOf(await office.desk.sets(stick.folder))
    expect(sets).toMatchObject({ sets: [{ setName, sameKey: false }], ticketNeeded: false })
    const chosen = { setName, ticket: null, recoveryCode }
    expect(valueOf(await office.desk.look(chosen))).toMatchObject({ live: null, loss: { kind: 'unknown' } })
    expect(codeOf(await office.desk.restore(chosen, null))).toBe('backup.mode_needed')
    expect(codeOf(await office.desk.restore({ ...chosen, recoveryCode: 'nonsense' }, null))).toBe('vault.code_mistyped')
    valueOf(await office.desk.restore(chosen, { mode: 'unattended' }))
    const seat = office.core().seat()
    await seat.login()
    expect(
      (await seat.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })).rows,
    ).toHaveLength(1)
    await office.shut()
    await office.open()
    expect(office.isOpen()).toBe(true)
    // The code that opened the set is the code of the new PC.
    await office.vault.openByCode(recoveryCode, office.vault.proof())
    await office.remove()
  })

  it('asks for the code of the time: a changed one opens later sets, the old one the earlier', async () => {
    const before = await makeBackup(house.core())
    cpSync(join(stick.folder, before), join(stick.folder, 'kept'), { recursive: true })
    const oldCode = house.recoveryCode
    const key = await house.vault.openByCode(oldCode, house.vault.proof())
    const made = house.vault.proposeRecovery(key)
    house.vault.adoptRecovery(made.recovery)
    house.core().core.receive({ t: 'proof', proof: house.vault.proof(), userId: null })
    await expect(house.vault.openByCode(oldCode, house.vault.proof())).rejects.toMatchObject({
      code: 'vault.wrong_code',
    })
    house.core().clock.advance(60_000)
    const after = await makeBackup(house.core())
    await house.shut()
    const look = async (folder: string, recoveryCode: string): Promise<string> => {
      const { sets } = valueOf(await house.desk.sets(folder))
      return codeOf(await house.desk.look({ setName: sets[0]?.setName ?? '', ticket: null, recoveryCode }))
    }
    expect(await look(join(stick.folder, after), made.recoveryCode)).toBe('accepted')
    expect(await look(join(stick.folder, after), oldCode)).toBe('backup.code_of_other_set')
    expect(await look(join(stick.folder, 'kept'), oldCode)).toBe('accepted')
    expect(await look(join(stick.folder, 'kept'), made.recoveryCode)).toBe('backup.code_of_other_set')
    await house.open()
  })

  it('mends what does not open any more: a damaged database, a lost vault', async () => {
    await collect('2026-09', 10_000)
    const setName = await makeBackup(house.core())
    const { recoveryCode } = house
    await house.shut()
    truncateSync(join(house.dataDir, 'wuye.db'), 5_000)
    for (const name of ['vault.json', 'vault.copy.json']) rmSync(join(house.dataDir, name))
    valueOf(await house.desk.sets(stick.folder))
    const chosen = { setName, ticket: null, recoveryCode }
    expect(valueOf(await house.desk.look(chosen))).toMatchObject({ live: null, loss: { kind: 'unknown' } })
    valueOf(await house.desk.restore(chosen, { mode: 'unattended' }))
    expect(receiptsIn()).toBe(1)
    expect(statSync(join(house.dataDir, 'before-restore', 'stamp-0', 'wuye.db')).size).toBe(5_000)
  })
})

describe('thirty ways of damage', () => {
  /** The same ways each time; `DAMAGE_SEED` tries others. */
  const seed = Number(process.env['DAMAGE_SEED'] ?? 20_261_123)
  const random = randomFrom(seed)
  type Damage = (set: string) => void
  const flip = (path: string, share: number, bit: number): void => {
    const bytes = readFileSync(path)
    const at = Math.min(bytes.length - 1, Math.floor(bytes.length * share))
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
    writeFileSync(path, bytes)
  }
  const cut = (path: string, share: number): void => truncateSync(path, Math.floor(statSync(path).size * share))
  const ways: readonly (readonly [string, Damage])[] = [
    ...(Array.from({ length: 10 }, (_, at) => {
      const [share, bit] = [random(), Math.floor(random() * 8)]
      return [
        `bit ${bit} flipped at ${(share * 100).toFixed(1)} % of the database (${at})`,
        (set) => flip(join(set, 'data.db'), share, bit),
      ] as const
    }) as (readonly [string, Damage])[]),
    ...Array.from({ length: 8 }, (_, at) => {
      const share = at === 0 ? 0 : random()
      return [
        `the database cut to ${(share * 100).toFixed(1)} % (${at})`,
        (set: string) => cut(join(set, 'data.db'), share),
      ] as const
    }),
    ...Array.from({ length: 5 }, (_, at) => {
      const [share, bit] = [random(), Math.floor(random() * 8)]
      return [
        `bit ${bit} flipped at ${(share * 100).toFixed(1)} % of the manifest (${at})`,
        (set: string) => flip(join(set, 'manifest.json'), share, bit),
      ] as const
    }),
    ...Array.from({ length: 3 }, (_, at) => {
      const share = random()
      return [
        `the manifest cut to ${(share * 100).toFixed(1)} % (${at})`,
        (set: string) => cut(join(set, 'manifest.json'), share),
      ] as const
    }),
    ['the database missing', (set) => rmSync(join(set, 'data.db'))],
    ['the manifest missing', (set) => rmSync(join(set, 'manifest.json'))],
    ['a document missing', (set) => rmSync(join(set, 'documents'), { recursive: true })],
    ['a byte at the end of the database too many', (set) => writeFileSync(join(set, 'data.db'), 'x', { flag: 'a' })],
  ]

  it('are each refused with the reason, and the present data stays untouched', async () => {
    expect(ways).toHaveLength(30)
    await house.shut()
    cpSync(join(import.meta.dirname, '../../README.md'), join(house.dataDir, 'documents/ab/abcd'), { recursive: true })
    await house.open()
    await openAgain()
    await collect('2026-09', 10_000)
    const setName = await makeBackup(house.core())
    const whole = join(stick.folder, setName)
    const kept = join(stick.folder, 'whole')
    cpSync(whole, kept, { recursive: true })
    const reasons: Record<string, string> = {}
    for (const [way, damage] of ways) {
      damage(whole)
      const sets = valueOf(await house.desk.sets(whole)).sets.length === 0 ? 'unlisted' : 'listed'
      const answer =
        sets === 'listed'
          ? await house.desk.restore({ setName, ticket: await ticket(setName, 'restore'), recoveryCode: null }, null)
          : await refusalOfUnlisted(setName, { whole, kept })
      reasons[way] = codeOf(answer)
      rmSync(whole, { recursive: true, force: true })
      cpSync(kept, whole, { recursive: true })
    }
    const found = Object.entries(reasons).filter(
      ([, code]) =>
        !/^backup\.(manifest_missing|manifest_damaged|part_missing|part_cut|part_changed|set_newer)$/.test(code),
    )
    expect({ seed, found }).toEqual({ seed, found: [] })
    expect(receiptsIn()).toBe(1)
    expect(existsSync(join(house.dataDir, 'before-restore'))).toBe(false)
    valueOf(await house.desk.sets(whole))
    expect(codeOf(await house.desk.look({ setName, ticket: await ticket(setName, 'try'), recoveryCode: null }))).toBe(
      'accepted',
    )
  }, 120_000)

  /** Listed while it was whole, damaged before the button was pressed. */
  async function refusalOfUnlisted(setName: string, at: { whole: string; kept: string }) {
    const damaged = `${at.whole}-damaged`
    cpSync(at.whole, damaged, { recursive: true })
    rmSync(at.whole, { recursive: true })
    cpSync(at.kept, at.whole, { recursive: true })
    valueOf(await house.desk.sets(at.whole))
    rmSync(at.whole, { recursive: true })
    cpSync(damaged, at.whole, { recursive: true })
    rmSync(damaged, { recursive: true })
    return house.desk.restore({ setName, ticket: await ticket(setName, 'restore'), recoveryCode: null }, null)
  }

  it('of a database that fits its manifest are found by reading all of it', async () => {
    // Whoever writes a set by a faulty program: the sums fit, the content does not.
    const setName = await makeBackup(house.core())
    const { makeManifestFit } = await import('../support/refit-manifest.ts')
    flip(join(stick.folder, setName, 'data.db'), 0.6, 3)
    makeManifestFit(join(stick.folder, setName))
    valueOf(await house.desk.sets(stick.folder))
    const answer = await house.desk.look({ setName, ticket: await ticket(setName, 'try'), recoveryCode: null })
    expect(codeOf(answer)).toBe('backup.database_damaged')
  })
})
