import type { BrowserWindow, MessagePortMain } from 'electron'
import { PORT_MESSAGE } from '../../../src-shared/contract/desktop.ts'
import type { Seats } from '../core-process/seats.ts'

/** Connects the life of a window's page with its seat at core. */
export function seatWindow(window: BrowserWindow, options: { windowId: string; seats: Seats<MessagePortMain> }): void {
  const { windowId, seats } = options
  const { webContents } = window
  seats.add(windowId, (port, epoch) => webContents.postMessage(PORT_MESSAGE, epoch, [port]))
  webContents.on('dom-ready', () => seats.pageListens(windowId))
  webContents.on('render-process-gone', () => seats.pageGone(windowId))
  window.on('closed', () => seats.remove(windowId))
}
