/**
 * For guards: every line that is not cancelled, posted or not. A run that is being written, or taken back, holds its months as
 * much as a posted one. `r` is the receivable.
 */
export const LINE_IS_STANDING =
  "NOT EXISTS(SELECT 1 FROM receivable_event cancelling WHERE cancelling.receivable_id = r.id AND cancelling.kind = 'cancelled')"

/**
 * What every reader of receivables must ask for (R0-8, 3.10): lines of posted runs that were not cancelled. `r` is the
 * receivable. Kept in one place: a page that forgot half of it would show a run that is still being written.
 */
export const LINE_IS_VISIBLE = `EXISTS(SELECT 1 FROM bill_run visible_run WHERE visible_run.id = r.bill_run_id AND visible_run.state = 'posted')
  AND ${LINE_IS_STANDING}`

/** 未收 in 分: billed less what valid receipts have paid. Needs `LINE_BALANCE` in the FROM part. */
export const LINE_OPEN_FEN = '(r.amount_fen - ifnull(balance.paid_fen, 0))'
export const LINE_BALANCE = 'LEFT JOIN receivable_balance balance ON balance.receivable_id = r.id'

/** 临时费 stands for no time: it is owed like every line, but tells nothing of how far a room is billed or paid. `r` is the receivable. */
export const LINE_IS_OF_TIME =
  "EXISTS(SELECT 1 FROM bill_run timed WHERE timed.id = r.bill_run_id AND timed.kind <> 'one_off')"
