import type { PrintOffset } from '../../../../../src-shared/domain/document/paper.ts'
import { wrapText } from './wrap-text.ts'

const POINTS_PER_MM = 72 / 25.4
/** The middle of a line of Noto Sans lies this share of its size above the base line, for Han and digits alike. */
const MIDDLE = 0.37
const SMALLEST_FIT = 0.72
const WIDTHS_KEPT = 20_000
/** #444 in the grey colour space. */
const GRID_GREY = '0.267'

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
  /** Widths at one point of size: labels and amounts come again on every paper of a batch. */
  readonly #widths = { regular: new Map<string, number>(), bold: new Map<string, number>() }
  #fill = ''

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc
  }

  addPage(size: { readonly widthMm: number; readonly heightMm: number }, offset: PrintOffset | null = null): void {
    this.#doc.addPage({ size: [size.widthMm * POINTS_PER_MM, size.heightMm * POINTS_PER_MM], margin: 0 })
    this.#fill = ''
    if (offset === null) return
    this.#doc.translate((offset.xE1mm / 10) * POINTS_PER_MM, (offset.yE1mm / 10) * POINTS_PER_MM)
  }

  /** The width in millimetres. */
  measure(text: string, style: TextStyle): number {
    const widths = this.#widths[style.weight ?? 'regular']
    const known = widths.get(text)
    if (known !== undefined) return known * style.size
    this.#use({ ...style, size: 1 })
    const width = this.#doc.widthOfString(text) / POINTS_PER_MM
    if (widths.size >= WIDTHS_KEPT) widths.clear()
    widths.set(text, width)
    return width * style.size
  }

  wrap(text: string, width: number, style: TextStyle): string[] {
    return wrapText(text, width, (part) => this.measure(part, style))
  }

  /** Answers where the text ends, so that another style can go on from there. */
  text(text: string, place: TextPlace, style: TextStyle): number {
    if (text === '') return place.x
    const fitted = place.width === undefined ? { text, size: style.size } : this.#fit(text, place.width, style)
    const width = this.measure(fitted.text, { ...style, size: fitted.size })
    const x = place.x + indentOf(place, width)
    this.#use({ ...style, size: fitted.size })
    this.#color(style.color ?? '#000')
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
    doc
      .moveTo(from[0] * POINTS_PER_MM, from[1] * POINTS_PER_MM)
      .lineTo(to[0] * POINTS_PER_MM, to[1] * POINTS_PER_MM)
      .stroke()
    if (style.dash !== undefined) doc.undash()
  }

  /** A frame with lines between columns: `edges` are the x of every vertical line, the first and last included. */
  grid(
    edges: readonly number[],
    span: { readonly y: number; readonly height: number },
    fill: string | null = null,
  ): void {
    const [left = 0, right = 0] = [edges[0], edges.at(-1)]
    const frame = `${pt(left)} ${pt(span.y)} ${pt(right - left)} ${pt(span.height)} re`
    if (fill !== null) {
      this.#color(fill)
      this.#path(`${frame} f`)
    }
    const [top, bottom] = [pt(span.y), pt(span.y + span.height)]
    const columns = edges.slice(1, -1).map((edge) => `${pt(edge)} ${top} m ${pt(edge)} ${bottom} l`)
    this.#path(`0.5 w ${GRID_GREY} G ${frame} ${columns.join(' ')} S`)
  }

  /** Black squares on a raster: runs in whole squares, so that the numbers stay short; `at.size` is the side of one in millimetres. */
  squares(
    runs: readonly { readonly column: number; readonly row: number; readonly length: number }[],
    at: { readonly x: number; readonly y: number; readonly size: number },
  ): void {
    this.#color('#000')
    const raster = `${pt(at.size)} 0 0 ${pt(at.size)} ${pt(at.x)} ${pt(at.y)} cm`
    this.#path(`q ${raster} ${runs.map(({ column, row, length }) => `${column} ${row} ${length} 1 re`).join('\n')} f Q`)
  }

  /** Outlined letters in a frame, aslant over the middle of an area: legible on carbon copies, and what lies below stays legible. */
  stamp(text: string, middle: readonly [number, number], size: number): void {
    const doc = this.#doc
    const style: TextStyle = { size, weight: 'bold' }
    this.#use(style)
    const width = doc.widthOfString(text)
    const [x, y] = [middle[0] * POINTS_PER_MM, middle[1] * POINTS_PER_MM]
    doc
      .save()
      .rotate(-14, { origin: [x, y] })
      .lineWidth(1.1)
      .strokeColor('#555')
    doc.text(text, x - width / 2, y + MIDDLE * size, {
      lineBreak: false,
      baseline: 'alphabetic',
      stroke: true,
      fill: false,
    })
    doc
      .rect(x - width / 2 - size * 0.25, y - size * 0.62, width + size * 0.5, size * 1.24)
      .stroke()
      .restore()
  }

  #color(color: string): void {
    if (this.#fill === color) return
    this.#doc.fillColor(color)
    this.#fill = color
  }

  /** Path operators in one piece: pdfkit's own calls cost one write each, ten times the time of a batch of QR codes. */
  #path(operators: string): void {
    this.#doc.addContent(operators)
  }

  #use(style: TextStyle): void {
    this.#doc.font(style.weight ?? 'regular').fontSize(style.size)
  }

  #fit(text: string, width: number, style: TextStyle): { readonly text: string; readonly size: number } {
    const full = this.measure(text, style)
    if (full <= width) return { text, size: style.size }
    const size = style.size * Math.max(SMALLEST_FIT, width / full)
    if (full * (size / style.size) <= width + 0.01) return { text, size }
    const chars = [...text]
    while (chars.length > 1 && this.measure(`${chars.join('')}…`, { ...style, size }) > width) chars.pop()
    return { text: `${chars.join('')}…`, size }
  }
}

/** Points, to a thousandth. */
function pt(mm: number): string {
  return String(Math.round(mm * POINTS_PER_MM * 1000) / 1000)
}

function indentOf(place: TextPlace, width: number): number {
  if (place.align === undefined || place.align === 'left') return 0
  const room = place.width ?? 0
  return place.align === 'right' ? room - width : (room - width) / 2
}
