import type { Month } from '../../kernel/time.ts'
import type { Fraction, ProrationMethod } from '../tariff/index.ts'
import { subtractFractions } from '../tariff/index.ts'
import { dateIn, dayWithin } from './calendar.ts'
import type { BillableRoom, OwnerTerm } from './model.ts'
import type { Payer } from './payer.ts'
import { developerOr, ownerBegin, ownerOn } from './payer.ts'
import type { Window } from './stub.ts'
import { factorWithin } from './stub.ts'

/** Consecutive days of a month with one payer. Days are numbers of the month, both ends inclusive. */
export interface PayerSpan {
  readonly fromDay: number
  readonly toDay: number
  readonly payer: Payer
}

/** 义务: the days of a month that share one factor. Cuts inside it share the factor by days (domain rules 3.4). */
export interface Obligation {
  readonly fromDay: number
  readonly toDay: number
  /** Before or since the owner's begin; what is rounded over a period never mixes the two. */
  readonly side: 'developer' | 'owner'
  readonly factor: Fraction
  readonly payers: readonly PayerSpan[]
}

export interface ObligationRequest {
  readonly room: BillableRoom
  readonly month: Month
  /** First and last day of the month on which the item is bound to the room. */
  readonly fromDay: number
  readonly toDay: number
  readonly method: ProrationMethod
  /** The stub that holds these days when an anchored day cuts the month. */
  readonly window: Window | null
  readonly developerTermId: string | null
}

/** Who owes which part of a month: one obligation, or the developer's and the owner's in the month of hand-over. */
export function planObligations(request: ObligationRequest): Obligation[] {
  const { room, month, fromDay, toDay, method, window, developerTermId } = request
  const begin = ownerBegin(room)
  const beginDay = begin === null ? 32 : dayWithin(month, begin)
  const whole = factorWithin(method, { month, fromDay, toDay, begin: 'running' }, window)
  if (beginDay > toDay) {
    const payer = developerOr(developerTermId, 'billing.unsold_without_payer')
    return [single({ fromDay, toDay, factor: whole, payer })]
  }
  if (beginDay === 0) return [{ fromDay, toDay, side: 'owner', factor: whole, payers: ownerSpans(request) }]

  const ownerFrom = Math.max(fromDay, beginDay)
  const owners = factorWithin(method, { month, fromDay: ownerFrom, toDay, begin: 'hand_over' }, window)
  if (owners.num === 0n) {
    return [single({ fromDay, toDay, factor: whole, payer: developerOr(developerTermId, 'billing.not_charged') })]
  }
  const ofOwner: Obligation = {
    fromDay: ownerFrom,
    toDay,
    side: 'owner',
    factor: owners,
    payers: ownerSpans({ ...request, fromDay: ownerFrom }),
  }
  // Never two payers for one day: what the owner's factor leaves of the month is the developer's.
  const rest = subtractFractions(whole, owners)
  if (ownerFrom === fromDay || rest.num === 0n) return [ofOwner]
  const payer = developerOr(developerTermId, 'billing.not_started')
  return [single({ fromDay, toDay: ownerFrom - 1, factor: rest, payer }), ofOwner]
}

/** Days before the owner's begin, all of one payer. */
function single(span: PayerSpan & { readonly factor: Fraction }): Obligation {
  const { fromDay, toDay, factor, payer } = span
  return { fromDay, toDay, side: 'developer', factor, payers: [{ fromDay, toDay, payer }] }
}

/** Days by owner term; a transfer cuts by days, but P-NEXT leaves the month to the old term and P-THIS gives it to the new. */
function ownerSpans({ room, month, fromDay, toDay, method }: ObligationRequest): PayerSpan[] {
  const spans = spansByTerm(room.ownerTerms, { month, fromDay, toDay })
  const owners = spans.map(({ payer }) => payer).filter(({ kind }) => kind === 'owner')
  const payer = method.kind === 'next_month' ? owners[0] : owners.at(-1)
  if (payer === undefined || (method.kind !== 'next_month' && method.kind !== 'this_month')) return spans
  return [{ fromDay, toDay, payer }]
}

function spansByTerm(
  terms: readonly OwnerTerm[],
  { month, fromDay, toDay }: { readonly month: Month; readonly fromDay: number; readonly toDay: number },
): PayerSpan[] {
  const starts = new Set([fromDay])
  for (const { fromOn, toOn } of terms) {
    starts.add(dayWithin(month, fromOn))
    if (toOn !== null) starts.add(dayWithin(month, toOn) + 1)
  }
  const days = [...starts].filter((day) => day >= fromDay && day <= toDay).sort((a, b) => a - b)
  return days.map((day, index) => ({
    fromDay: day,
    toDay: (days[index + 1] ?? toDay + 1) - 1,
    payer: ownerOn(terms, dateIn(month, day)),
  }))
}
