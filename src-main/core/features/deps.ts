import type { TicketPurpose } from '../../../src-shared/contract/desktop.ts'
import type { Clock } from '../../../src-shared/kernel/time.ts'
import type { Database } from '../db/database.ts'
import type { FileGrants } from '../files/grants.ts'
import type { JobRunner } from '../jobs/runner.ts'
import type { SessionMemory } from '../request/dispatch.ts'
import type { ListSnapshots } from '../workers/list-snapshots.ts'
import type { TaskRunner } from '../workers/task-runner.ts'

/** What features are given in core; each takes the part that it names. It imports no feature, so that none is bound to all. */
export interface CoreDeps {
  readonly database: Database
  readonly sessions: SessionMemory
  /** Which windows are open now. */
  readonly seats: { isAttached(windowId: string): boolean; tellLocked(windowId: string): void }
  /** What the host tells of a recovery code that was proved. */
  readonly recovery: { holds(ticket: string): boolean; use(ticket: string): void }
  readonly jobs: JobRunner
  readonly documents: TaskRunner
  readonly grants: FileGrants
  readonly printing: { wake(): void }
  readonly backup: {
    readonly dataDir: string
    /** Looks at places and sets; never waits for a backup that is being made. */
    readonly places: TaskRunner
    /** Tells the host of a permission that it may use once. */
    newTicket(purpose: TicketPurpose, of: { readonly userId: string; readonly setName: string | null }): string
  }
  readonly clock: Clock
  readonly lastCleanExitAt: number | null
}

/** What features are given in the reader worker. */
export interface ReaderDeps {
  readonly snapshots: ListSnapshots
}
