import { app } from 'electron'
import type { Log } from './log.ts'

export interface QuitParts {
  readonly stopCore: () => Promise<void>
  readonly log: Log
}

/** Windows go first, then core closes the file, then the program ends with 0: by its button, the last window or SIGTERM. */
export function quitInOrder({ stopCore, log }: QuitParts): void {
  let stopping = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (stopping) return
    stopping = true
    void stopCore().finally(() => {
      log.info('host.ended')
      app.exit(0)
    })
  })
}
