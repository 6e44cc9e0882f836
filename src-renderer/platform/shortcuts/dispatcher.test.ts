import { describe, expect, it, vi } from 'vitest'

import type { KeyPress } from './chord.ts'
import { chordOf } from './chord.ts'
import { ShortcutDispatcher } from './dispatcher.ts'
import type { PressContext } from './dispatcher.ts'
import { findCollisions } from './shortcut.ts'
import type { ShortcutDef } from './shortcut.ts'

const label = 'app.shortcut.help'
const TABLE: readonly ShortcutDef[] = [
  { id: 'global.search', scope: 'global', keys: 'F1', label },
  { id: 'counter.post', scope: 'counter', keys: 'F12', label },
  { id: 'counter.more', scope: 'counter', keys: ['+', 'ArrowRight'], label },
  { id: 'counter.tick', scope: 'counter', keys: 'Space', label },
  { id: 'counter.keep', scope: 'counter', keys: 'K', label },
  { id: 'counter.void', scope: 'counter', keys: 'Ctrl+Shift+Z', label },
]

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key
  return {
    key,
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    ...more,
  }
}

const LATER: PressContext = { atMs: 10_000, repeat: false, inTextField: false }

function counter(openedAtMs = 0): {
  readonly keys: ShortcutDispatcher
  readonly done: ReturnType<typeof vi.fn<() => void>>
} {
  const keys = new ShortcutDispatcher(TABLE)
  const done = vi.fn<() => void>()
  keys.open({ scope: 'global', modal: false, openedAtMs, handlers: { 'global.search': done } })
  const handlers = {
    'counter.post': done,
    'counter.more': done,
    'counter.tick': done,
    'counter.keep': done,
    'counter.void': done,
  }
  keys.open({ scope: 'counter', modal: false, openedAtMs, handlers })
  return { keys, done }
}

describe('a key of the counter', () => {
  it('acts in lines mode, from the main keys and the keypad', () => {
    const { keys, done } = counter()
    expect(keys.find(press('+', { code: 'NumpadAdd' }), LATER)).toBe(done)
    expect(keys.find(press('+', { code: 'Equal', shiftKey: true }), LATER)).toBe(done)
    expect(keys.find(press(' ', { code: 'Space' }), LATER)).toBe(done)
    expect(keys.find(press('k'), LATER)).toBe(done)
  })

  it('is text inside a text field, but chords and function keys still act there', () => {
    const { keys, done } = counter()
    const typing = { ...LATER, inTextField: true }
    expect(keys.find(press('+'), typing)).toBeNull()
    expect(keys.find(press(' '), typing)).toBeNull()
    expect(keys.find(press('k'), typing)).toBeNull()
    expect(keys.find(press('F1'), typing)).toBe(done)
    expect(keys.find(press('Z', { ctrlKey: true, shiftKey: true }), typing)).toBe(done)
  })

  it('belongs to the input method while it composes, its very first key included', () => {
    const { keys } = counter()
    expect(keys.find(press('k', { isComposing: true }), LATER)).toBeNull()
    expect(keys.find(press('Process', { code: 'KeyK', keyCode: 229 }), LATER)).toBeNull()
  })

  it('is known by its place when the input method is on full-width letters', () => {
    const { keys, done } = counter()
    expect(keys.find(press('ｋ', { code: 'KeyK' }), LATER)).toBe(done)
    expect(keys.find(press('＋', { code: 'NumpadAdd' }), LATER)).toBe(done)
  })
})

describe('F12', () => {
  it('posts', () => {
    const { keys, done } = counter()
    expect(keys.find(press('F12'), LATER)).toBe(done)
  })

  it('does not post when it is held down, nor in the first half second of a page', () => {
    const { keys, done } = counter(1_000)
    expect(keys.find(press('F12'), { ...LATER, repeat: true })).toBeNull()
    expect(keys.find(press('F12'), { ...LATER, atMs: 1_499 })).toBeNull()
    expect(keys.find(press('F12'), { ...LATER, atMs: 1_500 })).toBe(done)
  })
})

describe('layers', () => {
  it('let a dialog keep every key from the page behind it', () => {
    const { keys, done } = counter()
    const close = keys.open({ scope: 'dialog', modal: true, openedAtMs: 0, handlers: {} })
    expect(keys.find(press('F12'), LATER)).toBeNull()
    expect(keys.find(press('F1'), LATER)).toBeNull()
    close()
    expect(keys.find(press('F12'), LATER)).toBe(done)
  })

  it('refuse a handler that the table does not name: the help page would not show it', () => {
    const keys = new ShortcutDispatcher(TABLE)
    const layer = { scope: 'counter', modal: false, openedAtMs: 0, handlers: { 'counter.secret': () => undefined } }
    expect(() => keys.open(layer)).toThrow('counter.secret')
  })
})

describe('collisions', () => {
  it('are found within a page and against the keys that act everywhere', () => {
    const twice: ShortcutDef = { id: 'counter.again', scope: 'counter', keys: 'F12', label }
    const hides: ShortcutDef = { id: 'room.find', scope: 'room', keys: 'F1', label }
    expect(findCollisions([...TABLE, twice, hides])).toEqual([
      { scope: 'counter', keys: 'F12', ids: ['counter.post', 'counter.again'] },
      { scope: 'room', keys: 'F1', ids: ['global.search', 'room.find'] },
    ])
  })

  it('are none when two pages use the same key', () => {
    expect(findCollisions([...TABLE, { id: 'room.new', scope: 'room', keys: 'K', label }])).toEqual([])
  })
})

describe('chords are written as the person reads them', () => {
  it.each([
    [press('z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+Z'],
    [press('/', { ctrlKey: true, code: 'Slash' }), 'Ctrl+/'],
    [press('Escape'), 'Esc'],
    [press('ArrowDown', { shiftKey: true }), 'Shift+ArrowDown'],
    [press('*', { shiftKey: true, code: 'Digit8' }), '*'],
  ])('%#', (key, chord) => {
    expect(chordOf(key)).toBe(chord)
  })
})
