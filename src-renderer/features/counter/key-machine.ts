import type { LateFeeOrder } from '../../../src-shared/domain/late-fee/index.ts'
import type { MoneyTender } from '../../../src-shared/domain/ledger/index.ts'
import { assertNever } from '../../../src-shared/kernel/assert.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'
import { ZERO_FEN } from '../../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import {
  addMonth,
  chooseDue,
  groupLines,
  hasMoved,
  keepChosen,
  openOf,
  partialBeforeLast,
  payAmount,
  payUpTo,
  removeMonth,
  toggleLateFee,
  toggleLine,
  totalOf,
} from './selection.ts'
import type { Chosen, OpenLine } from './selection.ts'
import { NO_TENDERS, dropTender, paymentOf, pressTender } from './tender-state.ts'
import type { Payment, TenderState } from './tender-state.ts'

/** Search, or lines; `date`, `amount` and `late_day` are the small fields that `*`, `/` and F4 open over the lines. */
export type CounterMode = 'search' | 'lines' | 'date' | 'amount' | 'late_day'

/** The counter as keys change it (design: ui, keys): everything but who is shown and what core answers. */
export interface CounterState {
  readonly mode: CounterMode
  readonly roomIds: readonly string[]
  /** In the order of the table: by room and item, each in the order of debts. */
  readonly lines: readonly OpenLine[]
  /** The same lines in the order of debts, as core gave them. */
  readonly debts: readonly OpenLine[]
  /** 冲抵顺序 of the project. */
  readonly order: LateFeeOrder
  readonly cursor: number
  readonly chosen: Chosen
  /** What `/` could not put on any line. */
  readonly unusedFen: Fen
  readonly tenders: TenderState
  /** A fresh reading changed what the chosen lines owe: said until the next way of paying is keyed. */
  readonly moved: boolean
  /** When the account came on the screen: F12 rests for a moment after it. */
  readonly openedAtMs: number
}

export type CounterAction =
  | {
      readonly type: 'opened'
      readonly roomIds: readonly string[]
      readonly lines: readonly OpenLine[]
      readonly order: LateFeeOrder
      readonly atMs: number
    }
  /** What was chosen before a reload or a crash, put back on the lines as they are now; `owed` is what they owed then. */
  | { readonly type: 'restored'; readonly chosen: Chosen; readonly owed: Chosen; readonly tenders: TenderState }
  | { readonly type: 'refreshed'; readonly lines: readonly OpenLine[]; readonly order: LateFeeOrder }
  | { readonly type: 'cleared' }
  | { readonly type: 'mode'; readonly mode: CounterMode }
  | { readonly type: 'moved'; readonly by: number }
  | { readonly type: 'pointed'; readonly lineId: string }
  | { readonly type: 'toggled' }
  | { readonly type: 'late_fee_toggled' }
  | { readonly type: 'month_added' }
  | { readonly type: 'month_removed' }
  | { readonly type: 'paid_to'; readonly date: LocalDate }
  | { readonly type: 'paid_amount'; readonly amountFen: Fen }
  | { readonly type: 'typed'; readonly amountFen: Fen | null }
  | { readonly type: 'tender'; readonly tender: MoneyTender }
  | { readonly type: 'tender_dropped'; readonly tender: MoneyTender }

export const EMPTY_COUNTER: CounterState = {
  mode: 'search',
  roomIds: [],
  lines: [],
  debts: [],
  order: 'principal_first',
  cursor: 0,
  chosen: {},
  unusedFen: ZERO_FEN,
  tenders: NO_TENDERS,
  moved: false,
  openedAtMs: 0,
}

const POSTING_REST_MS = 500

