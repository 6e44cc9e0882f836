import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { id, isId, uuidV7, uuidV8 } from './ids.ts'

const zeros = new Uint8Array(10)

describe('ids', () => {
  it('version 7 carries the time in front, so that later ids sort later', () => {
    expect(uuidV7(0x0123456789ab, zeros)).toBe('01234567-89ab-7000-8000-000000000000')
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.uint8Array({ minLength: 10, maxLength: 10 }), (at, random) => {
        expect(uuidV7(at, random) < uuidV7(at + 1, zeros)).toBe(true)
      }),
    )
  })

  it('version 8 is the same for the same digest', () => {
    const digest = Uint8Array.from({ length: 32 }, () => 0xff)
    expect(uuidV8(digest)).toBe('ffffffff-ffff-8fff-bfff-ffffffffffff')
    expect(digest[6]).toBe(0xff)
  })

  it('both versions are ids', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 40 }), fc.nat(), (bytes, at) => {
        expect(isId(uuidV8(bytes))).toBe(true)
        expect(isId(uuidV7(at, bytes))).toBe(true)
      }),
    )
  })

  it('refuses too few bytes and times out of range', () => {
    expect(() => uuidV8(new Uint8Array(15))).toThrow(RangeError)
    expect(() => uuidV7(0, new Uint8Array(9))).toThrow(RangeError)
    expect(() => uuidV7(-1, zeros)).toThrow(RangeError)
    expect(() => uuidV7(0.5, zeros)).toThrow(RangeError)
    expect(() => uuidV7(2 ** 48, zeros)).toThrow(RangeError)
  })

  it('text becomes an id only when it is a lower-case UUID of version 7 or 8', () => {
    const good = '01234567-89ab-7000-8000-000000000000'
    expect(id(good)).toBe(good)
    for (const bad of [good.toUpperCase(), '01234567-89ab-4000-8000-000000000000', 'x', '']) {
      expect(isId(bad)).toBe(false)
      expect(() => id(bad)).toThrow(/Not an id/)
    }
  })
})
