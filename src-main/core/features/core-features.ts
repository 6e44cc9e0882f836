import type { AnyJob } from '../jobs/definition.ts'
import type { Commands, Queries } from '../request/context.ts'
import { approvalCommands, approvalQueries, limitCommands, limitKind } from './approval/index.ts'
import type { ApprovalKind } from './approval/index.ts'
import { auditCommands, auditJobs, auditQueries } from './audit/index.ts'
import { backupCommands, backupQueries, restoreKind } from './backup/index.ts'
import { billingCommands, billingJobs, billingQueries, dropCheckKind } from './billing/index.ts'
import { correctionCommands, correctionQueries } from './correction/index.ts'
import { counterCommands, counterQueries } from './counter/index.ts'
import { demoCommands, demoJobs } from './demo/index.ts'
import type { CoreDeps } from './deps.ts'
import { importCommands, importJobs, importQueries } from './import/index.ts'
import { jobCommands, jobQueries } from './job/index.ts'
import { lateFeeCommands, lateFeeJobs, lateFeeQueries } from './late-fee/index.ts'
import { meteringCommands, meteringJobs, meteringQueries } from './metering/index.ts'
import { openingCommands, openingJobs, openingQueries } from './opening/index.ts'
import { printingCommands, printingQueries } from './printing/index.ts'
import { projectCommands } from './project/commands.ts'
import { projectQueries } from './project/queries.ts'
import { receiptCommands, receiptQueries, voidPrintedKind } from './receipt/index.ts'
import { reportCommands, reportJobs } from './report/index.ts'
import { roomCommands } from './room/commands.ts'
import { exportContactsKind } from './room/export-contacts.ts'
import { roomJobs } from './room/jobs.ts'
import { roomQueries } from './room/queries.ts'
import { searchCommands } from './search/commands.ts'
import { sessionCommands, sessionQueries } from './session/index.ts'
import { setupCommands, setupQueries } from './setup/index.ts'
import { shareCommands, shareJobs, shareQueries } from './share/index.ts'
import { shiftCommands, shiftQueries } from './shift/index.ts'
import { standardCommands, standardJobs, standardQueries } from './standard/index.ts'
import { updateCommands } from './update/index.ts'
import { userCommands } from './user/commands.ts'
import { grantRightsKind } from './user/grant-rights.ts'
import { userQueries } from './user/queries.ts'

const loosenLimitKind = limitKind(approvalKinds)

/** Every reason why somebody else must agree, one line per feature. */
const APPROVAL_KINDS: readonly ApprovalKind[] = [
  voidPrintedKind,
  grantRightsKind,
  loosenLimitKind,
  exportContactsKind,
  dropCheckKind,
  restoreKind,
]

export function approvalKinds(): readonly ApprovalKind[] {
  return APPROVAL_KINDS
}

export function coreCommands(deps: CoreDeps): Commands {
  const commands: Commands = {
    ...setupCommands(deps),
    ...sessionCommands(deps),
    ...userCommands(deps),
    ...projectCommands(deps),
    ...roomCommands(deps),
    ...searchCommands,
    ...importCommands(deps),
    ...standardCommands(deps),
    ...billingCommands(deps),
    ...lateFeeCommands(deps),
    ...meteringCommands(deps),
    ...shareCommands(deps),
    ...openingCommands(deps),
    ...correctionCommands(deps),
    ...counterCommands(deps),
    ...receiptCommands(deps),
    ...shiftCommands(deps),
    ...reportCommands(deps),
    ...jobCommands(deps),
    ...demoCommands(deps),
    ...printingCommands(deps),
    ...backupCommands(deps),
    ...auditCommands(deps),
    ...updateCommands(deps),
    ...limitCommands(loosenLimitKind, approvalKinds),
  }
  return { ...commands, ...approvalCommands(deps, { commands, kinds: APPROVAL_KINDS }) }
}

/** Queries that answer on core's own thread, in under 5 ms. */
export function coreQueries(deps: CoreDeps): Queries {
  return {
    ...setupQueries(deps),
    ...sessionQueries(deps),
    ...userQueries(deps),
    ...approvalQueries(approvalKinds),
    ...auditQueries(),
    ...projectQueries(),
    ...roomQueries(),
    ...importQueries(),
    ...standardQueries(),
    ...billingQueries(),
    ...lateFeeQueries(),
    ...meteringQueries(),
    ...shareQueries(),
    ...openingQueries(),
    ...correctionQueries(),
    ...counterQueries(),
    ...receiptQueries(),
    ...shiftQueries(),
    ...jobQueries(deps),
    ...printingQueries(),
    ...backupQueries(),
  }
}

/** The jobs of the features; the backup's needs to know the file, and joins them in core. */
export const CORE_JOBS: readonly AnyJob[] = [
  ...roomJobs,
  ...importJobs,
  ...standardJobs,
  ...billingJobs,
  ...lateFeeJobs,
  ...meteringJobs,
  ...shareJobs,
  ...openingJobs,
  ...reportJobs,
  ...demoJobs,
  ...auditJobs,
]
