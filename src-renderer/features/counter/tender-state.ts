import type { MoneyTender } from '../../../src-shared/domain/ledger/index.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'
import { fen, sumFen } from '../../../src-shared/kernel/money.ts'

export interface RecordedTender {
  readonly tender: MoneyTender
  readonly amountFen: Fen
}

/**
 * How the customer pays. `recorded` are parts that were typed and keyed (300, F6); `active` takes what is left; `entry` is
 * what stands in the amount box: with cash active the money handed over, otherwise an amount that waits for its key.
 */
export interface TenderState {
  readonly recorded: readonly RecordedTender[]
  readonly active: MoneyTender | null
  readonly entry: Fen | null
}

export const NO_TENDERS: TenderState = { recorded: [], active: null, entry: null }

/**
 * A tender key. With an amount in the box that is less than what is left, that amount is recorded for the tender; else the
 * tender takes all that is left, and for cash the amount stays as money received.
 */
export function pressTender(state: TenderState, tender: MoneyTender, totalFen: Fen): TenderState {
  const recorded = state.recorded.filter((part) => part.tender !== tender)
  const leftFen = totalFen - sumFen(recorded, ({ amountFen }) => amountFen)
  const { entry } = state
  if (entry !== null && entry > 0 && entry < leftFen) {
    const active = state.active === tender ? null : state.active
    return { recorded: [...recorded, { tender, amountFen: entry }], active, entry: null }
  }
  return { recorded, active: tender, entry: tender === 'cash' ? entry : null }
}

export function dropTender(state: TenderState, tender: MoneyTender): TenderState {
  return { ...state, recorded: state.recorded.filter((part) => part.tender !== tender) }
}

export type PayProblem = 'nothing_chosen' | 'no_tender' | 'too_much' | 'cash_short' | 'amount_without_key'

export interface Payment {
  readonly totalFen: Fen
  /** What the active tender, or a next one, has to cover. */
  readonly leftFen: Fen
  /** For money back to the customer; 0 when there is none. */
  readonly changeFen: Fen
  readonly missingFen: Fen
  readonly tenders: readonly RecordedTender[]
  readonly cashReceivedFen: Fen | null
  readonly problem: PayProblem | null
}

/** What would be sent, and what still stands against it. For the screen alone: core decides again. */
export function paymentOf({ recorded, active, entry }: TenderState, totalFen: Fen): Payment {
  const recordedFen = sumFen(recorded, ({ amountFen }) => amountFen)
  const leftFen = fen(totalFen - recordedFen)
  const cashReceivedFen = active === 'cash' && leftFen > 0 ? entry : null
  const overFen = cashReceivedFen === null ? 0 : cashReceivedFen - leftFen
  const tenders = active !== null && leftFen > 0 ? [...recorded, { tender: active, amountFen: leftFen }] : recorded
  return {
    totalFen,
    leftFen,
    changeFen: fen(Math.max(0, overFen)),
    missingFen: fen(Math.max(0, -overFen)),
    tenders,
    cashReceivedFen,
    problem: problemOf({ totalFen, leftFen, active, entry, overFen }),
  }
}

function problemOf(at: {
  totalFen: Fen
  leftFen: Fen
  active: MoneyTender | null
  entry: Fen | null
  overFen: number
}): PayProblem | null {
  if (at.totalFen === 0) return 'nothing_chosen'
  if (at.leftFen < 0) return 'too_much'
  if (at.entry !== null && !(at.active === 'cash' && at.leftFen > 0)) return 'amount_without_key'
  if (at.leftFen > 0 && at.active === null) return 'no_tender'
  return at.overFen < 0 ? 'cash_short' : null
}
