import { assertNever } from '../../kernel/assert.ts'
import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { MAX_PRICE_E6 } from './price-version.ts'
import type { Register, Tier, TierCount, TierTable, UsagePricing, UsageSurcharge, UsageTerms } from './usage-pricing.ts'
import type { UsageVersion } from './usage-standard.ts'

/** Why a usage standard is not saved. */
export const USAGE_VERSION_CODES = [
  'standard.price_missing',
  'standard.same_date',
  'standard.price_out_of_range',
  'standard.tier_missing',
  'standard.tiers_not_rising',
  'standard.last_tier_ends',
  'standard.tier_year_start',
  'standard.season_months',
  'standard.household_out_of_range',
  'standard.register_missing',
  'standard.register_twice',
  'standard.minimum_out_of_range',
  'standard.surcharge_out_of_range',
  'standard.surcharge_on_collected',
] as const
export type UsageVersionCode = (typeof USAGE_VERSION_CODES)[number]

/** 费用性质 as far as prices ask for it: what is collected for others (代收) bears no surcharge (条例 44). */
export type UsageNature = 'own' | 'collected_for_others'

/** A person's slip of the finger is caught above: a tier of a million units, a surcharge of ten times the charge. */
const MAX_BOUND_E3 = 1_000_000_000
const MAX_EXTRA_E3 = 1_000_000
const MAX_AMOUNT_FEN = 100_000_000
const MAX_SURCHARGE_PPM = 10_000_000

export type OrderedUsageVersions = { readonly kind: 'ordered'; readonly versions: readonly UsageVersion[] }

/** The versions by date, or a refusal that names the day and the field. */
export function orderUsageVersions(
  versions: readonly UsageVersion[],
  nature: UsageNature,
): OrderedUsageVersions | Refusal<UsageVersionCode> {
  if (versions.length === 0) return refusal('standard.price_missing')
  const ordered = [...versions].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
  for (const [index, version] of ordered.entries()) {
    const { fromOn } = version
    if (ordered[index + 1]?.fromOn === fromOn) return refusal('standard.same_date', { fromOn }, 'fromOn')
    const fault = findFault(version, nature)
    if (fault !== null) return refusal(fault.code, { fromOn }, fault.field)
  }
  return { kind: 'ordered', versions: ordered }
}

interface Fault {
  readonly code: UsageVersionCode
  readonly field: string
}

function findFault({ pricing, minimumFen, surcharge }: UsageTerms, nature: UsageNature): Fault | null {
  const fault = pricingFault(pricing)
  if (fault !== null) return fault
  if (minimumFen !== null && !isWithin(minimumFen, MAX_AMOUNT_FEN)) {
    return { code: 'standard.minimum_out_of_range', field: 'minimumFen' }
  }
  if (surcharge === null) return null
  if (nature === 'collected_for_others') return { code: 'standard.surcharge_on_collected', field: 'surcharge' }
  return isSurcharge(surcharge) ? null : { code: 'standard.surcharge_out_of_range', field: 'surcharge' }
}

function pricingFault(pricing: UsagePricing): Fault | null {
  switch (pricing.kind) {
    case 'flat':
      return isPrice(pricing.priceE6) ? null : { code: 'standard.price_out_of_range', field: 'pricing.priceE6' }
    case 'tiers':
      return tableFault(pricing.table)
    case 'registers':
      return registersFault(pricing)
    default:
      return assertNever(pricing, 'usage pricing')
  }
}

function registersFault({ prices }: Extract<UsagePricing, { kind: 'registers' }>): Fault | null {
  if (prices.length < 2) return { code: 'standard.register_missing', field: 'pricing.prices' }
  const seen = new Set<Register>()
  for (const [index, { register, priceE6 }] of prices.entries()) {
    const field = `pricing.prices.${index}`
    if (seen.has(register)) return { code: 'standard.register_twice', field: `${field}.register` }
    if (!isPrice(priceE6)) return { code: 'standard.price_out_of_range', field: `${field}.priceE6` }
    seen.add(register)
  }
  return null
}

function tableFault({ count, tiers, seasons, household }: TierTable): Fault | null {
  if (!isCount(count)) return { code: 'standard.tier_year_start', field: 'pricing.table.count' }
  const fault = tiersFault(tiers, 'pricing.table.tiers')
  if (fault !== null) return fault
  const taken = new Set<number>()
  for (const [index, season] of seasons.entries()) {
    const field = `pricing.table.seasons.${index}`
    const within = season.months.every((one) => Number.isInteger(one) && one >= 1 && one <= 12 && !taken.has(one))
    if (season.months.length === 0 || !within) return { code: 'standard.season_months', field: `${field}.months` }
    for (const one of season.months) taken.add(one)
    const faultOfSeason = tiersFault(season.tiers, `${field}.tiers`)
    if (faultOfSeason !== null) return faultOfSeason
  }
  if (household === null) return null
  return isWithin(household.persons, 100) && isWithin(household.extraE3, MAX_EXTRA_E3)
    ? null
    : { code: 'standard.household_out_of_range', field: 'pricing.table.household' }
}

function tiersFault(tiers: readonly Tier[], field: string): Fault | null {
  const last = tiers.at(-1)
  if (last === undefined) return { code: 'standard.tier_missing', field }
  if (last.upToE3 !== null) return { code: 'standard.last_tier_ends', field: `${field}.${tiers.length - 1}.upToE3` }
  let floor = 0
  for (const [index, { upToE3, priceE6 }] of tiers.entries()) {
    if (!isPrice(priceE6)) return { code: 'standard.price_out_of_range', field: `${field}.${index}.priceE6` }
    if (index === tiers.length - 1) break
    if (upToE3 === null || !isWithin(upToE3, MAX_BOUND_E3) || upToE3 <= floor) {
      return { code: 'standard.tiers_not_rising', field: `${field}.${index}.upToE3` }
    }
    floor = upToE3
  }
  return null
}

function isCount(count: TierCount): boolean {
  if (count.per === 'month') return true
  const { startsMonth, startsDay } = count
  return isWithin(startsMonth, 12) && startsMonth >= 1 && isWithin(startsDay, 28) && startsDay >= 1
}

function isSurcharge(surcharge: UsageSurcharge): boolean {
  switch (surcharge.kind) {
    case 'per_unit':
      return isPrice(surcharge.priceE6)
    case 'fixed':
      return isWithin(surcharge.amountFen, MAX_AMOUNT_FEN)
    case 'percent':
      return isWithin(surcharge.ppm, MAX_SURCHARGE_PPM)
    default:
      return assertNever(surcharge, 'surcharge')
  }
}

function isPrice(priceE6: number): boolean {
  return isWithin(priceE6, MAX_PRICE_E6)
}

function isWithin(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= most
}
