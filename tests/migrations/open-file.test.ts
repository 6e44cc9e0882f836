import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { Core } from '../../src-main/core/core.ts'
import { connect } from '../../src-main/core/db/connection.ts'
import { SCHEMA_VERSION } from '../../src-main/core/db/migrations/index.ts'
import { SILENT_LOG } from '../../src-main/core/log.ts'
import { TEST_KEY, testClock, TEST_PROOF } from '../support/test-core.ts'
import { aFolder, fileOfVersion, openFile } from './rig.ts'

let place: ReturnType<typeof aFolder>
beforeEach(() => (place = aFolder()))
afterEach(() => place.remove())

const idle = { run: () => Promise.reject(new Error('not in this test')), stop: () => Promise.resolve() }

/** Opens the folder as the program does at its start. */
function openCore(options: { readonly create?: boolean; readonly keyHex?: string } = {}): Core {
  const clock = testClock()
  return Core.open({
    dataDir: place.folder,
    keyHex: options.keyHex ?? TEST_KEY,
    create: options.create ?? false,
    clock,
    newId: () => crypto.randomUUID(),
    log: SILENT_LOG,
    tellHost: () => {},
    startWorkers: () => ({ reader: idle, documents: idle, workbooks: idle, backup: idle, places: idle }),
    appVersion: '0.0.0-test',
    proof: TEST_PROOF,
    restored: null,
  })
}
const code = (value: string) => expect.objectContaining({ code: value }) as Error

/** A healthy file of the newest version, closed in order. */
async function healthyFile(): Promise<void> {
  const core = openCore({ create: true })
  await core.stop()
}

function overwrite(at: number, bytes: Uint8Array): void {
  const file = openSync(place.path, 'r+')
  writeSync(file, bytes, 0, bytes.length, at)
  closeSync(file)
}

/** Every refusal must leave the folder free for the next try. */
async function isFree(): Promise<void> {
  rmSync(place.path, { force: true })
  rmSync(`${place.path}-wal`, { force: true })
  await healthyFile()
}

describe('opening the data folder', () => {
  it('makes a file only when it was asked to', async () => {
    expect(() => openCore()).toThrow(code('vault.database_missing'))
    expect(existsSync(place.path)).toBe(false)
    await isFree()
  })

  it('brings an older file up, with an encrypted copy of it as it was beside it', async () => {
    fileOfVersion(place.path, SCHEMA_VERSION - 1).close()
    const core = openCore()
    expect(core.database.migrated).toEqual({ from: SCHEMA_VERSION - 1, to: SCHEMA_VERSION })
    await core.stop()
    const copyPath = join(place.folder, 'before-update', `wuye-schema-${SCHEMA_VERSION - 1}.db`)
    expect(readFileSync(copyPath).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
    const copy = connect({ path: copyPath, keyHex: TEST_KEY, access: 'reader' })
    expect(copy.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION - 1)
    expect(copy.prepare('SELECT name FROM project').get()).toEqual({ name: '锦绣花园' })
    copy.close()
  })

  it('refuses a file of a newer program and says both versions', async () => {
    const db = fileOfVersion(place.path, SCHEMA_VERSION)
    db.pragma(`user_version=${SCHEMA_VERSION + 3}`)
    db.close()
    expect(() => openCore()).toThrow(
      expect.objectContaining({
        code: 'vault.database_newer',
        params: { found: SCHEMA_VERSION + 3, known: SCHEMA_VERSION },
      }) as Error,
    )
    await isFree()
  })

  it('refuses the encrypted file of another program', async () => {
    const db = openFile(place.path)
    db.exec('CREATE TABLE theirs(a)')
    db.pragma('user_version=1')
    db.pragma('application_id=12345')
    db.close()
    expect(() => openCore()).toThrow(code('vault.database_foreign'))
    await isFree()
  })

  it('refuses a plain SQLite file and does not touch it', async () => {
    const plain = new SqliteDatabase(place.path)
    plain.exec('CREATE TABLE theirs(a)')
    plain.close()
    const before = readFileSync(place.path)
    expect(() => openCore()).toThrow(code('vault.database_foreign'))
    expect(readFileSync(place.path).equals(before)).toBe(true)
    await isFree()
  })

  it('refuses the wrong key and does not touch the file', async () => {
    await healthyFile()
    const before = readFileSync(place.path)
    expect(() => openCore({ keyHex: '00'.repeat(32) })).toThrow(code('vault.database_damaged'))
    expect(readFileSync(place.path).equals(before)).toBe(true)
    await openCore().stop()
  })

  it.each([
    ['nothing', 0],
    ['one byte', 1],
    ['half a page', 2_048],
    ['five pages', 5 * 4_096],
  ])('refuses a file that was cut down to %s, and never begins a new one instead', async (_what, size) => {
    await healthyFile()
    truncateSync(place.path, size)
    expect(() => openCore()).toThrow(code('vault.database_damaged'))
    await isFree()
  })

  it('takes no text file for a database', async () => {
    writeFileSync(place.path, '这不是数据库'.repeat(2_000))
    expect(() => openCore()).toThrow(code('vault.database_damaged'))
    await isFree()
  })

  it('finds a single flipped bit wherever it is: at opening, or at the latest when the page is read', async () => {
    await healthyFile()
    const { size } = statSync(place.path)
    const whole = `${place.path}.whole`
    copyFileSync(place.path, whole)
    for (let page = 0; page < size / 4_096; page++) {
      copyFileSync(whole, place.path)
      rmSync(`${place.path}-wal`, { force: true })
      const at = page * 4_096 + 1_000
      const byte = Buffer.alloc(1)
      const file = openSync(place.path, 'r')
      readSync(file, byte, 0, 1, at)
      closeSync(file)
      overwrite(at, Buffer.from([(byte[0] ?? 0) ^ 1]))
      expect(problemOf(), `page ${page}`).not.toBe('ok')
    }
  })
})

/** What opening and then reading everything comes to. */
function problemOf(): string {
  try {
    const db = connect({ path: place.path, keyHex: TEST_KEY, access: 'reader' })
    try {
      return String(db.pragma('integrity_check', { simple: true }))
    } finally {
      db.close()
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('a second start', () => {
  it('finds the folder in use, and free again after the first has ended', async () => {
    const first = openCore({ create: true })
    expect(() => openCore()).toThrow(code('vault.in_use'))
    await first.stop()
    await openCore().stop()
  })
})

describe('at opening', () => {
  it('a chain that was broken is refused by its place', async () => {
    const core = openCore({ create: true })
    for (let at = 0; at < 3; at++) {
      core.database.transact({ command: 'test', userId: 'u' }, (unit) =>
        unit.insert('setting', {
          id: `s${at}`,
          scope: 'device',
          scope_id: '',
          key: `k${at}`,
          value_json: '1',
          version: 1,
          set_by: 'u',
          set_at: 0,
        }),
      )
    }
    await core.stop()
    const intruder = openFile(place.path)
    intruder.exec('DROP TRIGGER op_log_no_update')
    intruder.exec("UPDATE op_log SET user_id = 'someone else' WHERE dev_seq = 2")
    intruder.close()
    expect(() => openCore()).toThrow(
      expect.objectContaining({ code: 'vault.chain_broken', params: { at: 2 } }) as Error,
    )
  })
})