export function counterReducer(state: CounterState, action: CounterAction): CounterState {
  switch (action.type) {
    case 'opened': {
      const lines = inTableOrder(action.lines)
      return {
        ...EMPTY_COUNTER,
        mode: 'lines',
        roomIds: action.roomIds,
        lines,
        debts: action.lines,
        order: action.order,
        chosen: chooseDue(lines),
        openedAtMs: action.atMs,
      }
    }
    case 'restored':
      return keepChoice({ ...state, chosen: action.chosen, tenders: action.tenders }, action.owed)
    case 'refreshed': {
      const owed = openOf(state.chosen, state.lines)
      const lines = inTableOrder(action.lines)
      const { order } = action
      return keepChoice({ ...state, lines, debts: action.lines, order, cursor: cursorIn(lines, state) }, owed)
    }
    case 'cleared':
      return EMPTY_COUNTER
    case 'mode':
      return { ...state, mode: action.mode }
    case 'moved':
      return { ...state, mode: 'lines', cursor: clamp(state.cursor + action.by, state.lines.length) }
    case 'pointed':
      return {
        ...state,
        mode: 'lines',
        cursor: clamp(
          state.lines.findIndex(({ lineId }) => lineId === action.lineId),
          state.lines.length,
        ),
      }
    case 'typed':
      return { ...state, tenders: { ...state.tenders, entry: action.amountFen } }
    case 'tender':
      return { ...state, moved: false, tenders: pressTender(state.tenders, action.tender, totalOf(state.chosen)) }
    case 'tender_dropped':
      return { ...state, tenders: dropTender(state.tenders, action.tender) }
    case 'toggled':
    case 'late_fee_toggled':
    case 'month_added':
    case 'month_removed':
    case 'paid_to':
      return choose(state, action)
    case 'paid_amount': {
      const { chosen, restFen } = payAmount(action.amountFen, { lines: state.debts, order: state.order })
      return { ...state, mode: 'lines', chosen, unusedFen: restFen }
    }
    default:
      return assertNever(action)
  }
}

/**
 * Puts what was chosen on the lines as they stand now. Where they owe something else than they did, nobody has agreed to
 * the new sum: the ways of paying are dropped, so that F12 posts nothing until the clerk has looked.
 */
function keepChoice(state: CounterState, owed: Chosen): CounterState {
  const chosen = keepChosen(state.chosen, state.lines)
  if (!hasMoved(owed, state.lines)) return { ...state, chosen }
  return { ...state, chosen, unusedFen: ZERO_FEN, tenders: NO_TENDERS, moved: true }
}

/** The hand stays on its line when lines come or go above it. */
function cursorIn(lines: readonly OpenLine[], { lines: before, cursor }: CounterState): number {
  const at = lines.findIndex(({ lineId }) => lineId === before[cursor]?.lineId)
  return at === -1 ? clamp(cursor, lines.length) : at
}

type ChoosingAction = Extract<
  CounterAction,
  { type: 'toggled' | 'late_fee_toggled' | 'month_added' | 'month_removed' | 'paid_to' }
>

/** Acts on the line under the hand. */
function choose(state: CounterState, action: ChoosingAction): CounterState {
  const line = state.lines[state.cursor]
  if (line === undefined) return { ...state, mode: 'lines' }
  const { chosen, lines } = state
  const next = { ...state, mode: 'lines', unusedFen: ZERO_FEN } as const
  switch (action.type) {
    case 'toggled':
      return { ...next, chosen: toggleLine(chosen, line) }
    case 'late_fee_toggled':
      return { ...next, chosen: toggleLateFee(chosen, line) }
    case 'month_added':
      return { ...next, chosen: addMonth(chosen, line, lines) }
    case 'month_removed':
      return { ...next, chosen: removeMonth(chosen, line, lines) }
    case 'paid_to':
      return { ...next, chosen: payUpTo(chosen, line, { lines, date: action.date }) }
    default:
      return assertNever(action)
  }
}

export function paymentIn(state: CounterState): Payment {
  return paymentOf(state.tenders, totalOf(state.chosen))
}

export type PostRefusal = Exclude<Payment['problem'], null> | 'too_early' | 'no_account' | 'partial_not_last'

/** Why F12 does nothing now; `null` when it may post. The key's repeats are dropped before it comes here. */
export function postRefusal(state: CounterState, atMs: number): PostRefusal | null {
  if (state.roomIds.length === 0) return 'no_account'
  if (atMs - state.openedAtMs < POSTING_REST_MS) return 'too_early'
  if (partialBeforeLast(state.chosen, { lines: state.debts, order: state.order }) !== null) return 'partial_not_last'
  return paymentIn(state).problem
}

function inTableOrder(lines: readonly OpenLine[]): readonly OpenLine[] {
  return groupLines(lines).flatMap((group) => group.lines)
}

function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), Math.max(0, length - 1))
}
