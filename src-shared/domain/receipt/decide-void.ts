import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import { sumFen } from '../../kernel/money.ts'
import type { MoneyDocument, Undo } from '../ledger/index.ts'
import { computeUndo } from '../ledger/index.ts'

export const VOID_CODES = [
  'receipt.not_a_receipt',
  'receipt.already_voided',
  'receipt.shift_closed',
  'receipt.not_your_shift',
  'receipt.later_documents',
  'receipt.paper_not_back',
  'receipt.reason_missing',
  'receipt.not_enough_cash',
] as const
export type VoidCode = (typeof VOID_CODES)[number]

export interface VoidRequest {
  readonly receipt: MoneyDocument
  readonly timesPrinted: number
  /** The open shift of the person who asks; `null` when there is none or it has been counted. */
  readonly ownShift: { readonly id: string } | null
  readonly actorId: string
  /** Asked and logged when the receipt was printed. */
  readonly paper: 'taken_back' | 'not_taken_back'
  readonly reason: string
  /** Documents that used what this receipt gave: offsets of its prepayment, refunds of its lines. Oldest first. */
  readonly laterDocuments: readonly { readonly number: string }[]
  /** Cash that should be in the drawer now. */
  readonly expectedCashFen: Fen
}

export interface VoidAccepted {
  readonly kind: 'voided'
  readonly undo: Undo
  readonly reason: string
}

/** 作废 (domain rules 3.10): in the open shift, by its own cashier, when nothing was built on it and the paper is back. */
export function decideVoid(request: VoidRequest): VoidAccepted | Refusal<VoidCode> {
  const { receipt, ownShift, actorId, laterDocuments, expectedCashFen } = request
  if (receipt.kind !== 'receipt') return refusal('receipt.not_a_receipt')
  if (receipt.state === 'voided') return refusal('receipt.already_voided')
  if (receipt.cashierId !== actorId) return refusal('receipt.not_your_shift')
  if (ownShift?.id !== receipt.shiftId) return refusal('receipt.shift_closed')
  if (laterDocuments.length > 0) {
    const numbers = laterDocuments.map(({ number }) => number).toReversed()
    return refusal('receipt.later_documents', { numbers: numbers.join('、') })
  }
  const reason = request.reason.trim()
  if (reason === '') return refusal('receipt.reason_missing', {}, 'reason')
  if (request.timesPrinted > 0 && request.paper === 'not_taken_back') {
    return refusal('receipt.paper_not_back', {}, 'paper')
  }
  const cashFen = sumFen(
    receipt.tenders.filter(({ tender }) => tender === 'cash'),
    ({ amountFen }) => amountFen,
  )
  if (cashFen > expectedCashFen) return refusal('receipt.not_enough_cash', { missingFen: cashFen - expectedCashFen })
  return { kind: 'voided', undo: computeUndo(receipt), reason }
}
