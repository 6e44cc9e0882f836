import type { JobRunner } from '../../jobs/runner.ts'
import type { CommandContext, Input, Output, QueryContext } from '../../request/context.ts'
import { openRequestsOf, withdrawRequestsOf } from '../approval/index.ts'
import type { CoreDeps } from '../deps.ts'
import { cancelJobsOf, unfinishedJobsOf } from '../job/index.ts'
import { openSessionsOf } from '../session/index.ts'
import { forceCloseShift, loadShift, openShiftsOf } from '../shift/index.ts'

type Held = Output<'user.held'>

/** 手上的事: what a person has open when the account is to be disabled. */
export function heldBy(
  { db, actor }: Pick<QueryContext, 'db' | 'actor'>,
  { seats, jobs }: Pick<CoreDeps, 'seats' | 'jobs'>,
  userId: string,
): Held {
  const held = {
    sessions: openSessionsOf(db, seats, userId).length,
    shifts: openShiftsOf(db, userId).map(({ projectId, ...shift }) => ({
      ...shift,
      here: projectId === actor.projectId,
    })),
    requests: openRequestsOf(db, userId),
    jobs: unfinishedJobsOf(db, userId).map((job) => ({ ...job, cancellable: jobs.isCancellable(job.kind) })),
  }
  return held as Held
}

/** Ends or leaves behind what the person held. A request of somebody who is gone could never run: it is always taken back. */
export function leaveNothing(
  context: CommandContext,
  userId: string,
  how: Pick<Input<'user.disable'>, 'shifts' | 'jobs' | 'reason'> & { readonly jobsRunner: JobRunner },
): Pick<Output<'user.disable'>, 'closedShifts' | 'withdrawnRequests' | 'cancelledJobs'> {
  const { db, actor } = context
  const { reason } = how
  const own =
    how.shifts === 'leave' ? [] : openShiftsOf(db, userId).filter((shift) => shift.projectId === actor.projectId)
  for (const { shiftId, projectId } of own)
    forceCloseShift(context, loadShift(db, { shiftId, projectId }), { reason, differenceReason: reason })
  return {
    closedShifts: own.length,
    withdrawnRequests: withdrawRequestsOf(context, userId, reason),
    cancelledJobs: how.jobs === 'cancel' ? cancelJobsOf(context, how.jobsRunner, userId) : 0,
  }
}
