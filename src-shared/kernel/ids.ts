import type { Brand } from './brand.ts'

/** Lower-case UUID text. Version 7 for what one PC creates, version 8 for what two PCs may create alike. */
export type Id<Entity extends string = string> = Brand<string, `Id<${Entity}>`>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function isId(text: string): boolean {
  return UUID.test(text)
}

/** @throws Error when `text` is not a lower-case UUIDv7 or UUIDv8. */
export function id<Entity extends string = string>(text: string): Id<Entity> {
  if (!isId(text)) throw new Error(`Not an id: ${text}`)
  return text as Id<Entity>
}

/**
 * UUIDv7 (RFC 9562 §5.7) from a UTC time in milliseconds and 10 random bytes. Pure: the caller owns clock and randomness.
 * @throws RangeError when fewer than 10 random bytes are given or the time does not fit 48 bits.
 */
export function uuidV7(atMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuidV7 needs 10 random bytes')
  if (!Number.isSafeInteger(atMs) || atMs < 0 || atMs >= 2 ** 48)
    throw new RangeError(`uuidV7 time out of range: ${atMs}`)
  const bytes = new Uint8Array(16)
  let rest = atMs
  for (let at = 5; at >= 0; at--) {
    bytes[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  return stamp(bytes, 7)
}

/** UUIDv8 (RFC 9562 §5.8) whose bits come from the first 16 bytes of a digest: the same key gives the same id on every PC. */
export function uuidV8(digest: Uint8Array): string {
  if (digest.length < 16) throw new RangeError('uuidV8 needs a digest of 16 bytes or more')
  return stamp(digest.slice(0, 16), 8)
}

/** Two digits for each byte, end to end. */
const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0')).join('')

/** `bytes` are 16 of the caller's own. */
function stamp(bytes: Uint8Array, version: 7 | 8): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  view.setUint8(6, (view.getUint8(6) & 0x0f) | (version << 4))
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80)
  let text = ''
  for (const [at, byte] of bytes.entries()) {
    if (at === 4 || at === 6 || at === 8 || at === 10) text += '-'
    text += HEX.slice(byte * 2, byte * 2 + 2)
  }
  return text
}
