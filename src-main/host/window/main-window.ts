import { randomUUID } from 'node:crypto'
import { BrowserWindow, screen } from 'electron'
import type { Area, WindowState } from './window-state.ts'
import { LEAST_PAGE_SIZE, placeWindow } from './window-state.ts'

export interface MainWindowParts {
  readonly preload: string
  readonly address: string
  /** Only beside the development server: in a built page F12, Ctrl+Shift+I and their like belong to the product. */
  readonly devTools: boolean
  readonly state: WindowState | null
  readonly onState: (state: WindowState) => void
  /** It stays in the tray until somebody opens it. */
  readonly hidden: boolean
}

export interface MainWindow {
  readonly windowId: string
  readonly window: BrowserWindow
}

export function openMainWindow(parts: MainWindowParts): MainWindow {
  const place = placeWindow(parts.state, workAreas())
  const window = new BrowserWindow({
    width: place.width,
    height: place.height,
    ...place.at,
    minWidth: LEAST_PAGE_SIZE.width,
    minHeight: LEAST_PAGE_SIZE.height,
    useContentSize: true,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: parts.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      // Chromium would fetch its dictionaries from the network.
      spellcheck: false,
      // The page's compiled code is kept from the first start on, not from the third.
      v8CacheOptions: 'bypassHeatCheck',
      devTools: parts.devTools,
    },
  })
  window.once('ready-to-show', () => {
    if (parts.hidden) return
    if (place.maximized) window.maximize()
    window.show()
  })
  window.on('close', () => parts.onState(stateOf(window)))
  void window.loadURL(parts.address)
  return { windowId: randomUUID(), window }
}

function stateOf(window: BrowserWindow): WindowState {
  const { x, y } = window.getNormalBounds()
  const [width = 0, height = 0] = window.isMaximized() ? [] : window.getContentSize()
  const normal = window.getNormalBounds()
  return { x, y, width: width || normal.width, height: height || normal.height, maximized: window.isMaximized() }
}

function workAreas(): readonly [Area, ...Area[]] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  return [primary.workArea, ...others.map((display) => display.workArea)]
}
