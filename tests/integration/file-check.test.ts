import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { DATABASE_NAME } from '../../src-main/core/core.ts'
import { connect } from '../../src-main/core/db/connection.ts'
import type { Connection } from '../../src-main/core/db/connection.ts'
import { hot } from '../../src-main/core/db/read-handle.ts'
import { checkFile } from '../../src-main/core/features/backup/file-check/check-file.ts'
import { backupPlace, choosePlace, makeBackup } from '../support/backup-place.ts'
import type { BackupPlace } from '../support/backup-place.ts'
import { CASHIER_PASSWORD, counterWorld } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { randomFrom } from '../support/random.ts'
import { TEST_KEY, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'
import { PAGE_BYTES, damageTable, turnBit } from '../support/turned-bit.ts'

const DAY_MS = 86_400_000

let dataDir: string
let test: TestCore
let world: CounterWorld
let stick: BackupPlace
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wuye-file-'))
  test = await startTestCore({ dataDir })
  world = await counterWorld(test)
  world.line(world.room('1-1-101'), { month: '2026-11', amountFen: 16_097 })
  stick = backupPlace()
})
afterEach(async () => {
  await test.stop()
  rmSync(dataDir, { recursive: true })
  stick.remove()
})

const databaseFile = (): string => join(dataDir, DATABASE_NAME)

/** Closes the program, does something to the file that no program of ours would do, and opens it as after a crash. */
async function crashed(harm: (file: Connection) => void = () => {}): Promise<void> {
  const { clock } = test
  await test.core.stop()
  const file = connect({ path: databaseFile(), keyHex: TEST_KEY, access: 'writer' })
  file.exec('UPDATE device SET last_clean_exit_at = NULL')
  harm(file)
  if (file.open) file.close()
  const again = await startTestCore({ dataDir, clock, bare: true })
  await again.admin.login()
  again.core.start()
  await again.core.jobs.settled()
  test = again
}

const damaged = (file: Connection): void => damageTable(file, 'receipt_tender')

const checksDone = (): number =>
  test.core.database.read.hotFirst(
    hot<{ n: number }>("SELECT count(*) AS n FROM job WHERE kind = 'check_file' AND state = 'done'"),
  )?.n ?? 0
const fileStatus = async () => (await test.admin.query('backup.status', {})).file

describe('the data file', () => {
  it('is not checked after an orderly exit, and is after an unclean one', async () => {
    test.core.start()
    await test.core.jobs.settled()
    expect(checksDone()).toBe(0)
    await crashed()
    expect(await fileStatus()).toEqual({ verdict: 'whole', checkedAt: expect.any(Number) as number, running: false })
    expect((await test.admin.query('report.today', {})).fileProblem).toBeNull()
  })

  it('with a damaged page opens, is found damaged, and says so on every screen and to the manager', async () => {
    await world.cashier('limin')
    await crashed(damaged)
    expect((await fileStatus()).verdict).toBe('damaged')
    expect((await test.admin.query('report.today', {})).fileProblem).toBe('damaged')
    const clerk = test.seat()
    await clerk.login('limin', CASHIER_PASSWORD)
    expect((await clerk.query('backup.status', {})).file.verdict).toBe('damaged')
  })

  it('with a damaged page makes no backup, and takes no good one away', async () => {
    await choosePlace(test, stick.folder)
    const good = await makeBackup(test)
    await crashed(damaged)
    const { jobId } = await test.admin.command('backup.make', { grantId: null })
    await test.core.jobs.settled()
    expect(await test.admin.query('job.open', { jobId })).toMatchObject({
      state: 'failed',
      failure: { code: 'backup.live_damaged' },
    })
    expect(stick.names()).toEqual([good])
  })

  it('is found to differ from its log of operations when somebody changed it around the program', async () => {
    await crashed((file) => {
      file.exec('DROP TRIGGER receivable_no_update')
      file.exec('UPDATE receivable SET amount_fen = 1')
    })
    expect((await fileStatus()).verdict).toBe('chain_broken')
    expect((await test.admin.query('report.today', {})).fileProblem).toBe('chain_broken')
  })

  it('is checked once a week by itself', async () => {
    const at = async (days: number): Promise<number> => {
      test.clock.advance(days * DAY_MS)
      test.core.scheduler.tick()
      await test.core.jobs.settled()
      return checksDone()
    }
    expect(await at(0)).toBe(0)
    expect(await at(6)).toBe(0)
    expect(await at(1)).toBe(1)
    expect(await at(6)).toBe(1)
    expect(await at(1)).toBe(2)
  })

  it('is checked by button, one check at a time', async () => {
    const { admin } = test
    const first = admin.command('backup.check_file', {})
    expect((await admin.refusal(admin.command('backup.check_file', {}))).code).toBe('backup.check_running')
    await first
    await test.core.jobs.settled()
    expect((await fileStatus()).verdict).toBe('whole')
  })

  it('is checked at the next start when the program was closed in the middle', async () => {
    await test.admin.command('backup.check_file', {})
    const again = await test.restart()
    await again.admin.login()
    expect((await again.admin.query('backup.status', {})).file).toMatchObject({ verdict: null, running: true })
    again.core.start()
    await again.core.jobs.settled()
    test = again
    expect((await fileStatus()).verdict).toBe('whole')
  })

  it('is read while others write: what is new looks neither damaged nor strange', async () => {
    let written = 0
    const check = checkFile(
      { path: databaseFile(), keyHex: TEST_KEY },
      {
        signal: new AbortController().signal,
        onProgress: () => {
          world.line(world.room(`1-2-${100 + written}`), { month: '2026-12', amountFen: 5_000 })
          written += 1
        },
      },
    )
    expect(await check).toBe('whole')
    expect(written).toBeGreaterThan(20)
  })

  it('does not hide a single turned bit: twenty pages taken by chance', async () => {
    const { clock } = test
    await test.stop()
    const connection = connect({ path: databaseFile(), keyHex: TEST_KEY, access: 'writer' })
    connection.pragma('wal_checkpoint(TRUNCATE)')
    connection.exec('VACUUM')
    const pages = connection.pragma('page_count', { simple: true }) as number
    connection.close()
    const random = randomFrom(20_261_123)
    const hooks = { signal: new AbortController().signal, onProgress: () => {} }
    const check = () => checkFile({ path: databaseFile(), keyHex: TEST_KEY }, hooks)
    expect(await check()).toBe('whole')
    for (let at = 0; at < 20; at++) {
      const page = 1 + Math.floor(random() * pages)
      const byte = Math.floor(random() * PAGE_BYTES)
      turnBit(databaseFile(), { page, at: byte })
      expect([page, byte, await check()]).toEqual([page, byte, 'damaged'])
      turnBit(databaseFile(), { page, at: byte })
    }
    expect(await check()).toBe('whole')
    test = await startTestCore({ dataDir, clock, bare: true })
  })
})
