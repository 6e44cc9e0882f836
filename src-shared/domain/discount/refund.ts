import { invariant } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import { divideRounded, fen, sumFen } from '../../kernel/money.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { daysBetween, maxDate } from '../../kernel/time.ts'

/** A paid month: what it was billed for, and its net price after discounts. */
export interface NetMonth {
  readonly lineId: string
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly netFen: Fen
}

/** 未服务部分退费: net price × unserved days / billed days, half-up, every line on its own. `servedTo` is the last day served. */
export function refundUnserved(months: readonly NetMonth[], servedTo: LocalDate): { lineId: string; refundFen: Fen }[] {
  return months.flatMap(({ lineId, fromOn, toOn, netFen }) => {
    const billed = daysBetween(fromOn, toOn) + 1
    invariant(billed > 0, 'a line has days')
    const served = Math.max(0, daysBetween(fromOn, servedTo) + 1)
    const unserved = daysBetween(maxDate(fromOn, servedTo), toOn) + (served === 0 ? 1 : 0)
    if (unserved <= 0) return []
    return [{ lineId, refundFen: fen(Number(divideRounded(BigInt(netFen) * BigInt(unserved), BigInt(billed)))) }]
  })
}

export interface GivenDiscount {
  readonly month: Month
  readonly kind: 'discount' | 'waiver' | 'vacancy' | 'rounding_off'
  readonly amountFen: Fen
}

/** What all discounts and waivers cost, by month and kind: the manager's table. Months in order. */
export function costByMonth(
  given: readonly GivenDiscount[],
): { month: Month; totalFen: Fen; byKind: ReadonlyMap<GivenDiscount['kind'], Fen> }[] {
  const byMonth = Map.groupBy(given, ({ month }) => month)
  return [...byMonth.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([month, rows]) => ({
      month,
      totalFen: sumFen(rows, ({ amountFen }) => amountFen),
      byKind: new Map(
        [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, of]) => [
          kind,
          sumFen(of, ({ amountFen }) => amountFen),
        ]),
      ),
    }))
}
