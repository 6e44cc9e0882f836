import type { PaperLabels } from '../../../../../src-shared/domain/document/labels.ts'
import type { PrintOffset, ReceiptFormat } from '../../../../../src-shared/domain/document/paper.ts'
import { receiptSheet } from '../../../../../src-shared/domain/document/paper.ts'
import type { ReceiptDocument } from '../../../../../src-shared/domain/document/receipt-document.ts'
import { assertReceiptAddsUp } from '../../../../../src-shared/domain/document/receipt-document.ts'
import type { Instant } from '../../../../../src-shared/kernel/time.ts'
import type { BatchProgress } from './batch.ts'
import { drawEach } from './batch.ts'
import type { Canvas } from './canvas.ts'
import type { PaperFonts } from './fonts.ts'
import { drawReceiptForm } from './receipt-form.ts'
import { drawReceiptRoll } from './receipt-roll.ts'
import { writePdf } from './write-pdf.ts'

export interface ReceiptPrintOptions {
  readonly format: ReceiptFormat
  readonly offset?: PrintOffset
  readonly fonts: PaperFonts
  readonly labels: PaperLabels
}

/** @throws Error when the receipt does not add up. */
export function renderReceipt(receipt: ReceiptDocument, options: ReceiptPrintOptions): Promise<Uint8Array> {
  return renderReceipts([receipt], { ...options, title: receipt.number, madeAt: receipt.at })
}

/** Many receipts in one file, in the order given; fonts are embedded once. */
export function renderReceipts(
  receipts: readonly ReceiptDocument[],
  options: ReceiptPrintOptions & BatchProgress & { readonly title: string; readonly madeAt: Instant },
): Promise<Uint8Array> {
  const author = receipts[0]?.payeeName ?? ''
  return writePdf({ fonts: options.fonts, title: options.title, author, madeAt: options.madeAt }, (canvas) => {
    const draw = receiptDrawer(canvas, options)
    return drawEach(receipts, { ...options, draw })
  })
}

function receiptDrawer(canvas: Canvas, options: ReceiptPrintOptions): (receipt: ReceiptDocument) => void {
  const { format, labels } = options
  const offset = options.offset ?? null
  if (format === 'thermal_80') {
    return (receipt) => {
      assertReceiptAddsUp(receipt)
      drawReceiptRoll(canvas, receipt, { labels, offset })
    }
  }
  const form = { sheet: receiptSheet(format), offset, labels }
  return (receipt) => {
    assertReceiptAddsUp(receipt)
    drawReceiptForm(canvas, receipt, form)
  }
}
