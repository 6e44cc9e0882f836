import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor } from '../../request/context.ts'

/**
 * A receipt is seen by whoever may see every room on it: one that also pays for a room of another building would tell that
 * room and its payer. `rc` is the receipt; the parameters are those of `scopeParameters`.
 */
export const RECEIPT_IN_SCOPE = `rc.project_id = ? AND (? IS NULL OR NOT EXISTS(SELECT 1 FROM receipt_line scoped
  JOIN room ON room.id = scoped.room_id WHERE scoped.receipt_id = rc.id AND room.building_id NOT IN (SELECT value FROM json_each(?))))`

export function scopeParameters(actor: Actor): readonly [string, string | null, string | null] {
  const buildings = actor.buildingIds === null ? null : JSON.stringify(actor.buildingIds)
  return [actor.projectId, buildings, buildings]
}

const inScope = hot<{ id: string }>(`SELECT rc.id FROM receipt rc WHERE rc.id = ? AND ${RECEIPT_IN_SCOPE}`)

/** @throws AppError `record.not_found`, for a receipt of another project or building as for none at all. */
export function requireReceiptInScope(db: ReadHandle, actor: Actor, receiptId: string): void {
  if (db.hotFirst(inScope, receiptId, ...scopeParameters(actor)) === null)
    throw new AppError('record.not_found', { what: 'receipt' })
}
