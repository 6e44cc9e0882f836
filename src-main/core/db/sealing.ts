import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * Personal fields inside `op_log` are sealed with a key of their person: erasing the key makes them unreadable for ever,
 * while the chain, whose hashes cover the sealed bytes, still verifies (architecture §4, erasing).
 */
export function newPersonKey(): Buffer {
  return randomBytes(32)
}

const IV_BYTES = 12
const TAG_BYTES = 16

export function sealText(key: Uint8Array, text: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

/** @throws Error when the key is another one or the text was changed. */
export function openText(key: Uint8Array, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}
