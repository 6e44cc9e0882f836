import { app, Notification } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Log } from '../log.ts'
import type { PreferenceStore } from '../preferences.ts'
import { decideClosing } from './closing.ts'
import { hostTexts } from './host-texts.ts'
import { TrayIcon } from './tray-icon.ts'

export interface WindowLifeParts {
  readonly windows: ReadonlySet<BrowserWindow>
  readonly preferences: PreferenceStore
  readonly lockScreens: () => void
  readonly log: Log
}

/** Whether the cross of the window ends the program or hides it in the tray, and the tray itself. */
export class WindowLife {
  readonly #parts: WindowLifeParts
  readonly #tray: TrayIcon
  #quitting = false
  /** Said once in a run: whoever hides the window every evening knows. */
  #said = false

  constructor(parts: WindowLifeParts) {
    this.#parts = parts
    this.#tray = new TrayIcon(parts.log, {
      open: () => this.bringForward(),
      lock: () => parts.lockScreens(),
      quit: () => app.quit(),
    })
  }

  start(): void {
    app.on('before-quit', () => {
      this.#quitting = true
    })
    this.apply()
  }

  /** The setting or the language may have changed. */
  apply(): void {
    const { closing, language } = this.#parts.preferences.get()
    if (closing === 'hide') this.#tray.show(hostTexts(language))
    else this.#tray.hide()
  }

  /** A start by the system, in the morning, opens no window where there is a tray to open it from. */
  mayStartHidden(): boolean {
    return this.#tray.isShown
  }

  watch(window: BrowserWindow): void {
    window.on('close', (event) => {
      const { closing, language } = this.#parts.preferences.get()
      const facts = { mode: closing, trayShown: this.#tray.isShown, quitting: this.#quitting }
      if (decideClosing(facts) === 'close') return
      event.preventDefault()
      window.hide()
      this.#parts.log.info('window.hidden')
      this.#sayHidden(hostTexts(language))
    })
  }

  bringForward(): void {
    for (const window of this.#parts.windows) {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    }
  }

  #sayHidden(texts: ReturnType<typeof hostTexts>): void {
    if (this.#said || !Notification.isSupported()) return
    this.#said = true
    const word = new Notification({ title: texts.name, body: texts.hidden })
    word.on('click', () => this.bringForward())
    word.show()
  }
}
