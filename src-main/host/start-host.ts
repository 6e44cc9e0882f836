import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, Menu, MessageChannelMain } from 'electron'
import type { BrowserWindow, MessagePortMain } from 'electron'
import { PORT_MESSAGE } from '../../src-shared/contract/desktop.ts'
import type { VaultStatus } from '../../src-shared/contract/desktop.ts'
import { instant } from '../../src-shared/kernel/time.ts'
import { CHANNELS } from '../../src-shared/contract/desktop-channels.ts'
import { serveBridge } from './bridge/handlers.ts'
import type { BuildPaths } from './build-paths.ts'
import { resourceFolders } from './build-paths.ts'
import { forkCore } from './core-process/fork-core.ts'
import { routeCore } from './core-process/route-core.ts'
import { Seats } from './core-process/seats.ts'
import { CoreSupervisor } from './core-process/supervisor.ts'
import { locate } from './data-folder/locations.ts'
import { Grants } from './files/grants.ts'
import { createLog } from './log.ts'
import { APP_ORIGIN, registerSchemes, serveApp } from './page/app-protocol.ts'
import { guardPages } from './page/guards.ts'
import { PreferenceStore } from './preferences.ts'
import { printJob } from './printing/print-job.ts'
import { PrintPump } from './printing/pump.ts'
import { quitInOrder } from './quit.ts'
import { readSwitches } from './switches.ts'
import { VaultGate } from './vault/gate.ts'
import { systemKeyRing } from './vault/key-ring.ts'
import { Vault } from './vault/vault.ts'
import { openMainWindow } from './window/main-window.ts'
import { recoverCrashedPage } from './window/page-recovery.ts'

/** Everything that the main process does, in the order in which it begins. */
export async function startHost(paths: BuildPaths): Promise<void> {
  const startedAt = performance.now()
  const packaged = app.isPackaged
  const switches = readSwitches(process.argv.slice(1), { packaged, cwd: process.cwd() })
  const { dataDir, folderProblem, homeDir } = locate(switches.dataDir)
  app.setPath('userData', join(homeDir, 'profile'))
  if (!app.requestSingleInstanceLock()) return app.exit(0)

  registerSchemes()
  Menu.setApplicationMenu(null)
  const log = createLog(join(homeDir, 'logs'), { now: () => instant(Date.now()) })
  const preferences = new PreferenceStore(homeDir)
  const core = new CoreSupervisor<MessagePortMain>({
    fork: () => forkCore(paths.core),
    now: () => performance.now(),
    setTimer,
    log,
  })
  const seats = new Seats<MessagePortMain>({ send: (message, ports) => core.send(message, ports), newPair })
  const grants = new Grants({ newId: randomUUID, send: (message) => core.send(message) })
  const pump = new PrintPump({ send: (message) => core.send(message), print: printJob, log })
  const vault =
    folderProblem === null
      ? new Vault({ dataDir, keyRing: systemKeyRing, random: randomBytes, now: () => performance.now() })
      : null
  const windows = new Set<BrowserWindow>()
  const gate = new VaultGate({
    vault,
    folderProblem,
    onlyMode: switches.unlock,
    announce: (status) => announce(windows, status),
    sendOpen: ({ key, mode, create }) =>
      core.send({
        t: 'open',
        dataDir,
        keyHex: key.toString('hex'),
        create,
        ...resourceFolders(packaged),
        appVersion: app.getVersion(),
        unlockMode: mode,
        startAtMs: switches.startAtMs === null ? null : Math.round(switches.startAtMs + performance.now() - startedAt),
      }),
  })
  routeCore(core, { seats, grants, pump, gate, log })
  quitInOrder({ windows, stopCore: () => core.stop(), log })

  await app.whenReady()
  log.info('host.started', { version: app.getVersion(), packaged, folderProblem })
  core.start()
  const devUrl = packaged ? null : paths.devUrl
  const origin = devUrl === null ? APP_ORIGIN : new URL(devUrl).origin
  if (devUrl === null) serveApp(paths.renderer)
  guardPages(origin, log)
  serveBridge({ origin, gate, grants, preferences, log })

  const { window, windowId } = openMainWindow({
    preload: paths.preload,
    address: devUrl ?? `${APP_ORIGIN}/`,
    devTools: devUrl !== null,
    state: preferences.get().window,
    onState: (state) => preferences.set({ window: state }),
  })
  windows.add(window)
  window.on('closed', () => windows.delete(window))
  recoverCrashedPage(window, log)
  seatWindow(window, { windowId, seats })
  await gate.begin()
}

/** Connects the life of a window's page with its seat at core. */
function seatWindow(window: BrowserWindow, { windowId, seats }: { windowId: string; seats: Seats<MessagePortMain> }): void {
  const { webContents } = window
  seats.add(windowId, (port, epoch) => webContents.postMessage(PORT_MESSAGE, epoch, [port]))
  webContents.on('dom-ready', () => seats.pageListens(windowId))
  webContents.on('render-process-gone', () => seats.pageGone(windowId))
  window.on('closed', () => seats.remove(windowId))
}

function announce(windows: ReadonlySet<BrowserWindow>, status: VaultStatus): void {
  for (const window of windows) {
    if (!window.webContents.isDestroyed()) window.webContents.send(CHANNELS.statusChanged, status)
  }
}

function newPair(): { forCore: MessagePortMain; forPage: MessagePortMain } {
  const { port1, port2 } = new MessageChannelMain()
  return { forCore: port1, forPage: port2 }
}

function setTimer(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
