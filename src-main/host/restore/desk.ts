import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { KeyProof } from '../../../src-shared/contract/backup-manifest.ts'
import type {
  RestorableSets,
  RestoreFound,
  RestoreReport,
  RestoreRight,
  TicketPurpose,
  UnlockMode,
  VaultAnswer,
} from '../../../src-shared/contract/desktop.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import type { AskCore } from '../core-process/restore-link.ts'
import type { Vault, WrapChoice } from '../vault/vault.ts'
import { beginSwap, keepDataOnly, planSwap } from './swap.ts'
import type { Tickets } from './tickets.ts'

/** The data as it stands while somebody restores. */
export interface RestoreHouse {
  /** Core has the data open, so that it can say who may. */
  isOpen(): boolean
  /** The key of the present data, where it is known without a person. */
  openedKey(): Buffer | null
  modes(): Promise<readonly UnlockMode[]>
  /** Pages are told that nothing is open; nobody stays signed in. */
  letGo(): void
  /** Opens what is there, restored or not. */
  openAgain(): Promise<void>
}

export interface RestoreDeskParts {
  readonly vault: Vault | null
  readonly dataDir: string
  readonly ask: AskCore
  readonly house: RestoreHouse
  readonly tickets: Tickets
  /** Runs while no other program is at work in the data folder. */
  readonly alone: <T>(run: () => T) => T
  /** Name of the moment, for folders. */
  readonly stamp: () => string
}

export interface ChosenSet extends RestoreRight {
  readonly setName: string
}

type Listed = RestoreFound['sets']['sets'][number]
interface Opened {
  readonly folder: string
  readonly set: Listed
  readonly key: Buffer
  readonly userId: string | null
}

/**
 * 恢复: from the list of sets to the swap. It decides who may (a ticket of core, or the recovery code) and holds the keys; looking into
 * files is core's part. Expected refusals are answers.
 */
export class RestoreDesk {
  readonly #parts: RestoreDeskParts
  #found: RestoreFound['sets'] | null = null
  #busy = false

  constructor(parts: RestoreDeskParts) {
    this.#parts = parts
  }

