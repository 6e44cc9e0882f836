import { onActivated, onBeforeUnmount, onDeactivated } from 'vue'

import { toHalfWidth } from '../../../src-shared/kernel/money.ts'
import { isComposing } from '../../platform/shortcuts/chord.ts'
import { isTextField } from '../../platform/shortcuts/use-shortcuts.ts'

/** Whether a key begins an amount: a digit or a point, without modifiers, outside text fields and input methods. */
export function beginsAmount(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return false
  return /^[\d.]$/.test(toHalfWidth(event.key)) && !isTextField(event.target)
}

/** A digit typed over the lines goes into the amount box: focusing it in time lets the browser type it there. */
export function useDigitEntry(options: { readonly active: () => boolean; readonly focusAmount: () => void }): void {
  const listen = (event: KeyboardEvent): void => {
    if (options.active() && beginsAmount(event)) options.focusAmount()
  }
  const stop = (): void => window.removeEventListener('keydown', listen)
  onActivated(() => window.addEventListener('keydown', listen))
  onDeactivated(stop)
  onBeforeUnmount(stop)
}
