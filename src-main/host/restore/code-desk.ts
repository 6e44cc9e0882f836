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
}

/**
 * 更换恢复码, in two steps: the old code is valid until the person has the new one on paper. A crash between the two changes nothing.
 */
export class CodeDesk {
  readonly #parts: CodeDeskParts
  #proposed: { readonly recovery: RecoveryWrap; readonly userId: string | null } | null = null

  constructor(parts: CodeDeskParts) {
    this.#parts = parts
  }

  async propose({ ticket, recoveryCode }: RestoreRight): Promise<VaultAnswer<{ recoveryCode: string }>> {
    try {
      const { vault, tickets, openedKey } = this.#parts
      const key = openedKey()
      if (vault === null || key === null) throw new AppError('vault.not_expected')
      const userId = tickets.holderOf(ticket, { purpose: 'new_code', setName: null })
      if (userId === null) {
        if (recoveryCode === null) throw new AppError('backup.ticket_needed')
        await vault.openByCode(recoveryCode, vault.proof())
      }
      if (ticket !== null) tickets.use(ticket)
      const made = vault.proposeRecovery(key)
      this.#proposed = { recovery: made.recovery, userId }
      return { ok: true, value: { recoveryCode: made.recoveryCode } }
    } catch (error) {
      return refusalOf(error)
    }
  }

  adopt(): VaultAnswer<null> {
    try {
      const { vault, tellCore } = this.#parts
      if (vault === null || this.#proposed === null) throw new AppError('backup.no_new_code')
      const { recovery, userId } = this.#proposed
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
