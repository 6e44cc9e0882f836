import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

export const projectRoot = resolve(import.meta.dirname, '../..')

/** The size that every page must be at home in (design: 1366×768 of page, without the frame). */
export const pageSize = { width: 1366, height: 768 }

export interface LaunchOptions {
  /** Data folder of the program; a fresh temporary one, removed by `close`, when left out. */
  dataDir?: string
  /** How a first run may unlock; `unattended` (no person needed) when left out. A package does not look at it. */
  unlock?: 'os' | 'phrase' | 'unattended'
  /** The instant at which the program believes to have started, as ISO text. A package does not look at it. */
  now?: string
  args?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** The executable of a packaged build; the build in out/ when left out. */
  packaged?: string
  size?: { width: number; height: number }
}

export interface LaunchedApp {
  app: ElectronApplication
  page: Page
  dataDir: string
  close: () => Promise<void>
}

/** The executable that `npm run pack -- --smoke` leaves behind. */
export function packedExecutable(): string {
  const folder = resolve(projectRoot, 'out/pack/smoke')
  if (process.platform === 'win32') return join(folder, 'win-unpacked', 'xiaoqu-wuye.exe')
  return join(folder, 'linux-unpacked', 'xiaoqu-wuye')
}

/** Chromium refuses its sandbox to root; everybody else tests with it. */
export const sandboxArgs = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/** The program must start as Electron although the tests themselves run in Electron as Node. */
export function electronEnvironment(extra: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
  )
  return { ...Object.fromEntries(kept), LANG: 'zh_CN.UTF-8', ...extra }
}

function switchesOf(options: LaunchOptions, dataDir: string): string[] {
  const now = options.now === undefined ? [] : ['--now', options.now]
  return ['--data', dataDir, '--unlock', options.unlock ?? 'unattended', ...now]
}

export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'xiaoqu-data-'))
  const size = options.size ?? pageSize
  const target = options.packaged === undefined ? [projectRoot] : []
  const app = await _electron.launch({
    executablePath: options.packaged ?? process.execPath,
    args: [...sandboxArgs(), ...target, ...switchesOf(options, dataDir), ...(options.args ?? [])],
    env: electronEnvironment(options.env ?? {}),
    timeout: 30_000,
  })
  const page = await app.firstWindow()
  await resizePage(app, size)
  await page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size)

  async function close(): Promise<void> {
    await app.close()
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  return { app, page, dataDir, close }
}

async function resizePage(app: ElectronApplication, size: { width: number; height: number }): Promise<void> {
  await app.evaluate(({ BrowserWindow }, wanted) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setContentSize(wanted.width, wanted.height)
  }, size)
}
