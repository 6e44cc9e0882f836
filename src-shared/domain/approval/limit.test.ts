import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fen } from '../../kernel/money.ts'
import type { Limit } from './index.ts'
import { ANY, NEVER, allows, isLooser, limitOfStored, storedLimit, widest } from './index.ts'

const upTo = (amount: number): Limit => ({ kind: 'up_to', fen: fen(amount) })
const anyLimit = fc.oneof(
  fc.constant(ANY),
  fc.constant(NEVER),
  fc.integer({ min: 0, max: 1_000_000 }).map((amount) => upTo(amount)),
)

describe('a limit', () => {
  it('lets its own amount pass and not a cent more', () => {
    expect(allows(upTo(50_000), fen(50_000))).toBe(true)
    expect(allows(upTo(50_000), fen(50_001))).toBe(false)
  })

  it('of an amount says nothing about an act without one', () => {
    expect(allows(upTo(50_000), null)).toBe(false)
    expect(allows(ANY, null)).toBe(true)
    expect(allows(NEVER, fen(0))).toBe(false)
  })

  it('of several roles is the most generous one', () => {
    expect(widest([upTo(100), NEVER, upTo(5_000)])).toEqual(upTo(5_000))
    expect(widest([upTo(100), ANY])).toEqual(ANY)
    expect(widest([])).toEqual(NEVER)
  })

  it('is looser when it lets pass what the other does not, and comes out of the file as it went in', () => {
    fc.assert(
      fc.property(anyLimit, anyLimit, fc.integer({ min: 0, max: 1_000_000 }), (left, right, amount) => {
        if (allows(left, fen(amount)) && !allows(right, fen(amount))) expect(isLooser(left, right)).toBe(true)
        expect(isLooser(left, right) && isLooser(right, left)).toBe(false)
        expect(limitOfStored(storedLimit(left))).toEqual(left)
      }),
    )
  })
})
