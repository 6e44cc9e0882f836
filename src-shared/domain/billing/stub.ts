import type { Fraction } from '../../kernel/fraction.ts'
import { compareFractions, fraction, multiplyFractions, ZERO } from '../../kernel/fraction.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { BilledSpan, ProrationMethod } from '../tariff/index.ts'
import { monthFactor } from '../tariff/index.ts'
import type { Cycle } from './cycle.ts'

/**
 * 残月: the part of a month that lies on one side of an anchored day. The two stub months of a cycle share one month's amount by
 * their days, so that a full year is twelve months (domain rules 3.3, exact readings).
 */
export interface Window {
  readonly fromDay: number
  readonly toDay: number
  readonly factor: Fraction
  readonly cycle: Cycle
  /** A day of the other stub. */
  readonly partnerOn: LocalDate
}

/**
 * What the begin and the end of an obligation leave of a month, or of a stub: the whole stub is its share of the cycle's month,
 * a part of it never costs more. P-HALF counts a part of a stub by days: its 15th means nothing there.
 */
export function factorWithin(method: ProrationMethod, span: BilledSpan, window: Window | null): Fraction {
  if (window === null) return monthFactor(method, span)
  const begins = span.fromDay > window.fromDay || span.begin === 'hand_over'
  if (method.kind === 'next_month') return begins ? ZERO : window.factor
  const whole = span.fromDay === window.fromDay && span.toDay === window.toDay
  if (method.kind === 'this_month' || whole) return window.factor
  if (method.kind === 'half_month') {
    return multiplyFractions(window.factor, fraction(span.toDay - span.fromDay + 1, window.toDay - window.fromDay + 1))
  }
  const part = monthFactor(method, span)
  return compareFractions(part, window.factor) < 0 ? part : window.factor
}
