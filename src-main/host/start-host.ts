import { join } from 'node:path'
import { app, Menu } from 'electron'
import { serveBridge } from './bridge/handlers.ts'
import type { BuildPaths } from './build-paths.ts'
import { routeCore } from './core-process/route-core.ts'
import { locate } from './data-folder/locations.ts'
import { makeParts } from './host-parts.ts'
import type { HostParts } from './host-parts.ts'
import { followPower } from './life/power.ts'
import { APP_ORIGIN, registerSchemes, serveApp } from './page/app-protocol.ts'
import { guardPages } from './page/guards.ts'
import { quietNetwork } from './page/quiet-network.ts'
import { quitInOrder } from './quit.ts'
import { refuseRestoreBeside, restoreByCommand } from './restore/start-command.ts'
import { readSwitches } from './switches.ts'
import { logUnexpected } from './unexpected.ts'
import { openMainWindow } from './window/main-window.ts'
import { recoverCrashedPage } from './window/page-recovery.ts'
import { bringForwardWhenStartedAgain, leaveToFirst } from './window/started-again.ts'
import { seatWindow } from './window/seat-window.ts'

/** Everything that the main process does, in the order in which it begins. */
export async function startHost(paths: BuildPaths): Promise<void> {
  const packaged = app.isPackaged
  const switches = readSwitches(process.argv.slice(1), { packaged, cwd: process.cwd() })
  const locations = locate(switches.dataDir)
  app.setPath('userData', join(locations.homeDir, 'profile'))
  if (!app.requestSingleInstanceLock()) return switches.restore === null ? leaveToFirst() : refuseRestoreBeside()

  registerSchemes()
  quietNetwork()
  Menu.setApplicationMenu(null)
  const parts = makeParts({ coreModule: paths.core, switches, locations })
  logUnexpected(parts.log)
  routeCore(parts.core, parts)
  bringForwardWhenStartedAgain(parts)
  quitInOrder({ stopCore: () => parts.core.stop(), log: parts.log })

  await app.whenReady()
  if (switches.restore !== null) return restoreByCommand(switches.restore, { parts, locations })
  parts.log.info('host.started', { version: app.getVersion(), packaged, folderProblem: locations.folderProblem })
  parts.core.start()
  parts.life.start()
  followPower({ lockScreens: parts.lockScreens, resumed: () => afterSleep(parts), log: parts.log })
  const devUrl = packaged ? null : paths.devUrl
  const origin = devUrl === null ? APP_ORIGIN : new URL(devUrl).origin
  if (devUrl === null) serveApp(paths.renderer)
  guardPages(origin, parts.log)
  serveBridge({ ...parts, updates: parts.updateDesk, origin })
  openWindow(parts, { preload: paths.preload, devUrl, hidden: switches.hidden && parts.life.mayStartHidden() })
  parts.updates.begin()
  await parts.gate.begin()
}

/** Core looks at its clock and at what waited; one that died meanwhile begins again at once. */
function afterSleep({ core }: HostParts): void {
  core.hurry()
  core.send({ t: 'resumed' })
}

function openWindow(
  parts: HostParts,
  { preload, devUrl, hidden }: { preload: string; devUrl: string | null; hidden: boolean },
): void {
  const { preferences, windows, log, seats, life } = parts
  const { window, windowId } = openMainWindow({
    preload,
    address: devUrl ?? `${APP_ORIGIN}/`,
    devTools: devUrl !== null,
    state: preferences.get().window,
    onState: (state) => preferences.set({ window: state }),
    hidden,
  })
  windows.add(window)
  parts.windowIds.set(window, windowId)
  window.on('closed', () => windows.delete(window))
  life.watch(window)
  recoverCrashedPage(window, log)
  seatWindow(window, { windowId, seats, pageLeft: () => parts.code.drop(windowId) })
}
