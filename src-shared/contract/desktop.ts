import type { RestoreLoss, RestoreSide } from '../domain/backup/facts.ts'
import type { KeyProof } from './backup-manifest.ts'
import type { UpdateBridge } from './desktop-update.ts'

/**
 * What the host (main process) offers besides the channel to core. Two halves: `DesktopBridge` is all that the preload puts
 * into a page; `HostToCore` and `CoreToHost` travel between main and the core process.
 */

export type UnlockMode = 'os' | 'phrase' | 'unattended'

/** Where the data stands when a window opens. `ready` means that core has the database open. */
export type VaultStatus =
  | { readonly state: 'first_run'; readonly modes: readonly UnlockMode[]; readonly folderProblem: FolderProblem | null }
  /** `modes`: what the recovery code may wrap the key for. */
  | {
      readonly state: 'locked'
      readonly mode: UnlockMode
      readonly reason: LockReason
      readonly modes: readonly UnlockMode[]
    }
  | { readonly state: 'opening' }
  | { readonly state: 'ready' }
  | { readonly state: 'failed'; readonly code: OpenFailure; readonly params: Readonly<Record<string, unknown>> }

export type FolderProblem = 'network_share' | 'synced_folder' | 'not_writable'
/** `needs_phrase`: the normal start of that mode. The others need the recovery code. */
export type LockReason = 'needs_phrase' | 'os_key_lost' | 'key_file_lost'
export type OpenFailure =
  | 'vault.wrong_key'
  | 'vault.file_damaged'
  | 'vault.database_damaged'
  | 'vault.database_missing'
  | 'vault.database_newer'
  | 'vault.database_foreign'
  | 'vault.in_use'
  | 'vault.chain_broken'
  | 'vault.disk_full'
  | 'vault.migration_failed'
  | 'vault.folder_not_writable'
  | 'vault.folder_refused'
  /** A restore was begun and its files cannot be moved: nothing is opened before that is done. */
  | 'vault.restore_unfinished'
  /** What the last restore left of itself cannot be read: how far it came is not known. */
  | 'vault.restore_note_damaged'

export type VaultAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly params: Readonly<Record<string, unknown>> }

/** A file that the person chose in a dialog of the system. Pages and core name it by `grantId`; the path stays with main and core. */
/** A file that may not be read: not of a kind that is imported, or no ordinary file. */
export interface FileRefusal {
  readonly refused: 'kind' | 'no_file'
  readonly fileName: string
}

export interface FileGrant {
  readonly grantId: string
  readonly fileName: string
  readonly sizeBytes: number | null
}

/** 可恢复的备份: a set as the restore page lists it. */
export interface RestorableSet {
  readonly setName: string
  readonly madeAt: number
  readonly bytes: number
  readonly program: string
  readonly operations: number
  readonly receipts: number
  /** It opens with the key of this PC; otherwise the recovery code of its time is needed. */
  readonly sameKey: boolean
}

export interface RestorableSets {
  /** Name of the folder for the person. */
  readonly folderName: string
  readonly sets: readonly RestorableSet[]
  /** Folders that look like sets and say nothing that can be trusted. */
  readonly unreadable: readonly string[]
  /** Sets of a newer version of the program. */
  readonly newer: readonly string[]
  /** The data is open: somebody with the right must allow it. Where it is not, the recovery code stands in. */
  readonly ticketNeeded: boolean
  /** How the key of a set of another key may be wrapped on this PC. */
  readonly modes: readonly UnlockMode[]
}

/** 恢复演练: what would come back, what is there now, and what would be lost. */
export interface RestoreReport {
  readonly setName: string
  readonly madeAt: number
  readonly program: string
  readonly bytes: number
  readonly set: RestoreSide
  /** `null`: the present data does not open, or there is none. */
  readonly live: RestoreSide | null
  readonly loss: RestoreLoss
}

/**
 * Who may: where the data opens, a ticket that core gave to somebody with the right; else the recovery code. The code is also
 * needed where the set has another key than this PC.
 */
export interface RestoreRight {
  readonly ticket: string | null
  readonly recoveryCode: string | null
}

/** Why a backup was not made, besides what a restore may meet, too: codes of the failed task. */
export type MakeFailure = 'backup.place_inside_data' | 'backup.no_room' | 'backup.interrupted' | 'backup.live_damaged'

export type RestoreRefusal =
  | 'backup.no_place'
  | 'backup.place_missing'
  | 'backup.place_not_writable'
  | 'backup.network_failed'
  | 'backup.disk_full'
  | 'backup.write_failed'
  | 'backup.no_room_drill'
  | 'backup.manifest_missing'
  | 'backup.manifest_damaged'
  | 'backup.part_missing'
  | 'backup.part_cut'
  | 'backup.part_changed'
  | 'backup.database_damaged'
  | 'backup.chain_broken'
  | 'backup.facts_differ'
  | 'backup.set_newer'
  | 'backup.set_unknown'
  | 'backup.code_needed'
  | 'backup.code_of_other_set'
  | 'backup.ticket_needed'
  | 'backup.mode_needed'
  | 'backup.swap_failed'
  | 'backup.stage_gone'
  | 'backup.no_new_code'
  | 'backup.not_signed_in'

