import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isKeyOf, IV_BYTES, KEY_BYTES, keyCheckValue, unwrapKey, wrapKey, wrappingKeyOf } from './wrap.ts'

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length })

describe('wrapping the data key', () => {
  test('what was wrapped comes back under the same key, and under no other key, kind or altered text', () => {
    const keys = fc.record({
      dataKey: bytes(KEY_BYTES),
      right: bytes(KEY_BYTES),
      wrong: bytes(KEY_BYTES),
      iv: bytes(IV_BYTES),
    })
    fc.assert(
      fc.property(keys, ({ dataKey, right, wrong, iv }) => {
        fc.pre(Buffer.compare(right, wrong) !== 0)
        const wrapped = wrapKey(dataKey, { wrappingKey: right, kind: 'phrase', iv })
        expect(unwrapKey(wrapped, { wrappingKey: right, kind: 'phrase' })).toEqual(Buffer.from(dataKey))
        expect(unwrapKey(wrapped, { wrappingKey: wrong, kind: 'phrase' })).toBeNull()
        expect(unwrapKey(wrapped, { wrappingKey: right, kind: 'recovery' })).toBeNull()
      }),
    )
  })

  test('one flipped bit anywhere is noticed', () => {
    const wrappingKey = randomBytes(KEY_BYTES)
    const wrapped = wrapKey(randomBytes(KEY_BYTES), { wrappingKey, kind: 'os', iv: randomBytes(IV_BYTES) })
    const sealed = Buffer.from(wrapped.sealed, 'base64')
    for (let at = 0; at < sealed.length * 8; at++) {
      const altered = Buffer.from(sealed)
      altered[at >> 3] = (altered[at >> 3] ?? 0) ^ (1 << (at & 7))
      expect(unwrapKey({ ...wrapped, sealed: altered.toString('base64') }, { wrappingKey, kind: 'os' })).toBeNull()
    }
  })

  test('a wrap that was cut is refused, not misread', () => {
    const wrappingKey = randomBytes(KEY_BYTES)
    expect(unwrapKey({ iv: 'AAAA', sealed: 'AAAA' }, { wrappingKey, kind: 'os' })).toBeNull()
  })
})

describe('the key check value', () => {
  test('is the known one for a known key, so that every later version agrees', () => {
    expect(keyCheckValue(Buffer.alloc(KEY_BYTES, 1))).toBe('6b657f8e84bb8e00')
  })

  test('tells the right key from any other', () => {
    const key = randomBytes(KEY_BYTES)
    expect(isKeyOf(key, keyCheckValue(key))).toBe(true)
    expect(isKeyOf(randomBytes(KEY_BYTES), keyCheckValue(key))).toBe(false)
    expect(isKeyOf(key, 'abcd')).toBe(false)
  })
})

test('the key behind a recovery code depends on the code and on the salt', () => {
  const code = Buffer.from('ABC')
  const salt = Buffer.alloc(16, 7)
  expect(wrappingKeyOf(code, salt)).toHaveLength(KEY_BYTES)
  expect(wrappingKeyOf(code, salt)).toEqual(wrappingKeyOf(Buffer.from('ABC'), Buffer.alloc(16, 7)))
  expect(wrappingKeyOf(code, Buffer.alloc(16, 8))).not.toEqual(wrappingKeyOf(code, salt))
})
