import type { SkipCode } from './codes.ts'
import { needsMending } from './codes.ts'

/** Why a usage fee got no line, beside the reasons that every fee has (R0-8). */
export const USAGE_SKIP_CODES = [
  'usage.meter_missing',
  'usage.parent_not_bound',
  'usage.reading_missing',
  'usage.reading_unclear',
  'usage.reading_unchecked',
  'usage.between_readings',
  'usage.meters_apart',
  'usage.transfer_without_reading',
  'usage.register_unread',
  'usage.register_unpriced',
] as const
type OfUsage = (typeof USAGE_SKIP_CODES)[number]
export type UsageSkipCode = SkipCode | OfUsage

const OWN: ReadonlySet<string> = new Set(USAGE_SKIP_CODES)

/** Whether a person must do something before this row can be billed. Between two readings of a longer cycle nothing is missing. */
export function usageNeedsMending(code: UsageSkipCode): boolean {
  return isOfUsage(code) ? code !== 'usage.between_readings' : needsMending(code)
}

function isOfUsage(code: UsageSkipCode): code is OfUsage {
  return OWN.has(code)
}
