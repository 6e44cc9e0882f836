import { app } from 'electron'
import type { BrowserWindow } from 'electron'
import { CHANNELS } from '../../../src-shared/contract/desktop-channels.ts'
import type { Log } from '../log.ts'

/**
 * The end of a program that was started while another one works on the same data: its window comes to the front instead. Who
 * started this one from a terminal reads why no window opened.
 */
export function leaveToFirst(): void {
  process.stderr.write('The program is open already on this data; its window was brought to the front.\n')
  app.exit(0)
}

export function bringForwardWhenStartedAgain({
  windows,
  log,
}: {
  readonly windows: ReadonlySet<BrowserWindow>
  readonly log: Log
}): void {
  app.on('second-instance', () => {
    log.info('host.started_again')
    for (const window of windows) bringForward(window)
  })
}

function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  // Where the system lets no program take the keyboard from another one, the window still lies on top.
  window.moveTop()
  window.focus()
  window.webContents.send(CHANNELS.startedAgain)
}
