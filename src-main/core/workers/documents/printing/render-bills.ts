import type { BillDocument } from '../../../../../src-shared/domain/document/bill-document.ts'
import { assertBillAddsUp } from '../../../../../src-shared/domain/document/bill-document.ts'
import type { PaperLabels } from '../../../../../src-shared/domain/document/labels.ts'
import type { BillFormat, PrintOffset } from '../../../../../src-shared/domain/document/paper.ts'
import { billSheet } from '../../../../../src-shared/domain/document/paper.ts'
import type { Instant } from '../../../../../src-shared/kernel/time.ts'
import type { BatchProgress } from './batch.ts'
import { drawEach } from './batch.ts'
import { billSlots } from './bill-form.ts'
import type { Canvas } from './canvas.ts'
import type { PaperFonts } from './fonts.ts'
import { writePdf } from './write-pdf.ts'

export interface BillPrintOptions extends BatchProgress {
  readonly format: BillFormat
  readonly offset?: PrintOffset
  readonly fonts: PaperFonts
  readonly labels: PaperLabels
  readonly madeAt: Instant
}

/**
 * Payment notices in the order given (the walking route is the caller's), three on an A4 page to be cut apart, or one on A5.
 * @throws Error when a notice does not add up.
 */
export function renderBills(bills: readonly BillDocument[], options: BillPrintOptions): Promise<Uint8Array> {
  const { fonts, labels, madeAt } = options
  const pdf = { fonts, title: labels.bill.title, author: bills[0]?.payeeName ?? '', madeAt }
  return writePdf(pdf, async (canvas) => {
    const nextTop = slotTops(canvas, options)
    const draw = (bill: BillDocument): void => {
      assertBillAddsUp(bill)
      for (const drawSlot of billSlots(canvas, bill, { sheet: billSheet(options.format).slot, labels }))
        drawSlot(nextTop())
    }
    await drawEach(bills, { ...options, draw })
  })
}

/** Gives the top of one free slot after the other, opens pages and draws the lines to cut along. */
function slotTops(canvas: Canvas, options: BillPrintOptions): () => number {
  const { slot, perPage } = billSheet(options.format)
  let used = 0
  return () => {
    const index = used % perPage
    used += 1
    if (index === 0)
      canvas.addPage({ widthMm: slot.widthMm, heightMm: slot.heightMm * perPage }, options.offset ?? null)
    if (index > 0)
      canvas.line([4, index * slot.heightMm], [slot.widthMm - 4, index * slot.heightMm], { dash: 3, color: '#888' })
    return index * slot.heightMm
  }
}
