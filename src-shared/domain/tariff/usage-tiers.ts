import type { LocalDate, Month } from '../../kernel/time.ts'
import { addMonths, firstDayOf, monthOf } from '../../kernel/time.ts'
import type { Fraction } from '../../kernel/fraction.ts'
import { fraction } from '../../kernel/fraction.ts'
import type { Tier, TierCount, TierTable } from './usage-pricing.ts'

/** Whole months from one to the other. */
export function monthsBetween(from: Month, to: Month): number {
  return monthIndex(to) - monthIndex(from)
}

function monthIndex(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
}

/** From a base to the reading that ends the bill. */
export interface ReadSpan {
  readonly baseOn: LocalDate
  readonly endOn: LocalDate
}

/** The months that bills in a row cover: each from the month after its base's to that of its end, one in all at least. */
export function monthsBilled(spans: readonly ReadSpan[]): number {
  return Math.max(
    1,
    spans.reduce((sum, { baseOn, endOn }) => sum + monthsBetween(monthOf(baseOn), monthOf(endOn)), 0),
  )
}

/** The first day of the tier period that a reading of `on` belongs to; by month, the `months` that end with its month. */
export function tierPeriodStart(
  count: TierCount,
  { on, months }: { readonly on: LocalDate; readonly months: number },
): LocalDate {
  if (count.per === 'month') return firstDayOf(addMonths(monthOf(on), 1 - months))
  const thisYear = yearStart(count, on.slice(0, 4))
  return thisYear <= on ? thisYear : yearStart(count, String(Number(on.slice(0, 4)) - 1))
}

/** Two readings count together when this is the same: the tier year, or the month of the reading. */
export function tierPeriodKey(count: TierCount, on: LocalDate): string {
  return count.per === 'month' ? monthOf(on) : tierPeriodStart(count, { on, months: 1 })
}

function yearStart({ startsMonth, startsDay }: Extract<TierCount, { per: 'year' }>, year: string): LocalDate {
  return `${year}-${two(startsMonth)}-${two(startsDay)}` as LocalDate
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

export interface TierRequest {
  /** The date of the end reading, which decides the season. */
  readonly on: LocalDate
  /** Months billed in the tier period; a table by year does not ask. */
  readonly months: number
  /** Persons at the start of the tier period, `null` when nobody counted them. */
  readonly persons: number | null
}

/** The tiers that hold for one bill: of the season, with the household's extra, times the months billed. */
export function tiersFor(table: TierTable, { on, months, persons }: TierRequest): Tier[] {
  const monthNumber = Number(on.slice(5, 7))
  const season = table.seasons.find((one) => one.months.includes(monthNumber))
  const times = table.count.per === 'month' ? months : 1
  const { household } = table
  const above = household === null || persons === null ? 0 : Math.max(0, persons - household.persons)
  const extraE3 = household === null ? 0 : above * household.extraE3
  return (season?.tiers ?? table.tiers).map(({ upToE3, priceE6 }) => ({
    upToE3: upToE3 === null ? null : (upToE3 + extraE3) * times,
    priceE6,
  }))
}

/** What one tier takes of a bill; `usageE3` is negative when usage is taken back. */
export interface TierPart {
  readonly tier: number
  readonly usageE3: number
  readonly priceE6: number
}

/**
 * Spreads a usage over the tiers, on top of what the tier period has counted already. A negative usage goes the same way back,
 * so that taking back what was counted gives the same money again; below 0 it is of the first tier.
 */
export function spreadOverTiers(
  tiers: readonly Tier[],
  { usedBeforeE3, usageE3 }: { readonly usedBeforeE3: number; readonly usageE3: number },
): TierPart[] {
  const sign = usageE3 < 0 ? -1 : 1
  const low = Math.min(usedBeforeE3, usedBeforeE3 + usageE3)
  const high = Math.max(usedBeforeE3, usedBeforeE3 + usageE3)
  const parts: TierPart[] = []
  let floor = Number.NEGATIVE_INFINITY
  for (const [tier, { upToE3, priceE6 }] of tiers.entries()) {
    const ceiling = upToE3 ?? Number.POSITIVE_INFINITY
    const within = Math.min(high, ceiling) - Math.max(low, floor)
    if (within > 0) parts.push({ tier, usageE3: sign * within, priceE6 })
    floor = ceiling
  }
  return parts
}

/** The exact amount of a usage in 分: price (1e-6 元) × usage (1e-3), not rounded. */
export function usageAmount(priceE6: number, usageE3: number): Fraction {
  return fraction(BigInt(priceE6) * BigInt(usageE3), 10_000_000n)
}
