import PDFDocument from 'pdfkit'
import type { Instant } from '../../../../../src-shared/kernel/time.ts'
import { Canvas } from './canvas.ts'
import type { PaperFonts } from './fonts.ts'

export interface PdfOptions {
  readonly fonts: PaperFonts
  readonly title: string
  readonly author: string
  /** The only time in the file: the same input gives the same bytes. */
  readonly madeAt: Instant
}

/** One PDF from what `draw` puts on the canvas; fonts are embedded as subsets, once for all its pages. */
export async function writePdf(
  options: PdfOptions,
  draw: (canvas: Canvas) => void | Promise<void>,
): Promise<Uint8Array> {
  const doc = openDocument(options)
  const done = collect(doc)
  try {
    await draw(new Canvas(doc))
  } catch (error) {
    doc.destroy()
    await done.catch(() => null)
    throw error
  }
  doc.end()
  return done
}

function openDocument(options: PdfOptions): PDFKit.PDFDocument {
  const settings = {
    autoFirstPage: false,
    // `null` keeps the built-in Helvetica out of the file; the types do not know it.
    font: null,
    info: {
      Title: options.title,
      Author: options.author,
      CreationDate: new Date(options.madeAt),
    },
  }
  const doc = new PDFDocument(settings as unknown as PDFKit.PDFDocumentOptions)
  // pdfkit takes a parsed font wherever it takes bytes; the types do not know that either.
  doc.registerFont('regular', options.fonts.regular as unknown as Uint8Array)
  doc.registerFont('bold', options.fonts.bold as unknown as Uint8Array)
  return doc
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    doc.on('error', reject)
    doc.on('close', () => reject(new Error('The document was given up')))
  })
}
