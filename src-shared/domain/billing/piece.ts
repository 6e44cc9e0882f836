import { invariant } from '../../kernel/assert.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import type { FeeStandard, Fraction, Quantity, Tariff } from '../tariff/index.ts'
import { inForceOn, quantityOf } from '../tariff/index.ts'
import { dateIn, dayWithin } from './calendar.ts'
import type { SkipCode } from './codes.ts'
import type { BillableRoom, Binding } from './model.ts'
import type { Obligation } from './obligation.ts'
import type { Payer } from './payer.ts'

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
  readonly priceE6: number
  readonly priceVersion: LocalDate | 'override'
  readonly quantity: Quantity
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
    if (binding.overridePriceE6 === null) for (const { fromOn } of standard.versions) cut(dayWithin(month, fromOn))
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
  const version = inForceOn(standard.versions, on)
  const priceE6 = binding.overridePriceE6 ?? version?.priceE6
  if (priceE6 === undefined) return { code: 'billing.price_missing' }
  const areas = inForceOn(room.areas, on) ?? { builtE2: null, innerE2: null, shareE2: null }
  const quantity = quantityOf(standard.tariff, areas)
  if (quantity === null) return { code: missingQuantity(standard.tariff) }
  return {
    month,
    fromDay,
    toDay,
    payer: lastStarted(obligation.payers, fromDay).payer,
    side: obligation.side,
    binding,
    standard,
    priceE6,
    priceVersion: binding.overridePriceE6 === null && version !== null ? version.fromOn : 'override',
    quantity,
    factor: obligation.factor,
    ofDays: obligation.toDay - obligation.fromDay + 1,
    settled: settledOn(on, request),
  }
}

function missingQuantity(tariff: Tariff): SkipCode {
  if (tariff.kind === 'area' && tariff.basis === 'inner') return 'billing.inner_area_missing'
  return tariff.kind === 'area' && tariff.basis === 'share' ? 'billing.share_area_missing' : 'billing.area_missing'
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