export type GrantMode = 'read' | 'write' | 'folder'
export type OpenKind = 'workbook'
export type SaveKind = 'xlsx' | 'csv' | 'pdf' | 'json'

/** 关闭窗口时: end the program, or go on in the tray. */
export type ClosingMode = 'quit' | 'hide'

/** What is set for this PC and the present user of its system. */
export interface PcSettings {
  readonly closing: ClosingMode
  /** `null` where it cannot be set: a build that is run from its sources. */
  readonly autostart: boolean | null
  /** For the person who looks for it; it goes nowhere else. */
  readonly dataDir: string
  /** How the data was opened; `null` while none is open. */
  readonly unlock: UnlockMode | null
}

export type DiagnosticAnswer =
  | { readonly kind: 'saved'; readonly grant: FileGrant }
  | { readonly kind: 'given_up' }
  | { readonly kind: 'not_written' }

/** Figures and codes of core for a diagnostic file: nothing of a person, a room or an amount. */
export type CoreFacts = Readonly<Record<string, string | number | boolean | null>>

/** A file of the page's drag and drop: the DOM's own `File`, of which the host needs no more than that it is one. */
export interface DroppedFile {
  readonly name: string
  readonly size: number
}

export interface DesktopBridge {
  readonly appVersion: string
  readonly language: 'zh-CN' | 'en-US' | null
  vaultStatus(): Promise<VaultStatus>
  onVaultStatus(listener: (status: VaultStatus) => void): void
  /** Somebody started the program once more: this window was brought to the front instead. */
  onStartedAgain(listener: () => void): void
  /** First run: makes a data key, wraps it by `mode` and by a new recovery code, and lets core create the database. */
  createVault(input: { mode: UnlockMode; phrase?: string }): Promise<VaultAnswer<{ recoveryCode: string }>>
  unlockWithPhrase(input: { phrase: string }): Promise<VaultAnswer<null>>
  /** Opens by the recovery code and wraps the key anew for `mode`. */
  recoverVault(input: { recoveryCode: string; mode: UnlockMode; phrase?: string }): Promise<VaultAnswer<null>>
  /** 管理员找回: looks at the recovery code while the data is open; the ticket goes to core with a new password. */
  proveRecoveryCode(input: { recoveryCode: string }): Promise<VaultAnswer<{ ticket: string }>>
  /** `null` when the person changed their mind. */
  chooseFile(kind: OpenKind): Promise<FileGrant | FileRefusal | null>
  /** Asks where to save; `null` when the person changed their mind. */
  chooseSave(input: { kind: SaveKind; suggestedName: string }): Promise<FileGrant | null>
  /** A folder for backups to go to, or to restore from. */
  chooseFolder(): Promise<FileGrant | null>
  /** The sets in a folder that was chosen; without one, in the place where this PC's backups go. */
  restorableSets(input: { grantId: string | null }): Promise<VaultAnswer<RestorableSets>>
  /** Reads and checks a listed set as a whole, and changes nothing. */
  tryRestore(input: RestoreRight & { setName: string }): Promise<VaultAnswer<RestoreReport>>
  /** Puts a listed set in the place of the present data, which is kept. `mode` where the key is to be wrapped anew. */
  restore(
    input: RestoreRight & { setName: string; mode: UnlockMode | null; phrase?: string },
  ): Promise<VaultAnswer<null>>
  /** Makes a new recovery code, by the old one or by a ticket. Nothing changes before `adoptRecoveryCode`. */
  proposeRecoveryCode(input: RestoreRight): Promise<VaultAnswer<{ recoveryCode: string }>>
  /**
   * The person has the proposed code on paper: the old one opens this PC's data no more. Only for the window and the session that
   * proposed, within ten minutes.
   */
  adoptRecoveryCode(): Promise<VaultAnswer<null>>
  /** The person left the page without adopting: what was proposed counts no more. */
  dropRecoveryCode(): Promise<void>
  /** A file dropped on the page or, in the guided demo, named by the launcher. */
  grantDropped(file: DroppedFile): Promise<FileGrant | FileRefusal>
  /** Opens a saved file or its folder with the system's program. */
  openSaved(input: { grantId: string; reveal: boolean }): Promise<boolean>
  /** Remembered on this PC, for the pages before sign-in. */
  setLanguage(language: 'zh-CN' | 'en-US'): Promise<void>
  readonly updates: UpdateBridge
  listPrinters(): Promise<readonly { readonly name: string; readonly isDefault: boolean }[]>
  pcSettings(): Promise<PcSettings>
  /** Answers what holds afterwards; `null` when it could not be set. */
  setPcSettings(change: { closing?: ClosingMode; autostart?: boolean }): Promise<PcSettings | null>
  /** 诊断: asks where to, and writes one file without personal data. */
  saveDiagnostics(input: { suggestedName: string }): Promise<DiagnosticAnswer>
  quit(): Promise<void>
}

