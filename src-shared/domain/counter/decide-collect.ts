import { invariant } from '../../kernel/assert.ts'
import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen, sumFen } from '../../kernel/money.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { localDateOf } from '../../kernel/time.ts'
import type { LateFeeOrder } from '../late-fee/index.ts'
import type { AccountLine, CheckedLine, ChosenLine, LinePart } from './chosen-lines.ts'
import { checkLines, openOf } from './chosen-lines.ts'
import type { CollectCode } from './collect-codes.ts'
import type { ChangeUse, SettledTender, TenderInput } from './settle-tenders.ts'
import { settleTenders } from './settle-tenders.ts'

export interface CollectLimits {
  readonly maxAmountFen: Fen
  readonly maxChangeFen: Fen
  /** 抹零 limit of the role (domain rules 3.5: at most 0.99 元). */
  readonly maxRoundOffFen: Fen
}

export interface CollectRequest {
  readonly cashierId: string
  /** The shift that the receipt would go into, `null` when there is none. A counted shift takes no more money. */
  readonly shift: { readonly cashierId: string; readonly state: 'open' | 'counted' | 'closed' | 'forced' } | null
  readonly lines: readonly ChosenLine[]
  readonly account: ReadonlyMap<string, AccountLine>
  /** 冲抵顺序: which of what was chosen may stay part paid. */
  readonly order: LateFeeOrder
  readonly tenders: readonly TenderInput[]
  readonly cashReceivedFen: Fen | null
  readonly change: ChangeUse
  /** 抹零 in 分, 0 for none: a discount line, always down. */
  readonly roundOffFen: Fen
  readonly limits: CollectLimits
  readonly now: Instant
}

/** Money put on one part of a line. `leavesFen` is what stays open of it. */
export interface CollectedLine {
  readonly lineId: string
  readonly part: LinePart
  readonly amountFen: Fen
  readonly leavesFen: Fen
}

export interface CollectAccepted {
  readonly kind: 'accepted'
  readonly allocations: readonly CollectedLine[]
  readonly discount: { readonly lineId: string; readonly amountFen: Fen } | null
  readonly tenders: readonly SettledTender[]
  readonly changeFen: Fen
  readonly prepaymentFen: Fen
  /** 实收 of this receipt: Σ tenders = Σ allocations + prepayment. */
  readonly amountFen: Fen
  readonly businessOn: LocalDate
}

/** 收款: what a collection would write, or why it is refused. Nothing is changed by asking. */
export function decideCollect(request: CollectRequest): CollectAccepted | Refusal<CollectCode> {
  const { shift, cashierId, limits, roundOffFen } = request
  if (shift === null || shift.state !== 'open') return refusal('counter.shift_not_open')
  if (shift.cashierId !== cashierId) return refusal('counter.shift_not_yours')
  const checked = checkLines(request.lines, request)
  if (checked.kind === 'refused') return checked

  const { lines } = checked
  const chosenFen = sumFen(lines, ({ payFen }) => payFen)
  if (chosenFen > limits.maxAmountFen) return refusal('counter.amount_too_large', { limitFen: limits.maxAmountFen })
  const last = lines.at(-1)
  invariant(last !== undefined, 'a collection has a line')
  const roundOffLimit = Math.min(limits.maxRoundOffFen, last.payFen - 1)
  if (roundOffFen < 0 || roundOffFen > roundOffLimit) {
    return refusal('counter.round_off_too_large', { limitFen: limits.maxRoundOffFen }, 'roundOffFen')
  }
  const settled = settleTenders({
    ...request,
    totalFen: fen(chosenFen - roundOffFen),
    maxChangeFen: limits.maxChangeFen,
  })
  if (settled.kind === 'refused') return settled
  const { tenders, changeFen, prepaymentFen } = settled
  return {
    kind: 'accepted',
    allocations: lines.map((line) => collected(line, { roundOffFen: line === last ? roundOffFen : fen(0) })),
    discount: roundOffFen === 0 ? null : { lineId: last.line.lineId, amountFen: roundOffFen },
    tenders,
    changeFen,
    prepaymentFen,
    amountFen: sumFen(tenders, ({ amountFen }) => amountFen),
    businessOn: localDateOf(request.now),
  }
}

function collected({ line, part, payFen }: CheckedLine, { roundOffFen }: { readonly roundOffFen: Fen }): CollectedLine {
  const leavesFen = fen(openOf(line, part) - payFen)
  return { lineId: line.lineId, part, amountFen: fen(payFen - roundOffFen), leavesFen }
}
