import { handles, handlesPrepared } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { reprintReceipt } from './reprint-receipt.ts'
import { noteSaved, saveReceiptPdf } from './save-pdf.ts'
import { voidReceipt } from './void-receipt.ts'

export function receiptCommands(deps: Pick<CoreDeps, 'printing' | 'documents' | 'grants'>): Commands {
  return {
    'receipt.void': handles('receipt.void', voidReceipt),

    'receipt.reprint': handles('receipt.reprint', (context, input) => {
      const answer = reprintReceipt(context, input)
      context.afterCommit(() => deps.printing.wake())
      return answer
    }),

    'receipt.save_pdf': handlesPrepared('receipt.save_pdf', {
      prepare: (context, input) => saveReceiptPdf(context, input, deps),
      handle(context, { receiptIds }, saved) {
        noteSaved(context, receiptIds)
        return saved
      },
    }),
  }
}