/** The port of a new channel reaches the page as `window.postMessage(PORT_MESSAGE…)` from the preload, never over contextBridge. */
export const PORT_MESSAGE = 'core-port'
export interface PortMessage {
  readonly type: typeof PORT_MESSAGE
  readonly epoch: number
}

/** What the host asks of core while it restores; core answers each with its `requestId`. */
export type RestoreAsk =
  | { readonly kind: 'sets'; readonly folder: string | null }
  | {
      readonly kind: 'look'
      readonly folder: string
      readonly setName: string
      readonly keyHex: string
      readonly live: { readonly dataDir: string; readonly keyHex: string } | null
    }
  | {
      readonly kind: 'stage'
      readonly folder: string
      readonly setName: string
      readonly keyHex: string
      readonly stage: string
    }
  /** Core lets go of the files, and sees that nobody else holds them; it may be told to open again. */
  | { readonly kind: 'close'; readonly dataDir: string }

export interface RestoreFound {
  readonly sets: {
    readonly folder: string
    readonly sets: readonly (Omit<RestorableSet, 'sameKey'> & { readonly proof: KeyProof })[]
    readonly unreadable: readonly string[]
    readonly newer: readonly string[]
  }
  readonly look: RestoreReport
  readonly stage: { readonly setName: string; readonly madeAt: number }
  readonly close: null
}

/** Told to core with the first opening after a restore. */
export interface RestoredNote {
  readonly setName: string
  readonly madeAt: number
  /** Who was allowed to; `null` where the recovery code was the right. */
  readonly userId: string | null
}

/** `try_restore` reads a set and changes nothing. */
export type TicketPurpose = 'try_restore' | 'restore' | 'new_code' | 'update'

export type HostToCore =
  | {
      readonly t: 'open'
      readonly dataDir: string
      /** 64 hex characters: the raw SQLCipher key. */
      readonly keyHex: string
      readonly create: boolean
      readonly fontsDir: string
      readonly samplesDir: string
      readonly appVersion: string
      readonly unlockMode: UnlockMode
      /** Goes into every backup set. */
      readonly proof: KeyProof
      readonly restored: RestoredNote | null
      /** Only in test and demo builds: the instant at which this process believes to have started. */
      readonly startAtMs: number | null
    }
  /** Comes with one MessagePort. `token` is what main keeps for the window, or null before sign-in. */
  | { readonly t: 'attach'; readonly windowId: string; readonly token: string | null }
  | { readonly t: 'detach'; readonly windowId: string }
  | { readonly t: 'grant'; readonly grantId: string; readonly path: string; readonly mode: GrantMode }
  /** The recovery code was changed. */
  | { readonly t: 'proof'; readonly proof: KeyProof; readonly userId: string | null }
  | { readonly t: 'restore'; readonly requestId: number; readonly ask: RestoreAsk }
  /** The host takes the next queued print job; core answers `print_work` or nothing. */
  | { readonly t: 'print_pull' }
  | {
      readonly t: 'print_done'
      readonly jobId: string
      readonly outcome: 'sent' | 'confirmed' | 'failed'
      readonly reason: string | null
    }
  /** The recovery code was right: the page that shows this ticket may give an administrator a new password, once, soon. */
  | { readonly t: 'recovery_proved'; readonly ticket: string }
  /** Sleep, the system's lock screen or the tray: every window asks for its password again. */
  | { readonly t: 'lock_screens' }
  /** The PC woke up: the clock and whatever waited are looked at now. */
  | { readonly t: 'resumed' }
  /** Core answers `diagnosis`. */
  | { readonly t: 'diagnose'; readonly requestId: number }
  | { readonly t: 'shutdown' }

export type CoreToHost =
  | { readonly t: 'booted' }
  | { readonly t: 'opened' }
  | { readonly t: 'open_failed'; readonly code: OpenFailure; readonly params: Readonly<Record<string, unknown>> }
  /** The window signed in (token), out, or was ended (null). Main keeps it and presents it with every new port. */
  | { readonly t: 'session'; readonly windowId: string; readonly token: string | null }
  /** The window asks for its password; `null`: every window does. */
  | { readonly t: 'locked'; readonly windowId: string | null }
  /** Somebody with the right may do it once, soon. */
  | {
      readonly t: 'ticket'
      readonly ticket: string
      readonly purpose: TicketPurpose
      readonly userId: string
      /** The one set that it is good for; `null` where no set is meant. */
      readonly setName: string | null
    }
  | { readonly t: 'restore_answer'; readonly requestId: number; readonly answer: VaultAnswer<unknown> }
  | { readonly t: 'diagnosis'; readonly requestId: number; readonly facts: CoreFacts }
  | { readonly t: 'print_ready' }
  | {
      readonly t: 'print_work'
      readonly jobId: string
      readonly pdf: Uint8Array
      /** A printer of the system by name, or a folder that collects PDF files. */
      readonly target:
        | { readonly kind: 'system'; readonly printer: string }
        | { readonly kind: 'folder'; readonly path: string }
      readonly fileName: string
      readonly pageMm: { readonly width: number; readonly height: number }
      readonly copies: number
    }
  | { readonly t: 'closed' }
