/** 账龄: buckets by days after the due date, as printed (domain rules 3.18). Years are 365 days. */
export const AGING_BUCKETS = [
  { bucket: 'd1_30', toDays: 30, screen: 'd1_90' },
  { bucket: 'd31_60', toDays: 60, screen: 'd1_90' },
  { bucket: 'd61_90', toDays: 90, screen: 'd1_90' },
  { bucket: 'd91_180', toDays: 180, screen: 'd91_180' },
  { bucket: 'd181_365', toDays: 365, screen: 'd181_365' },
  { bucket: 'y1_2', toDays: 730, screen: 'y1_2' },
  { bucket: 'y2_3', toDays: 1095, screen: 'y2_3' },
  { bucket: 'over_y3', toDays: Infinity, screen: 'over_y3' },
] as const
export type AgingBucket = (typeof AGING_BUCKETS)[number]

/** The bucket of a debt `days` after its due date (today − due), or `null` when it is not overdue yet. */
export function agingBucket(days: number): AgingBucket | null {
  return (days > 0 && AGING_BUCKETS.find(({ toDays }) => days <= toDays)) || null
}
