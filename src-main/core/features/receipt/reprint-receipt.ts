import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { hot } from '../../db/read-handle.ts'
import type { CommandContext, Input, Output } from '../../request/context.ts'
import { insertPrintJob, loadPrintSettings, nextReprintNo } from '../printing/index.ts'
import { requireReceiptInScope } from './receipt-scope.ts'

const numberOf = hot<{ receipt_no: string }>('SELECT receipt_no FROM receipt WHERE id = ?')

/** 补打: the n-th paper says so, and the reprint is logged when it is asked for (domain rules 3.10). */
export function reprintReceipt(context: CommandContext, input: Input<'receipt.reprint'>): Output<'receipt.reprint'> {
  const { db, actor } = context
  requireReceiptInScope(db, actor, input.receiptId)
  const settings = loadPrintSettings(db)

  if (settings.printer.kind === 'none') throw new AppError('printing.no_printer')
  const reprintNo = nextReprintNo(db, input.receiptId)

  const documentNo = db.hotFirst(numberOf, input.receiptId)?.receipt_no ?? ''
  const printJobId = insertPrintJob(db, {
    projectId: actor.projectId,
    documentId: input.receiptId,
    documentNo,
    reprintNo,
    settings,
  })
  if (reprintNo > 0) {
    db.insert('receipt_event', {
      id: db.newId(),
      project_id: actor.projectId,
      receipt_id: input.receiptId,
      kind: 'reprinted',
      reason: input.reason,
      paper_taken_back: null,
      shift_id: null,
      approved_by: null,
      user_id: actor.userId,
      business_on: context.today,
      at: db.now,
    })
  }
  return { printJobId: printJobId as Id, reprintNo }
}
