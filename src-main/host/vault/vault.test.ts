import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { KeyRing } from './key-ring.ts'
import { parseVault } from './vault-file.ts'
import { Vault } from './vault.ts'

class StandInRing implements KeyRing {
  offered = true
  lost = false
  renew = false
  sealedTimes = 0
  isOffered(): Promise<boolean> {
    return Promise.resolve(this.offered)
  }
  seal(text: string): Promise<string> {
    this.sealedTimes += 1
    return Promise.resolve(Buffer.from(text).toString('base64'))
  }
  open(sealed: string): Promise<{ text: string; renew: boolean } | null> {
    if (this.lost) return Promise.resolve(null)
    return Promise.resolve({ text: Buffer.from(sealed, 'base64').toString(), renew: this.renew })
  }
}

let dataDir = ''
let ring = new StandInRing()
let now = 0
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vault-'))
  ring = new StandInRing()
  now = 0
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const vaultAt = (): Vault =>
  new Vault({ dataDir, keyRing: ring, random: randomBytes, now: () => now, phraseCost: { n: 1024, r: 8, p: 1 } })
const path = (name: string): string => join(dataDir, name)
const phrase = '桂花开了三次吧'.padEnd(8, '。')

async function opened(): Promise<Buffer> {
  const look = await vaultAt().look()
  if (look.kind !== 'open') throw new Error(`not open but ${look.kind}`)
  return look.opened.key
}

describe('the first start', () => {
  test('an empty folder has no vault, and the key ring is offered only where there is one', async () => {
    expect(await vaultAt().look()).toEqual({ kind: 'none' })
    expect(await vaultAt().offeredModes()).toEqual(['os', 'phrase', 'unattended'])
    ring.offered = false
    expect(await vaultAt().offeredModes()).toEqual(['phrase', 'unattended'])
    await expect(vaultAt().create({ mode: 'os' })).rejects.toMatchObject({ code: 'vault.mode_not_offered' })
  })

  test('the key itself stands in no file', async () => {
    const { key } = await vaultAt().create({ mode: 'unattended' })
    const written = readFileSync(path('vault.json'), 'utf8') + readFileSync(path('unattended.key'), 'utf8')
    expect(written).not.toContain(key.toString('hex'))
    expect(written).not.toContain(key.toString('base64'))
    expect(statSync(path('vault.json')).mode & 0o077).toBe(0)
    expect(statSync(path('unattended.key')).mode & 0o077).toBe(0)
  })

  test('a short phrase is refused before anything is written', async () => {
    await expect(vaultAt().create({ mode: 'phrase', phrase: ' 1234567 ' })).rejects.toMatchObject({
      code: 'vault.phrase_too_short',
    })
    expect(existsSync(path('vault.json'))).toBe(false)
  })

  test('a vault whose database was never created is taken back, one with a database never', async () => {
    await vaultAt().create({ mode: 'unattended' })
    expect(vaultAt().discardNew()).toBe(true)
    expect(await vaultAt().look()).toEqual({ kind: 'none' })
    await vaultAt().create({ mode: 'unattended' })
    writeFileSync(path('ledger.db'), '')
    expect(vaultAt().discardNew()).toBe(false)
    rmSync(path('ledger.db'))
    vaultAt().markInUse()
    expect(vaultAt().discardNew()).toBe(false)
  })
})

describe('a later start', () => {
  test.each(['os', 'unattended'] as const)('%s opens by itself, and core creates only once', async (mode) => {
    const { key } = await vaultAt().create({ mode })
    expect(await vaultAt().look()).toMatchObject({ kind: 'open', opened: { mode, create: true } })
    vaultAt().markInUse()
    expect(await vaultAt().look()).toMatchObject({ kind: 'open', opened: { mode, create: false } })
    expect(await opened()).toEqual(key)
  })

  test('the phrase opens, in full-width characters too, and no other phrase does', async () => {
    const { key } = await vaultAt().create({ mode: 'phrase', phrase: 'Abc12345!' })
    expect(await vaultAt().look()).toEqual({ kind: 'locked', mode: 'phrase', reason: 'needs_phrase' })
    expect((await vaultAt().openByPhrase('Ａｂｃ１２３４５！')).key).toEqual(key)
    await expect(vaultAt().openByPhrase('abc12345!')).rejects.toMatchObject({ code: 'vault.wrong_phrase' })
  })

  test('a ring that asks for it is sealed anew and still opens', async () => {
    const { key } = await vaultAt().create({ mode: 'os' })
    ring.renew = true
    expect(await opened()).toEqual(key)
    expect(ring.sealedTimes).toBe(2)
    ring.renew = false
    expect(await opened()).toEqual(key)
  })

  test('guessing is slowed down after three tries, for the right phrase as well', async () => {
    await vaultAt().create({ mode: 'phrase', phrase })
    const vault = vaultAt()
    for (let at = 0; at < 3; at++)
      await expect(vault.openByPhrase('wrong wrong')).rejects.toMatchObject({ code: 'vault.wrong_phrase' })
    await expect(vault.openByPhrase(phrase)).rejects.toMatchObject({
      code: 'vault.too_many_attempts',
      params: { waitSeconds: 2 },
    })
    now += 2_000
    await expect(vault.openByPhrase(phrase)).resolves.toMatchObject({ mode: 'phrase' })
  })
})

