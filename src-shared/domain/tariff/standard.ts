import type { PriceVersion } from './price-version.ts'
import type { ProrationMethod } from './proration.ts'
import type { Rounding } from './rounding.ts'
import type { Tariff } from './tariff.ts'

/** 出账周期: months per issue, counted from January. */
export type CycleMonths = 1 | 2 | 3 | 6 | 12

/** 先付 (issued before its period) or 后付 (issued after it). */
export type Timing = 'prepaid' | 'postpaid'

/** 到期日规则 (domain rules 3.3). Days of a month are clamped to its last day. */
export type DueRule =
  | { readonly kind: 'end_of_period' }
  | { readonly kind: 'day_of_month'; readonly day: number }
  | { readonly kind: 'days_after_issue'; readonly days: number }

/** 收费标准: one priced way of charging a fee item. Versions are in date order (`orderVersions`). */
export interface FeeStandard {
  readonly id: string
  readonly itemId: string
  readonly tariff: Tariff
  readonly versions: readonly PriceVersion[]
  readonly rounding: Rounding
  readonly proration: ProrationMethod
  readonly cycleMonths: CycleMonths
  readonly timing: Timing
  readonly due: DueRule
}
