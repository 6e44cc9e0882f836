import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'

import { app, session } from 'electron'
import type { AppUpdater } from 'electron-updater'

import { writeFileAtomically } from '../data-folder/write-atomically.ts'
import type { Log } from '../log.ts'
import { installOrGoOn } from './install-or-go-on.ts'
import type { StoppableCore } from './install-or-go-on.ts'
import { fetchFile, requireSum } from './limited-fetch.ts'
import type { Fetch } from './limited-fetch.ts'
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
  check(feed: string, signal: AbortSignal): Promise<FoundVersion | null>
  /** Fetches what the last check found, and no byte more than its feed says. */
  download(onPercent: (percent: number) => void, signal: AbortSignal): Promise<void>
  /**
   * Closes the data, ends the program and starts the installer.
   * @throws UpdateRefusal `not_installed`: the program goes on, its data open.
   */
  install(): Promise<void>
}

/** Windows close before the program ends; a page may take a moment for it. */
const QUIT_MS = 15_000

/** Loaded at the first look: the start of the program does not pay for it. */
export function updateEngine(parts: { homeDir: string; key: KeyObject; log: Log; core: StoppableCore }): UpdateEngine {
  // Not the session of the pages, which reaches no network. In memory, without a cache.
  const fetchPages: Fetch = (address, init) => session.fromPartition('updates', { cache: false }).fetch(address, init)
  let mostBytes = 0
  let loaded: Promise<AppUpdater> | null = null
  const updater = (): Promise<AppUpdater> => (loaded ??= load(parts))
  return {
    async check(feed, signal) {
      const engine = await updater()
      const { key } = parts
      const options: SignedFeed = {
        provider: 'custom',
        url: feed,
        key,
        updateProvider: SignedProvider,
        fetch: fetchPages,
        signal,
      }
      engine.setFeedURL(options as never)
      const result = await engine.checkForUpdates()
      if (result === null || !result.isUpdateAvailable) return null
      const { version, files, releaseNotes } = result.updateInfo
      mostBytes = Math.max(...files.map(({ size }) => size ?? 0))
      return {
        version,
        sizeBytes: files[0]?.size ?? null,
        notes: typeof releaseNotes === 'string' ? releaseNotes.slice(0, 4_000) : '',
      }
    },
    async download(onPercent, signal) {
      const engine = await updater()
      fetchFilesBy(engine, (address, file) =>
        fetchFile(address, { file, mostBytes, onPercent, signal, fetch: fetchPages }),
      )
      await engine.downloadUpdate()
    },
    async install() {
      const engine = await updater()
      await installOrGoOn({
        core: parts.core,
        lock: { release: () => app.releaseSingleInstanceLock(), take: () => app.requestSingleInstanceLock() },
        quitAndInstall: () => engine.quitAndInstall(),
        onError: (listener) => void engine.once('error', listener),
        onQuit: (listener) => void app.once('will-quit', listener),
        quit: () => app.quit(),
        waitMs: QUIT_MS,
      })
    },
  }
}

/** Its own download has no limit of bytes and none of time; so its files are fetched by ours. */
function fetchFilesBy(engine: AppUpdater, fetchTo: (address: URL, file: string) => Promise<void>): void {
  const { httpExecutor } = engine as unknown as { httpExecutor: { download: FileDownload } }
  httpExecutor.download = async (address, file, { sha512 }) => {
    await fetchTo(address, file)
    await requireSum(file, sha512)
    return file
  }
}

// oxlint-disable-next-line max-params -- as electron-updater calls it
type FileDownload = (address: URL, file: string, options: { readonly sha512?: string | null }) => Promise<string>

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
