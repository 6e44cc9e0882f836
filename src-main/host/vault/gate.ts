import type {
  FolderProblem,
  OpenFailure,
  RestoredNote,
  UnlockMode,
  VaultAnswer,
  VaultStatus,
} from '../../../src-shared/contract/desktop.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import type { OpenKey, Vault, WrapChoice } from './vault.ts'

export interface GateParts {
  /** `null` when the folder was refused: nothing can be opened or made there. */
  readonly vault: Vault | null
  readonly folderProblem: FolderProblem | null
  /** The refused folder holds data of ours: no first run, but a folder that must be made usable again. */
  readonly folderInUse: boolean
  /** What a test or demo start asked for. */
  readonly onlyMode: UnlockMode | null
  /** Sends `open` to core; false when core is not up, which then asks again by `coreBooted`. */
  readonly sendOpen: (opened: OpenKey, restored: RestoredNote | null) => boolean
  /**
   * Runs while no other program is at work in the data folder.
   * @throws AppError `vault.in_use` | `vault.folder_not_writable`
   */
  readonly alone: <T>(run: () => T) => T
  readonly restore: UnfinishedRestore
  readonly announce: (status: VaultStatus) => void
  /** What must be done while nothing is open yet; a failure keeps it so. */
  readonly beforeOpening: () => OpenFailure | null
  /** A random text that nobody guesses. */
  readonly newTicket: () => string
  /** Tells core that the recovery code was right; false when core is away just now. */
  readonly sendProof: (ticket: string) => boolean
}

/** A restore that a power cut may have stopped on its way: ended before anything is opened. */
export interface UnfinishedRestore {
  /** @returns what core is to be told at the first opening. */
  finish(): RestoredNote | null
  /** Core was told. */
  close(): void
}

type OpenAnswer = VaultAnswer<null>

/** Stands between the vault and core: knows how far the opening has come, tells the pages, and keeps the key for a restart. */
export class VaultGate {
  readonly #parts: GateParts
  readonly #waiting: ((answer: OpenAnswer) => void)[] = []
  #status: VaultStatus = { state: 'opening' }
  #opened: OpenKey | null = null
  #restored: RestoredNote | null = null
  #coreUp = false
  #busy = false

  constructor(parts: GateParts) {
    this.#parts = parts
  }

  status(): VaultStatus {
    return this.#status
  }

  /** Goes as far as it can without a person. */
  async begin(): Promise<void> {
    const { vault, folderProblem, folderInUse, onlyMode } = this.#parts
    if (folderProblem !== null && folderInUse) {
      const code = folderProblem === 'not_writable' ? 'vault.folder_not_writable' : 'vault.folder_refused'
      return this.#become({ state: 'failed', code, params: { problem: folderProblem } })
    }
    if (vault === null) return this.#become({ state: 'first_run', modes: [], folderProblem })
    const failure = this.#prepareFolder()
    if (failure !== null) return this.#become({ state: 'failed', code: failure, params: {} })
    const look = await vault.look()
    if (look.kind === 'broken') return this.#become({ state: 'failed', code: look.code, params: {} })
    if (look.kind === 'locked') {
      return this.#become({ state: 'locked', mode: look.mode, reason: look.reason, modes: await this.#modes(vault) })
    }
    if (look.kind === 'open') {
      void this.#open(look.opened)
      return
    }
    if (onlyMode !== 'unattended')
      return this.#become({ state: 'first_run', modes: await this.#modes(vault), folderProblem })
    void this.#open(await vault.create({ mode: 'unattended' }))
  }

  /** 打开方式 of the data that is open; `null` while none is. */
  openedMode(): UnlockMode | null {
    return this.#opened?.mode ?? null
  }

  /** The key, where it is known without a person; also when the database does not open by it. */
  openedKey(): Buffer | null {
    return this.#opened?.key ?? null
  }

  /** Core lets go of the data; `begin` opens again what is there then. */
  letGo(): void {
    this.#opened = null
    this.#become({ state: 'opening' })
  }

