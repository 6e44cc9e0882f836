import type { KeyProof, RecoveryWrap } from '../../../src-shared/contract/backup-manifest.ts'
import type { RestoreRight, VaultAnswer } from '../../../src-shared/contract/desktop.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import type { Vault } from '../vault/vault.ts'
import type { Tickets } from './tickets.ts'

export interface CodeDeskParts {
  readonly vault: Vault | null
  readonly openedKey: () => Buffer | null
  readonly tickets: Tickets
  readonly tellCore: (proof: KeyProof, userId: string | null) => void
  readonly isSignedIn: (windowId: string) => boolean
  readonly now: () => number
}

/** Long enough to write the code down and type it in again. */
const VALID_MS = 10 * 60_000

interface Proposal {
  readonly windowId: string
  readonly recovery: RecoveryWrap
  readonly userId: string | null
  readonly until: number
}

/**
 * 更换恢复码, in two steps: the old code is valid until the person has the new one on paper. A crash between the two changes nothing.
 * The second step belongs to the person of the first: another window, or this one after a lock, a sign-out, another page or ten minutes, adopts nothing.
 */
export class CodeDesk {
  readonly #parts: CodeDeskParts
  #proposed: Proposal | null = null

  constructor(parts: CodeDeskParts) {
    this.#parts = parts
  }

  async propose(
    { ticket, recoveryCode }: RestoreRight,
    windowId: string,
  ): Promise<VaultAnswer<{ recoveryCode: string }>> {
    this.#proposed = null
    try {
      const { vault, tickets, openedKey, isSignedIn, now } = this.#parts
      const key = openedKey()
      if (vault === null || key === null) throw new AppError('vault.not_expected')
      const userId = tickets.holderOf(ticket, { purpose: 'new_code', setName: null })
      if (userId === null) {
        if (recoveryCode === null) throw new AppError('backup.ticket_needed')
        await vault.openByCode(recoveryCode, vault.proof())
      }
      if (ticket !== null) tickets.use(ticket)
      // Looked at last: opening by a code takes a while, and the person may have gone meanwhile.
      if (!isSignedIn(windowId)) throw new AppError('backup.not_signed_in')
      const made = vault.proposeRecovery(key)
      this.#proposed = { windowId, recovery: made.recovery, userId, until: now() + VALID_MS }
      return { ok: true, value: { recoveryCode: made.recoveryCode } }
    } catch (error) {
      return refusalOf(error)
    }
  }

  /** The person left the page, locked it or signed out; `null`: every window. */
  drop(windowId: string | null): void {
    if (windowId === null || this.#proposed?.windowId === windowId) this.#proposed = null
  }

  adopt(windowId: string): VaultAnswer<null> {
    try {
      const { vault, tellCore, isSignedIn, now } = this.#parts
      const proposed = this.#proposed
      if (vault === null || proposed === null || proposed.windowId !== windowId)
        throw new AppError('backup.no_new_code')
      const { recovery, userId, until } = proposed
      if (until <= now() || !isSignedIn(windowId)) {
        this.#proposed = null
        throw new AppError('backup.no_new_code')
      }
      vault.adoptRecovery(recovery)
      this.#proposed = null
      tellCore(vault.proof(), userId)
      return { ok: true, value: null }
    } catch (error) {
      return refusalOf(error)
    }
  }
}

function refusalOf(error: unknown): VaultAnswer<never> {
  if (error instanceof AppError) return { ok: false, code: error.code, params: error.params }
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return { ok: false, code: 'vault.disk_full', params: {} }
  throw error
}
