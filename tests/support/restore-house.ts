import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { DATABASE_NAME } from '../../src-main/core/core.ts'
import { requireAlone } from '../../src-main/core/db/instance-lock.ts'
import { answerRestore, backupBody } from '../../src-main/core/features/backup/index.ts'
import { inLineRunner } from '../../src-main/core/workers/task-runner.ts'
import type { AskCore } from '../../src-main/host/core-process/restore-link.ts'
import { aloneIn } from '../../src-main/host/data-folder/folder-lock.ts'
import { RestoreDesk } from '../../src-main/host/restore/desk.ts'
import { closeSwap, finishSwap } from '../../src-main/host/restore/swap.ts'
import { Tickets } from '../../src-main/host/restore/tickets.ts'
import { Vault } from '../../src-main/host/vault/vault.ts'
import type { UnlockMode } from '../../src-shared/contract/desktop.ts'
import { testClock, startTestCore } from './test-core.ts'
import type { TestCore } from './test-core.ts'

const NO_RING = {
  isOffered: () => Promise.resolve(false),
  seal: () => Promise.reject(new Error('There is no key ring')),
  open: () => Promise.resolve(null),
}
const places = inLineRunner(backupBody)

/** A data folder with its vault, its core and its desk of a restore: the program but for Electron and its windows. */
export interface House {
  readonly dataDir: string
  readonly vault: Vault
  readonly desk: RestoreDesk
  readonly tickets: Tickets
  /** The code of a new vault; empty in a folder that had one. */
  readonly recoveryCode: string
  core(): TestCore
  /** Whether core has the data open. */
  isOpen(): boolean
  /** Core ends; the data lies there closed. */
  shut(): Promise<void>
  /** As the program opens at its start: ends a restore that was cut off, then opens with what the vault gives. */
  open(): Promise<TestCore>
  remove(): Promise<void>
}

export interface HouseOptions {
  readonly dataDir?: string
  readonly usualPlace?: string
  /** A new PC: neither vault nor data. */
  readonly empty?: boolean
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'wuye-house-'))
  const clock = testClock()
  const vault = new Vault({
    dataDir,
    keyRing: NO_RING,
    random: randomBytes,
    now: () => clock.now(),
    phraseCost: { n: 1024, r: 8, p: 1 },
  })
  const tickets = new Tickets(() => clock.now())
  let core: TestCore | null = null
  let key: Buffer | null = null
  let recoveryCode = ''

  async function open(): Promise<TestCore> {
    const restored = aloneIn(dataDir, () => finishSwap(dataDir))
    let look = await vault.look()
    if (look.kind === 'none' && options.empty !== true) {
      recoveryCode = (await vault.create({ mode: 'unattended' })).recoveryCode
      look = await vault.look()
    }
    if (look.kind !== 'open') throw new Error(`The vault is ${look.kind}`)
    key = look.opened.key
    const isNew = look.opened.create
    core = await startTestCore({
      dataDir,
      clock,
      keyHex: key.toString('hex'),
      proof: vault.proof(),
      bare: !isNew,
      ...(restored === null ? {} : { restored }),
    })
    if (isNew) vault.markInUse()
    closeSwap(dataDir)
    return core
  }

  const close = async (): Promise<void> => {
    await core?.stop()
    core = null
  }
  const letGo = async (): Promise<void> => {
    await close()
    requireAlone(dataDir)
  }
  const ask = ((asked) =>
    answerRestore(asked, {
      places,
      databaseName: DATABASE_NAME,
      usualPlace: () => core?.core.backupFolder ?? options.usualPlace ?? null,
      close: letGo,
    })) as AskCore
  let stamps = 0
  const desk = new RestoreDesk({
    vault,
    dataDir,
    ask,
    tickets,
    alone: (run) => aloneIn(dataDir, run),
    stamp: () => `stamp-${stamps++}`,
    house: {
      isOpen: () => core !== null,
      openedKey: () => key,
      modes: () => Promise.resolve<readonly UnlockMode[]>(['phrase', 'unattended']),
      letGo: () => {
        key = null
      },
      openAgain: async () => {
        await open()
      },
    },
  })
  if (options.empty !== true) await open()
  return {
    dataDir,
    vault,
    desk,
    tickets,
    get recoveryCode() {
      return recoveryCode
    },
    core: () => {
      if (core === null) throw new Error('core does not run')
      return core
    },
    isOpen: () => core !== null,
    shut: async () => {
      await close()
      key = null
    },
    open,
    remove: async () => {
      await close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export function valueOf<T>(
  answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string },
): T {
  if (answer.ok) return answer.value
  throw new Error(`Refused: ${answer.code}`)
}

export function codeOf(answer: { readonly ok: true } | { readonly ok: false; readonly code: string }): string {
  return answer.ok ? 'accepted' : answer.code
}
