import type { ReadHandle } from '../../db/read-handle.ts'
import { findRunningShift, isCounted, loadShift } from './shift-rows.ts'

/** Whether a money document may go into a shift, and why not. */
export type MoneyShift =
  | {
      readonly kind: 'open'
      readonly shiftId: string
      readonly drawer: string
      readonly openedAt: number
      readonly floatFen: number
    }
  | { readonly kind: 'not_yours' }
  | { readonly kind: 'not_open' }
  /** The count is entered once: after it neither money nor a void moves the drawer (domain rules 3.16). */
  | { readonly kind: 'counted' }

/**
 * The question that collecting and voiding ask inside their transaction.
 * @throws AppError `shift.not_found`
 */
export function shiftOpenForMoney(
  db: ReadHandle,
  asked: { readonly projectId: string; readonly userId: string; readonly shiftId: string },
): MoneyShift {
  const row = loadShift(db, asked)
  if (row.cashier_id !== asked.userId) return { kind: 'not_yours' }
  if (row.state !== 'open') return { kind: 'not_open' }
  if (isCounted(row)) return { kind: 'counted' }
  return { kind: 'open', shiftId: row.id, drawer: row.drawer, openedAt: row.opened_at, floatFen: row.float_fen }
}

/** The shift of the person, for the chip of the frame and the counter: `null` when none is open. */
export function ownShift(
  db: ReadHandle,
  asked: { readonly projectId: string; readonly userId: string },
): { readonly shiftId: string; readonly drawer: string; readonly openedAt: number; readonly counted: boolean } | null {
  const row = findRunningShift(db, asked)
  return row === null ? null : { shiftId: row.id, drawer: row.drawer, openedAt: row.opened_at, counted: isCounted(row) }
}
