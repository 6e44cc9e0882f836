import type { BrowserWindow, MessagePortMain } from 'electron'
import { PORT_MESSAGE } from '../../../src-shared/contract/desktop.ts'
import type { Seats } from '../core-process/seats.ts'

/** Connects the life of a window's page with its seat at core. */
export function seatWindow(
  window: BrowserWindow,
  options: { windowId: string; seats: Seats<MessagePortMain>; pageLeft: () => void },
): void {
  const { windowId, seats, pageLeft } = options
  const { webContents } = window
  seats.add(windowId, (port, epoch) => webContents.postMessage(PORT_MESSAGE, epoch, [port]))
  webContents.on('dom-ready', () => {
    // A page that was loaded anew has forgotten what the one before it showed.
    pageLeft()
    seats.pageListens(windowId)
  })
  webContents.on('render-process-gone', () => {
    pageLeft()
    seats.pageGone(windowId)
  })
  window.on('closed', () => {
    pageLeft()
    seats.remove(windowId)
  })
}