describe('when something is lost', () => {
  test('a lost OS key is recovered by the code and wrapped anew; the code stays valid', async () => {
    const { key, recoveryCode } = await vaultAt().create({ mode: 'os' })
    vaultAt().markInUse()
    ring.lost = true
    expect(await vaultAt().look()).toEqual({ kind: 'locked', mode: 'os', reason: 'os_key_lost' })
    const recovered = await vaultAt().recover(recoveryCode.toLowerCase(), { mode: 'phrase', phrase })
    expect(recovered).toMatchObject({ mode: 'phrase', create: false })
    expect(recovered.key).toEqual(key)
    expect((await vaultAt().openByPhrase(phrase)).key).toEqual(key)
    expect((await vaultAt().recover(recoveryCode, { mode: 'unattended' })).key).toEqual(key)
    expect(await opened()).toEqual(key)
  })

  test('a key ring that is gone altogether counts as a lost key', async () => {
    await vaultAt().create({ mode: 'os' })
    ring.offered = false
    expect(await vaultAt().look()).toEqual({ kind: 'locked', mode: 'os', reason: 'os_key_lost' })
  })

  test('a lost or cut key file is told, and goes away when the mode is left', async () => {
    const { recoveryCode } = await vaultAt().create({ mode: 'unattended' })
    writeFileSync(path('unattended.key'), 'cut')
    expect(await vaultAt().look()).toEqual({ kind: 'locked', mode: 'unattended', reason: 'key_file_lost' })
    await vaultAt().recover(recoveryCode, { mode: 'os' })
    expect(existsSync(path('unattended.key'))).toBe(false)
    expect(await vaultAt().look()).toMatchObject({ kind: 'open', opened: { mode: 'os' } })
  })

  test('a mistyped code is told from a code of another vault', async () => {
    await vaultAt().create({ mode: 'unattended' })
    const other = mkdtempSync(join(tmpdir(), 'vault-'))
    const foreign = await new Vault({ dataDir: other, keyRing: ring, random: randomBytes, now: () => 0 }).create({
      mode: 'unattended',
    })
    rmSync(other, { recursive: true })
    const mistyped = vaultAt().recover('ABCDE', { mode: 'os' })
    await expect(mistyped).rejects.toMatchObject({ code: 'vault.code_mistyped', params: { why: 'length' } })
    await expect(vaultAt().recover(foreign.recoveryCode, { mode: 'os' })).rejects.toMatchObject({
      code: 'vault.wrong_code',
    })
  })

  test('a vault file that is cut or gone comes back from its copy', async () => {
    const made = await vaultAt().create({ mode: 'unattended' })
    writeFileSync(path('ledger.db'), '')
    const text = readFileSync(path('vault.json'), 'utf8')
    for (const harm of [
      () => writeFileSync(path('vault.json'), text.slice(0, 100)),
      () => rmSync(path('vault.json')),
    ]) {
      harm()
      const look = await vaultAt().look()
      expect(look.kind === 'open' && look.opened.key.equals(made.key)).toBe(true)
      expect(readFileSync(path('vault.json'), 'utf8')).toBe(text)
    }
  })

  test('a damaged vault file and a missing one beside a database are no first run', async () => {
    await vaultAt().create({ mode: 'unattended' })
    const text = readFileSync(path('vault.json'), 'utf8')
    for (const name of ['vault.json', 'vault.copy.json']) writeFileSync(path(name), text.slice(0, 100))
    expect(await vaultAt().look()).toEqual({ kind: 'broken', code: 'vault.file_damaged' })
    for (const name of ['vault.json', 'vault.copy.json']) rmSync(path(name))
    writeFileSync(path('ledger.db'), '')
    expect(await vaultAt().look()).toEqual({ kind: 'broken', code: 'vault.file_damaged' })
  })

  test('a vault file that was mixed with another one says wrong key', async () => {
    await vaultAt().create({ mode: 'unattended' })
    const text = readFileSync(path('vault.json'), 'utf8')
    writeFileSync(path('vault.json'), text.replace(/"kcv": "[0-9a-f]{16}"/, '"kcv": "0000000000000000"'))
    expect(await vaultAt().look()).toEqual({ kind: 'broken', code: 'vault.wrong_key' })
  })
})

describe('reading vault.json', () => {
  test('parameters that would take an hour or no time at all are refused', async () => {
    await vaultAt().create({ mode: 'phrase', phrase })
    const text = readFileSync(path('vault.json'), 'utf8')
    expect(parseVault(text)).not.toBeNull()
    expect(parseVault(text.replace('"n": 1024', '"n": 1073741824'))).toBeNull()
    expect(parseVault(text.replace('"n": 1024', '"n": 2'))).toBeNull()
    expect(parseVault(text.replace('"n": 1024', '"n": 1500'))).toBeNull()
  })

  test('a file of a later version is not guessed at', () => {
    expect(parseVault('{"version":2}')).toBeNull()
    expect(parseVault('[]')).toBeNull()
    expect(parseVault('')).toBeNull()
  })
})
