import { isComposing } from '../../platform/shortcuts/chord.ts'

export interface GridState {
  readonly count: number
  /** The row under the hand. */
  readonly cursor: number
  /** Where a range began. */
  readonly anchor: number
  /** Rows on the screen, for PageUp and PageDown. */
  readonly page: number
}

export interface GridPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly isComposing: boolean
  readonly keyCode: number
}

export type GridAction =
  | { readonly kind: 'move'; readonly cursor: number }
  /** Everything between anchor and cursor is ticked. */
  | { readonly kind: 'range'; readonly cursor: number }
  | { readonly kind: 'tick' }
  | { readonly kind: 'open' }
  | { readonly kind: 'tick_all' }
  | { readonly kind: 'copy' }

/** What a key does in a list (design: ui, tables), or `null` when it belongs to somebody else. */
export function gridAction(press: GridPress, state: GridState): GridAction | null {
  if (state.count === 0 || press.altKey || isComposing(press)) return null
  if (press.ctrlKey) return chord(press)
  if (press.key === 'Enter') return { kind: 'open' }
  if (press.key === ' ') return { kind: 'tick' }
  const target = targetOf(press.key, state)
  if (target === null) return null
  const cursor = Math.min(Math.max(target, 0), state.count - 1)
  return { kind: press.shiftKey ? 'range' : 'move', cursor }
}

/** Whether a key in the filters above a list goes on to its rows: ↓ and Enter of a plain field. A select needs them itself. */
export function leavesFilter(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return false
  if (event.key !== 'ArrowDown' && event.key !== 'Enter') return false
  const field = event.target
  return field instanceof HTMLInputElement && field.getAttribute('role') !== 'combobox'
}

function chord(press: GridPress): GridAction | null {
  const key = press.key.toLowerCase()
  if (key === 'a') return { kind: 'tick_all' }
  return key === 'c' ? { kind: 'copy' } : null
}

function targetOf(key: string, state: GridState): number | null {
  switch (key) {
    case 'ArrowDown':
      return state.cursor + 1
    case 'ArrowUp':
      return state.cursor - 1
    case 'PageDown':
      return state.cursor + Math.max(1, state.page - 1)
    case 'PageUp':
      return state.cursor - Math.max(1, state.page - 1)
    case 'Home':
      return 0
    case 'End':
      return state.count - 1
    default:
      return null
  }
}

/** Where to scroll so that a row is wholly in sight, moving as little as possible. Pixels. */
export function scrollTopFor(
  index: number,
  view: { readonly rowHeight: number; readonly viewHeight: number; readonly scrollTop: number },
): number {
  const top = index * view.rowHeight
  if (top < view.scrollTop) return top
  const bottom = top + view.rowHeight - view.viewHeight
  return Math.max(view.scrollTop, bottom)
}
