import { monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { LINE_IS_STANDING } from '../ledger/index.ts'

const lastOfStandard = hot<{ month: string | null }>(
  `SELECT max(r.month) AS month FROM receivable r WHERE r.fee_standard_id = ? AND ${LINE_IS_STANDING}`,
)
const lastOfBinding = hot<{ until_on: LocalDate | null }>(`SELECT max(r.to_on) AS until_on FROM fee_binding b
  JOIN receivable r ON r.room_id = b.room_id AND r.fee_standard_id = b.fee_standard_id
    AND r.from_on >= b.from_on AND (b.to_on IS NULL OR r.from_on <= b.to_on)
  WHERE b.id = ? AND ${LINE_IS_STANDING}`)

/** Whether a change that reaches into billed months is refused, or its lines are corrected in the same act. */
export type BilledMonths = 'refused' | 'corrected'

/**
 * The latest month with lines of a standard, posted or not, when `fromOn` would reach into it. Such a change is refused with
 * this month, unless its lines are corrected with it (domain rules 3.2, late events).
 */
export function billedMonthAt(db: ReadHandle, standardId: string, fromOn: LocalDate): string | null {
  const last = db.hotFirst(lastOfStandard, standardId)?.month ?? null
  return last !== null && monthOf(fromOn) <= last ? last : null
}

/** The last day that lines of a binding reach, posted or not: it cannot end before it. */
export function billedUntilOfBinding(db: ReadHandle, bindingId: string): LocalDate | null {
  return db.hotFirst(lastOfBinding, bindingId)?.until_on ?? null
}
