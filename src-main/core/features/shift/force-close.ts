import { decideForceClose } from '../../../../src-shared/domain/shift/index.ts'
import { orThrow } from '../../../../src-shared/kernel/app-error.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { CommandContext } from '../../request/context.ts'
import { chainHeadText } from './shift-report.ts'
import { toShift } from './shift-rows.ts'
import type { ShiftRow } from './shift-rows.ts'

/** 强制交班: somebody else ends a shift; its cash is counted later. */
export function forceCloseShift(
  context: CommandContext,
  row: ShiftRow,
  reasons: { readonly reason: string; readonly differenceReason: string },
): void {
  const { db } = context
  const forced = orThrow(decideForceClose({ shift: toShift(row), ...reasons }))

  db.update('shift', row.id, {
    ...closing(context),
    state: 'forced',
    difference_reason: forced.differenceReason,
    force_reason: forced.reason,
  })
  db.emit('shift.changed', { shiftIds: [row.id as Id] })
}

/** The Z report carries the end of the chain as it stood before the closing itself. */
export function closing({ db, actor }: CommandContext) {
  return { closed_at: db.now, closed_by: actor.userId, z_head: chainHeadText(db.chainHead) }
}

export interface OpenShift {
  readonly shiftId: string
  readonly projectId: string
  readonly project: string
  readonly drawer: string
  readonly openedAt: number
}
const openOf =
  hot<OpenShift>(`SELECT s.id AS shiftId, s.project_id AS projectId, p.name AS project, s.drawer, s.opened_at AS openedAt
  FROM shift s JOIN project p ON p.id = s.project_id WHERE s.cashier_id = ? AND s.state = 'open' ORDER BY s.opened_at`)

/** The shifts that somebody has not handed over, in every project. */
export function openShiftsOf(db: ReadHandle, userId: string): OpenShift[] {
  return db.hotAll(openOf, userId)
}
