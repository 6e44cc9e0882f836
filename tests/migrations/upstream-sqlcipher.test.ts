import { join } from 'node:path'

import Upstream from '@signalapp/sqlcipher'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { vacuumInto } from '../../src-main/core/db/database.ts'
import { SCHEMA_VERSION } from '../../src-main/core/db/migrations/index.ts'
import { backupPlace, choosePlace, makeBackup } from '../support/backup-place.ts'
import { TEST_KEY, startTestCore } from '../support/test-core.ts'
import { aFolder, fileOfVersion } from './rig.ts'

let place: ReturnType<typeof aFolder>
beforeEach(() => (place = aFolder()))
afterEach(() => place.remove())

function openUpstream(path: string, keyHex: string): Upstream {
  const db = new Upstream(path)
  db.pragma(`key = "x'${keyHex}'"`)
  return db
}

describe('the data, without this program', () => {
  it('opens in SQLCipher itself by the same key: the file, and a copy of it', () => {
    const ours = fileOfVersion(place.path, SCHEMA_VERSION)
    const copy = join(place.folder, 'copy.db')
    vacuumInto(ours, copy)
    ours.pragma('wal_checkpoint(TRUNCATE)')
    ours.close()
    for (const path of [place.path, copy]) {
      const theirs = openUpstream(path, TEST_KEY)
      expect(theirs.prepare('SELECT name FROM project').get()).toEqual({ name: '锦绣花园' })
      expect(theirs.prepare('SELECT receipt_no, amount_fen FROM receipt').get()).toEqual({
        receipt_no: 'SJ-A-2026-000041',
        amount_fen: 16_097,
      })
      expect(theirs.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION)
      expect(theirs.pragma('cipher_integrity_check')).toEqual([])
      theirs.close()
    }
  })

  it('opens in SQLCipher itself out of a backup set, by the key that the recovery code opens', async () => {
    const test = await startTestCore()
    const stick = backupPlace()
    await choosePlace(test, stick.folder)
    const setName = await makeBackup(test)
    const theirs = openUpstream(join(stick.folder, setName, 'data.db'), TEST_KEY)
    expect(theirs.prepare('SELECT name FROM project').get()).toEqual({ name: '锦绣花园' })
    expect(theirs.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION)
    expect(theirs.pragma('cipher_integrity_check')).toEqual([])
    theirs.close()
    await test.stop()
    stick.remove()
  })

  it('stays shut in SQLCipher by any other key', () => {
    fileOfVersion(place.path, SCHEMA_VERSION).close()
    expect(() => openUpstream(place.path, 'ff'.repeat(32)).prepare('SELECT 1 FROM project').get()).toThrow()
  })

  it('that SQLCipher wrote into is read here', () => {
    fileOfVersion(place.path, SCHEMA_VERSION).close()
    const theirs = openUpstream(place.path, TEST_KEY)
    theirs.exec("UPDATE project SET name = '改过的名字'")
    theirs.close()
    const ours = connect({ path: place.path, keyHex: TEST_KEY, access: 'reader' })
    expect(ours.prepare('SELECT name FROM project').get()).toEqual({ name: '改过的名字' })
    ours.close()
  })
})
