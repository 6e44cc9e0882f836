import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import type { OpenFailure, UnlockMode, VaultStatus } from '../../../src-shared/contract/desktop.ts'
import { VaultGate } from './gate.ts'
import type { GateParts } from './gate.ts'
import { makeRecoveryCode } from './recovery-code.ts'
import { Vault } from './vault.ts'
import type { OpenKey } from './vault.ts'

const noRing = {
  isOffered: () => Promise.resolve(false),
  seal: () => Promise.reject(new Error('no ring')),
  open: () => Promise.resolve(null),
}

let dataDir = ''
let sent: OpenKey[] = []
let announced: VaultStatus[] = []
let notYet: OpenFailure | null = null
let proved: string[] = []
const proof = { newTicket: () => `ticket-${proved.length + 1}`, sendProof: (ticket: string) => proved.push(ticket) > 0 }
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gate-'))
  sent = []
  announced = []
  notYet = null
  proved = []
})
afterEach(() => rmSync(dataDir, { recursive: true }))

function gateAt(onlyMode: UnlockMode | null = null, parts: Partial<GateParts> = {}): VaultGate {
  const cost = { n: 1024, r: 8, p: 1 }
  const vault = new Vault({ dataDir, keyRing: noRing, random: randomBytes, now: () => 0, phraseCost: cost })
  return new VaultGate({
    vault,
    folderProblem: null,
    folderInUse: false,
    onlyMode,
    sendOpen: (opened) => sent.push(opened) > 0,
    alone: (run) => run(),
    restore: { finish: () => null, close: () => {} },
    announce: (status) => announced.push(status),
    beforeOpening: () => notYet,
    ...proof,
    ...parts,
  })
}

const until = async (reached: () => boolean): Promise<void> => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 1))
}

describe('the first run', () => {
  test('waits for a person, creates, and gives the code once the database is there', async () => {
    const gate = gateAt()
    gate.coreBooted()
    await gate.begin()
    expect(gate.status()).toEqual({ state: 'first_run', modes: ['phrase', 'unattended'], folderProblem: null })
    const answer = gate.create({ mode: 'phrase', phrase: 'long enough' })
    await until(() => sent.length === 1)
    expect(sent[0]?.create).toBe(true)
    expect(gate.status()).toEqual({ state: 'opening' })
    gate.coreOpened()
    const given = await answer
    expect(given.ok && given.value.recoveryCode).toMatch(/^.{35}$/)
    expect(announced.at(-1)).toEqual({ state: 'ready' })
  })

  test('a demo start needs nobody', async () => {
    const gate = gateAt('unattended')
    gate.coreBooted()
    await gate.begin()
    expect(sent).toMatchObject([{ create: true, mode: 'unattended' }])
  })

  test('nothing is opened while what comes before the opening has failed', async () => {
    notYet = 'vault.disk_full'
    const gate = gateAt('unattended')
    gate.coreBooted()
    await gate.begin()
    expect(gate.status()).toEqual({ state: 'failed', code: 'vault.disk_full', params: {} })
    expect(sent).toEqual([])
  })

  test('when the database could not be created the person may try again', async () => {
    const gate = gateAt()
    gate.coreBooted()
    await gate.begin()
    const answer = gate.create({ mode: 'unattended' })
    await until(() => sent.length === 1)
    gate.coreFailed('vault.disk_full', {})
    expect(await answer).toEqual({ ok: false, code: 'vault.disk_full', params: {} })
    await until(() => gate.status().state === 'first_run')
  })

  test('in a refused folder nothing can be made', async () => {
    const gate = new VaultGate({
      vault: null,
      folderProblem: 'synced_folder',
      folderInUse: false,
      onlyMode: null,
      sendOpen: () => true,
      alone: (run) => run(),
      restore: { finish: () => null, close: () => {} },
      announce: () => undefined,
      beforeOpening: () => null,
      ...proof,
    })
    await gate.begin()
    expect(gate.status()).toMatchObject({ state: 'first_run', folderProblem: 'synced_folder' })
    expect(await gate.create({ mode: 'unattended' })).toMatchObject({ ok: false, code: 'vault.folder_refused' })
  })

  test.each([
    ['not_writable', 'vault.folder_not_writable'],
    ['network_share', 'vault.folder_refused'],
  ] as const)('is not offered over data that are there: %s', async (folderProblem, code) => {
    const gate = new VaultGate({
      vault: null,
      folderProblem,
      folderInUse: true,
      onlyMode: null,
      sendOpen: () => true,
      alone: (run) => run(),
      restore: { finish: () => null, close: () => {} },
      announce: () => undefined,
      beforeOpening: () => null,
      ...proof,
    })
    await gate.begin()
    expect(gate.status()).toEqual({ state: 'failed', code, params: { problem: folderProblem } })
  })
})

