import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Vault } from '../vault/vault.ts'
import { CodeDesk } from './code-desk.ts'
import { Tickets } from './tickets.ts'

const noRing = {
  isOffered: () => Promise.resolve(false),
  seal: () => Promise.reject(new Error('no ring')),
  open: () => Promise.resolve(null),
}
const REFUSED = { ok: false, code: 'backup.no_new_code', params: {} }

let dataDir = ''
let clock = 0
let signedIn = new Set<string>()
let told: (string | null)[] = []
let vault: Vault
let oldCode = ''
let desk: CodeDesk
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'code-desk-'))
  ;[clock, signedIn, told] = [0, new Set(['w1', 'w2']), []]
  const now = (): number => clock
  vault = new Vault({ dataDir, keyRing: noRing, random: randomBytes, now, phraseCost: { n: 1024, r: 8, p: 1 } })
  const made = await vault.create({ mode: 'unattended' })
  oldCode = made.recoveryCode
  const tickets = new Tickets(now)
  tickets.add('chief', { purpose: 'new_code', userId: 'chief', setName: null })
  desk = new CodeDesk({
    vault,
    openedKey: () => made.key,
    tickets,
    tellCore: (_proof, userId) => told.push(userId),
    isSignedIn: (windowId) => signedIn.has(windowId),
    now,
  })
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const opens = (code: string): Promise<boolean> =>
  vault.openByCode(code, vault.proof()).then(
    () => true,
    () => false,
  )
async function propose(): Promise<string> {
  const answer = await desk.propose({ ticket: 'chief', recoveryCode: null }, 'w1')
  if (!answer.ok) throw new Error(answer.code)
  return answer.value.recoveryCode
}

describe('a new recovery code', () => {
  test('counts once the person who made it has it on paper, and once', async () => {
    const made = await propose()
    expect(await opens(oldCode)).toBe(true)
    clock = 9 * 60_000
    expect(desk.adopt('w1')).toEqual({ ok: true, value: null })
    expect(told).toEqual(['chief'])
    expect(await opens(made)).toBe(true)
    expect(await opens(oldCode)).toBe(false)
    expect(desk.adopt('w1')).toEqual(REFUSED)
  })

  test.each([
    ['another window adopts', () => desk.adopt('w2')],
    ['ten minutes have passed', () => ((clock = 10 * 60_000), desk.adopt('w1'))],
    ['the page was left or the window locked', () => (desk.drop('w1'), desk.adopt('w1'))],
    ['every window was locked', () => (desk.drop(null), desk.adopt('w1'))],
    ['nobody is signed in', () => (signedIn.delete('w1'), desk.adopt('w1'))],
  ])('does not count when %s', async (_what, adopt) => {
    const made = await propose()
    expect(adopt()).toEqual(REFUSED)
    expect(told).toEqual([])
    expect([await opens(oldCode), await opens(made)]).toEqual([true, false])
  })

  test('is not brought back by signing in again', async () => {
    await propose()
    signedIn.delete('w1')
    desk.adopt('w1')
    signedIn.add('w1')
    expect(desk.adopt('w1')).toEqual(REFUSED)
  })

  test('stays when another window is locked or left', async () => {
    await propose()
    desk.drop('w2')
    expect(desk.adopt('w1').ok).toBe(true)
  })

  test('is made for nobody who is not signed in, and a refused attempt drops the one before', async () => {
    await propose()
    signedIn.delete('w2')
    const by = { ticket: null, recoveryCode: oldCode }
    expect(await desk.propose(by, 'w2')).toMatchObject({ ok: false, code: 'backup.not_signed_in' })
    expect(desk.adopt('w1')).toEqual(REFUSED)
    expect(await desk.propose(by, 'w1')).toMatchObject({ ok: true })
    expect(desk.adopt('w1').ok).toBe(true)
    expect(told).toEqual([null])
  })
})
