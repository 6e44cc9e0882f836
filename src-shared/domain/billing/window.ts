import { fraction } from '../../kernel/fraction.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { daysInMonth, lastDayOf, monthOf } from '../../kernel/time.ts'
import { dateIn, dayOf } from './calendar.ts'
import type { CycleRule } from './cycle.ts'
import { cycleHolding, cycleRule } from './cycle.ts'
import type { BillableRoom } from './model.ts'
import type { BoundSpan } from './piece.ts'
import type { Window } from './stub.ts'

/** A chain of bindings inside one window; `null` when no anchored day cuts the month. */
export interface WindowedChain {
  readonly spans: readonly BoundSpan[]
  readonly window: Window | null
}

/** Cuts a chain at the anchored days of its standards: what lies behind one belongs to another cycle. */
export function splitByCycle(
  chain: readonly BoundSpan[],
  { room, month }: { readonly room: BillableRoom; readonly month: Month },
): WindowedChain[] {
  const parts: { spans: BoundSpan[]; window: Window | null }[] = []
  for (const span of chain) {
    for (const { span: piece, window } of splitSpan(span, {
      month,
      rule: cycleRule(span.standard, { room, binding: span.binding }),
    })) {
      const last = parts.at(-1)
      if (last === undefined || window?.fromDay === piece.fromDay) parts.push({ spans: [piece], window })
      else {
        last.spans.push(piece)
        last.window = joinWindows(last.window, { right: window, month })
      }
    }
  }
  return parts
}

function splitSpan(
  span: BoundSpan,
  { month, rule }: { readonly month: Month; readonly rule: CycleRule },
): { readonly span: BoundSpan; readonly window: Window | null }[] {
  if (rule.anchorOn === null) return [{ span, window: null }]
  const before = windowOf(dateIn(month, span.fromDay), { month, rule })
  if (before === null || before.toDay >= span.toDay) return [{ span, window: before }]
  const after = windowOf(dateIn(month, span.toDay), { month, rule })
  return [
    { span: { ...span, toDay: before.toDay }, window: before },
    { span: { ...span, fromDay: before.toDay + 1 }, window: after },
  ]
}

function windowOf(on: LocalDate, { month, rule }: { readonly month: Month; readonly rule: CycleRule }): Window | null {
  const cycle = cycleHolding(on, rule)
  const head = daysInMonth(monthOf(cycle.fromOn)) - dayOf(cycle.fromOn) + 1
  const tail = dayOf(cycle.toOn)
  const natural = cycle.toOn === lastDayOf(monthOf(cycle.toOn))
  if (natural || (monthOf(cycle.fromOn) !== month && monthOf(cycle.toOn) !== month)) return null
  if (monthOf(cycle.fromOn) === month) {
    const fromDay = dayOf(cycle.fromOn)
    return { fromDay, toDay: daysInMonth(month), factor: fraction(head, head + tail), cycle, partnerOn: cycle.toOn }
  }
  return { fromDay: 1, toDay: tail, factor: fraction(tail, head + tail), cycle, partnerOn: cycle.fromOn }
}

/** Standards that are counted from different days share the days that they have in common as days of the month. */
function joinWindows(
  left: Window | null,
  { right, month }: { readonly right: Window | null; readonly month: Month },
): Window | null {
  const known = left ?? right
  if (known === null || (left?.cycle.fromOn === right?.cycle.fromOn && left?.cycle.toOn === right?.cycle.toOn))
    return left
  const fromDay = Math.max(left?.fromDay ?? 1, right?.fromDay ?? 1)
  const toDay = Math.min(left?.toDay ?? 31, right?.toDay ?? 31)
  return { ...known, fromDay, toDay, factor: fraction(toDay - fromDay + 1, daysInMonth(month)) }
}
