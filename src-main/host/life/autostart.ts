import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import { HIDDEN_SWITCH } from '../switches.ts'
import { desktopEntry } from './desktop-entry.ts'

/** 开机启动 for the user of the system who sets it. `words`: what this very start was asked, such as `--data`. */
export class Autostart {
  readonly #words: readonly string[]

  constructor(words: readonly string[]) {
    this.#words = [...words.filter((word) => word !== HIDDEN_SWITCH), HIDDEN_SWITCH]
  }

  /** A build that is run from its sources is started by hand. */
  get isOffered(): boolean {
    return app.isPackaged
  }

  get isOn(): boolean {
    if (process.platform === 'linux') return existsSync(entryPath())
    return app.getLoginItemSettings({ args: [...this.#words] }).openAtLogin
  }

  set(on: boolean): void {
    if (process.platform !== 'linux') {
      app.setLoginItemSettings({ openAtLogin: on, args: [...this.#words] })
      return
    }
    const path = entryPath()
    if (!on) return rmSync(path, { force: true })
    mkdirSync(dirname(path), { recursive: true })
    // An AppImage runs from a mount that is gone the next day.
    const program = process.env['APPIMAGE'] ?? process.execPath
    writeFileSync(path, desktopEntry({ name: app.getName(), words: [program, ...this.#words] }))
  }
}

function entryPath(): string {
  return join(app.getPath('appData'), 'autostart', 'xiaoqu-wuye.desktop')
}
