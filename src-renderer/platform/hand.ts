import { shallowRef } from 'vue'

/**
 * Where the keyboard's hand is, and where a page wants it: on `[data-home]`, else on its list, else on the work area as a
 * whole. A hand on BODY is lost: no key of the page's fields or lists reaches anything.
 */
const HOME = ['[data-home]:not(:disabled)', '.data-table .grid']
const WORK_ID = 'work'
/** The home of a page that decides by itself (the counter: its lines, or the search); set while it is on the screen. */
export const pageHome = shallowRef<(() => void) | null>(null)

/** The hand waits on the work area for a home that is still being read. */
let waiting = false

function work(): HTMLElement | null {
  return document.getElementById(WORK_ID)
}

/** Whether a dialog or a drawer is over the page: it keeps the hand. */
function layered(): boolean {
  return [...document.querySelectorAll<HTMLElement>('.el-overlay, .palette-layer')].some(
    (layer) => layer.style.display !== 'none',
  )
}

export function handIsLost(): boolean {
  const at = document.activeElement
  return at === null || at === document.body || (waiting && at === work())
}

/** Takes the hand to the home of the page on the screen. */
export function takeHome(): void {
  const area = work()
  if (area === null || layered()) return
  if (pageHome.value !== null) {
    waiting = false
    pageHome.value()
    return
  }
  const homes = HOME.map((selector) => area.querySelector<HTMLElement>(selector))
  const home = homes.find((element) => element !== null) ?? null
  waiting = home === null
  ;(home ?? area).focus({ preventScroll: true })
}

/**
 * After an arrival at a page, and wherever what had the focus went away (a layer, a step, a row): the hand goes home.
 * Answers how to stop.
 */
export function keepHand(): () => void {
  const area = work()
  if (area === null) return () => undefined
  const observer = new MutationObserver(() => {
    if (handIsLost()) takeHome()
  })
  observer.observe(area, { childList: true, subtree: true })
  return () => observer.disconnect()
}

/** For a layer that closes: back to where the hand was, else home. */
export function giveHandBack(before: Element | null): void {
  if (!handIsLost()) return
  if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
  if (handIsLost()) takeHome()
}
