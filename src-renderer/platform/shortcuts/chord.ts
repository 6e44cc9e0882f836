import { toHalfWidth } from '../../../src-shared/kernel/money.ts'

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly isComposing: boolean
  readonly keyCode: number
}

/** While an input method composes, keys belong to it; its first key says so by code 229 alone. */
export function isComposing(press: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean {
  return press.isComposing || press.keyCode === 229
}

/**
 * The chord of a key press as the table writes it. Letters go by their place on the board when the input method is on
 * full-width; Shift counts for letters and named keys, not for signs, which already are what Shift makes of them.
 */
export function chordOf(press: KeyPress): string {
  const key = nameOf(press)
  const sign = key.length === 1 && !/[A-Z0-9]/.test(key)
  const parts = [
    press.ctrlKey || press.metaKey ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && !sign ? 'Shift' : '',
    key,
  ]
  return parts.filter((part) => part !== '').join('+')
}

/** Whether the chord would type something: it must not act inside a text field. */
export function typesText(chord: string): boolean {
  return chord === 'Space' || [...chord.replace(/^Shift\+/, '')].length === 1
}

function nameOf(press: KeyPress): string {
  const key = toHalfWidth(press.key)
  if (key === ' ') return 'Space'
  if (key === 'Escape') return 'Esc'
  if (/^Key[A-Z]$/.test(press.code) && (key.length !== 1 || !/[!-~]/.test(key) || /[a-z]/i.test(key)))
    return press.code.slice(3)
  return key.length === 1 ? key.toUpperCase() : key
}
