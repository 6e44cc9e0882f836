import { toHalfWidth } from '../../../src-shared/kernel/money.ts'

/**
 * What to search for while it is being typed. An input method shows `zhang'san` before the word is chosen: its marks and
 * spaces go, so that the person is found already. Coded text is half-width (design: ui, keys).
 */
export function liveText(text: string, state: 'composing' | 'typed'): string {
  const half = toHalfWidth(text)
  return state === 'composing' ? half.replace(/['’ ]/g, '') : half.trim()
}
