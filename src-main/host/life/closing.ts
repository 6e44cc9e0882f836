import type { ClosingMode } from '../../../src-shared/contract/desktop.ts'

/** What the cross of the window does. Without a tray a hidden window would be lost, so then it always ends the program. */
export function decideClosing(facts: {
  readonly mode: ClosingMode
  readonly trayShown: boolean
  /** The program is ending already: by its own menu, by the system, or by a signal. */
  readonly quitting: boolean
}): 'hide' | 'close' {
  return facts.mode === 'hide' && facts.trayShown && !facts.quitting ? 'hide' : 'close'
}
