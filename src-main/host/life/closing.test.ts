import { expect, test } from 'vitest'
import { decideClosing } from './closing.ts'

test('the cross hides the window where that was chosen and the tray is there to bring it back', () => {
  expect(decideClosing({ mode: 'hide', trayShown: true, quitting: false })).toBe('hide')
})

test.each([
  { mode: 'quit', trayShown: true, quitting: false },
  { mode: 'hide', trayShown: false, quitting: false },
  { mode: 'hide', trayShown: true, quitting: true },
] as const)('else it closes: %o', (facts) => {
  expect(decideClosing(facts)).toBe('close')
})
