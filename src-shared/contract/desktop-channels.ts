/** Names of what passes between a page's preload and the host. */
export const CHANNELS = {
  info: 'desktop:info',
  status: 'desktop:vault_status',
  statusChanged: 'desktop:vault_status_changed',
  startedAgain: 'desktop:started_again',
  createVault: 'desktop:create_vault',
  unlockWithPhrase: 'desktop:unlock_with_phrase',
  recoverVault: 'desktop:recover_vault',
  proveRecoveryCode: 'desktop:prove_recovery_code',
  chooseFile: 'desktop:choose_file',
  chooseSave: 'desktop:choose_save',
  chooseFolder: 'desktop:choose_folder',
  restorableSets: 'desktop:restorable_sets',
  tryRestore: 'desktop:try_restore',
  restore: 'desktop:restore',
  proposeRecoveryCode: 'desktop:propose_recovery_code',
  adoptRecoveryCode: 'desktop:adopt_recovery_code',
  dropRecoveryCode: 'desktop:drop_recovery_code',
  grantDropped: 'desktop:grant_dropped',
  openSaved: 'desktop:open_saved',
  setLanguage: 'desktop:set_language',
  listPrinters: 'desktop:list_printers',
  updateState: 'desktop:update_state',
  updateChanged: 'desktop:update_changed',
  setUpdateFeed: 'desktop:set_update_feed',
  checkUpdate: 'desktop:check_update',
  downloadUpdate: 'desktop:download_update',
  installUpdate: 'desktop:install_update',
  pcSettings: 'desktop:pc_settings',
  setPcSettings: 'desktop:set_pc_settings',
  saveDiagnostics: 'desktop:save_diagnostics',
  quit: 'desktop:quit',
} as const

/** What a page must know before its first line runs. */
export interface DesktopInfo {
  readonly appVersion: string
  readonly language: 'zh-CN' | 'en-US' | null
}
