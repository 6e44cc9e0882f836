import { invariant } from '../../kernel/assert.ts'
import { compareFractions } from '../../kernel/fraction.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { daysInMonth, monthOf } from '../../kernel/time.ts'
import type { FeeStandard } from '../tariff/index.ts'
import { findBoundChains } from './bound-span.ts'
import { monthsOf } from './calendar.ts'
import type { SkipCode } from './codes.ts'
import type { Cycle } from './cycle.ts'
import type { BillableRoom, Binding } from './model.ts'
import { planObligations } from './obligation.ts'
import type { BoundSpan, Piece } from './piece.ts'
import { cutPieces } from './piece.ts'
import type { PricedPiece } from './price-pieces.ts'
import { priceRuns, priceTogether } from './price-pieces.ts'
import type { Window } from './stub.ts'
import { reliefOf, vacancyParts } from './vacancy-relief.ts'
import { splitByCycle } from './window.ts'

/** One room and one item of a plan, with what is remembered between its months. */
export interface RowContext {
  readonly room: BillableRoom
  readonly bindings: readonly Binding[]
  readonly standards: ReadonlyMap<string, FeeStandard>
  readonly goLiveOn: LocalDate
  readonly paidUntilOn: LocalDate | null
  readonly developerTermId: string | null
  readonly months: Map<Month, MonthPieces>
  readonly periods: Map<string, PeriodPrices>
}

/** The pieces of a month, one list per obligation; or why there are none. */
export type MonthPieces =
  | { readonly kind: 'pieces'; readonly obligations: readonly MonthObligation[] }
  | { readonly kind: 'nothing'; readonly code: SkipCode }

export interface MonthObligation {
  readonly pieces: readonly Piece[]
  /** The stub that the obligation fills; it shares a month's amount with the other stub of its cycle. */
  readonly stub: Window | null
}

export type PeriodPrices =
  | { readonly kind: 'priced'; readonly pieces: readonly PricedPiece[] }
  | { readonly kind: 'nothing'; readonly code: SkipCode }

/** All pieces of a month with their amounts, or the reason why the month cannot be billed. */
export function priceMonth(row: RowContext, month: Month): PeriodPrices {
  const found = monthPieces(row, month)
  if (found.kind === 'nothing') return found
  const priced: PricedPiece[] = []
  for (const obligation of found.obligations) priced.push(...priceObligation(row, { obligation, month }))
  for (const period of periodsOf(found.obligations)) {
    const prices = pricePeriod(row, period)
    if (prices.kind === 'nothing') return prices
    priced.push(...prices.pieces.filter(({ piece }) => piece.month === month))
  }
  const pieces = withVacancy(row, { obligations: found.obligations, priced })
  return { kind: 'priced', pieces: pieces.sort((a, b) => a.piece.fromDay - b.piece.fromDay) }
}

interface PricedMonth {
  readonly obligations: readonly MonthObligation[]
  readonly priced: PricedPiece[]
}

function withVacancy({ room }: RowContext, { obligations, priced }: PricedMonth): PricedPiece[] {
  const terms = room.vacancies ?? []
  if (terms.length === 0) return priced
  const parts = new Map(obligations.flatMap(({ pieces }) => [...vacancyParts(pieces, terms)]))
  return priced.map((each) => {
    const own = parts.get(each.piece)
    return own === undefined ? each : { ...each, vacancy: reliefOf(each.amountFen, own) }
  })
}

interface RoundedPeriod {
  readonly standard: FeeStandard
  readonly cycle: Cycle
}

function periodsOf(obligations: readonly MonthObligation[]): Iterable<RoundedPeriod> {
  const periods = new Map<string, RoundedPeriod>()
  for (const { standard, cycle } of obligations.flatMap(({ pieces }) => pieces)) {
    if (standard.rounding.scope === 'period') periods.set(periodKey({ standard, cycle }), { standard, cycle })
  }
  return periods.values()
}

function periodKey({ standard, cycle }: RoundedPeriod): string {
  return `${standard.id}|${cycle.fromOn}`
}

