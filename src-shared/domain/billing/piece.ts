import { invariant } from '../../kernel/assert.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import type { Charge, FeeStandard, Fraction } from '../tariff/index.ts'
import { dateIn, dayWithin } from './calendar.ts'
import type { SkipCode } from './codes.ts'
import type { Cycle } from './cycle.ts'
import { cycleHolding, cycleRule } from './cycle.ts'
import type { BillableRoom, Binding } from './model.ts'
import type { Obligation } from './obligation.ts'
import type { Payer } from './payer.ts'
import { chargeOn, cutsOverride } from './piece-charge.ts'

/** The days of a month on which one binding of an item holds. */
export interface BoundSpan {
  readonly binding: Binding
  readonly standard: FeeStandard
  readonly fromDay: number
  readonly toDay: number
}

/** Consecutive days with one payer, price, quantity and standard: what becomes a line, or is listed as skipped. */
export interface Piece {
  readonly month: Month
  readonly fromDay: number
  readonly toDay: number
  readonly payer: Payer
  readonly side: Obligation['side']
  readonly binding: Binding
  readonly standard: FeeStandard
  readonly charge: Charge
  readonly priceVersion: LocalDate | 'override'
  /** The issue cycle that the piece belongs to. */
  readonly cycle: Cycle
  readonly factor: Fraction
  /** Billed days of the month that share the factor. */
  readonly ofDays: number
  /** Why days inside the obligation are no line: they were settled before. They keep their part of the rounding. */
  readonly settled: 'billing.before_go_live' | 'billing.paid_until' | null
}

export interface CutRequest {
  readonly room: BillableRoom
  readonly month: Month
  readonly obligation: Obligation
  readonly bound: readonly BoundSpan[]
  readonly goLiveOn: LocalDate
  readonly paidUntilOn: LocalDate | null
}

/** A piece that cannot be priced: the month is skipped as a whole and asks for the missing figure. */
export interface Gap {
  readonly code: SkipCode
}

/** Cuts an obligation at transfers, standards, price versions, area versions, go-live and the day paid until. */
export function cutPieces(request: CutRequest): Piece[] | Gap {
  const { obligation } = request
  const days = [...cutDays(request)].sort((a, b) => a - b)
  const pieces: Piece[] = []
  for (const [index, fromDay] of days.entries()) {
    const toDay = (days[index + 1] ?? obligation.toDay + 1) - 1
    const piece = pieceOf(request, { fromDay, toDay })
    if ('code' in piece) return piece
    pieces.push(piece)
  }
  return pieces
}

function cutDays({ room, month, obligation, bound, goLiveOn, paidUntilOn }: CutRequest): Set<number> {
  const days = new Set([obligation.fromDay])
  const cut = (day: number) => {
    if (day > obligation.fromDay && day <= obligation.toDay) days.add(day)
  }
  for (const { fromDay } of obligation.payers) cut(fromDay)
  for (const { fromDay, binding, standard } of bound) {
    cut(fromDay)
    for (const version of standard.versions) {
      if (binding.overridePriceE6 === null || cutsOverride(version)) cut(dayWithin(month, version.fromOn))
    }
  }
  for (const { fromOn } of room.areas) cut(dayWithin(month, fromOn))
  cut(dayWithin(month, goLiveOn))
  if (paidUntilOn !== null) cut(dayWithin(month, paidUntilOn) + 1)
  return days
}

function pieceOf(
  request: CutRequest,
  { fromDay, toDay }: { readonly fromDay: number; readonly toDay: number },
): Piece | Gap {
  const { room, month, obligation, bound } = request
  const on = dateIn(month, fromDay)
  const { binding, standard } = lastStarted(bound, fromDay)
  const cycle = cycleHolding(on, cycleRule(standard, { room, binding }))
  const charged = chargeOn({ room, month, on, binding, standard, cycle, side: obligation.side })
  if ('code' in charged) return charged
  return {
    month,
    fromDay,
    toDay,
    payer: lastStarted(obligation.payers, fromDay).payer,
    side: obligation.side,
    binding,
    standard,
    ...charged,
    cycle,
    factor: obligation.factor,
    ofDays: obligation.toDay - obligation.fromDay + 1,
    settled: settledOn(on, request),
  }
}

function settledOn(on: LocalDate, { goLiveOn, paidUntilOn }: CutRequest): Piece['settled'] {
  if (on < goLiveOn) return 'billing.before_go_live'
  return paidUntilOn !== null && on <= paidUntilOn ? 'billing.paid_until' : null
}

function lastStarted<T extends { readonly fromDay: number }>(spans: readonly T[], day: number): T {
  const found = spans.findLast(({ fromDay }) => fromDay <= day)
  invariant(found !== undefined, `a span holds day ${day}`)
  return found
}
