import { monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { LINE_IS_VISIBLE } from '../ledger/index.ts'

const lastOfStandard = hot<{ month: string | null }>(
  `SELECT max(r.month) AS month FROM receivable r WHERE r.fee_standard_id = ? AND ${LINE_IS_VISIBLE}`,
)
const lastOfBinding = hot<{ month: string | null }>(`SELECT max(r.month) AS month FROM receivable r
  JOIN fee_binding b ON b.room_id = r.room_id AND b.fee_standard_id = r.fee_standard_id WHERE b.id = ? AND ${LINE_IS_VISIBLE}`)

/**
 * The latest month with issued lines of a standard, when `fromOn` would reach into it. Changing an issued month needs a difference line
 * (domain rules 3.2, late events); until those exist the change is refused with this month.
 */
export function billedMonthAt(db: ReadHandle, standardId: string, fromOn: LocalDate): string | null {
  return reached(db.hotFirst(lastOfStandard, standardId)?.month ?? null, fromOn)
}

/** The same for one binding that is to end: `toOn` is its last billed day. */
export function billedMonthAfter(db: ReadHandle, bindingId: string, toOn: LocalDate): string | null {
  const last = db.hotFirst(lastOfBinding, bindingId)?.month ?? null
  return last !== null && last > monthOf(toOn) ? last : null
}

function reached(last: string | null, fromOn: LocalDate): string | null {
  return last !== null && monthOf(fromOn) <= last ? last : null
}
