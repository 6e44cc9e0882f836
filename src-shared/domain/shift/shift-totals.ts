import type { Fen } from '../../kernel/money.ts'
import type { MoneyDocument, Takings } from '../ledger/index.ts'
import { sumTakings } from '../ledger/index.ts'
import type { DrawerCash } from './drawer-cash.ts'
import { expectedCash } from './drawer-cash.ts'
import type { CountResult, Shift } from './shift.ts'

/** First and last receipt with their number and the voids between; void receipts count here and in no sum. */
export interface NumberRange {
  readonly first: string | null
  readonly last: string | null
  readonly count: number
  readonly voidCount: number
}

/** 班次合计: what an X report shows at any time and a Z report fixes once. */
export interface ShiftTotals {
  readonly shiftId: string
  readonly receipts: NumberRange
  readonly refunds: NumberRange
  readonly reversals: NumberRange
  readonly takings: Takings
  readonly drawer: DrawerCash
  readonly expectedCashFen: Fen
}

/** Sums the documents of a shift, whatever their business dates: a shift may pass midnight. */
export function computeShiftTotals(
  shift: Pick<Shift, 'id' | 'floatFen'>,
  { documents, bankedFen }: { readonly documents: readonly MoneyDocument[]; readonly bankedFen: Fen },
): ShiftTotals {
  const own = documents.filter(({ shiftId }) => shiftId === shift.id)
  const takings = sumTakings(own)
  const drawer = { floatFen: shift.floatFen, netCashFen: takings.byTender.cash.amountFen, bankedFen }
  return {
    shiftId: shift.id,
    receipts: numberRange(own, 'receipt'),
    refunds: numberRange(own, 'refund'),
    reversals: numberRange(own, 'reversal'),
    takings,
    drawer,
    expectedCashFen: expectedCash(drawer),
  }
}

/** Documents of one kind in the order of posting. */
export function numberRange(documents: readonly MoneyDocument[], kind: MoneyDocument['kind']): NumberRange {
  const ordered = documents.filter((document) => document.kind === kind).toSorted((a, b) => a.at - b.at)
  return {
    first: ordered[0]?.number ?? null,
    last: ordered.at(-1)?.number ?? null,
    count: ordered.length,
    voidCount: ordered.filter(({ state }) => state === 'voided').length,
  }
}

/** 交班表 (Z): the totals with the count, fixed when the shift closes; `count` is `null` after a forced close. */
export interface ZReport extends ShiftTotals {
  readonly count: CountResult | null
  readonly differenceReason: string | null
  /** Head of the operation chain, printed so that it leaves the machine (architecture §4). */
  readonly chainHead: string
}

export function makeZReport(
  totals: ShiftTotals,
  closing: Pick<ZReport, 'count' | 'differenceReason' | 'chainHead'>,
): ZReport {
  return { ...totals, ...closing }
}
