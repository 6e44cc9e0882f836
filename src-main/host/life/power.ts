import { powerMonitor } from 'electron'
import type { Log } from '../log.ts'

export interface PowerParts {
  /** Every window asks for its password again. */
  readonly lockScreens: () => void
  /** The clock may have moved and a process may have died meanwhile. */
  readonly resumed: () => void
  readonly log: Log
}

/** The PC sleeps, wakes, is locked and unlocked. Call after `whenReady`. */
export function followPower({ lockScreens, resumed, log }: PowerParts): void {
  const lock = (event: string) => (): void => {
    log.info(event)
    lockScreens()
  }
  const wake = (event: string) => (): void => {
    log.info(event)
    resumed()
  }
  powerMonitor.on('suspend', lock('power.suspended'))
  powerMonitor.on('lock-screen', lock('power.screen_locked'))
  powerMonitor.on('resume', wake('power.resumed'))
  powerMonitor.on('unlock-screen', wake('power.screen_unlocked'))
}
