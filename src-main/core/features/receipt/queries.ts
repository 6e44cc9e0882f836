import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import type { ReaderDeps } from '../deps.ts'
import { openReceiptList, receiptListRows } from './list-receipts.ts'
import { openReceipt } from './open-receipt.ts'

export function receiptQueries(): Queries {
  return { 'receipt.open': answers('receipt.open', ({ db, actor }, input) => openReceipt(db, actor, input.receiptId)) }
}

export function receiptReaderQueries({ snapshots }: ReaderDeps): Queries {
  return {
    'receipt.list': answers('receipt.list', (context, input) => openReceiptList(context, input, snapshots)),
    'receipt.list_rows': answers('receipt.list_rows', (context, input) => receiptListRows(context, input, snapshots)),
  }
}