  coreBooted(): void {
    this.#coreUp = true
    if (this.#opened !== null) this.#parts.sendOpen(this.#opened, this.#restored)
  }

  coreExited(): void {
    this.#coreUp = false
  }

  coreOpened(): void {
    if (this.#opened?.create) {
      this.#parts.vault?.markInUse()
      this.#opened = { ...this.#opened, create: false }
    }
    if (this.#restored !== null) this.#parts.restore.close()
    this.#restored = null
    this.#become({ state: 'ready' })
    this.#settle({ ok: true, value: null })
  }

  coreFailed(code: OpenFailure, params: Readonly<Record<string, unknown>>): void {
    // The key has passed its check value: what core cannot read with it is a damaged file.
    const meant = code === 'vault.wrong_key' ? 'vault.database_damaged' : code
    if (this.#opened?.create && this.#parts.vault?.discardNew()) {
      this.#opened = null
      void this.begin()
    } else {
      this.#become({ state: 'failed', code: meant, params })
    }
    this.#settle({ ok: false, code: meant, params })
  }

  create(choice: WrapChoice): Promise<VaultAnswer<{ recoveryCode: string }>> {
    return this.#alone('first_run', async (vault) => {
      if (this.#parts.folderProblem !== null)
        throw new AppError('vault.folder_refused', { problem: this.#parts.folderProblem })
      const made = await vault.create(choice)
      const answer = await this.#open(made)
      return answer.ok ? { ok: true, value: { recoveryCode: made.recoveryCode } } : answer
    })
  }

  unlockWithPhrase(phrase: string): Promise<OpenAnswer> {
    return this.#alone('locked', async (vault) => this.#open(await vault.openByPhrase(phrase)))
  }

  recover(recoveryCode: string, choice: WrapChoice): Promise<OpenAnswer> {
    return this.#alone('locked', async (vault) => this.#open(await vault.recover(recoveryCode, choice)))
  }

  /** The recovery code of data that is open already: for an administrator whom nobody can let in. */
  prove(recoveryCode: string): Promise<VaultAnswer<{ ticket: string }>> {
    return this.#alone('ready', async (vault) => {
      await vault.prove(recoveryCode)
      const ticket = this.#parts.newTicket()
      if (!this.#parts.sendProof(ticket)) throw new AppError('vault.not_expected')
      return { ok: true, value: { ticket } }
    })
  }

  /** Moves and copies files, so another program that is at work in the folder keeps it from beginning. */
  #prepareFolder(): OpenFailure | null {
    const { alone, restore, beforeOpening } = this.#parts
    let failure: OpenFailure = 'vault.folder_not_writable'
    try {
      return alone(() => {
        failure = 'vault.restore_unfinished'
        this.#restored = restore.finish()
        failure = 'vault.folder_not_writable'
        return beforeOpening()
      })
    } catch (error) {
      // What these steps throw in words are failures to open.
      if (error instanceof AppError) return error.code as OpenFailure
      return (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'vault.disk_full' : failure
    }
  }

  modes(): Promise<readonly UnlockMode[]> {
    const { vault } = this.#parts
    return vault === null ? Promise.resolve([]) : this.#modes(vault)
  }

  async #modes(vault: Vault): Promise<readonly UnlockMode[]> {
    const { onlyMode } = this.#parts
    return onlyMode === null ? vault.offeredModes() : [onlyMode]
  }

  /** One request at a time, in the state that it belongs to; expected refusals become answers. */
  async #alone<T>(
    state: VaultStatus['state'],
    run: (vault: Vault) => Promise<VaultAnswer<T>>,
  ): Promise<VaultAnswer<T>> {
    const { vault } = this.#parts
    if (this.#status.state !== state || this.#busy) return { ok: false, code: 'vault.not_expected', params: {} }
    if (vault === null)
      return { ok: false, code: 'vault.folder_refused', params: { problem: this.#parts.folderProblem } }
    this.#busy = true
    try {
      return await run(vault)
    } catch (error) {
      if (error instanceof AppError) return { ok: false, code: error.code, params: error.params }
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return { ok: false, code: 'vault.disk_full', params: {} }
      throw error
    } finally {
      this.#busy = false
    }
  }

  #open(opened: OpenKey): Promise<OpenAnswer> {
    this.#opened = opened
    this.#become({ state: 'opening' })
    const answer = new Promise<OpenAnswer>((resolve) => this.#waiting.push(resolve))
    if (this.#coreUp) this.#parts.sendOpen(opened, this.#restored)
    return answer
  }

  #settle(answer: OpenAnswer): void {
    for (const resolve of this.#waiting.splice(0)) resolve(answer)
  }

  #become(status: VaultStatus): void {
    this.#status = status
    this.#parts.announce(status)
  }
}
