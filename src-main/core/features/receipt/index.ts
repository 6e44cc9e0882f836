export { receiptCommands } from './commands.ts'
export { issueReceipt } from './issue-receipt.ts'
export type { PaidLine } from './issue-receipt.ts'
export { lineNote } from './line-note.ts'
export { lineProduct } from './line-product.ts'
export { receiptQueries, receiptReaderQueries } from './queries.ts'
export { nextReceiptNo } from './receipt-book.ts'

/** What of receipts waits for a second person. */
export { voidPrintedKind } from './void-receipt.ts'
