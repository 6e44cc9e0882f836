import { assertNever } from '../../kernel/assert.ts'
import type { Month } from '../../kernel/time.ts'
import { daysInMonth } from '../../kernel/time.ts'
import type { Fraction } from '../../kernel/fraction.ts'
import { addFractions, fraction, ONE, subtractFractions, ZERO } from '../../kernel/fraction.ts'

/**
 * 中途变更的折算方法 (domain rules 3.4): P-ACT, P-30, P-365, P-HALF, P-NEXT, P-THIS in this order. `later` is what P-HALF
 * charges for the half of the month that counts less.
 */
export type ProrationMethod =
  | { readonly kind: 'actual_days' }
  | { readonly kind: 'thirty_days' }
  | { readonly kind: 'year_days' }
  | { readonly kind: 'half_month'; readonly later: 'half' | 'none' }
  | { readonly kind: 'next_month' }
  | { readonly kind: 'this_month' }

/** The days of one month for which somebody owes, both ends inclusive. */
export interface BilledSpan {
  readonly month: Month
  readonly fromDay: number
  readonly toDay: number
  /** `hand_over` (交房) when the obligation begins by it in this month, be it on the 1st; `running` in every other case. */
  readonly begin: 'hand_over' | 'running'
}

/**
 * The part of a month's amount that the begin and the end of an obligation leave. A month billed from its first to its last
 * day is 1 under every method, but for the month of hand-over under P-NEXT.
 */
export function monthFactor(method: ProrationMethod, span: BilledSpan): Fraction {
  const days = span.toDay - span.fromDay + 1
  const monthDays = daysInMonth(span.month)
  if (method.kind === 'next_month') return span.fromDay > 1 || span.begin === 'hand_over' ? ZERO : ONE
  if (method.kind === 'this_month' || days === monthDays) return ONE
  switch (method.kind) {
    case 'actual_days':
      return fraction(days, monthDays)
    case 'thirty_days':
      // A part of a month has 30 days at most, so this is the rule's min(d, 30).
      return fraction(days, 30)
    case 'year_days':
      return fraction(12 * days, daysInYear(span.month))
    case 'half_month':
      return halfMonthFactor(method.later, span)
    default:
      return assertNever(method, 'proration method')
  }
}

/** begin + end − 1; never below 0, as an obligation that begins after the 15th ends after it too. */
function halfMonthFactor(later: 'half' | 'none', span: BilledSpan): Fraction {
  const less = later === 'half' ? fraction(1, 2) : ZERO
  const begin = span.fromDay <= 15 ? ONE : less
  const end = span.toDay > 15 ? ONE : less
  return subtractFractions(addFractions(begin, end), ONE)
}

function daysInYear(month: Month): number {
  const year = month.slice(0, 4)
  return daysInMonth(`${year}-02` as Month) === 29 ? 366 : 365
}
