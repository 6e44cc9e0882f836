import { beforeEach, describe, expect, it, vi } from 'vitest'

import { guardPages } from '../../src-main/host/page/guards.ts'
import { printByWindow } from '../../src-main/host/printing/window-target.ts'
import { openMainWindow } from '../../src-main/host/window/main-window.ts'

type Listener = (...given: never[]) => unknown

/** Electron as far as the walls touch it: what they set up is called here as Chromium would call it. */
const house = vi.hoisted(() => ({
  windows: [] as { readonly webPreferences: Readonly<Record<string, unknown>> }[],
  onApp: new Map<string, (...given: never[]) => unknown>(),
  onRequest: [] as ((details: { url: string }, answer: (said: { cancel: boolean }) => void) => void)[],
  permissions: [] as ((...given: never[]) => unknown)[],
}))
vi.mock('electron', () => {
  const session = {
    setPermissionRequestHandler: (handler: Listener) => house.permissions.push(handler),
    setPermissionCheckHandler: (handler: Listener) => house.permissions.push(handler),
    setDevicePermissionHandler: (handler: Listener) => house.permissions.push(handler),
    webRequest: { onBeforeRequest: (_urls: unknown, handler: never) => house.onRequest.push(handler) },
    protocol: { isProtocolHandled: () => false, handle: () => undefined },
  }
  class BrowserWindow {
    webContents = { print: (_options: unknown, done: (success: boolean, reason: string) => void) => done(true, '') }
    constructor(options: never) {
      house.windows.push(options)
    }
    once(): void {}
    on(): void {}
    destroy(): void {}
    loadURL(): Promise<void> {
      return Promise.resolve()
    }
  }
  return {
    app: { on: (name: string, listener: Listener) => house.onApp.set(name, listener) },
    session: { defaultSession: session, fromPartition: () => session },
    screen: {
      getAllDisplays: () => [],
      getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1366, height: 768 } }),
    },
    BrowserWindow,
  }
})

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const ORIGIN = 'app://app'
/** Built at run time: they are compared with what came, not with what is typed here. */
const HOSTILE = ['https://example.com/', 'file:///etc/passwd', 'app://other/index.html', 'data:text/html,x']

beforeEach(() => {
  house.windows.length = 0
  house.onRequest.length = 0
  house.permissions.length = 0
})

describe('every window', () => {
  it('is sandboxed and isolated, without Node and without webview', async () => {
    openMainWindow({
      preload: '/p.cjs',
      address: ORIGIN,
      devTools: false,
      state: null,
      onState: () => undefined,
      hidden: true,
    })
    const page = house.windows[0]?.webPreferences
    const walls = { contextIsolation: true, sandbox: true, nodeIntegration: false }
    expect(page).toMatchObject({
      ...walls,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      devTools: false,
    })
    await printByWindow(
      { jobId: 'j', pdf: new Uint8Array(), pageMm: { width: 80, height: 80 }, copies: 1 } as never,
      'P',
    )
    expect(house.windows[1]?.webPreferences).toMatchObject({ ...walls, devTools: false })
    expect(house.windows).toHaveLength(2)
  })
})

describe('a page', () => {
  function contents() {
    guardPages(ORIGIN, log)
    const on = new Map<string, (event: object) => void>()
    let opens: () => { action: string } = () => ({ action: 'allow' })
    const page = {
      setWindowOpenHandler: (handler: typeof opens) => {
        opens = handler
      },
      on: (name: string, listener: (event: object) => void) => on.set(name, listener),
      getURL: () => `${ORIGIN}/index.html`,
    }
    ;(house.onApp.get('web-contents-created') as ((event: unknown, page: unknown) => void) | undefined)?.({}, page)
    const isStopped = (name: string, url: string): boolean => {
      let stopped = false
      on.get(name)?.({ url, preventDefault: () => (stopped = true) })
      return stopped
    }
    return { isStopped, opened: () => opens().action }
  }

  it('goes nowhere else, opens no window and embeds no other page', () => {
    const page = contents()
    for (const url of HOSTILE) {
      expect([url, page.isStopped('will-frame-navigate', url)]).toEqual([url, true])
      expect([url, page.isStopped('will-redirect', url)]).toEqual([url, true])
    }
    expect(page.isStopped('will-frame-navigate', `${ORIGIN}/index.html#/counter`)).toBe(false)
    expect(page.isStopped('will-attach-webview', '')).toBe(true)
    expect(page.opened()).toBe('deny')
  })

  it('gets no permission and reaches nothing on the network', () => {
    contents()
    const [request, check, device] = house.permissions as [
      (contents: null, permission: string, answer: (granted: boolean) => void) => void,
      () => boolean,
      () => boolean,
    ]
    const answers: boolean[] = []
    request(null, 'media', (granted) => answers.push(granted))
    expect([answers, check(), device()]).toEqual([[false], false, false])
    const cancelled = ['https://example.com/', 'http://127.0.0.1:8080/', 'wss://example.com/'].map((url) => {
      let cancel = false
      house.onRequest[0]?.({ url }, (said) => (cancel = said.cancel))
      return cancel
    })
    expect(cancelled).toEqual([true, true, true])
  })
})
