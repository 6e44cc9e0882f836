import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { askCommands } from './ask-commands.ts'
import type { Approvables } from './asked-act.ts'
import { decideCommands } from './decide-commands.ts'

export { approvable } from './kind.ts'
export type { ApprovalKind, AssessContext, Assessment } from './kind.ts'
export { limitCommands, limitKind } from './limit-command.ts'
export { approvalQueries, countPendingFor } from './queries.ts'
export { openRequestsOf, withdrawRequestsOf } from './open-requests.ts'
export { settleBeforeSignIn } from './before-sign-in.ts'
export { requireApproval } from './require-approval.ts'
export { approvalSchedule } from './schedule.ts'

/** They run other commands, so they are given all of those. */
export function approvalCommands(deps: Pick<CoreDeps, 'database' | 'sessions'>, approvables: Approvables): Commands {
  return { ...askCommands(deps, approvables), ...decideCommands(deps, approvables) }
}
