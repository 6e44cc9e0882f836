import type { DesktopBridge } from '../../src-shared/contract/desktop.ts'

declare global {
  interface Window {
    /** What the preload puts into the page; missing only in a plain browser. */
    readonly desktop?: DesktopBridge
  }
}

/** The host's services. Pages that can do without a dialog or a printer ask `hasDesktop` first. */
export function desktop(): DesktopBridge {
  const bridge = window.desktop
  if (bridge === undefined) throw new Error('The page runs outside the program')
  return bridge
}

export function hasDesktop(): boolean {
  return window.desktop !== undefined
}
