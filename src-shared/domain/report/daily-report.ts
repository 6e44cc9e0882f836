import { invariant } from '../../kernel/assert.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { MoneyDocument, Takings } from '../ledger/index.ts'
import { sumTakings } from '../ledger/index.ts'
import type { NumberRange } from '../shift/index.ts'
import { numberRange } from '../shift/index.ts'

/** One row of 收费日报 (X1): a business day of one shift of one cashier. */
export interface DailyRow {
  readonly businessOn: LocalDate
  readonly shiftId: string
  readonly cashierId: string
  readonly receipts: NumberRange
  readonly refunds: NumberRange
  readonly reversals: NumberRange
  readonly takings: Takings
}

export interface DailyTotal {
  readonly receiptCount: number
  readonly voidCount: number
  readonly takings: Takings
}

export interface DailyReport {
  readonly rows: readonly DailyRow[]
  readonly total: DailyTotal
}

export interface DailyRequest {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly documents: readonly MoneyDocument[]
}

/**
 * Takings of the days `fromOn` to `toOn` by business date; a shift over midnight is split into two rows (domain rules 3.16). The
 * total is summed from the documents again, not from the rows, so that the two can be compared.
 */
export function computeDailyReport({ fromOn, toOn, documents }: DailyRequest): DailyReport {
  const within = documents.filter(({ businessOn }) => businessOn >= fromOn && businessOn <= toOn)
  const groups = Map.groupBy(within, ({ businessOn, shiftId, cashierId }) => `${businessOn}|${shiftId}|${cashierId}`)
  const { count, voidCount } = numberRange(within, 'receipt')
  return {
    rows: [...groups].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, of]) => dailyRow(of)),
    total: { receiptCount: count, voidCount, takings: sumTakings(within) },
  }
}

function dailyRow(documents: readonly MoneyDocument[]): DailyRow {
  const [first] = documents
  invariant(first !== undefined, 'a group has a document')
  return {
    businessOn: first.businessOn,
    shiftId: first.shiftId,
    cashierId: first.cashierId,
    receipts: numberRange(documents, 'receipt'),
    refunds: numberRange(documents, 'refund'),
    reversals: numberRange(documents, 'reversal'),
    takings: sumTakings(documents),
  }
}
