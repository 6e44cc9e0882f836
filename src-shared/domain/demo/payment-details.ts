import { elementAt } from './lists.ts'

/** How money comes in (收款方式). `prepay` is an offset of a prepayment, not money. */
export type DemoTender = 'wechat' | 'bank_deduct' | 'alipay' | 'transfer' | 'cash' | 'card' | 'prepay'

export interface PlannedTender {
  readonly kind: DemoTender
  /** Its part of the receipt; the parts of a receipt add up to 1,000,000. */
  readonly share_ppm: number
}

/** What becomes of a receipt afterwards: nothing, a reprint (补打), a reversal (红冲) or a refund (退款). */
export type Aftermath = 'kept' | 'reprinted' | 'reversed' | 'refunded'

/** A draw below a bound; another salt gives another draw of the same payment. */
export type PaymentDraw = (below: number, salt: number) => number

/** Percent of the receipts (domain rules 8.4). */
export const TENDER_PERCENT: readonly (readonly [DemoTender, number])[] = [
  ['wechat', 52],
  ['bank_deduct', 12],
  ['alipay', 11],
  ['cash', 9],
  ['transfer', 8],
  ['card', 4],
  ['prepay', 4],
]

const TENDER_DECK: readonly DemoTender[] = TENDER_PERCENT.flatMap(([kind, percent]) =>
  Array.from({ length: percent }, () => kind),
)

const REVERSED_PPM = 4_000
const REFUNDED_PPM = 3_000
const REPRINTED_PPM = 30_000
/** One receipt in fifteen waives a tenth: 0.6 % of what is receivable. */
const WAIVING_PPM = 65_000
const WAIVED_PPM = 100_000
const MIXED_PPM = 20_000
const WHOLE_PPM = 1_000_000

export function makeTenders(draw: PaymentDraw): PlannedTender[] {
  const kind = elementAt(TENDER_DECK, draw(TENDER_DECK.length, 1))
  const canBeMixed = kind === 'cash' || kind === 'wechat'
  if (!canBeMixed || draw(WHOLE_PPM, 2) >= MIXED_PPM) return [{ kind, share_ppm: WHOLE_PPM }]
  const share = 100_000 * (5 + draw(4, 3))
  return [
    { kind, share_ppm: share },
    { kind: kind === 'cash' ? 'wechat' : 'cash', share_ppm: WHOLE_PPM - share },
  ]
}

export function drawWaiver(draw: PaymentDraw): number {
  return draw(WHOLE_PPM, 4) < WAIVING_PPM ? WAIVED_PPM : 0
}

export function drawAftermath(draw: PaymentDraw): Aftermath {
  const at = draw(WHOLE_PPM, 5)
  if (at < REVERSED_PPM) return 'reversed'
  if (at < REVERSED_PPM + REFUNDED_PPM) return 'refunded'
  return at < REVERSED_PPM + REFUNDED_PPM + REPRINTED_PPM ? 'reprinted' : 'kept'
}
