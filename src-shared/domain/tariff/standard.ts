import type { LocalDate } from '../../kernel/time.ts'
import type { PriceVersion } from './price-version.ts'
import type { ProrationMethod } from './proration.ts'
import type { Rounding } from './rounding.ts'
import type { Tariff } from './tariff.ts'

/** 出账周期: months per issue, counted from January or from the anchor. */
export type CycleMonths = 1 | 2 | 3 | 6 | 12

/** 先付 (issued before its period) or 后付 (issued after it). */
export type Timing = 'prepaid' | 'postpaid'

/** 到期日规则 (domain rules 3.3). Days of a month are clamped to its last day. */
export type DueRule =
  | { readonly kind: 'end_of_period' }
  | { readonly kind: 'day_of_month'; readonly day: number }
  | { readonly kind: 'days_after_issue'; readonly days: number }

/** 计费锚点: where the issue cycles of a room begin to be counted (domain rules 3.3). */
export type Anchor =
  | { readonly kind: 'natural' }
  /** 交房周年: the day of hand-over; a room without one is counted naturally. */
  | { readonly kind: 'hand_over' }
  /** 合同起始日: one day for all, or with `null` the first day of each binding. */
  | { readonly kind: 'contract_day'; readonly on: LocalDate | null }

/** 出账日: a day (1–28), or days before the period starts. */
export type IssueRule =
  | { readonly kind: 'day_of_month'; readonly day: number }
  | { readonly kind: 'days_before_start'; readonly days: number }

/** What a price, a surcharge and a formula stand for: a month, the issue period, or a year. */
export type QuotedPer = 'month' | 'period' | 'year'

/** The settings of a standard that nobody touched: natural months, issued on the 1st, due dates never rolled. */
export const DEFAULT_TERMS: Pick<FeeStandard, 'anchor' | 'issue' | 'rollDue' | 'quotedPer'> = {
  anchor: { kind: 'natural' },
  issue: { kind: 'day_of_month', day: 1 },
  rollDue: false,
  quotedPer: 'month',
}

/** The issue day that goes with an anniversary: a week before it. */
export const ANNIVERSARY_ISSUE: IssueRule = { kind: 'days_before_start', days: 7 }

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
  readonly anchor: Anchor
  readonly issue: IssueRule
  /** 顺延: whether due dates roll to the next working day. */
  readonly rollDue: boolean
  readonly quotedPer: QuotedPer
  /** 补开的账单至少留几天: a bill is due this many days after its creation at least; absent: the usual 7 (domain rules 3.3). */
  readonly notBeforeDays?: number
}
