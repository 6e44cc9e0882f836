import type { BrowserWindow } from 'electron'
import { Backoff } from '../core-process/backoff.ts'
import type { Log } from '../log.ts'

/** Loads a page again whose process died. What it had typed comes back from its drafts; core has the rest. */
export function recoverCrashedPage(window: BrowserWindow, log: Log): void {
  const backoff = new Backoff()
  let loadedAt = Date.now()
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return
    log.error('page.crashed', { reason: details.reason, exitCode: details.exitCode })
    const delay = backoff.delayAfter(Date.now() - loadedAt)
    setTimeout(() => {
      if (window.isDestroyed()) return
      loadedAt = Date.now()
      window.webContents.reload()
    }, delay)
  })
  window.on('unresponsive', () => log.warn('page.unresponsive'))
  window.webContents.on('did-fail-load', (_event, code) => log.error('page.load_failed', { code }))
  window.webContents.on('preload-error', () => log.error('page.preload_failed'))
}
