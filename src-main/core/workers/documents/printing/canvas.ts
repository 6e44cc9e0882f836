import type { PrintOffset } from '../../../../../src-shared/domain/document/paper.ts'
import { wrapText } from './wrap-text.ts'

const POINTS_PER_MM = 72 / 25.4
/** The middle of a line of Noto Sans lies this share of its size above the base line, for Han and digits alike. */
const MIDDLE = 0.37
const SMALLEST_FIT = 0.72

export interface TextStyle {
  /** Points. */
  readonly size: number
  readonly weight?: 'regular' | 'bold'
  readonly color?: string
}

export interface TextPlace {
  readonly x: number
  /** The middle of the line, not its top: text of two sizes then stands level. */
  readonly y: number
  /** Text that is wider is set smaller, then cut with an ellipsis. */
  readonly width?: number
  readonly align?: 'left' | 'center' | 'right'
}

export interface LineStyle {
  readonly width?: number
  readonly color?: string
  readonly dash?: number
}

/** Draws in millimetres from the top left corner. The document that it draws on belongs to `writePdf`. */
export class Canvas {
  readonly #doc: PDFKit.PDFDocument

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc
  }

  addPage(size: { readonly widthMm: number; readonly heightMm: number }, offset: PrintOffset | null = null): void {
    this.#doc.addPage({ size: [size.widthMm * POINTS_PER_MM, size.heightMm * POINTS_PER_MM], margin: 0 })
    if (offset === null) return
    this.#doc.translate((offset.xE1mm / 10) * POINTS_PER_MM, (offset.yE1mm / 10) * POINTS_PER_MM)
  }

  /** The width in millimetres. */
  measure(text: string, style: TextStyle): number {
    this.#use(style)
    return this.#doc.widthOfString(text) / POINTS_PER_MM
  }

  wrap(text: string, width: number, style: TextStyle): string[] {
    this.#use(style)
    return wrapText(text, width * POINTS_PER_MM, (part) => this.#doc.widthOfString(part))
  }

  /** Answers where the text ends, so that another style can go on from there. */
  text(text: string, place: TextPlace, style: TextStyle): number {
    if (text === '') return place.x
    const fitted = place.width === undefined ? { text, size: style.size } : this.#fit(text, place.width, style)
    this.#use({ ...style, size: fitted.size })
    const width = this.#doc.widthOfString(fitted.text) / POINTS_PER_MM
    const x = place.x + indentOf(place, width)
    this.#doc.fillColor(style.color ?? '#000')
    this.#doc.text(fitted.text, x * POINTS_PER_MM, place.y * POINTS_PER_MM + MIDDLE * fitted.size, {
      lineBreak: false,
      baseline: 'alphabetic',
    })
    return x + width
  }

  line(from: readonly [number, number], to: readonly [number, number], style: LineStyle = {}): void {
    const doc = this.#doc
    doc.lineWidth(style.width ?? 0.5).strokeColor(style.color ?? '#444')
    if (style.dash !== undefined) doc.dash(style.dash, {})
    doc.moveTo(from[0] * POINTS_PER_MM, from[1] * POINTS_PER_MM).lineTo(to[0] * POINTS_PER_MM, to[1] * POINTS_PER_MM).stroke()
    if (style.dash !== undefined) doc.undash()
  }

  /** A frame with lines between columns: `edges` are the x of every vertical line, the first and last included. */
  grid(edges: readonly number[], span: { readonly y: number; readonly height: number }, fill: string | null = null): void {
    const doc = this.#doc
    const left = (edges[0] ?? 0) * POINTS_PER_MM
    const right = (edges.at(-1) ?? 0) * POINTS_PER_MM
    const top = span.y * POINTS_PER_MM
    const bottom = (span.y + span.height) * POINTS_PER_MM
    if (fill !== null) doc.rect(left, top, right - left, bottom - top).fill(fill)
    doc.lineWidth(0.5).strokeColor('#444').rect(left, top, right - left, bottom - top)
    for (const edge of edges.slice(1, -1)) doc.moveTo(edge * POINTS_PER_MM, top).lineTo(edge * POINTS_PER_MM, bottom)
    doc.stroke()
  }

  /** Black squares of one size on a raster, as few rectangles as the runs allow. */
  squares(runs: Iterable<{ readonly x: number; readonly y: number; readonly width: number }>, size: number): void {
    for (const run of runs) {
      this.#doc.rect(run.x * POINTS_PER_MM, run.y * POINTS_PER_MM, run.width * POINTS_PER_MM, size * POINTS_PER_MM)
    }
    this.#doc.fill('#000')
  }

  /** Outlined letters in a frame, aslant over the middle of an area: legible on carbon copies, and what lies below stays legible. */
  stamp(text: string, middle: readonly [number, number], size: number): void {
    const doc = this.#doc
    const style: TextStyle = { size, weight: 'bold' }
    this.#use(style)
    const width = doc.widthOfString(text)
    const [x, y] = [middle[0] * POINTS_PER_MM, middle[1] * POINTS_PER_MM]
    doc.save().rotate(-14, { origin: [x, y] }).lineWidth(1.1).strokeColor('#555')
    doc.text(text, x - width / 2, y + MIDDLE * size, { lineBreak: false, baseline: 'alphabetic', stroke: true, fill: false })
    doc.rect(x - width / 2 - size * 0.25, y - size * 0.62, width + size * 0.5, size * 1.24).stroke().restore()
  }

  #use(style: TextStyle): void {
    this.#doc.font(style.weight ?? 'regular').fontSize(style.size)
  }

  #fit(text: string, width: number, style: TextStyle): { readonly text: string; readonly size: number } {
    this.#use(style)
    const full = this.#doc.widthOfString(text) / POINTS_PER_MM
    if (full <= width) return { text, size: style.size }
    const size = style.size * Math.max(SMALLEST_FIT, width / full)
    if (full * (size / style.size) <= width + 0.01) return { text, size }
    this.#doc.fontSize(size)
    const chars = [...text]
    while (chars.length > 1 && this.#doc.widthOfString(`${chars.join('')}…`) / POINTS_PER_MM > width) chars.pop()
    return { text: `${chars.join('')}…`, size }
  }
}

function indentOf(place: TextPlace, width: number): number {
  if (place.align === undefined || place.align === 'left') return 0
  const room = place.width ?? 0
  return place.align === 'right' ? room - width : (room - width) / 2
}