describe('before anything is opened', () => {
  const fails = (error: Error) => () => {
    throw error
  }

  test('no file is moved or copied while another program is at work in the folder', async () => {
    const ran: string[] = []
    const gate = gateAt(null, {
      alone: fails(new AppError('vault.in_use')),
      restore: { finish: () => (ran.push('finish'), null), close: () => {} },
      beforeOpening: () => (ran.push('copy'), null),
    })
    await gate.begin()
    expect(gate.status()).toEqual({ state: 'failed', code: 'vault.in_use', params: {} })
    expect(ran).toEqual([])
  })

  test('a restore is ended and the data are copied in one hold of the folder', async () => {
    const ran: string[] = []
    const gate = gateAt(null, {
      alone: (run) => {
        ran.push('take')
        const result = run()
        ran.push('let go')
        return result
      },
      restore: { finish: () => (ran.push('finish'), null), close: () => {} },
      beforeOpening: () => (ran.push('copy'), null),
    })
    await gate.begin()
    expect(ran).toEqual(['take', 'finish', 'copy', 'let go'])
    expect(gate.status().state).toBe('first_run')
  })

  const full = Object.assign(new Error('full'), { code: 'ENOSPC' })
  test.each([
    ['vault.restore_note_damaged', { finish: fails(new AppError('vault.restore_note_damaged')), copy: () => null }],
    ['vault.restore_unfinished', { finish: fails(new Error('EBUSY')), copy: () => null }],
    ['vault.disk_full', { finish: () => null, copy: fails(full) }],
    ['vault.folder_not_writable', { finish: () => null, copy: fails(new Error('EIO')) }],
  ])('what goes wrong is told: %s', async (code, { finish, copy }) => {
    const gate = gateAt(null, { restore: { finish, close: () => {} }, beforeOpening: copy })
    await gate.begin()
    expect(gate.status()).toEqual({ state: 'failed', code, params: {} })
  })
})

describe('the recovery code, while the data is open', () => {
  async function opened(): Promise<{ gate: VaultGate; recoveryCode: string }> {
    const gate = gateAt()
    gate.coreBooted()
    await gate.begin()
    const answer = gate.create({ mode: 'unattended' })
    await until(() => sent.length === 1)
    gate.coreOpened()
    const given = await answer
    return { gate, recoveryCode: given.ok ? given.value.recoveryCode : '' }
  }
  const OTHER = makeRecoveryCode(Buffer.alloc(29, 7))

  test('gives a ticket that core hears of as well, and changes nothing', async () => {
    const { gate, recoveryCode } = await opened()
    const before = readFileSync(join(dataDir, 'vault.json'), 'utf8')
    expect(await gate.prove(recoveryCode.toLowerCase())).toEqual({ ok: true, value: { ticket: 'ticket-1' } })
    expect(proved).toEqual(['ticket-1'])
    expect(readFileSync(join(dataDir, 'vault.json'), 'utf8')).toBe(before)
  })

  test('cannot be guessed at will: after three wrong ones even the right one waits', async () => {
    const { gate, recoveryCode } = await opened()
    for (let guess = 0; guess < 3; guess++)
      expect(await gate.prove(OTHER)).toMatchObject({ ok: false, code: 'vault.wrong_code' })
    expect(await gate.prove(recoveryCode)).toMatchObject({ ok: false, code: 'vault.too_many_attempts' })
    expect(proved).toEqual([])
  })

  test('is not looked at before the data is open', async () => {
    expect(await gateAt().prove(OTHER)).toMatchObject({ ok: false, code: 'vault.not_expected' })
  })
})

describe('a later start', () => {
  async function made(choice: { mode: UnlockMode; phrase?: string }): Promise<void> {
    const gate = gateAt()
    gate.coreBooted()
    await gate.begin()
    const answer = gate.create(choice)
    await until(() => sent.length === 1)
    gate.coreOpened()
    await answer
    sent = []
  }

  test('the key is told to a core that boots later, and to each one that is started anew', async () => {
    await made({ mode: 'unattended' })
    const gate = gateAt()
    await gate.begin()
    expect(sent).toEqual([])
    gate.coreBooted()
    expect(sent).toMatchObject([{ create: false, mode: 'unattended' }])
    gate.coreOpened()
    gate.coreExited()
    expect(gate.status()).toEqual({ state: 'ready' })
    gate.coreBooted()
    expect(sent).toHaveLength(2)
    expect(sent[1]?.key).toEqual(sent[0]?.key)
  })

  test('a wrong phrase is an answer, the right one opens', async () => {
    await made({ mode: 'phrase', phrase: 'long enough' })
    const gate = gateAt()
    gate.coreBooted()
    await gate.begin()
    expect(gate.status()).toMatchObject({ state: 'locked', reason: 'needs_phrase', modes: ['phrase', 'unattended'] })
    expect(await gate.unlockWithPhrase('not the one')).toEqual({ ok: false, code: 'vault.wrong_phrase', params: {} })
    expect(sent).toEqual([])
    const answer = gate.unlockWithPhrase('long enough')
    await until(() => sent.length === 1)
    gate.coreOpened()
    expect(await answer).toEqual({ ok: true, value: null })
  })

  test('what core cannot read with a key that passed its check is a damaged database', async () => {
    await made({ mode: 'unattended' })
    writeFileSync(join(dataDir, 'ledger.db'), 'x')
    const gate = gateAt()
    gate.coreBooted()
    await gate.begin()
    gate.coreFailed('vault.wrong_key', {})
    expect(gate.status()).toEqual({ state: 'failed', code: 'vault.database_damaged', params: {} })
  })

  test('nothing is unlocked or created twice', async () => {
    await made({ mode: 'unattended' })
    const gate = gateAt()
    gate.coreBooted()
    await gate.begin()
    gate.coreOpened()
    expect(await gate.create({ mode: 'unattended' })).toMatchObject({ code: 'vault.not_expected' })
    expect(await gate.unlockWithPhrase('x')).toMatchObject({ code: 'vault.not_expected' })
  })
})
