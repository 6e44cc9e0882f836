import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomically } from '../data-folder/write-atomically.ts'
import type { PhraseParameters } from './phrase.ts'
import type { WrappedKey } from './wrap.ts'

/** `vault.json` in the data folder: the wrapped data key. Nothing in it is secret without one of the wrapping keys. */
export interface VaultFile {
  readonly version: 1
  /** `new` until core has created the database: a start that finds it so lets core create. */
  readonly state: 'new' | 'in_use'
  readonly kcv: string
  readonly wraps: {
    readonly recovery: { readonly salt: string; readonly key: WrappedKey }
    readonly own: OwnWrap
  }
}

/** The one wrap by which the program opens by itself or asks a phrase. */
export type OwnWrap =
  | { readonly mode: 'os'; readonly sealedKek: string; readonly key: WrappedKey }
  | { readonly mode: 'phrase'; readonly kdf: PhraseParameters; readonly key: WrappedKey }
  | { readonly mode: 'unattended'; readonly key: WrappedKey }

export type VaultReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'vault'; readonly file: VaultFile }

const VAULT_NAME = 'vault.json'
/** The same again: the wrap for the recovery code must not hang on one file. */
const COPY_NAME = 'vault.copy.json'
const KEY_FILE_NAME = 'unattended.key'

/** The copy stands in for a vault that is gone or cut. */
export function readVault(dataDir: string): VaultReading {
  const [first, copy] = [readOne(join(dataDir, VAULT_NAME)), readOne(join(dataDir, COPY_NAME))]
  if (first.kind === 'vault' || copy.kind !== 'vault') return first
  writeFileAtomically(join(dataDir, VAULT_NAME), textOf(copy.file))
  return copy
}

function readOne(path: string): VaultReading {
  const text = readText(path)
  if (text === null) return { kind: 'missing' }
  const file = parseVault(text)
  return file === null ? { kind: 'damaged' } : { kind: 'vault', file }
}

export function writeVault(dataDir: string, file: VaultFile): void {
  writeFileAtomically(join(dataDir, VAULT_NAME), textOf(file))
  writeFileAtomically(join(dataDir, COPY_NAME), textOf(file))
}

const textOf = (file: VaultFile): string => `${JSON.stringify(file, null, 2)}\n`

/** The wrapping key of the mode `unattended`, readable by the user of the service alone; `null` when it is gone or cut. */
export function readKeyFile(dataDir: string): Buffer | null {
  const text = readText(join(dataDir, KEY_FILE_NAME))?.trim() ?? ''
  return /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : null
}

export function writeKeyFile(dataDir: string, kek: Buffer): void {
  writeFileAtomically(join(dataDir, KEY_FILE_NAME), `${kek.toString('hex')}\n`)
}

export function removeKeyFile(dataDir: string): void {
  rmSync(join(dataDir, KEY_FILE_NAME), { force: true })
}

export function removeVault(dataDir: string): void {
  for (const name of [VAULT_NAME, COPY_NAME]) rmSync(join(dataDir, name), { force: true })
  removeKeyFile(dataDir)
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Checks every field: a cut or altered file must say so, never end in a wrong key or an endless derivation. */
export function parseVault(text: string): VaultFile | null {
  const value = parseJson(text)
  if (!isRecord(value) || value['version'] !== 1 || !isRecord(value['wraps'])) return null
  const { state, kcv, wraps } = value
  if ((state !== 'new' && state !== 'in_use') || typeof kcv !== 'string' || !/^[0-9a-f]{16}$/.test(kcv)) return null
  const { recovery } = wraps
  if (!isRecord(recovery) || !isBase64(recovery['salt'])) return null
  const recoveryKey = parseWrapped(recovery['key'])
  const own = parseOwn(wraps['own'])
  if (recoveryKey === null || own === null) return null
  return { version: 1, state, kcv, wraps: { recovery: { salt: recovery['salt'], key: recoveryKey }, own } }
}

function parseOwn(value: unknown): OwnWrap | null {
  if (!isRecord(value)) return null
  const key = parseWrapped(value['key'])
  if (key === null) return null
  if (value['mode'] === 'unattended') return { mode: 'unattended', key }
  if (value['mode'] === 'os')
    return isBase64(value['sealedKek']) ? { mode: 'os', sealedKek: value['sealedKek'], key } : null
  if (value['mode'] !== 'phrase') return null
  const kdf = parseKdf(value['kdf'])
  return kdf === null ? null : { mode: 'phrase', kdf, key }
}

function parseKdf(value: unknown): PhraseParameters | null {
  if (!isRecord(value) || value['name'] !== 'scrypt' || !isBase64(value['salt'])) return null
  const { n, r, p, salt } = value
  if (!isWithin(n, 2 ** 10, 2 ** 20) || !isWithin(r, 1, 16) || !isWithin(p, 1, 4)) return null
  return (n & (n - 1)) === 0 ? { name: 'scrypt', n, r, p, salt } : null
}

function parseWrapped(value: unknown): WrappedKey | null {
  if (!isRecord(value) || !isBase64(value['iv']) || !isBase64(value['sealed'])) return null
  return { iv: value['iv'], sealed: value['sealed'] }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isBase64(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value)
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
}
