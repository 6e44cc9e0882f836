import type { KeyProof } from '../../src-shared/contract/backup-manifest.ts'
import type { CoreToHost, RestoredNote } from '../../src-shared/contract/desktop.ts'
import type { Clock } from '../../src-shared/kernel/time.ts'
import type { WriteWatch } from './db/database.ts'
import type { Log } from './log.ts'
import type { TaskRunner } from './workers/task-runner.ts'

export interface CoreWorkers {
  readonly reader: TaskRunner
  readonly documents: TaskRunner
  readonly workbooks: TaskRunner
  readonly backup: TaskRunner
  /** Looks at places and sets while a backup is being made. */
  readonly places: TaskRunner
}

export interface CoreOptions {
  readonly dataDir: string
  readonly keyHex: string
  readonly create: boolean
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Log
  readonly tellHost: (message: CoreToHost) => void
  /** Starts the workers on the opened file; tests run them in line. */
  readonly startWorkers: (path: string) => CoreWorkers
  readonly appVersion: string
  /** What a backup set carries of the key. */
  readonly proof: KeyProof
  /** The file came out of a backup and is opened for the first time. */
  readonly restored: RestoredNote | null
  readonly watch?: WriteWatch
}
