import { invariant } from '../../kernel/assert.ts'
import type { Month } from '../../kernel/time.ts'
import { daysInMonth, firstDayOf, lastDayOf } from '../../kernel/time.ts'
import type { FeeStandard } from '../tariff/index.ts'
import { dayWithin } from './calendar.ts'
import type { SkipCode } from './codes.ts'
import type { BillableRoom, Binding } from './model.ts'
import type { BoundSpan } from './piece.ts'

export interface BoundRequest {
  readonly room: BillableRoom
  readonly month: Month
  /** The room's bindings of one item. */
  readonly bindings: readonly Binding[]
  readonly standards: ReadonlyMap<string, FeeStandard>
}

export type BoundResult =
  | { readonly kind: 'bound'; readonly chains: readonly (readonly BoundSpan[])[] }
  | { readonly kind: 'unbound'; readonly code: SkipCode }

/**
 * The days of a month on which the item is bound, as chains: a standard that follows another without a gap is a cut inside
 * one obligation, a gap ends it and begins another.
 */
export function findBoundChains(request: BoundRequest): BoundResult {
  const spans = boundSpans(request)
  if (spans.length === 0) return { kind: 'unbound', code: whyUnbound(request) }
  const chains: BoundSpan[][] = []
  for (const span of spans) {
    const previous = chains.at(-1)?.at(-1)
    if (previous !== undefined && span.fromDay <= previous.toDay)
      return { kind: 'unbound', code: 'billing.bound_twice' }
    if (previous !== undefined && span.fromDay === previous.toDay + 1) chains.at(-1)?.push(span)
    else chains.push([span])
  }
  return { kind: 'bound', chains }
}

function boundSpans({ room, month, bindings, standards }: BoundRequest): BoundSpan[] {
  const lastDay = room.endedOn === null ? 31 : dayWithin(month, room.endedOn) - 1
  const spans: BoundSpan[] = []
  for (const binding of bindings) {
    const fromDay = Math.max(1, dayWithin(month, binding.fromOn))
    const toDay = Math.min(daysInMonth(month), lastDay, binding.toOn === null ? 31 : dayWithin(month, binding.toOn))
    if (fromDay > toDay) continue
    const standard = standards.get(binding.standardId)
    invariant(standard !== undefined, `binding ${binding.id} has its standard`)
    spans.push({ binding, standard, fromDay, toDay })
  }
  return spans.sort((a, b) => a.fromDay - b.fromDay)
}

function whyUnbound({ room, month, bindings }: BoundRequest): SkipCode {
  if (room.endedOn !== null && room.endedOn <= firstDayOf(month)) return 'billing.ended'
  if (bindings.length === 0) return 'billing.not_bound'
  return bindings.every(({ fromOn }) => fromOn > lastDayOf(month)) ? 'billing.not_started' : 'billing.ended'
}
