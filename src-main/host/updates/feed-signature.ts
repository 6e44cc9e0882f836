import { createPublicKey, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

import { UpdateRefusal } from './update-refusal.ts'

/** @throws Error for a text that is no Ed25519 public key: the program was built with a broken one. */
export function readPublicKey(pem: string): KeyObject {
  const key = createPublicKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key of updates is no Ed25519 key')
  return key
}

/**
 * The feed names the newest version and the hash of its file, so its signature covers the file too. Checked before anything
 * of the feed is believed: Windows looks at a signature of the installer only if it is told to, Linux never.
 * @param signature Base64 of the Ed25519 signature over the feed's UTF-8 bytes.
 * @throws UpdateRefusal `unsigned`
 */
export function requireSigned(feed: string, signature: string, key: KeyObject): void {
  const bytes = Buffer.from(signature.trim(), 'base64')
  if (bytes.length !== 64 || !verify(null, Buffer.from(feed, 'utf8'), key, bytes)) throw new UpdateRefusal('unsigned')
}
