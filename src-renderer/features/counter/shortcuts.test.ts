import { describe, expect, it } from 'vitest'

import type { KeyPress } from '../../platform/shortcuts/chord.ts'
import { ShortcutDispatcher } from '../../platform/shortcuts/dispatcher.ts'
import { counterShortcuts } from './shortcuts.ts'
import { beginsAmount } from './use-digit-entry.ts'

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code: key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    ...more,
  }
}

/** The counter as it was opened at 1,000 ms; answers which act a key press calls. */
function acting() {
  const dispatcher = new ShortcutDispatcher(counterShortcuts)
  let called = ''
  const handlers = Object.fromEntries(counterShortcuts.map(({ id }) => [id, () => (called = id)]))
  dispatcher.open({ scope: 'counter', handlers, modal: false, openedAtMs: 1_000 })
  return (key: KeyPress, context: { atMs?: number; repeat?: boolean; inTextField?: boolean } = {}): string => {
    called = ''
    dispatcher.find(key, { atMs: 9_000, repeat: false, inTextField: false, ...context })?.()
    return called
  }
}

describe('the keys of the counter', () => {
  const act = acting()

  it('F12 posts once: not while it is held down, and not in the first half second', () => {
    expect(act(press('F12'))).toBe('counter.post')
    expect(act(press('F12'), { repeat: true })).toBe('')
    expect(act(press('F12'), { atMs: 1_499 })).toBe('')
    expect(act(press('F12'), { atMs: 1_500 })).toBe('counter.post')
    expect(act(press('F12'), { inTextField: true })).toBe('counter.post')
  })

  it('single signs act over the lines and are only text in a field', () => {
    for (const [key, id] of [
      ['+', 'counter.month_more'],
      ['-', 'counter.month_less'],
      ['*', 'counter.date'],
      ['/', 'counter.amount'],
      [' ', 'counter.tick'],
    ] as const) {
      expect(act(press(key))).toBe(id)
      expect(act(press(key), { inTextField: true })).toBe('')
    }
    expect(act(press('＋'))).toBe('counter.month_more')
  })

  it('while an input method composes, every key belongs to it; its first key has code 229 alone', () => {
    for (const key of ['Enter', 'Escape', 'ArrowDown', ' ', 'F12']) {
      expect(act(press(key, { isComposing: true }))).toBe('')
      expect(act(press(key, { keyCode: 229 }))).toBe('')
    }
  })

  it('void is Ctrl+Shift+Z; Ctrl+Z undoes typing', () => {
    const z = { code: 'KeyZ', ctrlKey: true }
    expect(act(press('Z', { ...z, shiftKey: true }))).toBe('counter.void')
    expect(act(press('z', z))).toBe('')
  })
})

describe('a digit typed over the lines', () => {
  const typed = (key: string, more: KeyboardEventInit = {}): boolean =>
    beginsAmount(new KeyboardEvent('keydown', { key, ...more }))

  it('begins an amount, on either row of digits and in full width', () => {
    for (const key of ['0', '7', '.', '３']) expect(typed(key)).toBe(true)
  })

  it('is left alone with a modifier, while composing, or when it is no digit', () => {
    expect(typed('7', { ctrlKey: true })).toBe(false)
    expect(typed('7', { isComposing: true })).toBe(false)
    for (const key of ['F7', 'a', '+', 'Enter']) expect(typed(key)).toBe(false)
  })

  it('belongs to a field that has the focus', () => {
    const field = document.createElement('input')
    document.body.append(field)
    let begins: boolean | null = null
    field.addEventListener('keydown', (event) => {
      begins = beginsAmount(event)
    })
    field.dispatchEvent(new KeyboardEvent('keydown', { key: '7', bubbles: true }))
    expect(begins).toBe(false)
  })
})
