import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { assertNever } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import type { StandardCode } from './check-standard.ts'
import { checkStandard, settleRounding } from './check-standard.ts'
import type { FeeItemTerms } from './fee-item.ts'
import type { PriceVersion } from './price-version.ts'
import type { FeeStandard } from './standard.ts'
import type { Tariff } from './tariff.ts'
import type { UsageSource, UsageStandard, UsageVersion } from './usage-standard.ts'
import type { UsageVersionCode } from './usage-version.ts'
import { orderUsageVersions } from './usage-version.ts'

/** 临时费: typed when it happens. `minFen` and `maxFen` are what one charge may come to; the price is what the form offers. */
export interface OneOffPricing {
  readonly kind: 'one_off'
  readonly minFen: Fen
  readonly maxFen: Fen
}

/** 计价方式: every type of domain rules 3.1 that an office may choose for a standard. */
export type PricingKind = Tariff | OneOffPricing | UsageSource

/**
 * What computes the lines of a standard: the monthly run, a person at the counter, meter readings, or a pool of the common parts. The standards of one fee
 * item are of one family, so that no item is half a monthly fee.
 */
export type StandardFamily = 'planned' | 'one_off' | 'usage' | 'share'

/** What computes the lines of a pool (公摊池). Nobody chooses it for a standard: a pool makes its own. */
export interface SharePricing {
  readonly kind: 'share'
}

/** Everything that a standard says beside its prices by date. */
export interface StandardTerms extends Omit<FeeStandard, 'id' | 'itemId' | 'tariff' | 'versions' | 'notBeforeDays'> {
  readonly pricing: PricingKind
  readonly notBeforeDays: number
}

/** A price from a day on; `usage` only for standards by usage. */
export interface StoredVersion extends PriceVersion {
  readonly usage?: UsageVersion
}

export interface StoredStandard {
  readonly id: string
  readonly itemId: string
  readonly terms: StandardTerms
  readonly versions: readonly StoredVersion[]
}

export function familyOf(pricing: Pick<PricingKind | SharePricing, 'kind'>): StandardFamily {
  switch (pricing.kind) {
    case 'area':
    case 'fixed':
    case 'count':
    case 'formula':
      return 'planned'
    case 'one_off':
      return 'one_off'
    case 'metered':
    case 'linked':
      return 'usage'
    case 'share':
      return 'share'
    default:
      return assertNever(pricing.kind, 'pricing')
  }
}

/** The standard as the monthly run knows it; `null` for those that it has nothing to do with. */
export function plannedStandard({ id, itemId, terms, versions }: StoredStandard): FeeStandard | null {
  const { pricing, ...rest } = terms
  switch (pricing.kind) {
    case 'area':
    case 'fixed':
    case 'count':
    case 'formula':
      return settleRounding({ ...rest, id, itemId, tariff: pricing, versions: versions.map(withoutUsage) })
    case 'one_off':
    case 'metered':
    case 'linked':
      return null
    default:
      return assertNever(pricing, 'pricing')
  }
}

/** The standard as billing by readings knows it; `null` for all others. */
export function meteredStandard({ id, itemId, terms, versions }: StoredStandard): UsageStandard | null {
  const { pricing, rounding, cycleMonths, due, rollDue } = terms
  if (pricing.kind !== 'metered' && pricing.kind !== 'linked') return null
  return {
    id,
    itemId,
    source: pricing,
    versions: versions.flatMap(({ usage }) => (usage === undefined ? [] : [usage])),
    rounding: { mode: rounding.mode, precision: rounding.precision },
    cycleMonths,
    due,
    rollDue,
  }
}

export const TERMS_CODES = [
  'standard.one_off_range',
  'standard.not_before_out_of_range',
  'standard.usage_prepaid',
] as const
export type TermsCode = (typeof TERMS_CODES)[number] | StandardCode | UsageVersionCode

/** A month is the longest that anybody keeps a late bill from being due. */
const MOST_NOT_BEFORE_DAYS = 60

/** Everything that can be wrong with a standard of any family when it or one of its prices is saved. */
export function checkTerms(
  stored: StoredStandard,
  item: FeeItemTerms,
): { readonly kind: 'checked' } | Refusal<TermsCode> {
  const { terms, versions } = stored
  const { pricing, notBeforeDays } = terms
  if (!Number.isSafeInteger(notBeforeDays) || notBeforeDays < 0 || notBeforeDays > MOST_NOT_BEFORE_DAYS)
    return refusal('standard.not_before_out_of_range', {}, 'terms.notBeforeDays')
  const wrong = checkStandard(
    plannedStandard(stored) ?? {
      ...terms,
      id: stored.id,
      itemId: stored.itemId,
      tariff: { kind: 'fixed' },
      versions: versions.map(withoutUsage),
    },
    item,
  )
  if (wrong.kind === 'refused') return wrong
  if (pricing.kind === 'one_off') {
    const { minFen, maxFen } = pricing
    const offered = versions.every(({ priceE6 }) => priceE6 >= minFen * 10_000 && priceE6 <= maxFen * 10_000)
    return minFen > 0 && minFen <= maxFen && offered
      ? { kind: 'checked' }
      : refusal('standard.one_off_range', {}, 'terms.pricing')
  }
  const usage = meteredStandard(stored)
  if (usage === null) return { kind: 'checked' }
  if (terms.timing !== 'postpaid') return refusal('standard.usage_prepaid', {}, 'terms.timing')
  const nature = item.nature === 'collected_for_others' ? 'collected_for_others' : 'own'
  const ordered = orderUsageVersions(usage.versions, nature)
  return ordered.kind === 'refused' ? ordered : { kind: 'checked' }
}

function withoutUsage({ usage: _, ...version }: StoredVersion): PriceVersion {
  return version
}
