import { describe, expect, test } from 'vitest'
import { parseWindowState, placeWindow } from './window-state.ts'

const desk = { x: 0, y: 0, width: 1920, height: 1040 }
const second = { x: 1920, y: 0, width: 1366, height: 728 }

describe('the window of the next start', () => {
  test('the first start shows a page of 1366×768', () => {
    expect(placeWindow(null, [desk])).toEqual({ width: 1366, height: 768, at: null, maximized: false })
  })

  test('on a screen of 1366×768 the first start takes all of it', () => {
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1366, height: 728 }]).maximized).toBe(true)
  })

  test('it comes back where it was, on the second screen too', () => {
    const state = { x: 2000, y: 30, width: 1200, height: 650, maximized: false }
    expect(placeWindow(state, [desk, second])).toEqual({
      width: 1200,
      height: 650,
      at: { x: 2000, y: 30 },
      maximized: false,
    })
  })

  test('when the second screen is gone it comes back on the first', () => {
    const state = { x: 2000, y: 30, width: 1200, height: 650, maximized: false }
    expect(placeWindow(state, [desk])).toMatchObject({ at: null, width: 1366 })
  })

  test('a file that was edited by hand is not believed', () => {
    expect(parseWindowState({ x: 0, y: 0, width: 'wide', height: 1, maximized: false })).toBeNull()
    expect(parseWindowState({ x: 0, y: 0, width: 1e9, height: 1, maximized: false })).toBeNull()
    expect(parseWindowState(null)).toBeNull()
    expect(parseWindowState({ x: 1, y: 2, width: 3, height: 4, maximized: true })).toMatchObject({
      x: 1,
      maximized: true,
    })
  })
})
