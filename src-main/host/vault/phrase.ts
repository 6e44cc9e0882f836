import { scrypt } from 'node:crypto'
import { KEY_BYTES } from './wrap.ts'

/** Stored beside the wrap, so that later versions may ask for more without locking anybody out. */
export interface PhraseParameters {
  readonly name: 'scrypt'
  readonly n: number
  readonly r: number
  readonly p: number
  /** base64 */
  readonly salt: string
}

export const PHRASE_COST = { n: 2 ** 17, r: 8, p: 1 } as const
export const PHRASE_SALT_BYTES = 16
export const MIN_PHRASE_CHARACTERS = 8

/** The same phrase typed with another input method must give the same key: compatibility forms are folded, ends trimmed. */
export function normalizePhrase(phrase: string): string {
  return phrase.normalize('NFKC').trim()
}

export function isLongEnough(phrase: string): boolean {
  return Array.from(normalizePhrase(phrase)).length >= MIN_PHRASE_CHARACTERS
}

export function derivePhraseKey(phrase: string, parameters: PhraseParameters): Promise<Buffer> {
  const { n, r, p } = parameters
  const salt = Buffer.from(parameters.salt, 'base64')
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null, key: Buffer): void => (error === null ? resolve(key) : reject(error))
    // scrypt works in 128·N·r bytes; Node refuses more than 32 MB unless told otherwise.
    scrypt(normalizePhrase(phrase), salt, KEY_BYTES, { N: n, r, p, maxmem: 256 * n * r }, settle)
  })
}
