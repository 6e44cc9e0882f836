import type { AnyJob } from '../jobs/definition.ts'
import type { Commands, Queries } from '../request/context.ts'
import { billingCommands, billingJobs, billingQueries } from './billing/index.ts'
import { counterCommands, counterQueries } from './counter/index.ts'
import { demoCommands, demoJobs } from './demo/index.ts'
import type { CoreDeps } from './deps.ts'
import { importCommands, importJobs, importQueries } from './import/index.ts'
import { jobCommands, jobQueries } from './job/index.ts'
import { meteringCommands, meteringJobs, meteringQueries } from './metering/index.ts'
import { printingCommands, printingQueries } from './printing/index.ts'
import { projectCommands } from './project/commands.ts'
import { projectQueries } from './project/queries.ts'
import { receiptCommands, receiptQueries } from './receipt/index.ts'
import { reportCommands, reportJobs } from './report/index.ts'
import { roomCommands } from './room/commands.ts'
import { roomJobs } from './room/jobs.ts'
import { roomQueries } from './room/queries.ts'
import { searchCommands } from './search/commands.ts'
import { sessionCommands, sessionQueries } from './session/index.ts'
import { setupCommands, setupQueries } from './setup/index.ts'
import { shareCommands, shareJobs, shareQueries } from './share/index.ts'
import { shiftCommands, shiftQueries } from './shift/index.ts'
import { standardCommands, standardJobs, standardQueries } from './standard/index.ts'
import { userCommands } from './user/commands.ts'
import { userQueries } from './user/queries.ts'

export function coreCommands(deps: CoreDeps): Commands {
  return {
    ...setupCommands(deps),
    ...sessionCommands(deps),
    ...userCommands(deps),
    ...projectCommands(deps),
    ...roomCommands(deps),
    ...searchCommands,
    ...importCommands(deps),
    ...standardCommands(deps),
    ...billingCommands(deps),
    ...meteringCommands(deps),
    ...shareCommands(deps),
    ...counterCommands(deps),
    ...receiptCommands(deps),
    ...shiftCommands(deps),
    ...reportCommands(deps),
    ...jobCommands(deps),
    ...demoCommands(deps),
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
    ...meteringQueries(),
    ...shareQueries(),
    ...counterQueries(),
    ...receiptQueries(),
    ...shiftQueries(),
    ...jobQueries(deps),
    ...printingQueries(),
  }
}

export const CORE_JOBS: readonly AnyJob[] = [
  ...roomJobs,
  ...importJobs,
  ...standardJobs,
  ...billingJobs,
  ...meteringJobs,
  ...shareJobs,
  ...reportJobs,
  ...demoJobs,
]
