import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { FormulaCode } from '../formula/index.ts'
import { compileFormula } from '../formula/index.ts'
import type { Surcharge } from './charge.ts'
import type { FeeItemTerms } from './fee-item.ts'
import type { PriceVersion, VersionCode } from './price-version.ts'
import { MAX_PRICE_E6, MAX_SUM_E6, orderVersions } from './price-version.ts'
import type { FeeStandard } from './standard.ts'

export const STANDARD_CODES = [
  'standard.formula_missing',
  'standard.formula_unused',
  'standard.surcharge_out_of_range',
  'standard.surcharge_on_agency',
  'standard.tax_out_of_range',
  'standard.issue_day_out_of_range',
  'standard.issue_before_end',
  'standard.due_day_out_of_range',
] as const
export type StandardCode = (typeof STANDARD_CODES)[number] | VersionCode | FormulaCode

/** 10 times the amount as a surcharge is a typing error. */
const MAX_PERCENT_PPM = 10_000_000
/** A rate of tax above the whole amount is one too. */
const MAX_TAX_PPM = 1_000_000
/** Bills may be issued a year ahead and be due a year later. */
const MAX_DAYS = 366

export type CheckedStandard = { readonly kind: 'checked'; readonly standard: FeeStandard }

/** Everything that can be wrong with a standard when it is saved. Its versions come back in order, its rounding as it counts. */
export function checkStandard(standard: FeeStandard, item: FeeItemTerms): CheckedStandard | Refusal<StandardCode> {
  const ordered = orderVersions(standard.versions, mostPriceE6(standard))
  if (ordered.kind === 'refused') return ordered
  const wrong = checkVersions(ordered.versions, { standard, item }) ?? checkDates(standard)
  if (wrong !== null) return wrong
  if (!inRange(item.taxRatePpm, { from: 0, to: MAX_TAX_PPM })) {
    return refusal('standard.tax_out_of_range', {}, 'taxRatePpm')
  }
  return { kind: 'checked', standard: settleRounding({ ...standard, versions: ordered.versions }) }
}

/** Amounts quoted per year or per period always round the period as a whole (domain rules 3.5, case B22). */
export function settleRounding(standard: FeeStandard): FeeStandard {
  if (standard.quotedPer === 'month' || standard.rounding.scope === 'period') return standard
  return { ...standard, rounding: { ...standard.rounding, scope: 'period' } }
}

/** The highest price that is no slip of the finger: per unit and month it is another one than for a home's or a shop's sum. */
export function mostPriceE6(standard: Pick<FeeStandard, 'tariff' | 'quotedPer' | 'cycleMonths'>): number {
  return standard.tariff.kind === 'area' || standard.tariff.kind === 'count'
    ? MAX_PRICE_E6 * quotedMonths(standard)
    : MAX_SUM_E6
}

/** Months that the price of a standard stands for. */
export function quotedMonths({ quotedPer, cycleMonths }: Pick<FeeStandard, 'quotedPer' | 'cycleMonths'>): number {
  if (quotedPer === 'month') return 1
  return quotedPer === 'year' ? 12 : cycleMonths
}

interface Context {
  readonly standard: FeeStandard
  readonly item: FeeItemTerms
}

function checkVersions(versions: readonly PriceVersion[], { standard, item }: Context): Refusal<StandardCode> | null {
  for (const { fromOn, surcharge, formula } of versions) {
    const wrong = checkFormula(formula, { standard, fromOn })
    if (wrong !== null) return wrong
    if (surcharge === undefined) continue
    // Whoever collects for a utility may not add anything to it (物业管理条例 44).
    if (item.nature === 'collected_for_others') return refusal('standard.surcharge_on_agency', { fromOn }, 'surcharge')
    if (!surchargeInRange(surcharge)) return refusal('standard.surcharge_out_of_range', { fromOn }, 'surcharge')
  }
  return null
}

function checkFormula(
  formula: string | undefined,
  { standard, fromOn }: { readonly standard: FeeStandard; readonly fromOn: string },
): Refusal<StandardCode> | null {
  if (standard.tariff.kind !== 'formula') {
    return formula === undefined ? null : refusal('standard.formula_unused', { fromOn }, 'formula')
  }
  if (formula === undefined) return refusal('standard.formula_missing', { fromOn }, 'formula')
  const compiled = compileFormula(formula)
  return compiled.kind === 'refused' ? compiled : null
}

function surchargeInRange(surcharge: Surcharge): boolean {
  if (surcharge.kind === 'percent') return inRange(surcharge.ratePpm, { from: 1, to: MAX_PERCENT_PPM })
  const value = surcharge.kind === 'fixed' ? surcharge.amountFen : surcharge.priceE6
  return inRange(value, { from: 1, to: MAX_PRICE_E6 })
}

function checkDates({ timing, issue, due }: FeeStandard): Refusal<StandardCode> | null {
  const days =
    issue.kind === 'day_of_month' ? { value: issue.day, from: 1, to: 28 } : { value: issue.days, from: 0, to: MAX_DAYS }
  if (!inRange(days.value, days)) return refusal('standard.issue_day_out_of_range', {}, 'issue')
  if (timing === 'postpaid' && issue.kind === 'days_before_start')
    return refusal('standard.issue_before_end', {}, 'issue')
  if (due.kind === 'end_of_period') return null
  const late =
    due.kind === 'day_of_month' ? { value: due.day, from: 1, to: 31 } : { value: due.days, from: 0, to: MAX_DAYS }
  return inRange(late.value, late) ? null : refusal('standard.due_day_out_of_range', {}, 'due')
}

function inRange(value: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return Number.isSafeInteger(value) && value >= from && value <= to
}
