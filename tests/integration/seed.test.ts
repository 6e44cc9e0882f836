import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { Vault } from '../../src-main/host/vault/vault.ts'
import { localDate } from '../../src-shared/kernel/time.ts'
import { seedFolder } from '../support/seed.ts'

describe('a seeded data folder', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-seed-'))
  const options = { dataDir, profile: 'mini', seed: 3, goLiveOn: localDate('2026-11-01') } as const
  let rooms = 0
  beforeAll(async () => {
    rooms = (await seedFolder(options)).rooms
  })
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  it('opens unattended and holds the community with its administrator', async () => {
    const keyRing = { isOffered: async () => false, seal: async () => '', open: async () => null }
    const look = await new Vault({ dataDir, keyRing, random: randomBytes, now: Date.now }).look()
    if (look.kind !== 'open') throw new Error(look.kind)
    expect(look.opened).toMatchObject({ mode: 'unattended', create: false })
    const db = connect({ path: join(dataDir, 'wuye.db'), keyHex: look.opened.key.toString('hex'), access: 'reader' })
    expect(db.prepare('SELECT count(*) AS rooms FROM room').get()).toEqual({ rooms })
    expect(db.prepare('SELECT go_live_on FROM project').get()).toEqual({ go_live_on: '2026-11-01' })
    expect(db.prepare('SELECT username FROM user').get()).toEqual({ username: 'admin' })
    db.close()
  })

  it('is not poured over data that is there', async () => {
    await expect(seedFolder(options)).rejects.toThrow(/already/)
  })
})
