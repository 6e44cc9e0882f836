/** 口径: every figure carries its definition, printed under it; the texts are `report.definition.<name>`. */
export const FIGURES = [
  'receivable',
  'received',
  'open',
  'overdue',
  'net',
  'voided',
  'current_rate',
  'rooms_rate',
  'debt_rate',
  'combined_rate',
  'paid_until',
] as const
export type Figure = (typeof FIGURES)[number]
