import type { PrintOffset, ReceiptFormat } from '../../../../src-shared/domain/document/paper.ts'
import { THERMAL_80, receiptSheet } from '../../../../src-shared/domain/document/paper.ts'
import { formatScaled } from '../../../../src-shared/kernel/money.ts'
import { localTimeOf } from '../../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { zhCN } from '../../../../src-shared/locales/zh-CN/index.ts'
import type { Canvas } from '../../workers/documents/printing/canvas.ts'
import type { PaperFonts } from '../../workers/documents/printing/index.ts'
import { writePdf } from '../../workers/documents/printing/write-pdf.ts'

export interface TestPageOptions {
  readonly format: ReceiptFormat
  readonly offset: PrintOffset
  readonly fonts: PaperFonts
  readonly madeAt: Instant
}

const ROLL_HEIGHT_MM = 90
const SMALL = { size: 7 } as const
const BODY = { size: 10 } as const
const TITLE = { size: 14, weight: 'bold' } as const

/** 测试页: rulers from the edges of the paper and a cross in its middle, to read the offset off (domain rules 4.1). */
export function renderTestPage({ format, offset, fonts, madeAt }: TestPageOptions): Promise<Uint8Array> {
  const words = zhCN.printing.testPage
  const size =
    format === 'thermal_80' ? { widthMm: THERMAL_80.widthMm, heightMm: ROLL_HEIGHT_MM } : receiptSheet(format)
  return writePdf({ fonts, title: words.title, author: '', madeAt }, (canvas) => {
    canvas.addPage({ widthMm: size.widthMm, heightMm: size.heightMm }, offset)
    drawRulers(canvas, size)
    const [x, y] = [size.widthMm / 2, size.heightMm / 2]
    canvas.line([x - 8, y], [x + 8, y])
    canvas.line([x, y - 8], [x, y + 8])
    const place = { x: 20, width: size.widthMm - 40, align: 'center' } as const
    canvas.text(words.title, { ...place, y: 22 }, TITLE)
    canvas.text(`${words.size} ${size.widthMm} × ${size.heightMm} mm`, { ...place, y: 30 }, BODY)
    canvas.text(
      `${words.offset} x ${formatScaled(offset.xE1mm, 1)} mm　y ${formatScaled(offset.yE1mm, 1)} mm`,
      { ...place, y: 36 },
      BODY,
    )
    canvas.text(words.hint, { ...place, y: size.heightMm - 24 }, BODY)
    canvas.text(localTimeOf(madeAt), { ...place, y: size.heightMm - 18 }, SMALL)
  })
}

/** A tick each millimetre along the top and the left edge, longer at 5, numbered at 10. */
function drawRulers(canvas: Canvas, size: { readonly widthMm: number; readonly heightMm: number }): void {
  for (let at = 0; at <= size.widthMm; at += 1) {
    canvas.line([at, 0], [at, tickLength(at)], { width: 0.3 })
    if (at > 0 && at % 10 === 0) canvas.text(String(at), { x: at - 5, y: 9, width: 10, align: 'center' }, SMALL)
  }
  for (let at = 0; at <= size.heightMm; at += 1) {
    canvas.line([0, at], [tickLength(at), at], { width: 0.3 })
    if (at > 10 && at % 10 === 0) canvas.text(String(at), { x: 7.5, y: at }, SMALL)
  }
}

function tickLength(at: number): number {
  if (at % 10 === 0) return 7
  return at % 5 === 0 ? 5 : 3
}
