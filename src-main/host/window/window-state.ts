/** Where the window was when it was last closed: the page's size and the place of the frame. */
export interface WindowState {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Placement {
  readonly width: number
  readonly height: number
  /** `null`: the system places it. */
  readonly at: { readonly x: number; readonly y: number } | null
  readonly maximized: boolean
}

/** The smallest screen of the offices, and the size that every page is drawn for. */
export const PAGE_SIZE = { width: 1366, height: 768 } as const
export const LEAST_PAGE_SIZE = { width: 1024, height: 600 } as const

/** Room that a title bar and a frame may need beside the page. */
const FRAME = { width: 16, height: 40 } as const

/** Places the window as it was, unless that screen is gone; the first time 1366×768, or all of a screen that is no larger. */
export function placeWindow(state: WindowState | null, areas: readonly [Area, ...Area[]]): Placement {
  const [primary] = areas
  if (state === null || !areas.some((area) => showsTitle(area, state))) {
    const maximized = primary.width < PAGE_SIZE.width + FRAME.width || primary.height < PAGE_SIZE.height + FRAME.height
    return { ...PAGE_SIZE, at: null, maximized }
  }
  const width = Math.max(LEAST_PAGE_SIZE.width, state.width)
  const height = Math.max(LEAST_PAGE_SIZE.height, state.height)
  return { width, height, at: { x: state.x, y: state.y }, maximized: state.maximized }
}

/** A window whose title bar cannot be reached with the mouse is as good as lost. */
function showsTitle(area: Area, state: WindowState): boolean {
  const shownX = Math.min(state.x + state.width, area.x + area.width) - Math.max(state.x, area.x)
  return shownX >= 200 && state.y >= area.y - FRAME.height && state.y <= area.y + area.height - FRAME.height
}

export function parseWindowState(value: unknown): WindowState | null {
  if (typeof value !== 'object' || value === null) return null
  const { x, y, width, height, maximized } = value as Record<string, unknown>
  if (!isPixel(x) || !isPixel(y) || !isPixel(width) || !isPixel(height) || typeof maximized !== 'boolean') return null
  return { x, y, width, height, maximized }
}

function isPixel(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) < 100_000
}