  /** @param folder as it was chosen; `null`: where this PC's backups go. */
  sets(folder: string | null): Promise<VaultAnswer<RestorableSets>> {
    return this.#alone(async () => {
      const { ask, house } = this.#parts
      const found = valueOf(await ask({ kind: 'sets', folder }))
      this.#found = found
      return {
        folderName: basename(found.folder),
        sets: found.sets.map(({ proof, ...set }) => ({ ...set, sameKey: this.#knownKey(proof) !== null })),
        unreadable: found.unreadable,
        newer: found.newer,
        ticketNeeded: house.isOpen(),
        modes: await house.modes(),
      }
    })
  }

  look(chosen: ChosenSet): Promise<VaultAnswer<RestoreReport>> {
    return this.#alone(async () => this.#report(await this.#open(chosen, ['try_restore', 'restore'])))
  }

  /** Reads and checks without anybody's right: from the command line, by who can read the files in any case. */
  lookUnasked(setName: string): Promise<VaultAnswer<RestoreReport>> {
    return this.#alone(async () => {
      const { folder, set } = this.#listed(setName)
      const key = this.#knownKey(set.proof)
      if (key === null) throw new AppError('backup.code_needed')
      return this.#report({ folder, set, key, userId: null })
    })
  }

  restore(chosen: ChosenSet, choice: WrapChoice | null): Promise<VaultAnswer<null>> {
    return this.#alone(async () => {
      const opened = await this.#open(chosen, ['restore'])
      const plan = planSwap(
        { setName: opened.set.setName, madeAt: opened.set.madeAt, userId: opened.userId },
        this.#parts.stamp(),
      )
      const stage = join(this.#parts.dataDir, plan.stage)
      try {
        await this.#stage(opened, { stage, choice })
      } catch (error) {
        rmSync(stage, { recursive: true, force: true })
        throw error
      }
      if (chosen.ticket !== null) this.#parts.tickets.use(chosen.ticket)
      await this.#swap(plan)
      return null
    })
  }

  async #stage(opened: Opened, { stage, choice }: { readonly stage: string; readonly choice: WrapChoice | null }) {
    const { vault, ask } = this.#parts
    const { folder, set, key } = opened
    const keepsVault = this.#knownKey(set.proof) !== null
    if (!keepsVault && choice === null) throw new AppError('backup.mode_needed')
    valueOf(await ask({ kind: 'stage', folder, setName: set.setName, keyHex: key.toString('hex'), stage }))
    keepDataOnly(stage)
    if (!keepsVault && choice !== null) await vault?.stage(stage, { key, proof: set.proof, choice })
  }

  async #swap(plan: ReturnType<typeof planSwap>): Promise<void> {
    const { ask, alone, house, dataDir } = this.#parts
    house.letGo()
    try {
      valueOf(await ask({ kind: 'close', dataDir }))
      alone(() => beginSwap(dataDir, plan))
    } catch (error) {
      // Where the decision is on the disk, opening again ends it; where it is not, the old data opens.
      throw error instanceof AppError ? error : new AppError('backup.swap_failed')
    } finally {
      await house.openAgain()
    }
  }

  #report({ folder, set, key }: Opened): Promise<RestoreReport> {
    const { ask, dataDir, house, vault } = this.#parts
    const liveKey = house.openedKey() ?? (vault?.findProof()?.kcv === set.proof.kcv ? key : null)
    const live = liveKey === null ? null : { dataDir, keyHex: liveKey.toString('hex') }
    return ask({ kind: 'look', folder, setName: set.setName, keyHex: key.toString('hex'), live }).then(valueOf)
  }

  #listed(setName: string): { readonly folder: string; readonly set: Listed } {
    const set = this.#found?.sets.find((one) => one.setName === setName)
    if (set === undefined || this.#found === null) throw new AppError('backup.set_unknown')
    return { folder: this.#found.folder, set }
  }

  /** The right first, then the key: with the data open a ticket, else the code of the set; the code also for a foreign key. */
  async #open({ setName, ticket, recoveryCode }: ChosenSet, purposes: readonly TicketPurpose[]): Promise<Opened> {
    const { house, tickets, vault } = this.#parts
    const { folder, set } = this.#listed(setName)
    const holders = purposes.map((purpose) => tickets.holderOf(ticket, { purpose, setName }))
    const userId = holders.find((holder) => holder !== null) ?? null
    if (house.isOpen() && userId === null) throw new AppError('backup.ticket_needed')
    const known = house.isOpen() ? this.#knownKey(set.proof) : null
    if (known !== null) return { folder, set, key: known, userId }
    if (recoveryCode === null || vault === null) throw new AppError('backup.code_needed', {}, 'recoveryCode')
    const key = await openBySetCode(vault, { recoveryCode, proof: set.proof })
    return { folder, set, key, userId }
  }

  #knownKey(proof: KeyProof): Buffer | null {
    const { house, vault } = this.#parts
    return vault?.findProof()?.kcv === proof.kcv ? house.openedKey() : null
  }

  async #alone<T>(run: () => Promise<T>): Promise<VaultAnswer<T>> {
    if (this.#busy) return { ok: false, code: 'vault.not_expected', params: {} }
    this.#busy = true
    try {
      return { ok: true, value: await run() }
    } catch (error) {
      if (error instanceof AppError) return { ok: false, code: error.code, params: error.params }
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return { ok: false, code: 'backup.disk_full', params: {} }
      throw error
    } finally {
      this.#busy = false
    }
  }
}

/** The code was changed since, or the set is another office's: that is what a wrong code mostly means here. */
async function openBySetCode(
  vault: Vault,
  { recoveryCode, proof }: { readonly recoveryCode: string; readonly proof: KeyProof },
): Promise<Buffer> {
  try {
    return await vault.openByCode(recoveryCode, proof)
  } catch (error) {
    if (error instanceof AppError && error.code === 'vault.wrong_code')
      throw new AppError('backup.code_of_other_set', {}, 'recoveryCode')
    throw error
  }
}

function valueOf<T>(answer: VaultAnswer<T>): T {
  if (answer.ok) return answer.value
  throw new AppError(answer.code, answer.params)
}
