import type { Clock } from '../../../src-shared/kernel/time.ts'
import type { Database } from '../db/database.ts'
import type { FileGrants } from '../files/grants.ts'
import type { AnyJob } from '../jobs/definition.ts'
import type { JobRunner } from '../jobs/runner.ts'
import type { Commands, Queries } from '../request/context.ts'
import type { TaskRunner } from '../workers/task-runner.ts'
import { billingCommands, billingJobs, billingQueries } from './billing/index.ts'
import { counterCommands, counterQueries } from './counter/index.ts'
import { importCommands, importJobs, importQueries } from './import/index.ts'
import { jobCommands, jobJobs, jobQueries } from './job/index.ts'
import { printingCommands, printingQueries } from './printing/index.ts'
import type { PrintPump } from './printing/index.ts'
import { projectCommands, projectQueries } from './project/index.ts'
import { receiptCommands, receiptQueries } from './receipt/index.ts'
import { reportCommands, reportJobs } from './report/index.ts'
import { roomCommands, roomJobs, roomQueries } from './room/index.ts'
import { sessionCommands, sessionQueries } from './session/index.ts'
import type { SessionStore } from './session/index.ts'
import { setupCommands, setupQueries } from './setup/index.ts'
import { shiftCommands, shiftQueries } from './shift/index.ts'
import { standardCommands, standardJobs, standardQueries } from './standard/index.ts'
import { userCommands, userQueries } from './user/index.ts'

/** What features are given; each takes the part that it names. */
export interface CoreDeps {
  readonly database: Database
  readonly sessions: SessionStore
  readonly jobs: JobRunner
  readonly documents: TaskRunner
  readonly grants: FileGrants
  readonly printing: PrintPump
  readonly clock: Clock
  readonly lastCleanExitAt: number | null
}

export function coreCommands(deps: CoreDeps): Commands {
  return {
    ...setupCommands(deps),
    ...sessionCommands(deps),
    ...userCommands(deps),
    ...projectCommands(deps),
    ...roomCommands(deps),
    ...importCommands(deps),
    ...standardCommands(deps),
    ...billingCommands(deps),
    ...counterCommands(deps),
    ...receiptCommands(deps),
    ...shiftCommands(deps),
    ...reportCommands(deps),
    ...jobCommands(deps),
    ...printingCommands(deps),
  }
}

/** Queries that answer on core's own thread, in under 5 ms. */
export function coreQueries(deps: CoreDeps): Queries {
  return {
    ...setupQueries(deps),
    ...sessionQueries(deps),
    ...userQueries(),
    ...projectQueries(),
    ...roomQueries(),
    ...importQueries(),
    ...standardQueries(),
    ...billingQueries(),
    ...counterQueries(),
    ...receiptQueries(),
    ...shiftQueries(),
    ...jobQueries(),
    ...printingQueries(),
  }
}

export const CORE_JOBS: readonly AnyJob[] = [...roomJobs, ...importJobs, ...standardJobs, ...billingJobs, ...reportJobs, ...jobJobs]
