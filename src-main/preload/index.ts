import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { PORT_MESSAGE } from '../../src-shared/contract/desktop.ts'
import type { DesktopBridge, PortMessage, VaultStatus } from '../../src-shared/contract/desktop.ts'
import type { UpdateState } from '../../src-shared/contract/desktop-update.ts'
import { CHANNELS } from '../../src-shared/contract/desktop-channels.ts'
import type { DesktopInfo } from '../../src-shared/contract/desktop-channels.ts'

declare global {
  interface Window {
    readonly desktop: DesktopBridge
  }
}

const info = ipcRenderer.sendSync(CHANNELS.info) as DesktopInfo

const bridge: DesktopBridge = {
  appVersion: info.appVersion,
  language: info.language,
  vaultStatus: () => ipcRenderer.invoke(CHANNELS.status),
  onVaultStatus: (listener) => {
    ipcRenderer.on(CHANNELS.statusChanged, (_event, status: VaultStatus) => listener(status))
  },
  onStartedAgain: (listener) => {
    ipcRenderer.on(CHANNELS.startedAgain, () => listener())
  },
  createVault: (input) => ipcRenderer.invoke(CHANNELS.createVault, input),
  unlockWithPhrase: (input) => ipcRenderer.invoke(CHANNELS.unlockWithPhrase, input),
  recoverVault: (input) => ipcRenderer.invoke(CHANNELS.recoverVault, input),
  proveRecoveryCode: (input) => ipcRenderer.invoke(CHANNELS.proveRecoveryCode, input),
  chooseFile: (kind) => ipcRenderer.invoke(CHANNELS.chooseFile, kind),
  chooseSave: (input) => ipcRenderer.invoke(CHANNELS.chooseSave, input),
  chooseFolder: () => ipcRenderer.invoke(CHANNELS.chooseFolder),
  restorableSets: (input) => ipcRenderer.invoke(CHANNELS.restorableSets, input),
  tryRestore: (input) => ipcRenderer.invoke(CHANNELS.tryRestore, input),
  restore: (input) => ipcRenderer.invoke(CHANNELS.restore, input),
  proposeRecoveryCode: (input) => ipcRenderer.invoke(CHANNELS.proposeRecoveryCode, input),
  adoptRecoveryCode: () => ipcRenderer.invoke(CHANNELS.adoptRecoveryCode),
  dropRecoveryCode: () => ipcRenderer.invoke(CHANNELS.dropRecoveryCode),
  // The path of a file is asked here, where the page cannot see it.
  grantDropped: (file) => ipcRenderer.invoke(CHANNELS.grantDropped, webUtils.getPathForFile(file as File)),
  openSaved: (input) => ipcRenderer.invoke(CHANNELS.openSaved, input),
  setLanguage: (language) => ipcRenderer.invoke(CHANNELS.setLanguage, language),
  updates: {
    state: () => ipcRenderer.invoke(CHANNELS.updateState),
    onState: (listener) => {
      ipcRenderer.on(CHANNELS.updateChanged, (_event, state: UpdateState) => listener(state))
    },
    setFeed: (input) => ipcRenderer.invoke(CHANNELS.setUpdateFeed, input),
    check: (right) => ipcRenderer.invoke(CHANNELS.checkUpdate, right),
    download: (right) => ipcRenderer.invoke(CHANNELS.downloadUpdate, right),
    install: (right) => ipcRenderer.invoke(CHANNELS.installUpdate, right),
  },
  listPrinters: () => ipcRenderer.invoke(CHANNELS.listPrinters),
  pcSettings: () => ipcRenderer.invoke(CHANNELS.pcSettings),
  setPcSettings: (change) => ipcRenderer.invoke(CHANNELS.setPcSettings, change),
  saveDiagnostics: (input) => ipcRenderer.invoke(CHANNELS.saveDiagnostics, input),
  quit: () => ipcRenderer.invoke(CHANNELS.quit),
}

contextBridge.exposeInMainWorld('desktop', bridge)

// A MessagePort does not pass contextBridge: it reaches the page as a message of its own window.
ipcRenderer.on(PORT_MESSAGE, (event, epoch: number) => {
  const message: PortMessage = { type: PORT_MESSAGE, epoch }
  window.postMessage(message, location.origin, [...event.ports])
})
