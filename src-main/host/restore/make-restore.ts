import type { MessagePortMain } from 'electron'
import type { HostToCore } from '../../../src-shared/contract/desktop.ts'
import { instant, localTimeOf } from '../../../src-shared/kernel/time.ts'
import { RestoreLink } from '../core-process/restore-link.ts'
import type { Seats } from '../core-process/seats.ts'
import { aloneIn } from '../data-folder/folder-lock.ts'
import type { VaultGate } from '../vault/gate.ts'
import type { Vault } from '../vault/vault.ts'
import { CodeDesk } from './code-desk.ts'
import { RestoreDesk } from './desk.ts'
import type { RestoreHouse } from './desk.ts'
import { Tickets } from './tickets.ts'

/** Restoring, and the new recovery code. */
export interface RestoreParts {
  readonly link: RestoreLink
  readonly tickets: Tickets
  readonly restore: RestoreDesk
  readonly code: CodeDesk
}

export interface RestorePlace {
  readonly send: (message: HostToCore) => boolean
  readonly vault: Vault | null
  readonly gate: VaultGate
  readonly seats: Seats<MessagePortMain>
  readonly dataDir: string
  readonly now: () => number
}

export function makeRestore({ send, vault, gate, seats, dataDir, now }: RestorePlace): RestoreParts {
  const link = new RestoreLink(send)
  const tickets = new Tickets(now)
  const alone = <T>(run: () => T): T => aloneIn(dataDir, run)
  return {
    link,
    tickets,
    restore: new RestoreDesk({ vault, dataDir, ask: link.ask, house: houseOf(gate, seats), tickets, alone, stamp }),
    code: new CodeDesk({
      vault,
      openedKey: () => gate.openedKey(),
      tickets,
      isSignedIn: (windowId) => seats.isSignedIn(windowId),
      now,
      tellCore: (proof, userId) => void send({ t: 'proof', proof, userId }),
    }),
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
