import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Actor } from '../../request/context.ts'
import { isCounted } from './shift-rows.ts'
import type { ShiftRow } from './shift-rows.ts'

/**
 * Takings are never shown to the person who will count them (design: ui, frame): the cashier of an open shift, and whoever
 * may count a drawer that was closed by force. No permission lifts this; the count does.
 */
export function willCount(
  shift: { readonly state: ShiftRow['state']; readonly cashierId: string; readonly counted: boolean },
  actor: Pick<Actor, 'userId' | 'permissions'>,
): boolean {
  if (shift.counted) return false
  return shift.state === 'open' ? shift.cashierId === actor.userId : actor.permissions.has('shift.force_close')
}

/** @throws AppError `permission.denied` when the person has nothing to do with shifts. */
export function admitToShifts({ permissions }: Pick<Actor, 'permissions'>): void {
  if (!permissions.has('shift.own') && !permissions.has('shift.view_all')) throw new AppError('permission.denied', { permission: 'shift.own' })
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
  if (early || willCount(shift, actor)) throw new AppError('shift.expected_hidden')
}