/** Pieces that round by month. The two stubs of an anchored cycle are one month: they are rounded together. */
function priceObligation(
  row: RowContext,
  { obligation, month }: { readonly obligation: MonthObligation; readonly month: Month },
): PricedPiece[] {
  const own = monthly(obligation)
  const { stub } = obligation
  if (stub === null) return priceRuns(own)
  const partner = monthPieces(row, monthOf(stub.partnerOn))
  const other = partner.kind === 'nothing' ? undefined : partner.obligations.find((one) => sameCycle(one, obligation))
  if (other === undefined) return priceRuns(own)
  const inOrder = monthOf(stub.cycle.fromOn) === month ? [...own, ...monthly(other)] : [...monthly(other), ...own]
  return priceRuns(inOrder).filter(({ piece }) => piece.month === month)
}

function monthly({ pieces }: MonthObligation): readonly Piece[] {
  return pieces.filter(({ standard }) => standard.rounding.scope === 'month')
}

function sameCycle(left: MonthObligation, right: MonthObligation): boolean {
  return left.stub?.cycle.fromOn === right.stub?.cycle.fromOn && left.pieces[0]?.side === right.pieces[0]?.side
}

/** The whole issue period is rounded once, whichever of its months are asked for: a later run gives the same cents. */
function pricePeriod(row: RowContext, period: RoundedPeriod): PeriodPrices {
  const key = periodKey(period)
  const known = row.periods.get(key)
  if (known !== undefined) return known
  const prices = computePeriod(row, period)
  row.periods.set(key, prices)
  return prices
}

function computePeriod(row: RowContext, { standard, cycle }: RoundedPeriod): PeriodPrices {
  const pieces: Piece[] = []
  const belongs = (piece: Piece) => piece.standard === standard && piece.cycle.fromOn === cycle.fromOn
  for (const one of monthsOf(cycle)) {
    const found = monthPieces(row, one)
    if (found.kind === 'pieces') pieces.push(...found.obligations.flatMap((each) => each.pieces).filter(belongs))
    else if (BLOCKING.has(found.code)) return found
  }
  const bySide = (side: Piece['side']) => priceTogether(pieces.filter((piece) => piece.side === side))
  return { kind: 'priced', pieces: [...bySide('developer'), ...bySide('owner')] }
}

/** A month that lacks a figure stops its whole period; a month without a binding is simply no part of it. */
const BLOCKING: ReadonlySet<SkipCode> = new Set<SkipCode>([
  'billing.area_missing',
  'billing.inner_area_missing',
  'billing.share_area_missing',
  'billing.count_missing',
  'billing.figure_missing',
  'billing.formula_failed',
  'billing.price_missing',
  'billing.bound_twice',
])

function monthPieces(row: RowContext, month: Month): MonthPieces {
  const known = row.months.get(month)
  if (known !== undefined) return known
  const pieces = computeMonth(row, month)
  row.months.set(month, pieces)
  return pieces
}

function computeMonth(row: RowContext, month: Month): MonthPieces {
  const bound = findBoundChains({ ...row, month })
  if (bound.kind === 'unbound') return { kind: 'nothing', code: bound.code }
  const obligations: MonthObligation[] = []
  for (const { spans, window } of bound.chains.flatMap((chain) => splitByCycle(chain, { room: row.room, month }))) {
    const { fromDay, toDay, method } = spanOf(spans, window ?? { fromDay: 1, toDay: daysInMonth(month) })
    for (const obligation of planObligations({ ...row, month, fromDay, toDay, method, window })) {
      const pieces = cutPieces({ ...row, month, obligation, bound: spans })
      if ('code' in pieces) return { kind: 'nothing', code: pieces.code }
      const stub = window !== null && compareFractions(obligation.factor, window.factor) === 0 ? window : null
      obligations.push({ pieces, stub })
    }
  }
  return { kind: 'pieces', obligations }
}

/** The begin takes the method of the standard that begins, the end the method of the one that ends. */
function spanOf(chain: readonly BoundSpan[], of: Pick<Window, 'fromDay' | 'toDay'>) {
  const [first] = chain
  const last = chain.at(-1)
  invariant(first !== undefined && last !== undefined, 'a chain of bindings is never empty')
  const { fromDay } = first
  const { toDay } = last
  const { standard } = fromDay > of.fromDay || toDay === of.toDay ? first : last
  return { fromDay, toDay, method: standard.proration }
}
