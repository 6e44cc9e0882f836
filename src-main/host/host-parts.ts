import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, MessageChannelMain } from 'electron'
import type { BrowserWindow, MessagePortMain } from 'electron'
import type { HostToCore, VaultStatus } from '../../src-shared/contract/desktop.ts'
import { CHANNELS } from '../../src-shared/contract/desktop-channels.ts'
import { instant } from '../../src-shared/kernel/time.ts'
import { resourceFolders } from './build-paths.ts'
import { forkCore } from './core-process/fork-core.ts'
import { Seats } from './core-process/seats.ts'
import { CoreSupervisor } from './core-process/supervisor.ts'
import type { Locations } from './data-folder/locations.ts'
import { CoreQuestions } from './diagnostics/core-facts.ts'
import type { DiagnosticParts } from './diagnostics/desk.ts'
import { Grants } from './files/grants.ts'
import { Autostart } from './life/autostart.ts'
import { PcDesk } from './life/pc-desk.ts'
import { WindowLife } from './life/window-life.ts'
import { createLog } from './log.ts'
import type { Log } from './log.ts'
import { PreferenceStore } from './preferences.ts'
import { printJob } from './printing/print-job.ts'
import { PrintPump } from './printing/pump.ts'
import type { Switches } from './switches.ts'
import { VaultGate } from './vault/gate.ts'
import { systemKeyRing } from './vault/key-ring.ts'
import { Vault } from './vault/vault.ts'
import type { OpenKey } from './vault/vault.ts'

/** What lives as long as the program. Nothing of it has begun to work yet. */
export interface HostParts {
  readonly log: Log
  readonly preferences: PreferenceStore
  readonly core: CoreSupervisor<MessagePortMain>
  readonly seats: Seats<MessagePortMain>
  readonly grants: Grants
  readonly pump: PrintPump
  readonly gate: VaultGate
  readonly windows: Set<BrowserWindow>
  readonly life: WindowLife
  readonly pc: PcDesk
  readonly questions: CoreQuestions
  readonly diagnostics: DiagnosticParts
  /** Every window asks for its password again. */
  readonly lockScreens: () => void
}

export interface HostPlace {
  readonly coreModule: string
  readonly switches: Switches
  readonly locations: Locations
}

export function makeParts({ coreModule, switches, locations }: HostPlace): HostParts {
  const { dataDir, folderProblem, folderInUse, homeDir } = locations
  const now = (): number => performance.now()
  const log = createLog(join(homeDir, 'logs'), { now: () => instant(Date.now()) })
  const core = new CoreSupervisor<MessagePortMain>({ fork: () => forkCore(coreModule), now, setTimer, log })
  const vault = folderProblem === null ? new Vault({ dataDir, keyRing: systemKeyRing, random: randomBytes, now }) : null
  const windows = new Set<BrowserWindow>()
  const openMessage = openMessages({ dataDir, startAtMs: switches.startAtMs })
  const preferences = new PreferenceStore(homeDir, log)
  const lockScreens = (): void => void core.send({ t: 'lock_screens' })
  const life = new WindowLife({ windows, preferences, lockScreens, log })
  const autostart = new Autostart(dataDir === switches.dataDir ? ['--data', dataDir] : [])
  const questions = new CoreQuestions({ send: (message) => core.send(message), setTimer })
  const grants = new Grants({ newId: randomUUID, send: (message) => core.send(message) })
  const gate = new VaultGate({
    vault,
    folderProblem,
    folderInUse,
    onlyMode: switches.unlock,
    sendOpen: (opened) => core.send(openMessage(opened)),
    announce: (status) => announce(windows, status),
    newTicket: () => randomBytes(32).toString('base64url'),
    sendProof: (ticket) => core.send({ t: 'recovery_proved', ticket }),
  })
  return {
    log,
    preferences,
    core,
    seats: new Seats({ send: (message, ports) => core.send(message, ports), newPair }),
    grants,
    pump: new PrintPump({ send: (message) => core.send(message), print: printJob, log }),
    gate,
    windows,
    life,
    pc: new PcDesk({ preferences, autostart, applyLife: () => life.apply(), dataDir, log }),
    questions,
    diagnostics: { locations, questions, grants, gate, preferences, log, now: Date.now },
    lockScreens,
  }
}

function openMessages(options: { dataDir: string; startAtMs: number | null }): (opened: OpenKey) => HostToCore {
  const { dataDir, startAtMs } = options
  const begunAt = performance.now()
  return ({ key, mode, create }) => ({
    t: 'open',
    dataDir,
    keyHex: key.toString('hex'),
    create,
    ...resourceFolders(),
    appVersion: app.getVersion(),
    unlockMode: mode,
    // A core that is started anew later in the day must not go back to the morning.
    startAtMs: startAtMs === null ? null : Math.round(startAtMs + performance.now() - begunAt),
  })
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
