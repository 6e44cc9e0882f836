import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, MessageChannelMain } from 'electron'
import type { BrowserWindow, MessagePortMain } from 'electron'
import type { HostToCore, OpenFailure, VaultStatus } from '../../src-shared/contract/desktop.ts'
import type { UpdateState } from '../../src-shared/contract/desktop-update.ts'
import { CHANNELS } from '../../src-shared/contract/desktop-channels.ts'
import { instant } from '../../src-shared/kernel/time.ts'
import { forkCore } from './core-process/fork-core.ts'
import { openMessages } from './core-process/open-message.ts'
import { Seats } from './core-process/seats.ts'
import { CoreSupervisor } from './core-process/supervisor.ts'
import { aloneIn } from './data-folder/folder-lock.ts'
import type { Locations } from './data-folder/locations.ts'
import { CoreQuestions } from './diagnostics/core-facts.ts'
import type { DiagnosticParts } from './diagnostics/desk.ts'
import { Grants } from './files/grants.ts'
import { makeLife } from './life/make-life.ts'
import type { LifeParts } from './life/make-life.ts'
import { createLog } from './log.ts'
import type { Log } from './log.ts'
import { PreferenceStore } from './preferences.ts'
import { printJob } from './printing/print-job.ts'
import { PrintPump } from './printing/pump.ts'
import { makeRestore, stamp } from './restore/make-restore.ts'
import type { RestoreParts } from './restore/make-restore.ts'
import { closeSwap, finishSwap } from './restore/swap.ts'
import type { Switches } from './switches.ts'
import { makeUpdates } from './updates/make-updates.ts'
import { UpdateDesk } from './updates/update-desk.ts'
import type { Updates } from './updates/updates.ts'
import { copyForNewVersion } from './updates/version-copy.ts'
import { VaultGate } from './vault/gate.ts'
import { systemKeyRing } from './vault/key-ring.ts'
import { Vault } from './vault/vault.ts'

/** What lives as long as the program. Nothing of it has begun to work yet. */
export interface HostParts extends RestoreParts, LifeParts {
  readonly log: Log
  readonly preferences: PreferenceStore
  readonly core: CoreSupervisor<MessagePortMain>
  readonly seats: Seats<MessagePortMain>
  readonly grants: Grants
  readonly pump: PrintPump
  readonly gate: VaultGate
  readonly vault: Vault | null
  readonly updates: Updates
  readonly updateDesk: UpdateDesk
  readonly windows: Set<BrowserWindow>
  readonly windowIds: WeakMap<BrowserWindow, string>
  readonly questions: CoreQuestions
  readonly diagnostics: DiagnosticParts
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
  const openMessage = openMessages({ dataDir, startAtMs: switches.startAtMs, vault })
  const send = (message: HostToCore): boolean => core.send(message)
  const seats = new Seats<MessagePortMain>({ send: (message, ports) => core.send(message, ports), newPair })
  const preferences = new PreferenceStore(homeDir, log)
  const grants = new Grants({ newId: randomUUID, send })
  const questions = new CoreQuestions({ send, setTimer })
  const gate = new VaultGate({
    vault,
    folderProblem,
    folderInUse,
    onlyMode: switches.unlock,
    sendOpen: (opened, restored) => send(openMessage(opened, restored)),
    alone: (run) => aloneIn(dataDir, run),
    restore: { finish: () => finishSwap(dataDir), close: () => closeSwap(dataDir) },
    announce: (status) => announce(windows, CHANNELS.statusChanged, status),
    beforeOpening: () => copyData(dataDir, log),
    newTicket: () => randomBytes(32).toString('base64url'),
    sendProof: (ticket) => send({ t: 'recovery_proved', ticket }),
  })
  const restore = makeRestore({ send, vault, gate, seats, dataDir, now })
  const updates = makeUpdates({
    homeDir,
    keyFile: switches.updateKey,
    preferences,
    log,
    announce: (state) => announce(windows, CHANNELS.updateChanged, state),
    core,
  })
  return {
    log,
    preferences,
    core,
    seats,
    grants,
    pump: new PrintPump({ send, print: printJob, log }),
    gate,
    vault,
    ...restore,
    updates,
    updateDesk: new UpdateDesk(updates, restore.tickets),
    windows,
    windowIds: new WeakMap(),
    ...makeLife({ send, windows, preferences, switches, dataDir, unlockMode: () => gate.openedMode(), log }),
    questions,
    diagnostics: { locations, questions, grants, gate, preferences, log, now: Date.now },
  }
}

// oxlint-disable-next-line max-params -- to whom, where, what
function announce(windows: ReadonlySet<BrowserWindow>, channel: string, state: VaultStatus | UpdateState): void {
  for (const window of windows) {
    if (!window.webContents.isDestroyed()) window.webContents.send(channel, state)
  }
}

/** A new version opens nothing before the data lie beside as the old one left them. */
function copyData(dataDir: string, log: Log): OpenFailure | null {
  const copied = copyForNewVersion(dataDir, { version: app.getVersion(), at: stamp() })
  if (copied === 'copied') log.info('updates.data_copied', { version: app.getVersion() })
  return copied === 'no_room' ? 'vault.disk_full' : null
}

function newPair(): { forCore: MessagePortMain; forPage: MessagePortMain } {
  const { port1, port2 } = new MessageChannelMain()
  return { forCore: port1, forPage: port2 }
}

function setTimer(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
