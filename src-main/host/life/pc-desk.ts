import type { ClosingMode, PcSettings, UnlockMode } from '../../../src-shared/contract/desktop.ts'
import { causeFields } from '../log.ts'
import type { Log } from '../log.ts'
import type { PreferenceStore } from '../preferences.ts'

export interface PcDeskParts {
  readonly preferences: PreferenceStore
  readonly autostart: { readonly isOffered: boolean; readonly isOn: boolean; set(on: boolean): void }
  /** The tray comes, goes or changes its words. */
  readonly applyLife: () => void
  readonly dataDir: string
  readonly unlockMode: () => UnlockMode | null
  readonly log: Log
}

/** 本机设置: what the page of this PC shows and changes. */
export class PcDesk {
  readonly #parts: PcDeskParts

  constructor(parts: PcDeskParts) {
    this.#parts = parts
  }

  get(): PcSettings {
    const { preferences, autostart, dataDir, unlockMode } = this.#parts
    return {
      closing: preferences.get().closing,
      autostart: autostart.isOffered ? autostart.isOn : null,
      dataDir,
      unlock: unlockMode(),
    }
  }

  set(change: { readonly closing?: ClosingMode; readonly autostart?: boolean }): PcSettings | null {
    const { preferences, autostart, applyLife, log } = this.#parts
    if (change.closing !== undefined) {
      preferences.set({ closing: change.closing })
      applyLife()
    }
    if (change.autostart === undefined || !autostart.isOffered) return this.get()
    try {
      autostart.set(change.autostart)
    } catch (error) {
      log.warn('autostart.not_set', causeFields(error))
      return null
    }
    return this.get()
  }

  languageChanged(): void {
    this.#parts.applyLife()
  }
}
