import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** How a data key is kept: sealed by AES-256-GCM under a wrapping key. Both fields are base64; the tag ends `sealed`. */
export interface WrappedKey {
  readonly iv: string
  readonly sealed: string
}

export const KEY_BYTES = 32
export const IV_BYTES = 12
const TAG_BYTES = 16
const KCV_BYTES = 8

/** What the wrap is for goes into the additional data, so that a wrap of one kind never opens as another. */
export type WrapKind = 'os' | 'phrase' | 'recovery' | 'unattended'

function additionalData(kind: WrapKind): Buffer {
  return Buffer.from(`xiaoqu-wuye vault 1 ${kind}`, 'utf8')
}

export function wrapKey(
  dataKey: Uint8Array,
  options: { wrappingKey: Uint8Array; kind: WrapKind; iv: Uint8Array },
): WrappedKey {
  const cipher = createCipheriv('aes-256-gcm', options.wrappingKey, options.iv)
  cipher.setAAD(additionalData(options.kind))
  const body = Buffer.concat([cipher.update(dataKey), cipher.final(), cipher.getAuthTag()])
  return { iv: Buffer.from(options.iv).toString('base64'), sealed: body.toString('base64') }
}

/** The data key, or `null` when the wrapping key is not the one that sealed it (or the wrap was altered). */
export function unwrapKey(wrapped: WrappedKey, options: { wrappingKey: Uint8Array; kind: WrapKind }): Buffer | null {
  const iv = Buffer.from(wrapped.iv, 'base64')
  const sealed = Buffer.from(wrapped.sealed, 'base64')
  if (iv.length !== IV_BYTES || sealed.length !== KEY_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', options.wrappingKey, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(additionalData(options.kind))
  decipher.setAuthTag(sealed.subarray(KEY_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, KEY_BYTES)), decipher.final()])
  } catch {
    return null
  }
}

/**
 * Key check value: SQLite says `NOTADB` to a wrong key, a corrupt first page and a truncated file alike; this value beside
 * the wraps tells the first from the others (architecture §4).
 */
export function keyCheckValue(dataKey: Uint8Array): string {
  return createHmac('sha256', dataKey).update('xiaoqu-wuye key check 1').digest().subarray(0, KCV_BYTES).toString('hex')
}

export function isKeyOf(dataKey: Uint8Array, kcv: string): boolean {
  const expected = Buffer.from(kcv, 'hex')
  const actual = Buffer.from(keyCheckValue(dataKey), 'hex')
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** A wrapping key from a secret that is already as strong as a key (the recovery code). */
export function wrappingKeyOf(secret: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, 'xiaoqu-wuye recovery wrap 1', KEY_BYTES))
}
