import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'

/**
 * One row that changes what is open on a line. `allocation` is money or an offset, `discount` is 优惠, 减免 or 抹零,
 * `cancellation` takes the receivable away (取消应收). A reversal is the same kind with a negative amount.
 */
export interface LineMovement {
  readonly kind: 'allocation' | 'discount' | 'cancellation'
  readonly documentId: string
  readonly amountFen: Fen
}

export type LineState = 'open' | 'part_paid' | 'paid' | 'cancelled'

/** 应收余额 of a line. */
export interface LinePosition {
  readonly billedFen: Fen
  readonly receivedFen: Fen
  readonly discountFen: Fen
  readonly openFen: Fen
  readonly state: LineState
}

export interface PositionRequest {
  readonly billedFen: Fen
  readonly movements: readonly LineMovement[]
  /** Documents whose latest event is a void: their rows stand and do not count. */
  readonly voidedDocuments: ReadonlySet<string>
}

/** What is still owed on a line: billed − received − discounts − cancelled, over documents that are not void. */
export function computePosition({ billedFen, movements, voidedDocuments }: PositionRequest): LinePosition {
  const sums = { allocation: 0, discount: 0, cancellation: 0 }
  for (const { kind, documentId, amountFen } of movements) {
    if (!voidedDocuments.has(documentId)) sums[kind] += amountFen
  }
  const openFen = fen(billedFen - sums.allocation - sums.discount - sums.cancellation)
  const settled = sums.allocation + sums.discount
  return {
    billedFen: fen(billedFen - sums.cancellation),
    receivedFen: fen(sums.allocation),
    discountFen: fen(sums.discount),
    openFen,
    state: stateOf({ openFen, settled, cancelled: sums.cancellation }),
  }
}

function stateOf({ openFen, settled, cancelled }: { openFen: Fen; settled: number; cancelled: number }): LineState {
  if (openFen === 0) return cancelled !== 0 && settled === 0 ? 'cancelled' : 'paid'
  return settled === 0 ? 'open' : 'part_paid'
}
