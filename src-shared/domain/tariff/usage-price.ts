import { assertNever } from '../../kernel/assert.ts'
import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { ExplainedUsage, UsageCharge } from './usage-charge.ts'
import type { Register, RegisterPrice, RegisterUsage, TierTable } from './usage-pricing.ts'
import type { UsageStandard, UsageVersion } from './usage-standard.ts'
import { tierPeriodStart, tiersFor } from './usage-tiers.ts'

export const USAGE_PRICE_CODES = ['usage.register_unpriced', 'usage.register_unread'] as const
export type UsagePriceCode = (typeof USAGE_PRICE_CODES)[number]

/** What a tier table must know beside the usage. */
export interface TierPosition {
  readonly usedBeforeE3: number
  readonly months: number
  readonly persons: number | null
}

export interface UsagePriceRequest {
  readonly standard: Pick<UsageStandard, 'rounding'>
  readonly version: UsageVersion
  /** A flat price of this room alone (合表户), instead of whatever the version prices by. */
  readonly overridePriceE6: number | null
  readonly usages: readonly RegisterUsage[]
  /** The date of the end reading. */
  readonly on: LocalDate
  readonly position: TierPosition
}

export type PricedUsage = { readonly kind: 'priced'; readonly charge: UsageCharge } | Refusal<UsagePriceCode>

/** The charge of one bill's usage under a price version. A register without usage or price is never a silent 0. */
export function priceUsage(request: UsagePriceRequest): PricedUsage {
  const { standard, version, overridePriceE6 } = request
  const priced = explainUsage(request)
  if (priced.kind === 'refused') return priced
  const { minimumFen, surcharge } = version
  const { mode, precision } = standard.rounding
  const priceVersion = overridePriceE6 === null ? version.fromOn : 'override'
  return { kind: 'priced', charge: { priced, minimumFen, surcharge, rounding: { mode, precision }, priceVersion } }
}

function explainUsage(request: UsagePriceRequest): ExplainedUsage | Refusal<UsagePriceCode> {
  const { version, overridePriceE6, usages } = request
  if (overridePriceE6 !== null) return { kind: 'flat', usageE3: totalUsageE3(usages), priceE6: overridePriceE6 }
  const { pricing } = version
  switch (pricing.kind) {
    case 'flat':
      return { kind: 'flat', usageE3: totalUsageE3(usages), priceE6: pricing.priceE6 }
    case 'tiers':
      return byTiers(pricing.table, request)
    case 'registers':
      return byRegisters(pricing.prices, usages)
    default:
      return assertNever(pricing, 'usage pricing')
  }
}

function byTiers(table: TierTable, { usages, on, position }: UsagePriceRequest): ExplainedUsage {
  const { usedBeforeE3, months, persons } = position
  return {
    kind: 'tiers',
    usageE3: totalUsageE3(usages),
    usedBeforeE3,
    periodFromOn: tierPeriodStart(table.count, { on, months }),
    months,
    persons,
    tiers: tiersFor(table, { on, months, persons }),
  }
}

function byRegisters(
  prices: readonly RegisterPrice[],
  usages: readonly RegisterUsage[],
): ExplainedUsage | Refusal<UsagePriceCode> {
  const priced = new Set<Register>(prices.map(({ register }) => register))
  const unpriced = usages.find(({ register }) => register !== 'total' && !priced.has(register))
  if (unpriced !== undefined) return refusal('usage.register_unpriced', { register: unpriced.register })
  const parts: { register: Register; usageE3: number; priceE6: number }[] = []
  for (const { register, priceE6 } of prices) {
    const usage = usages.find((one) => one.register === register)
    if (usage === undefined) return refusal('usage.register_unread', { register })
    parts.push({ register, usageE3: usage.usageE3, priceE6 })
  }
  return { kind: 'registers', parts }
}

/** The usage of a meter as one figure: its total register, or without one the sum of the others. */
export function totalUsageE3(usages: readonly RegisterUsage[]): number {
  const total = usages.find(({ register }) => register === 'total')
  return total?.usageE3 ?? usages.reduce((sum, { usageE3 }) => sum + usageE3, 0)
}
