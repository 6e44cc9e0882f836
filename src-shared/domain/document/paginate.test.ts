import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paginate } from './paginate.ts'

const ROOM = { more: 40, last: 30, carryIn: 5 }
const rows = (count: number): number[] => Array.from({ length: count }, () => 5)

describe('rows over pages', () => {
  it.each([
    [0, [0]],
    [6, [6]],
    [7, [6, 1]],
    [8, [7, 1]],
    [13, [8, 5]],
    [20, [8, 7, 5]],
  ])('%i rows of one height go to pages of %j', (count, pages) => {
    expect(paginate(rows(count), ROOM)).toEqual(pages)
  })

  it('a row higher than a page still gets a page', () => {
    expect(paginate([100, 5, 100], ROOM)).toEqual([1, 1, 1])
  })

  it('keeps every row, leaves no page empty, and never overfills a page', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 4, max: 12 }), { minLength: 1, maxLength: 80 }), (heights) => {
        const pages = paginate(heights, ROOM)
        let from = 0
        for (const [index, count] of pages.entries()) {
          const used = heights
            .slice(from, from + count)
            .reduce((sum, height) => sum + height, index === 0 ? 0 : ROOM.carryIn)
          expect(count).toBeGreaterThan(0)
          expect(used).toBeLessThanOrEqual(index === pages.length - 1 ? ROOM.last : ROOM.more)
          from += count
        }
        expect(from).toBe(heights.length)
      }),
    )
  })
})
