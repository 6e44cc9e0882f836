import { writeFile } from 'node:fs/promises'

import type { PrintOffset, ReceiptFormat } from '../../../../src-shared/domain/document/paper.ts'
import { zhCN } from '../../../../src-shared/locales/zh-CN/index.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { replaceFile } from '../../workers/documents/replace-file.ts'
import { loadFonts, renderReceipt, renderReceipts } from '../../workers/documents/printing/index.ts'
import type { PaperFonts } from '../../workers/documents/printing/index.ts'
import type { RenderedPaper } from '../printing/index.ts'
import { pageSizeOf } from './page-size.ts'
import { loadReceiptPaper } from './receipt-paper.ts'
import { renderTestPage } from './render-test-page.ts'

export interface PrintTask {
  readonly receiptId: string
  readonly reprintNo: number
  readonly format: ReceiptFormat
  readonly offset: PrintOffset
}
export interface SaveTask {
  readonly receiptIds: readonly string[]
  readonly format: ReceiptFormat
  readonly path: string
}
export interface SavedPdf {
  readonly pages: number
}

let fonts: Promise<PaperFonts> | null = null

/** Read once in the life of the worker: parsing costs more than drawing a receipt. */
function fontsOf(dir: string): Promise<PaperFonts> {
  fonts ??= loadFonts(dir)
  return fonts
}

export const receiptDocumentTasks: DocumentTasks = {
  'receipt.print': documentTask<PrintTask, RenderedPaper>(async (context, { receiptId, reprintNo, format, offset }) => {
    const receipt = loadReceiptPaper(context.db, receiptId, reprintNo)
    const pdf = await renderReceipt(receipt, {
      format,
      offset,
      fonts: await fontsOf(context.fontsDir),
      labels: zhCN.paper,
    })
    return { pdf, pageMm: pageSizeOf(pdf) }
  }),

  'receipt.print_test_page': documentTask<PrintTask, RenderedPaper>(async (context, { format, offset }) => {
    const pdf = await renderTestPage({
      format,
      offset,
      fonts: await fontsOf(context.fontsDir),
      madeAt: context.clock.now(),
    })
    return { pdf, pageMm: pageSizeOf(pdf) }
  }),

  'receipt.save_pdf': documentTask<SaveTask, SavedPdf>(async (context, { receiptIds, format, path }) => {
    const receipts = receiptIds.map((receiptId) => loadReceiptPaper(context.db, receiptId, 0))
    const { signal, onProgress } = context
    const title = receipts[0]?.number ?? ''
    const madeAt = context.clock.now()
    const pdf = await renderReceipts(receipts, {
      format,
      fonts: await fontsOf(context.fontsDir),
      labels: zhCN.paper,
      title,
      madeAt,
      signal,
      onProgress,
    })
    await replaceFile(path, (temporary) => writeFile(temporary, pdf))
    return { pages: pageCountOf(pdf) }
  }),
}

function pageCountOf(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0
  )
}
