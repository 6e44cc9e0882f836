import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, MessageChannelMain } from 'electron'
import type { BrowserWindow, MessagePortMain } from 'electron'
import type { HostToCore, OpenFailure, RestoredNote, VaultStatus } from '../../src-shared/contract/desktop.ts'
import type { KeyProof } from '../../src-shared/contract/backup-manifest.ts'
import type { UpdateState } from '../../src-shared/contract/desktop-update.ts'
import { CHANNELS } from '../../src-shared/contract/desktop-channels.ts'
import { instant, localTimeOf } from '../../src-shared/kernel/time.ts'
import { resourceFolders } from './build-paths.ts'
import { forkCore } from './core-process/fork-core.ts'
import { RestoreLink } from './core-process/restore-link.ts'
import { Seats } from './core-process/seats.ts'
import { CoreSupervisor } from './core-process/supervisor.ts'
import type { Locations } from './data-folder/locations.ts'
import { Grants } from './files/grants.ts'
import { createLog } from './log.ts'
import type { Log } from './log.ts'
import { PreferenceStore } from './preferences.ts'
import { printJob } from './printing/print-job.ts'
import { PrintPump } from './printing/pump.ts'
import { CodeDesk } from './restore/code-desk.ts'
import { RestoreDesk } from './restore/desk.ts'
import type { RestoreHouse } from './restore/desk.ts'
import { closeSwap, finishSwap } from './restore/swap.ts'
import { Tickets } from './restore/tickets.ts'
import type { Switches } from './switches.ts'
import { makeUpdates } from './updates/make-updates.ts'
import type { Updates } from './updates/updates.ts'
import { copyForNewVersion } from './updates/version-copy.ts'
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
  readonly vault: Vault | null
  readonly link: RestoreLink
  readonly tickets: Tickets
  readonly restore: RestoreDesk
  readonly code: CodeDesk
  readonly updates: Updates
  readonly windows: Set<BrowserWindow>
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
  const seats = new Seats<MessagePortMain>({ send: (message, ports) => core.send(message, ports), newPair })
  const link = new RestoreLink((message) => core.send(message))
  const tickets = new Tickets(now)
  const gate = new VaultGate({
    vault,
    folderProblem,
    folderInUse,
    onlyMode: switches.unlock,
    sendOpen: (opened, restored) => core.send(openMessage(opened, restored)),
    restore: { finish: () => finishSwap(dataDir), close: () => closeSwap(dataDir) },
    announce: (status) => announce(windows, CHANNELS.statusChanged, status),
    beforeOpening: () => copyData(dataDir, log),
  })
  const preferences = new PreferenceStore(homeDir, log)
  return {
    log,
    preferences,
    core,
    seats,
    grants: new Grants({ newId: randomUUID, send: (message) => core.send(message) }),
    pump: new PrintPump({ send: (message) => core.send(message), print: printJob, log }),
    gate,
    vault,
    link,
    tickets,
    restore: new RestoreDesk({ vault, dataDir, ask: link.ask, house: houseOf(gate, seats), tickets, stamp }),
    code: new CodeDesk({
      vault,
      openedKey: () => gate.openedKey(),
      tickets,
      tellCore: (proof, userId) => void core.send({ t: 'proof', proof, userId }),
    }),
    updates: makeUpdates({
      homeDir,
      keyFile: switches.updateKey,
      preferences,
      log,
      announce: (state) => announce(windows, CHANNELS.updateChanged, state),
      stopCore: () => core.stop(),
    }),
    windows,
  }
}

function houseOf(gate: VaultGate, seats: Seats<MessagePortMain>): RestoreHouse {
  return {
    isOpen: () => gate.status().state === 'ready',
    openedKey: () => gate.openedKey(),
    modes: () => gate.modes(),
    letGo: () => {
      seats.signOutAll()
      gate.letGo()
    },
    openAgain: () => gate.begin(),
  }
}

/** `20261123-083000`, as the names of backup sets have it. */
export function stamp(): string {
  return localTimeOf(instant(Date.now())).replaceAll(/[-:]/g, '').replace(' ', '-')
}

function openMessages(options: {
  dataDir: string
  startAtMs: number | null
  vault: Vault | null
}): (opened: OpenKey, restored: RestoredNote | null) => HostToCore {
  const { dataDir, startAtMs, vault } = options
  const begunAt = performance.now()
  return ({ key, mode, create }, restored) => ({
    t: 'open',
    dataDir,
    keyHex: key.toString('hex'),
    create,
    ...resourceFolders(),
    appVersion: app.getVersion(),
    unlockMode: mode,
    proof: proofOf(vault),
    restored,
    // A core that is started anew later in the day must not go back to the morning.
    startAtMs: startAtMs === null ? null : Math.round(startAtMs + performance.now() - begunAt),
  })
}

function proofOf(vault: Vault | null): KeyProof {
  if (vault === null) throw new Error('A key without a vault')
  return vault.proof()
}

// oxlint-disable-next-line max-params -- to whom, where, what
function announce(windows: ReadonlySet<BrowserWindow>, channel: string, state: VaultStatus | UpdateState): void {
  for (const window of windows) {
    if (!window.webContents.isDestroyed()) window.webContents.send(channel, state)
  }
}

/** A new version opens nothing before the data lie beside as the old one left them. */
function copyData(dataDir: string, log: Log): OpenFailure | null {
  const at = localTimeOf(instant(Date.now())).replaceAll(/[-:]/g, '').replace(' ', '-')
  const copied = copyForNewVersion(dataDir, { version: app.getVersion(), at })
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
