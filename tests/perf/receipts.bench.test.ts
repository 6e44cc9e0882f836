import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import { describe, it } from 'vitest'

import { aReceipt } from '../../src-main/core/workers/documents/printing/sample-documents.ts'
import { loadFonts, renderReceipts } from '../../src-main/core/workers/documents/printing/index.ts'
import type { PaperFonts } from '../../src-main/core/workers/documents/printing/index.ts'
import { paper } from '../../src-shared/locales/zh-CN/paper.ts'
import { instant } from '../../src-shared/kernel/time.ts'
import { FONTS_DIR } from '../support/test-core.ts'
import { expectBench, processorTime } from './report.ts'

const RECEIPTS = 1_000
/** The quickest of each counts: what the machine does besides only ever adds. */
const ROUNDS = 3
const receipts = Array.from({ length: RECEIPTS }, (_, at) => {
  const number = `SJ-A-2026-${String(at + 1).padStart(6, '0')}`
  return aReceipt({ number, verification: { shortCode: '7K3D-92QF', text: `XQ1:${number}:599.19:7K3D92QF` } })
})
const render = (fonts: PaperFonts, count: number) =>
  renderReceipts(receipts.slice(0, count), {
    format: 'continuous_241_third',
    fonts,
    labels: paper,
    title: 'bench',
    madeAt: instant(1_795_400_000_000),
  })

type Call = readonly [method: string, args: readonly unknown[]]
/** What our canvas asks of pdfkit; measuring text is no drawing. */
const DRAWING = [
  'addPage',
  'font',
  'fontSize',
  'fillColor',
  'text',
  'addContent',
  'lineWidth',
  'strokeColor',
  'moveTo',
  'lineTo',
  'stroke',
]

/** Runs the work and notes every drawing call on pdfkit, those that pdfkit makes itself left out. */
async function recorded(work: () => Promise<unknown>): Promise<Call[]> {
  const prototype = PDFDocument.prototype as unknown as Record<string, (...args: unknown[]) => unknown>
  const originals = new Map(DRAWING.map((name) => [name, prototype[name]]))
  const calls: Call[] = []
  let depth = 0
  for (const [name, original] of originals) {
    prototype[name] = function (this: unknown, ...args: unknown[]) {
      if (depth === 0) calls.push([name, args])
      depth += 1
      try {
        return original?.apply(this, args)
      } finally {
        depth -= 1
      }
    }
  }
  try {
    await work()
  } finally {
    for (const [name, original] of originals) if (original !== undefined) prototype[name] = original
  }
  return calls
}

/** The same pages by a bare loop of pdfkit: the same drawing calls, and the QR codes worked out. */
function bareLoop(fonts: PaperFonts, calls: readonly Call[]): Promise<number> {
  const doc = new PDFDocument({ autoFirstPage: false, font: null } as unknown as PDFKit.PDFDocumentOptions)
  doc.registerFont('regular', fonts.regular as unknown as Uint8Array)
  doc.registerFont('bold', fonts.bold as unknown as Uint8Array)
  const done = new Promise<number>((resolve) => {
    let bytes = 0
    doc.on('data', (chunk: Uint8Array) => (bytes += chunk.length))
    doc.on('end', () => resolve(bytes))
  })
  for (const receipt of receipts)
    QRCode.create([{ data: new TextEncoder().encode(receipt.verification.text), mode: 'byte' }], {
      errorCorrectionLevel: 'M',
    })
  const draws = doc as unknown as Record<string, (...args: readonly unknown[]) => unknown>
  for (const [method, args] of calls) draws[method]?.(...args)
  doc.end()
  return done
}

describe('a thousand receipts in one file', () => {
  it('take little longer than pdfkit needs to draw them', async () => {
    const fonts = await loadFonts(FONTS_DIR)
    await render(fonts, 50)
    const calls = await recorded(() => render(fonts, RECEIPTS))
    await bareLoop(fonts, calls)
    const [ours, bare]: [number[], number[]] = [[], []]
    for (let at = 0; at < ROUNDS; at++) {
      ours.push(await processorTime(() => render(fonts, RECEIPTS)))
      bare.push(await processorTime(() => bareLoop(fonts, calls)))
    }
    expectBench({
      name: 'PDF of 1,000 receipts, processor time',
      unit: 'ms',
      value: Math.min(...ours),
      baseline: { name: 'the same drawing calls on pdfkit alone', value: Math.min(...bare) },
      limit: 1.3,
    })
  })
})
