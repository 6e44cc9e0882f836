import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { newPersonKey, openText, sealText } from './sealing.ts'

describe('a sealed personal field', () => {
  it('opens with the key of its person', () => {
    const key = newPersonKey()
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => openText(key, sealText(key, text)) === text))
  })

  it('shows neither what it is nor that two people have the same name', () => {
    const key = newPersonKey()
    const sealed = sealText(key, '欧阳娜娜')
    expect(sealed).not.toBe(sealText(key, '欧阳娜娜'))
    expect(Buffer.from(sealed, 'base64').includes('欧阳')).toBe(false)
  })

  it('stays shut for another key, which is what erasing a person comes to', () => {
    const sealed = sealText(newPersonKey(), '13800008000')
    expect(() => openText(newPersonKey(), sealed)).toThrow()
  })

  it('stays shut once a single bit was changed', () => {
    const key = newPersonKey()
    const bytes = Buffer.from(sealText(key, '13800008000'), 'base64')
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const damaged = Buffer.from(bytes)
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(() => openText(key, damaged.toString('base64'))).toThrow()
      }),
    )
  })
})
