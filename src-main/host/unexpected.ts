import { causeFields } from './log.ts'
import type { Log } from './log.ts'

/**
 * A defect of the main process is logged and the counter goes on: core holds the data, and what is left here (a dialog, a
 * print job) can be asked for again. Electron's own answer would be a box with a stack in front of the clerk.
 */
export function logUnexpected(log: Log): void {
  process.on('uncaughtException', (error) => log.error('host.uncaught', causeFields(error)))
  process.on('unhandledRejection', (reason) => log.error('host.unhandled', causeFields(reason)))
}
