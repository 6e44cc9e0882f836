import { app, BrowserWindow, ipcMain } from 'electron'
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { CHANNELS } from '../../../src-shared/contract/desktop-channels.ts'
import type { DesktopInfo } from '../../../src-shared/contract/desktop-channels.ts'
import { saveDiagnostics } from '../diagnostics/desk.ts'
import type { DiagnosticParts } from '../diagnostics/desk.ts'
import { chooseFile, chooseFolder, chooseSave, grantReadable, openSaved } from '../files/dialogs.ts'
import type { Grants } from '../files/grants.ts'
import type { PcDesk } from '../life/pc-desk.ts'
import { causeFields } from '../log.ts'
import type { Log } from '../log.ts'
import { isLanguage } from '../preferences.ts'
import type { PreferenceStore } from '../preferences.ts'
import { listPrinters } from '../printing/printers.ts'
import type { CodeDesk } from '../restore/code-desk.ts'
import type { RestoreDesk } from '../restore/desk.ts'
import type { UpdateDesk } from '../updates/update-desk.ts'
import type { VaultGate } from '../vault/gate.ts'
import {
  BadInput,
  readChosenSet,
  readFeed,
  readGrant,
  readOpenKind,
  readOpenSaved,
  readOwnWrap,
  readPcChange,
  readPhrase,
  readRecovery,
  readRecoveryCodeOf,
  readRight,
  readSave,
  readSuggestedName,
  readText,
  readTicket,
  readWrapChoice,
} from './inputs.ts'
import { isOurPage } from './sender.ts'

export interface BridgeParts {
  readonly origin: string
  readonly gate: VaultGate
  readonly grants: Grants
  readonly restore: RestoreDesk
  readonly code: CodeDesk
  readonly preferences: PreferenceStore
  readonly updates: UpdateDesk
  readonly pc: PcDesk
  /** How core knows a window. */
  readonly windowIds: WeakMap<BrowserWindow, string>
  readonly diagnostics: DiagnosticParts
  readonly log: Log
}

/** The host's end of `DesktopBridge`: every call is checked for its sender, then for its shape. */
export function serveBridge(parts: BridgeParts): void {
  const { gate, grants, preferences, restore, code, updates, pc } = parts
  const handle = handlerOf(parts)
  const windowIdOf = (window: BrowserWindow): string => parts.windowIds.get(window) ?? ''
  ipcMain.on(CHANNELS.info, (event: IpcMainEvent) => {
    const info: DesktopInfo = { appVersion: app.getVersion(), language: preferences.get().language }
    event.returnValue = isOurPage(event.senderFrame, parts.origin) ? info : null
  })
  handle(CHANNELS.status, () => gate.status())
  handle(CHANNELS.createVault, (input) => gate.create(readWrapChoice(input)))
  handle(CHANNELS.unlockWithPhrase, (input) => gate.unlockWithPhrase(readPhrase(input)))
  handle(CHANNELS.recoverVault, (input) => {
    const { recoveryCode, choice } = readRecovery(input)
    return gate.recover(recoveryCode, choice)
  })
  handle(CHANNELS.proveRecoveryCode, (input) => gate.prove(readRecoveryCodeOf(input)))
  handle(CHANNELS.chooseFile, (input, window) => chooseFile(grants, { window, kind: readOpenKind(input) }))
  handle(CHANNELS.chooseSave, (input, window) => chooseSave(grants, { window, ...readSave(input) }))
  handle(CHANNELS.chooseFolder, (_input, window) => chooseFolder(grants, window))
  handle(CHANNELS.restorableSets, (input) => {
    const grantId = readGrant(input)
    const folder = grantId === null ? null : grants.folderPath(grantId)
    if (grantId !== null && folder === null) throw new BadInput('grantId')
    return restore.sets(folder)
  })
  handle(CHANNELS.tryRestore, (input) => restore.look(readChosenSet(input)))
  handle(CHANNELS.restore, (input) => restore.restore(readChosenSet(input), readOwnWrap(input)))
  handle(CHANNELS.proposeRecoveryCode, (input, window) => code.propose(readRight(input), windowIdOf(window)))
  handle(CHANNELS.adoptRecoveryCode, (_input, window) => code.adopt(windowIdOf(window)))
  handle(CHANNELS.dropRecoveryCode, (_input, window) => code.drop(windowIdOf(window)))
  handle(CHANNELS.grantDropped, (input) => grantReadable(grants, readText(input)))
  handle(CHANNELS.openSaved, (input) => openSaved(grants, readOpenSaved(input)))
  handle(CHANNELS.setLanguage, (input) => {
    if (!isLanguage(input)) throw new BadInput('language')
    preferences.set({ language: input })
    pc.languageChanged()
  })
  handle(CHANNELS.listPrinters, (_input, window) => listPrinters(window.webContents))
  handle(CHANNELS.updateState, () => updates.state())
  handle(CHANNELS.setUpdateFeed, (input) => updates.setFeed(readFeed(input)))
  handle(CHANNELS.checkUpdate, (input) => updates.check(readTicket(input)))
  handle(CHANNELS.downloadUpdate, (input) => updates.download(readTicket(input)))
  handle(CHANNELS.installUpdate, (input) => updates.install(readTicket(input)))
  handle(CHANNELS.pcSettings, () => pc.get())
  handle(CHANNELS.setPcSettings, (input) => pc.set(readPcChange(input)))
  handle(CHANNELS.saveDiagnostics, (input, window) =>
    saveDiagnostics(parts.diagnostics, { window, suggestedName: readSuggestedName(input) }),
  )
  handle(CHANNELS.quit, () => app.quit())
}

type Handler = (input: unknown, window: BrowserWindow) => unknown

function handlerOf({ origin, log }: BridgeParts): (channel: string, handler: Handler) => void {
  return (channel, handler) => {
    ipcMain.handle(channel, async (event: IpcMainInvokeEvent, input: unknown) => {
      const window = BrowserWindow.fromWebContents(event.sender)
      if (window === null || !isOurPage(event.senderFrame, origin)) {
        log.warn('bridge.sender_refused', { channel })
        throw new Error('refused')
      }
      try {
        return await handler(input, window)
      } catch (error) {
        log.error('bridge.failed', { channel, ...causeFields(error) })
        // What a page sees of a defect names no path and quotes no input.
        throw new Error(error instanceof BadInput ? 'bad input' : 'internal')
      }
    })
  }
}
