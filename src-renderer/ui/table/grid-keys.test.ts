import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { gridAction, scrollTopFor } from './grid-keys.ts'
import type { GridPress } from './grid-keys.ts'

const state = { count: 216, cursor: 10, anchor: 10, page: 16 }

function press(key: string, more: Partial<GridPress> = {}): GridPress {
  return { key, ctrlKey: false, shiftKey: false, altKey: false, isComposing: false, keyCode: 0, ...more }
}

describe('keys in a list', () => {
  it.each([
    ['ArrowDown', 11],
    ['ArrowUp', 9],
    ['PageDown', 25],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 215],
  ])('%s moves to row %i', (key, cursor) => {
    expect(gridAction(press(key), state)).toEqual({ kind: 'move', cursor })
  })

  it('Enter opens and Space ticks', () => {
    expect(gridAction(press('Enter'), state)).toEqual({ kind: 'open' })
    expect(gridAction(press(' '), state)).toEqual({ kind: 'tick' })
  })

  it('Shift with a movement ticks everything on the way', () => {
    expect(gridAction(press('ArrowDown', { shiftKey: true }), state)).toEqual({ kind: 'range', cursor: 11 })
    expect(gridAction(press('End', { shiftKey: true }), state)).toEqual({ kind: 'range', cursor: 215 })
  })

  it('Ctrl+A ticks all and Ctrl+C copies', () => {
    expect(gridAction(press('a', { ctrlKey: true }), state)).toEqual({ kind: 'tick_all' })
    expect(gridAction(press('C', { ctrlKey: true }), state)).toEqual({ kind: 'copy' })
  })

  it('leave letters, the input method and an empty list alone', () => {
    expect(gridAction(press('x'), state)).toBeNull()
    expect(gridAction(press('Enter', { keyCode: 229 }), state)).toBeNull()
    expect(gridAction(press('ArrowDown', { isComposing: true }), state)).toBeNull()
    expect(gridAction(press('ArrowDown'), { ...state, count: 0 })).toBeNull()
  })

  it('never leave the list', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End')
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 500 }), fc.nat(499), (key, count, at) => {
        const action = gridAction(press(key), { count, cursor: Math.min(at, count - 1), anchor: 0, page: 16 })
        if (action?.kind !== 'move') throw new Error('a movement moves')
        expect(action.cursor).toBeGreaterThanOrEqual(0)
        expect(action.cursor).toBeLessThan(count)
      }),
    )
  })
})

describe('the row under the hand', () => {
  it('is wholly in sight after every movement', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(30_000), (index, scrollTop) => {
        const top = scrollTopFor(index, { rowHeight: 32, viewHeight: 500, scrollTop })
        expect(index * 32).toBeGreaterThanOrEqual(top)
        expect(index * 32 + 32).toBeLessThanOrEqual(top + 500)
      }),
    )
  })

  it('does not move the list while it is in sight already', () => {
    expect(scrollTopFor(5, { rowHeight: 32, viewHeight: 500, scrollTop: 100 })).toBe(100)
  })
})
