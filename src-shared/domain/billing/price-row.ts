import { invariant } from '../../kernel/assert.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { daysInMonth } from '../../kernel/time.ts'
import type { FeeStandard } from '../tariff/index.ts'
import { findBoundChains } from './bound-span.ts'
import { cycleOf, firstOfCycle } from './calendar.ts'
import type { SkipCode } from './codes.ts'
import type { BillableRoom, Binding } from './model.ts'
import { planObligations } from './obligation.ts'
import type { BoundSpan, Piece } from './piece.ts'
import { cutPieces } from './piece.ts'
import type { PricedPiece } from './price-pieces.ts'
import { priceRuns, priceTogether } from './price-pieces.ts'

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
  | { readonly kind: 'pieces'; readonly obligations: readonly (readonly Piece[])[] }
  | { readonly kind: 'nothing'; readonly code: SkipCode }

export type PeriodPrices =
  | { readonly kind: 'priced'; readonly pieces: readonly PricedPiece[] }
  | { readonly kind: 'nothing'; readonly code: SkipCode }

/** All pieces of a month with their amounts, or the reason why the month cannot be billed. */
export function priceMonth(row: RowContext, month: Month): PeriodPrices {
  const found = monthPieces(row, month)
  if (found.kind === 'nothing') return found
  const priced: PricedPiece[] = []
  for (const pieces of found.obligations) {
    priced.push(...priceRuns(pieces.filter(({ standard }) => standard.rounding.scope === 'month')))
  }
  for (const standard of periodStandards(found.obligations)) {
    const period = pricePeriod(row, { standard, month })
    if (period.kind === 'nothing') return period
    priced.push(...period.pieces.filter(({ piece }) => piece.month === month))
  }
  return { kind: 'priced', pieces: priced.sort((a, b) => a.piece.fromDay - b.piece.fromDay) }
}

function periodStandards(obligations: readonly (readonly Piece[])[]): Set<FeeStandard> {
  const standards = obligations.flatMap((pieces) => pieces.map(({ standard }) => standard))
  return new Set(standards.filter(({ rounding }) => rounding.scope === 'period'))
}

/** The whole issue period is rounded once, whichever of its months are asked for: a later run gives the same cents. */
function pricePeriod(row: RowContext, { standard, month }: { standard: FeeStandard; month: Month }): PeriodPrices {
  const key = `${standard.id}|${firstOfCycle(month, standard.cycleMonths)}`
  const known = row.periods.get(key)
  if (known !== undefined) return known
  const prices = computePeriod(row, { standard, month })
  row.periods.set(key, prices)
  return prices
}

function computePeriod(row: RowContext, { standard, month }: { standard: FeeStandard; month: Month }): PeriodPrices {
  const pieces: Piece[] = []
  for (const one of cycleOf(month, standard.cycleMonths)) {
    const found = monthPieces(row, one)
    if (found.kind === 'pieces') pieces.push(...found.obligations.flat().filter((piece) => piece.standard === standard))
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
  const obligations: Piece[][] = []
  for (const chain of bound.chains) {
    const { fromDay, toDay, method } = spanOf(chain, month)
    for (const obligation of planObligations({ ...row, month, fromDay, toDay, method })) {
      const pieces = cutPieces({ ...row, month, obligation, bound: chain })
      if ('code' in pieces) return { kind: 'nothing', code: pieces.code }
      obligations.push(pieces)
    }
  }
  return { kind: 'pieces', obligations }
}

/** The begin takes the method of the standard that begins, the end the method of the one that ends. */
function spanOf(chain: readonly BoundSpan[], month: Month) {
  const [first] = chain
  const last = chain.at(-1)
  invariant(first !== undefined && last !== undefined, 'a chain of bindings is never empty')
  const { fromDay } = first
  const { toDay } = last
  const { standard } = fromDay > 1 || toDay === daysInMonth(month) ? first : last
  return { fromDay, toDay, method: standard.proration }
}
