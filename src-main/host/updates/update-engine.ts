import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'

import { app } from 'electron'
import type { AppUpdater } from 'electron-updater'

import { writeFileAtomically } from '../data-folder/write-atomically.ts'
import type { Log } from '../log.ts'
import { SignedProvider } from './signed-provider.ts'
import type { SignedFeed } from './signed-provider.ts'

export interface FoundVersion {
  readonly version: string
  readonly sizeBytes: number | null
  readonly notes: string
}

/** What fetches and installs versions: electron-updater, behind the few words that we need. */
export interface UpdateEngine {
  /** The newer version that the feed offers, or `null`. @throws what `failureOf` knows */
  check(feed: string): Promise<FoundVersion | null>
  /** Fetches what the last check found. */
  download(onPercent: (percent: number) => void): Promise<void>
  /** Closes the data, ends the program and starts the installer. */
  install(): Promise<void>
}

/** Loaded at the first look: the start of the program does not pay for it. */
export function updateEngine(parts: {
  homeDir: string
  key: KeyObject
  log: Log
  stopCore: () => Promise<void>
}): UpdateEngine {
  let loaded: Promise<AppUpdater> | null = null
  const updater = (): Promise<AppUpdater> => (loaded ??= load(parts))
  return {
    async check(feed) {
      const engine = await updater()
      const options: SignedFeed = { provider: 'custom', url: feed, key: parts.key, updateProvider: SignedProvider }
      engine.setFeedURL(options as never)
      const result = await engine.checkForUpdates()
      if (result === null || !result.isUpdateAvailable) return null
      const { version, files, releaseNotes } = result.updateInfo
      return {
        version,
        sizeBytes: files[0]?.size ?? null,
        notes: typeof releaseNotes === 'string' ? releaseNotes.slice(0, 4_000) : '',
      }
    },
    async download(onPercent) {
      const engine = await updater()
      const listener = ({ percent }: { percent: number }): void => onPercent(Math.floor(percent))
      engine.on('download-progress', listener)
      try {
        await engine.downloadUpdate()
      } finally {
        engine.off('download-progress', listener)
      }
    },
    async install() {
      const engine = await updater()
      await parts.stopCore()
      // The new version starts while this one is still ending.
      app.releaseSingleInstanceLock()
      engine.quitAndInstall()
    },
  }
}

async function load({ homeDir, log }: { homeDir: string; log: Log }): Promise<AppUpdater> {
  const { autoUpdater } = await import('electron-updater')
  // The package may come without an app-update.yml: our feed is a setting, and only the name of the cache is read from it.
  const config = join(homeDir, 'app-update.yml')
  writeFileAtomically(config, 'updaterCacheDirName: xiaoqu-wuye-updates\n')
  autoUpdater.updateConfigPath = config
  autoUpdater.forceDevUpdateConfig = !app.isPackaged
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.allowDowngrade = false
  // Parts of an older file are put together by a list that nobody signed.
  autoUpdater.disableDifferentialDownload = true
  autoUpdater.logger = {
    info: (text: unknown) => log.info('updates', { text: String(text).slice(0, 300) }),
    warn: (text: unknown) => log.warn('updates', { text: String(text).slice(0, 300) }),
    error: (text: unknown) => log.error('updates', { text: String(text).slice(0, 300) }),
  }
  // Without a listener its errors would end the program; they also reject what was asked for.
  autoUpdater.on('error', () => {})
  return autoUpdater
}
