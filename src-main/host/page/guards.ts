import { app, session } from 'electron'
import type { Session, WebContents } from 'electron'
import type { Log } from '../log.ts'
import { isSamePage } from './origin.ts'

/** Closes what Chromium leaves open: pages go nowhere, open nothing, embed nothing and are allowed nothing. */
export function guardPages(origin: string, log: Log): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, { origin, log }))
  denyPermissions(session.defaultSession)
  keepOnMachine(session.defaultSession, origin)
}

function guardContents(contents: WebContents, { origin, log }: { origin: string; log: Log }): void {
  contents.setWindowOpenHandler(() => {
    log.warn('page.window_open_denied')
    return { action: 'deny' }
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    log.warn('page.webview_denied')
  })
  const refuseElsewhere = (event: { readonly url: string; preventDefault(): void }): void => {
    if (isSamePage(event.url, { current: contents.getURL(), origin })) return
    event.preventDefault()
    log.warn('page.navigation_denied')
  }
  contents.on('will-frame-navigate', refuseElsewhere)
  contents.on('will-redirect', refuseElsewhere)
}

export function denyPermissions(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  target.setPermissionCheckHandler(() => false)
  target.setDevicePermissionHandler(() => false)
}

/** A page speaks to core through its port; nothing of it is on the network but the development server. */
export function keepOnMachine(target: Session, origin: string): void {
  const urls = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*']
  const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')
  const allowed = origin.startsWith('http') ? hostOf(origin) : null
  target.webRequest.onBeforeRequest({ urls }, (details, answer) => {
    answer({ cancel: allowed === null || hostOf(details.url) !== allowed })
  })
}
