import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Surcharge } from './charge.ts'

/** 价格版本: a price from a day on. `priceE6` in 1e-6 元 per unit and what the standard quotes for, a month as a rule. */
export interface PriceVersion {
  readonly fromOn: LocalDate
  readonly priceE6: number
  readonly surcharge?: Surcharge
  /** Of a formula tariff: its text from this day on; the price is its 单价. */
  readonly formula?: string
}

/** 10,000 元 per unit and month: more is a typing error. */
export const MAX_PRICE_E6 = 10_000_000_000
/** 1,000,000 元 for a sum that is no price per unit, such as a shop's lump sum a year (case B22). */
export const MAX_SUM_E6 = 1_000_000_000_000

export const VERSION_CODES = ['standard.price_missing', 'standard.same_date', 'standard.price_out_of_range'] as const
export type VersionCode = (typeof VERSION_CODES)[number]

export type OrderedVersions = { readonly kind: 'ordered'; readonly versions: readonly PriceVersion[] }

/** The versions by date, or a refusal: none at all, two of one date, a price that is negative or no integer in range. */
export function orderVersions(
  versions: readonly PriceVersion[],
  mostE6: number = MAX_PRICE_E6,
): OrderedVersions | Refusal<VersionCode> {
  if (versions.length === 0) return refusal('standard.price_missing')
  const ordered = [...versions].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
  for (const [index, version] of ordered.entries()) {
    if (!Number.isSafeInteger(version.priceE6) || version.priceE6 < 0 || version.priceE6 > mostE6) {
      return refusal('standard.price_out_of_range', { fromOn: version.fromOn }, 'priceE6')
    }
    if (ordered[index + 1]?.fromOn === version.fromOn) {
      return refusal('standard.same_date', { fromOn: version.fromOn }, 'fromOn')
    }
  }
  return { kind: 'ordered', versions: ordered }
}

/** The entry in force on a day: the latest `fromOn` not after it, or `null` before the first. `dated` is in order. */
export function inForceOn<T extends { readonly fromOn: LocalDate }>(dated: readonly T[], on: LocalDate): T | null {
  let found: T | null = null
  for (const entry of dated) {
    if (entry.fromOn > on) break
    found = entry
  }
  return found
}
