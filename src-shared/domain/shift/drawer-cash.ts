import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'

/** What moved the cash of a drawer (钱箱) during a shift. */
export interface DrawerCash {
  /** 备用金. */
  readonly floatFen: Fen
  /** Cash received, refunds and returned deposits already taken off; voided receipts count in neither. */
  readonly netCashFen: Fen
  /** Taken to the bank (缴存). */
  readonly bankedFen: Fen
}

/** 应有现金 (case P6). */
export function expectedCash({ floatFen, netCashFen, bankedFen }: DrawerCash): Fen {
  return fen(floatFen + netCashFen - bankedFen)
}

/** Banking takes at most what is above the float (domain rules 3.16). */
export function decideBanking(
  drawer: DrawerCash,
  amountFen: Fen,
): { readonly kind: 'banked'; readonly amountFen: Fen } | Refusal<'shift.banked_too_much'> {
  const limitFen = Math.max(0, expectedCash(drawer) - drawer.floatFen)
  if (amountFen < 0 || amountFen > limitFen) return refusal('shift.banked_too_much', { limitFen }, 'bankedFen')
  return { kind: 'banked', amountFen }
}

/** No refund and no returned deposit takes the drawer below 0; expenses are never paid out of takings (坐支). */
export function decideCashOut(
  drawer: DrawerCash,
  amountFen: Fen,
): { readonly kind: 'paid_out'; readonly amountFen: Fen } | Refusal<'shift.not_enough_cash'> {
  const missingFen = amountFen - expectedCash(drawer)
  return missingFen > 0 ? refusal('shift.not_enough_cash', { missingFen }) : { kind: 'paid_out', amountFen }
}
