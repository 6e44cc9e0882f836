import type { BrowserWindow } from 'electron'
import type { HostToCore, UnlockMode } from '../../../src-shared/contract/desktop.ts'
import type { Log } from '../log.ts'
import type { PreferenceStore } from '../preferences.ts'
import type { Switches } from '../switches.ts'
import { Autostart } from './autostart.ts'
import { PcDesk } from './pc-desk.ts'
import { WindowLife } from './window-life.ts'

/** How the window ends, hides and locks, and how the program starts. */
export interface LifeParts {
  readonly life: WindowLife
  readonly pc: PcDesk
  /** Every window asks for its password again. */
  readonly lockScreens: () => void
}

export interface LifePlace {
  readonly send: (message: HostToCore) => boolean
  readonly windows: ReadonlySet<BrowserWindow>
  readonly preferences: PreferenceStore
  readonly switches: Switches
  readonly dataDir: string
  readonly unlockMode: () => UnlockMode | null
  readonly log: Log
}

export function makeLife({ send, windows, preferences, switches, dataDir, unlockMode, log }: LifePlace): LifeParts {
  const lockScreens = (): void => void send({ t: 'lock_screens' })
  const life = new WindowLife({ windows, preferences, lockScreens, log })
  const autostart = new Autostart(dataDir === switches.dataDir ? ['--data', dataDir] : [])
  return {
    life,
    pc: new PcDesk({ preferences, autostart, applyLife: () => life.apply(), dataDir, unlockMode, log }),
    lockScreens,
  }
}
