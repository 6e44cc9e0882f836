import type { Translated } from '../schema.ts'
import type { receipt as zh } from '../zh-CN/receipt.ts'

export const receipt = {
  nav: 'Receipts',
  enum: { state: { valid: 'Valid', voided: 'Voided' }, event: { printed: 'Printed', reprinted: 'Reprinted', voided: 'Voided' } },
  error: {
    not_a_receipt: 'Only a receipt can be voided. Correct a refund or reversal with a document of its own.',
    already_voided: 'This receipt is void already.',
    shift_closed: 'The shift of this receipt has been counted or closed, so it cannot be voided. Reverse it instead.',
    not_your_shift: 'This receipt is another cashier’s. They can void it in their open shift, or reverse it.',
    later_documents: 'Later documents {numbers} build on this receipt. Undo them first, the last one first.',
    paper_not_back: 'The receipt was printed and the paper is not back. Take the paper back first.',
    reason_missing: 'Enter the reason for the void.',
    not_enough_cash:
      'The drawer is {missingFen} yuan short of the cash of this receipt. Add cash first, or reverse it after the close.',
  },
} as const satisfies Translated<typeof zh>
