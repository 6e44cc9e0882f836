import type { Fen } from '../../kernel/money.ts'
import type { Month } from '../../kernel/time.ts'

/** 优惠: what is taken off. A rate is the part taken off, in ppm: 5% off is 50,000. */
export type DiscountEffect =
  | { readonly kind: 'rate'; readonly ratePpm: number }
  | { readonly kind: 'amount'; readonly amountFen: Fen }
  /** 赠送月: `inside` the paid months the last n are free, `outside` n further months are. */
  | { readonly kind: 'gift'; readonly months: number; readonly place: 'inside' | 'outside' }

/** What must hold; `null` asks for nothing. */
export interface DiscountConditions {
  /** Months paid at once. */
  readonly minMonths: number | null
  /** The oldest debt may be overdue by so many days at most. */
  readonly maxArrearsDays: number | null
  /** 按时缴费奖励: so many months in a row were settled by their due dates. */
  readonly punctualMonths: number | null
}

export interface DiscountRule {
  readonly code: string
  /** `null`: every item. */
  readonly itemIds: readonly string[] | null
  readonly effect: DiscountEffect
  readonly conditions: DiscountConditions
  /** Stackable rules run together, smaller priority first, each on the rest; the others stand alone. */
  readonly stackable: boolean
  readonly priority: number
}

/** A receivable that is about to be paid. Discounts are on open principal only. */
export interface SelectedLine {
  readonly lineId: string
  readonly itemId: string
  readonly month: Month
  readonly openFen: Fen
}

export interface DiscountRequest {
  readonly rules: readonly DiscountRule[]
  readonly lines: readonly SelectedLine[]
  /** Billed lines of the months after the paid ones: only a gift outside can touch them. */
  readonly following: readonly SelectedLine[]
  /** Days that the payer's oldest debt is overdue; 0 when nothing is. */
  readonly arrearsDays: number
  readonly punctualMonths: number
}

export interface DiscountShare {
  readonly lineId: string
  readonly amountFen: Fen
}

export interface AppliedDiscount {
  readonly code: string
  readonly totalFen: Fen
  /** A discount line each, so that a later refund knows the net price of every month. */
  readonly shares: readonly DiscountShare[]
}
