import { join } from 'node:path'
import { app, Menu, Tray } from 'electron'
import { causeFields } from '../log.ts'
import type { Log } from '../log.ts'
import type { hostTexts } from './host-texts.ts'

export interface TrayActs {
  open(): void
  lock(): void
  quit(): void
}

/** 托盘: the program while its window is hidden. A desktop without a tray throws or shows nothing; then there is none. */
export class TrayIcon {
  readonly #log: Log
  readonly #acts: TrayActs
  #tray: Tray | null = null

  constructor(log: Log, acts: TrayActs) {
    this.#log = log
    this.#acts = acts
  }

  get isShown(): boolean {
    return this.#tray !== null
  }

  show(texts: ReturnType<typeof hostTexts>): void {
    try {
      this.#tray ??= new Tray(join(app.getAppPath(), 'resources', 'icons', 'tray.png'))
    } catch (error) {
      this.#log.warn('tray.not_shown', causeFields(error))
      return
    }
    this.#tray.setToolTip(texts.name)
    this.#tray.removeAllListeners('click')
    this.#tray.on('click', () => this.#acts.open())
    const items = [
      { label: texts.open, click: () => this.#acts.open() },
      { label: texts.lock, click: () => this.#acts.lock() },
      { type: 'separator' as const },
      { label: texts.quit, click: () => this.#acts.quit() },
    ]
    this.#tray.setContextMenu(Menu.buildFromTemplate(items))
  }

  hide(): void {
    this.#tray?.destroy()
    this.#tray = null
  }
}
