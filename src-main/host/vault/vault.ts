import { readdirSync } from 'node:fs'
import type { KeyProof, RecoveryWrap } from '../../../src-shared/contract/backup-manifest.ts'
import type { OpenFailure, LockReason, UnlockMode } from '../../../src-shared/contract/desktop.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { assertNever } from '../../../src-shared/kernel/assert.ts'
import { Attempts } from './attempts.ts'
import type { KeyRing } from './key-ring.ts'
import { derivePhraseKey, isLongEnough, MIN_PHRASE_CHARACTERS, PHRASE_COST, PHRASE_SALT_BYTES } from './phrase.ts'
import { DATA_CHARACTERS, makeRecoveryCode, readRecoveryCode } from './recovery-code.ts'
import { readKeyFile, readVault, removeKeyFile, removeVault, writeKeyFile, writeVault } from './vault-file.ts'
import type { OwnWrap, VaultFile } from './vault-file.ts'
import { isKeyOf, IV_BYTES, KEY_BYTES, keyCheckValue, unwrapKey, wrapKey, wrappingKeyOf } from './wrap.ts'
import type { WrapKind, WrappedKey } from './wrap.ts'

export interface OpenKey {
  readonly key: Buffer
  readonly mode: UnlockMode
  /** Core has not created the database yet. */
  readonly create: boolean
}

export type VaultLook =
  | { readonly kind: 'none' }
  | { readonly kind: 'locked'; readonly mode: UnlockMode; readonly reason: LockReason }
  | { readonly kind: 'open'; readonly opened: OpenKey }
  | { readonly kind: 'broken'; readonly code: OpenFailure }

/** How a key is to be wrapped from now on. */
export interface WrapChoice {
  readonly mode: UnlockMode
  readonly phrase?: string
}

export interface VaultParts {
  readonly dataDir: string
  readonly keyRing: KeyRing
  readonly random: (bytes: number) => Buffer
  readonly now: () => number
  /** Cost of the phrase; tests ask for less. */
  readonly phraseCost?: { readonly n: number; readonly r: number; readonly p: number }
}

/**
 * The data key and its wraps (密钥保管). Expected refusals are thrown as `AppError`: `vault.wrong_phrase`,
 * `vault.wrong_code`, `vault.code_mistyped`, `vault.too_many_attempts`, `vault.phrase_too_short`, `vault.mode_not_offered`.
 */
export class Vault {
  readonly #parts: VaultParts
  readonly #attempts: Attempts

  constructor(parts: VaultParts) {
    this.#parts = parts
    this.#attempts = new Attempts(parts.now)
  }

  async offeredModes(): Promise<readonly UnlockMode[]> {
    return (await this.#parts.keyRing.isOffered()) ? ['os', 'phrase', 'unattended'] : ['phrase', 'unattended']
  }

  /** Opens the vault as far as that goes without a person. */
  async look(): Promise<VaultLook> {
    const reading = readVault(this.#parts.dataDir)
    if (reading.kind === 'damaged') return { kind: 'broken', code: 'vault.file_damaged' }
    if (reading.kind === 'missing') {
      // A ledger whose vault.json is gone must never be taken for a first run: its key would be made anew.
      return this.hasDatabase() ? { kind: 'broken', code: 'vault.file_damaged' } : { kind: 'none' }
    }
    const { own } = reading.file.wraps
    if (own.mode === 'phrase') return { kind: 'locked', mode: 'phrase', reason: 'needs_phrase' }
    const key = own.mode === 'os' ? await this.#openByRing(reading.file, own) : this.#openByKeyFile(own)
    if (key === null)
      return { kind: 'locked', mode: own.mode, reason: own.mode === 'os' ? 'os_key_lost' : 'key_file_lost' }
    if (!isKeyOf(key, reading.file.kcv)) return { kind: 'broken', code: 'vault.wrong_key' }
    return { kind: 'open', opened: { key, mode: own.mode, create: reading.file.state === 'new' } }
  }

  async create(choice: WrapChoice): Promise<OpenKey & { readonly recoveryCode: string }> {
    const { random, dataDir } = this.#parts
    const key = random(KEY_BYTES)
    const own = await this.#wrapFor(key, { choice, folder: dataDir })
    const recoveryCode = makeRecoveryCode(random(DATA_CHARACTERS))
    const recovery = this.#wrapByCode(key, recoveryCode)
    writeVault(dataDir, { version: 1, state: 'new', kcv: keyCheckValue(key), wraps: { recovery, own } })
    return { key, mode: choice.mode, create: true, recoveryCode }
  }

  async openByPhrase(phrase: string): Promise<OpenKey> {
    const file = this.#load()
    const { own } = file.wraps
    if (own.mode !== 'phrase') throw new AppError('vault.mode_not_offered', { mode: 'phrase' })
    const key = await this.#attempt(async () => {
      const wrappingKey = await derivePhraseKey(phrase, own.kdf)
      return unwrapKey(own.key, { wrappingKey, kind: 'phrase' }) ?? new AppError('vault.wrong_phrase', {}, 'phrase')
    })
    return this.#opened(key, file)
  }

