import type { Fen } from '../../kernel/money.ts'
import { divideRounded } from '../../kernel/money.ts'

/** 收缴率 in 1/100 percent, half-up to two decimals; `null` with nothing to collect prints as "—" (domain rules 3.17). */
export function rateE4(part: number, whole: number): number | null {
  return whole <= 0 ? null : Number(divideRounded(BigInt(part) * 10_000n, BigInt(whole)))
}

export interface CollectionFigures {
  /** Receivable of lines whose month is in the window, after waivers, and what was collected on them by the cut-off. */
  readonly currentReceivableFen: Fen
  readonly currentCollectedFen: Fen
  /** Open principal on the day before the window, and what was collected in the window on it. */
  readonly openingDebtFen: Fen
  readonly debtCollectedFen: Fen
  readonly billedRooms: number
  /** Rooms with nothing open for the window. */
  readonly clearedRooms: number
}

/** The four rates, one definition for all screens and papers (cases P9, P11). Prepayments are in none of them. */
export interface CollectionRates {
  readonly currentE4: number | null
  readonly debtE4: number | null
  readonly combinedE4: number | null
  readonly roomsE4: number | null
}

export function computeRates(figures: CollectionFigures): CollectionRates {
  const { currentReceivableFen, currentCollectedFen, openingDebtFen, debtCollectedFen } = figures
  return {
    currentE4: rateE4(currentCollectedFen, currentReceivableFen),
    debtE4: rateE4(debtCollectedFen, openingDebtFen),
    combinedE4: rateE4(currentCollectedFen + debtCollectedFen, currentReceivableFen + openingDebtFen),
    roomsE4: rateE4(figures.clearedRooms, figures.billedRooms),
  }
}
