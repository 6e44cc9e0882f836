/** Why a room, item and month got no line. Every reason is listed with its row: nothing is skipped silently (R0-8). */
export const SKIP_CODES = [
  'billing.area_missing',
  'billing.inner_area_missing',
  'billing.share_area_missing',
  'billing.count_missing',
  'billing.figure_missing',
  'billing.formula_failed',
  'billing.price_missing',
  'billing.not_bound',
  'billing.bound_twice',
  'billing.unsold_without_payer',
  'billing.owner_missing',
  'billing.line_overlaps',
  'billing.excluded',
  'billing.not_started',
  'billing.ended',
  'billing.before_go_live',
  'billing.paid_until',
  'billing.not_charged',
  'billing.zero_amount',
  'billing.amount_too_large',
] as const
export type SkipCode = (typeof SKIP_CODES)[number]

const TO_MEND: ReadonlySet<SkipCode> = new Set<SkipCode>([
  'billing.area_missing',
  'billing.inner_area_missing',
  'billing.share_area_missing',
  'billing.count_missing',
  'billing.figure_missing',
  'billing.formula_failed',
  'billing.price_missing',
  'billing.not_bound',
  'billing.bound_twice',
  'billing.unsold_without_payer',
  'billing.owner_missing',
  'billing.line_overlaps',
  'billing.amount_too_large',
])

/** Whether a person must do something before this row can be billed; the other reasons are as they should be. */
export function needsMending(code: SkipCode): boolean {
  return TO_MEND.has(code)
}