  /** Opens by the recovery code and wraps the key anew; the old wrap ends, the code stays valid. */
  async recover(recoveryCode: string, choice: WrapChoice): Promise<OpenKey> {
    const { dataDir } = this.#parts
    const file = this.#load()
    const { recovery } = file.wraps
    const key = await this.openByCode(recoveryCode, { kcv: file.kcv, recovery })
    const opened = this.#opened(key, file)
    const own = await this.#wrapFor(key, { choice, folder: dataDir })
    writeVault(dataDir, { ...file, wraps: { recovery, own } })
    if (choice.mode !== 'unattended') removeKeyFile(dataDir)
    return { ...opened, mode: choice.mode }
  }

  /** The key that a code opens: of this vault or of a backup set. Guessing is slowed down for both alike. */
  async openByCode(recoveryCode: string, { kcv, recovery }: KeyProof): Promise<Buffer> {
    const reading = readRecoveryCode(recoveryCode)
    if (reading.kind === 'mistyped') throw new AppError('vault.code_mistyped', { why: reading.why }, 'recoveryCode')
    const key = await this.#attempt(() => {
      const wrappingKey = wrappingKeyOf(Buffer.from(reading.characters), Buffer.from(recovery.salt, 'base64'))
      const unwrapped = unwrapKey(recovery.key, { wrappingKey, kind: 'recovery' })
      return Promise.resolve(unwrapped ?? new AppError('vault.wrong_code', {}, 'recoveryCode'))
    })
    if (!isKeyOf(key, kcv)) throw new AppError('vault.wrong_key')
    return key
  }

  /** What backup sets carry of the key. @throws AppError `vault.file_damaged` */
  proof(): KeyProof {
    const { kcv, wraps } = this.#load()
    return { kcv, recovery: wraps.recovery }
  }

  /** The same, or `null` where there is no vault that can be read. */
  findProof(): KeyProof | null {
    return readVault(this.#parts.dataDir).kind === 'vault' ? this.proof() : null
  }

  /** A new code and the key sealed by it. The code in use stays until `adoptRecovery`. */
  proposeRecovery(key: Buffer): { readonly recoveryCode: string; readonly recovery: RecoveryWrap } {
    const recoveryCode = makeRecoveryCode(this.#parts.random(DATA_CHARACTERS))
    return { recoveryCode, recovery: this.#wrapByCode(key, recoveryCode) }
  }

  adoptRecovery(recovery: RecoveryWrap): void {
    const file = this.#load()
    writeVault(this.#parts.dataDir, { ...file, wraps: { ...file.wraps, recovery } })
  }

  /** Writes the vault of a restored database into a folder from which it is moved into place. */
  async stage(
    folder: string,
    restored: { readonly key: Buffer; readonly proof: KeyProof; readonly choice: WrapChoice },
  ): Promise<void> {
    const { key, proof, choice } = restored
    const own = await this.#wrapFor(key, { choice, folder })
    writeVault(folder, { version: 1, state: 'in_use', kcv: proof.kcv, wraps: { recovery: proof.recovery, own } })
  }

  /** Whether the recovery code is the one of this vault; nothing changes. @throws AppError as `recover` */
  async prove(recoveryCode: string): Promise<void> {
    await this.openByCode(recoveryCode, this.proof())
  }

  /** Core has created the database: from now on a missing file is a loss, not a first run. */
  markInUse(): void {
    const file = this.#load()
    if (file.state === 'new') writeVault(this.#parts.dataDir, { ...file, state: 'in_use' })
  }

  /** Takes back a vault whose database could not be created, so that the first run can be repeated. */
  discardNew(): boolean {
    if (this.#load().state !== 'new' || this.hasDatabase()) return false
    removeVault(this.#parts.dataDir)
    return true
  }

  hasDatabase(): boolean {
    return readdirSync(this.#parts.dataDir).some((name) => /\.(db|sqlite3?)$/.test(name))
  }

  #load(): VaultFile {
    const reading = readVault(this.#parts.dataDir)
    if (reading.kind !== 'vault') throw new AppError('vault.file_damaged')
    return reading.file
  }

  #opened(key: Buffer, file: VaultFile): OpenKey {
    if (!isKeyOf(key, file.kcv)) throw new AppError('vault.wrong_key')
    return { key, mode: file.wraps.own.mode, create: file.state === 'new' }
  }

  async #attempt(open: () => Promise<Buffer | AppError>): Promise<Buffer> {
    const waitMs = this.#attempts.waitMs()
    if (waitMs > 0) throw new AppError('vault.too_many_attempts', { waitSeconds: Math.ceil(waitMs / 1000) })
    const result = await open()
    if (result instanceof AppError) {
      this.#attempts.failed()
      throw result
    }
    this.#attempts.succeeded()
    return result
  }

  async #openByRing(file: VaultFile, own: OwnWrap & { mode: 'os' }): Promise<Buffer | null> {
    const { keyRing, dataDir } = this.#parts
    const opened = (await keyRing.isOffered()) ? await keyRing.open(own.sealedKek) : null
    if (opened === null) return null
    if (opened.renew) {
      const sealedKek = await keyRing.seal(opened.text)
      writeVault(dataDir, { ...file, wraps: { ...file.wraps, own: { ...own, sealedKek } } })
    }
    return unwrapWith(own.key, { wrappingKey: Buffer.from(opened.text, 'hex'), kind: 'os' })
  }

  #openByKeyFile(own: OwnWrap): Buffer | null {
    const kek = readKeyFile(this.#parts.dataDir)
    return kek === null ? null : unwrapWith(own.key, { wrappingKey: kek, kind: 'unattended' })
  }

  #wrapByCode(key: Buffer, recoveryCode: string): VaultFile['wraps']['recovery'] {
    const reading = readRecoveryCode(recoveryCode)
    if (reading.kind !== 'code') throw new Error('A recovery code that was just made does not read')
    const salt = this.#parts.random(PHRASE_SALT_BYTES)
    const wrappingKey = wrappingKeyOf(Buffer.from(reading.characters), salt)
    return { salt: salt.toString('base64'), key: this.#wrap(key, { wrappingKey, kind: 'recovery' }) }
  }

  async #wrapFor(
    key: Buffer,
    { choice, folder }: { readonly choice: WrapChoice; readonly folder: string },
  ): Promise<OwnWrap> {
    const { keyRing, random, phraseCost } = this.#parts
    switch (choice.mode) {
      case 'os': {
        if (!(await keyRing.isOffered())) throw new AppError('vault.mode_not_offered', { mode: 'os' })
        const kek = random(KEY_BYTES)
        const sealedKek = await keyRing.seal(kek.toString('hex'))
        return { mode: 'os', sealedKek, key: this.#wrap(key, { wrappingKey: kek, kind: 'os' }) }
      }
      case 'phrase': {
        const phrase = choice.phrase ?? ''
        if (!isLongEnough(phrase))
          throw new AppError('vault.phrase_too_short', { least: MIN_PHRASE_CHARACTERS }, 'phrase')
        const salt = random(PHRASE_SALT_BYTES).toString('base64')
        const kdf = { name: 'scrypt', ...(phraseCost ?? PHRASE_COST), salt } as const
        const wrappingKey = await derivePhraseKey(phrase, kdf)
        return { mode: 'phrase', kdf, key: this.#wrap(key, { wrappingKey, kind: 'phrase' }) }
      }
      case 'unattended': {
        const kek = random(KEY_BYTES)
        writeKeyFile(folder, kek)
        return { mode: 'unattended', key: this.#wrap(key, { wrappingKey: kek, kind: 'unattended' }) }
      }
      default:
        return assertNever(choice.mode)
    }
  }

  #wrap(key: Buffer, options: { wrappingKey: Buffer; kind: WrapKind }): WrappedKey {
    return wrapKey(key, { ...options, iv: this.#parts.random(IV_BYTES) })
  }
}

/** Opens a wrap whose key came out of a store or a file and may have any length by now. */
function unwrapWith(wrapped: WrappedKey, options: { wrappingKey: Buffer; kind: WrapKind }): Buffer | null {
  return options.wrappingKey.length === KEY_BYTES ? unwrapKey(wrapped, options) : null
}
