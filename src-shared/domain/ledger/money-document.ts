import type { Fen } from '../../kernel/money.ts'
import { fen, sumFen } from '../../kernel/money.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Tender } from './tender.ts'

export interface TenderRow {
  readonly tender: Tender
  /** Cash net of change. */
  readonly amountFen: Fen
}

/** 分摊: what a document puts on one line. */
export interface LineShare {
  readonly lineId: string
  readonly itemId: string
  readonly amountFen: Fen
}

/** A posted money document (收据, 退款, 红冲). Refunds and reversals carry negative amounts; nothing in it ever changes. */
export interface MoneyDocument {
  readonly id: string
  readonly number: string
  readonly kind: 'receipt' | 'refund' | 'reversal'
  /** Its latest event; a voided document keeps its number and counts in no sum. */
  readonly state: 'valid' | 'voided'
  readonly shiftId: string
  readonly cashierId: string
  /** Local date of posting, never the shift's. */
  readonly businessOn: LocalDate
  readonly at: Instant
  readonly tenders: readonly TenderRow[]
  readonly allocations: readonly LineShare[]
  /** 违约金 paid on the lines: money of its own, no principal. */
  readonly lateFees: readonly LineShare[]
  /** 优惠 and 抹零 on the lines: they close the line without money. */
  readonly discounts: readonly LineShare[]
  /** Paid into 预存, negative when paid out. */
  readonly prepaymentFen: Fen
  /** Paid as 押金, negative when returned. */
  readonly depositFen: Fen
}

/**
 * What a document's two sides differ by; anything but 0 is a defect. Money tenders = allocations + late fees + Δ prepayment + Δ deposits,
 * with internal tenders as negative Δ (domain rules 3.10).
 */
export function imbalanceOf(
  document: Pick<MoneyDocument, 'tenders' | 'allocations' | 'lateFees' | 'prepaymentFen' | 'depositFen'>,
): Fen {
  const taken = sumFen(document.tenders, ({ amountFen }) => amountFen)
  const given = sumFen([...document.allocations, ...document.lateFees], ({ amountFen }) => amountFen)
  return fen(taken - given - document.prepaymentFen - document.depositFen)
}

/** What undoing a document does: its lines are open again and keep their period, its money and prepayment go back. */
export interface Undo {
  readonly reopened: readonly { readonly lineId: string; readonly openAgainFen: Fen }[]
  readonly tenders: readonly TenderRow[]
  readonly prepaymentFen: Fen
  readonly depositFen: Fen
}

/**
 * The effect of a void or a full reversal (domain rules 3.10, "What undoing does"). Discounts fall with their receipt; a late
 * fee is derived again.
 */
export function computeUndo(document: MoneyDocument): Undo {
  const again = new Map<string, number>()
  for (const { lineId, amountFen } of [...document.allocations, ...document.discounts]) {
    again.set(lineId, (again.get(lineId) ?? 0) + amountFen)
  }
  return {
    reopened: [...again].map(([lineId, amount]) => ({ lineId, openAgainFen: fen(amount) })),
    tenders: document.tenders.map(({ tender, amountFen }) => ({ tender, amountFen: fen(-amountFen) })),
    prepaymentFen: fen(-document.prepaymentFen),
    depositFen: fen(-document.depositFen),
  }
}
