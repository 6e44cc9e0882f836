/** Why a collection (收款) is refused. Parameters: `roomCode`, `feeItem`, `month` name a line; `…Fen` are amounts. */
export const COLLECT_CODES = [
  'counter.shift_not_open',
  'counter.shift_not_yours',
  'counter.no_line',
  'counter.line_gone',
  'counter.line_twice',
  'counter.line_changed',
  'counter.line_paid',
  'counter.pays_too_much',
  'counter.pays_nothing',
  'counter.partial_not_last',
  'counter.amount_too_large',
  'counter.round_off_too_large',
  'counter.no_tender',
  'counter.tender_twice',
  'counter.tender_empty',
  'counter.underpaid',
  'counter.overpaid',
  'counter.cash_short',
  'counter.cash_without_tender',
  'counter.change_too_large',
] as const
export type CollectCode = (typeof COLLECT_CODES)[number]
