import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor } from '../../request/context.ts'
import { isCounted } from './shift-rows.ts'
import type { ShiftRow } from './shift-rows.ts'

/**
 * Takings are never shown to the person who will count them (design: ui, frame): the cashier of an open shift, and whoever
 * may count a drawer that was closed by force. No permission lifts this; the count does.
 */
export function willCount(
  shift: { readonly state: ShiftRow['state']; readonly cashierId: string; readonly counted: boolean },
  viewer: Viewer,
): boolean {
  if (shift.counted) return false
  return shift.state === 'open' ? shift.cashierId === viewer.userId : viewer.countsForced
}

/** Plain data: it goes with the input of an export. */
export interface Viewer {
  readonly userId: string
  readonly countsForced: boolean
}

export function viewerOf({ userId, permissions }: Pick<Actor, 'userId' | 'permissions'>): Viewer {
  return { userId, countsForced: permissions.has('shift.force_close') }
}

const uncounted = hot<{
  id: string
  state: ShiftRow['state']
  cashier_id: string
}>(`SELECT s.id, s.state, s.cashier_id FROM shift s
  WHERE s.project_id = ? AND s.state <> 'closed' AND NOT EXISTS(SELECT 1 FROM shift_count c WHERE c.shift_id = s.id)`)

/** Shifts whose takings the viewer must not see yet; reports leave them out and say how many. */
export function shiftsHiddenFrom(
  db: ReadHandle,
  at: { readonly projectId: string; readonly viewer: Viewer },
): ReadonlySet<string> {
  const rows = db.hotAll(uncounted, at.projectId)
  const hidden = rows.filter((row) =>
    willCount({ state: row.state, cashierId: row.cashier_id, counted: false }, at.viewer),
  )
  return new Set(hidden.map(({ id }) => id))
}

/** @throws AppError `permission.denied` when the person has nothing to do with shifts. */
export function admitToShifts({ permissions }: Pick<Actor, 'permissions'>): void {
  if (!permissions.has('shift.own') && !permissions.has('shift.view_all'))
    throw new AppError('permission.denied', { permission: 'shift.own' })
}

/**
 * Own reports after the count; those of others with `shift.view_all`, and before their count only with `shift.see_expected`.
 * @throws AppError `permission.denied` | `shift.not_found` | `shift.expected_hidden`
 */
export function admitToReport(row: ShiftRow, actor: Actor): void {
  admitToShifts(actor)
  const own = row.cashier_id === actor.userId
  if (!own && !actor.permissions.has('shift.view_all')) throw new AppError('shift.not_found')
  const shift = { state: row.state, cashierId: row.cashier_id, counted: isCounted(row) }
  const early = !shift.counted && !own && !actor.permissions.has('shift.see_expected')
  if (early || willCount(shift, viewerOf(actor))) throw new AppError('shift.expected_hidden')
}
