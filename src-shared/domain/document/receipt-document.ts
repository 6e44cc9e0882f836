import { invariant } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen, sumFen } from '../../kernel/money.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { LateFeeOrder } from '../late-fee/index.ts'
import type { PaperLine } from './paper-line.ts'

export type ReceiptKind = 'receipt' | 'deposit' | 'refund' | 'reversal'

/** One tender (收款方式) of the receipt; cash is net of change, with what was handed over and given back beside it. */
export interface ReceiptTender {
  readonly name: string
  readonly amountFen: Fen
  readonly cash: { readonly receivedFen: Fen; readonly changeFen: Fen } | null
}

/** 收据 as paper: everything in words and numbers, nothing left to look up. */
export interface ReceiptDocument {
  readonly kind: ReceiptKind
  readonly state: 'valid' | 'void'
  /** 0 = the first print; n prints 补打 第n次. */
  readonly reprintNo: number
  readonly number: string
  /** The document that a refund or reversal answers. */
  readonly originalNumber: string | null
  /** The number on pre-printed paper, where an office uses it. */
  readonly paperNumber: string | null
  readonly payeeName: string
  readonly projectName: string
  readonly payerName: string
  readonly roomCode: string
  readonly areaE2: number | null
  readonly lines: readonly PaperLine[]
  readonly totalFen: Fen
  readonly tenders: readonly ReceiptTender[]
  readonly paidUntil: readonly { readonly itemName: string; readonly on: LocalDate }[]
  readonly prepaymentBalanceFen: Fen | null
  /** 冲抵顺序, where a late fee was in question. */
  readonly lateFeeOrder: LateFeeOrder | null
  readonly cashierName: string
  readonly shiftName: string
  readonly at: Instant
  readonly verification: { readonly shortCode: string; readonly text: string }
  readonly remark: string | null
}

export function agencyFen(lines: readonly PaperLine[]): Fen {
  return sumFen(
    lines.filter((line) => line.nature === 'agency'),
    // A late fee is never collected for somebody else.
    (line) => fen(line.netFen - line.lateFeeFen),
  )
}

/**
 * A paper whose lines or tenders do not give its total never leaves the printer (domain rules 3.10, money).
 * @throws Error when they do not.
 */
export function assertReceiptAddsUp(receipt: ReceiptDocument): void {
  const lines = sumFen(receipt.lines, (line) => line.netFen)
  invariant(lines === receipt.totalFen, `receipt ${receipt.number}: lines ${lines}, total ${receipt.totalFen}`)
  const tenders = sumFen(receipt.tenders, (tender) => tender.amountFen)
  invariant(tenders === receipt.totalFen, `receipt ${receipt.number}: tenders ${tenders}, total ${receipt.totalFen}`)
  for (const { cash, amountFen } of receipt.tenders) {
    invariant(
      cash === null || cash.receivedFen - cash.changeFen === amountFen,
      `receipt ${receipt.number}: cash and change`,
    )
  }
}
