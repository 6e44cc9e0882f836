import { assertNever } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Fraction } from '../../kernel/fraction.ts'
import { addFractions, compareFractions, fraction, multiplyFractions, ZERO } from '../../kernel/fraction.ts'
import type { Rounding } from './rounding.ts'
import { roundAmount } from './rounding.ts'
import type { Register, Tier, UsageSurcharge } from './usage-pricing.ts'
import { spreadOverTiers, usageAmount } from './usage-tiers.ts'

/** How a usage becomes money, with every figure that the amount needs and none that must be looked up. */
export type ExplainedUsage =
  | { readonly kind: 'flat'; readonly usageE3: number; readonly priceE6: number }
  | {
      readonly kind: 'tiers'
      readonly usageE3: number
      /** Counted in the tier period before this bill. */
      readonly usedBeforeE3: number
      readonly periodFromOn: LocalDate
      readonly months: number
      readonly persons: number | null
      /** With the household's extra and the months billed. */
      readonly tiers: readonly Tier[]
    }
  | {
      readonly kind: 'registers'
      readonly parts: readonly { readonly register: Register; readonly usageE3: number; readonly priceE6: number }[]
    }

/** 计算依据 of a usage fee: the stored amount comes from it alone (R0-3). */
export interface UsageCharge {
  readonly priced: ExplainedUsage
  readonly minimumFen: Fen | null
  readonly surcharge: UsageSurcharge | null
  readonly rounding: Pick<Rounding, 'mode' | 'precision'>
  /** Day of the price version, or `override` when the room has a price of its own. */
  readonly priceVersion: LocalDate | 'override'
}

/** One product of the derivation, as it is printed: `tier` counts from 0. */
export interface UsagePart {
  readonly tier: number | null
  readonly register: Register | null
  readonly usageE3: number
  readonly priceE6: number
}

/** The products whose sum is the usage amount. They are explanation: only the sum is rounded. */
export function usageParts(priced: ExplainedUsage): UsagePart[] {
  switch (priced.kind) {
    case 'flat':
      return [{ tier: null, register: null, usageE3: priced.usageE3, priceE6: priced.priceE6 }]
    case 'tiers':
      return spreadOverTiers(priced.tiers, priced).map((part) => ({ ...part, register: null }))
    case 'registers':
      return priced.parts.map((part) => ({ ...part, tier: null }))
    default:
      return assertNever(priced, 'priced usage')
  }
}

/** What is billed as usage: with registers the sum of those that have a price. */
export function chargedUsageE3(priced: ExplainedUsage): number {
  return usageParts(priced).reduce((sum, { usageE3 }) => sum + usageE3, 0)
}

/** The amount of a usage fee before rounding, in its steps, in 分. */
export interface ExactCharge {
  readonly usage: Fraction
  /** What the minimum adds to reach it. */
  readonly minimum: Fraction
  readonly surcharge: Fraction
  readonly total: Fraction
}

/**
 * Usage amount, lifted to the minimum, then the surcharge on top. Taking usage back is a correction and no bill: it bears
 * neither the minimum nor a fixed surcharge, which stay with the line that it corrects.
 */
export function exactCharge({
  priced,
  minimumFen,
  surcharge,
}: Omit<UsageCharge, 'rounding' | 'priceVersion'>): ExactCharge {
  const parts = usageParts(priced)
  const usageE3 = parts.reduce((sum, part) => sum + part.usageE3, 0)
  let usage = ZERO
  for (const part of parts) usage = addFractions(usage, usageAmount(part.priceE6, part.usageE3))
  const takesBack = usageE3 < 0
  const least = fraction(takesBack || minimumFen === null ? 0 : minimumFen)
  const lacking = takesBack || compareFractions(usage, least) >= 0 ? ZERO : addFractions(least, negative(usage))
  const charge = addFractions(usage, lacking)
  const added = surcharge === null ? ZERO : surchargeOn(surcharge, { charge, usageE3 })
  return { usage, minimum: lacking, surcharge: added, total: addFractions(charge, added) }
}

function surchargeOn(
  surcharge: UsageSurcharge,
  { charge, usageE3 }: { readonly charge: Fraction; readonly usageE3: number },
): Fraction {
  switch (surcharge.kind) {
    case 'per_unit':
      return usageAmount(surcharge.priceE6, usageE3)
    case 'fixed':
      return fraction(usageE3 < 0 ? 0 : surcharge.amountFen)
    case 'percent':
      return multiplyFractions(charge, fraction(surcharge.ppm, 1_000_000))
    default:
      return assertNever(surcharge, 'surcharge')
  }
}

function negative({ num, den }: Fraction): Fraction {
  return { num: -num, den }
}

/** The amount of a usage fee from its explanation alone, rounded once. */
export function chargeAmount(charge: UsageCharge): Fen {
  return roundAmount(exactCharge(charge).total, charge.rounding)
}
