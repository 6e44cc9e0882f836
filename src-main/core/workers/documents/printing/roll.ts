import type { PrintOffset } from '../../../../../src-shared/domain/document/paper.ts'
import { THERMAL_80 } from '../../../../../src-shared/domain/document/paper.ts'
import type { Canvas, TextStyle } from './canvas.ts'
import { drawQr } from './qr.ts'

export type RollText = 'body' | 'bold' | 'small' | 'title'

const STYLES: Readonly<Record<RollText, TextStyle>> = {
  body: { size: 9 },
  bold: { size: 9, weight: 'bold' },
  small: { size: 8 },
  title: { size: 13, weight: 'bold' },
}

/** A line of text takes this many millimetres per point. */
const LEADING = 0.49
const LEFT = THERMAL_80.marginXMm
const WIDTH = THERMAL_80.widthMm - 2 * THERMAL_80.marginXMm

interface Block {
  readonly height: number
  readonly draw: (y: number) => void
}

/** Content of an 80 mm roll, collected first: the page is as high as what stands on it. */
export class Roll {
  readonly #canvas: Canvas
  readonly #blocks: Block[] = []

  constructor(canvas: Canvas) {
    this.#canvas = canvas
  }

  centered(text: string, style: RollText): void {
    for (const line of this.#canvas.wrap(text, WIDTH, STYLES[style])) this.#line(line, style, 'center')
  }

  paragraph(text: string, style: RollText): void {
    for (const line of this.#canvas.wrap(text, WIDTH, STYLES[style])) this.#line(line, style, 'left')
  }

  /** A name at the left, its value at the right; a long pair takes two lines. */
  pair(name: string, value: string, style: RollText = 'body'): void {
    const look = STYLES[style]
    const valueWidth = this.#canvas.measure(value, look)
    if (this.#canvas.measure(name, look) + valueWidth + 2 > WIDTH) {
      this.paragraph(name, style)
      for (const line of this.#canvas.wrap(value, WIDTH, look)) this.#line(line, style, 'right')
      return
    }
    const height = look.size * LEADING
    this.#blocks.push({
      height,
      draw: (y) => {
        this.#canvas.text(name, { x: LEFT, y: y + height / 2 }, look)
        this.#canvas.text(value, { x: LEFT, y: y + height / 2, width: WIDTH, align: 'right' }, look)
      },
    })
  }

  rule(): void {
    this.#blocks.push({
      height: 2.4,
      draw: (y) => this.#canvas.line([LEFT, y + 1.2], [LEFT + WIDTH, y + 1.2], { dash: 2, color: '#000' }),
    })
  }

  gap(height: number): void {
    this.#blocks.push({ height, draw: () => undefined })
  }

  qr(text: string, side: number): void {
    this.#blocks.push({
      height: side + 2,
      draw: (y) => drawQr(this.#canvas, text, { x: LEFT + (WIDTH - side) / 2, y, side }),
    })
  }

  print(offset: PrintOffset | null, stamp: string | null): void {
    const content = this.#blocks.reduce((sum, block) => sum + block.height, 0)
    const heightMm = THERMAL_80.marginTopMm + content + THERMAL_80.marginBottomMm
    this.#canvas.addPage({ widthMm: THERMAL_80.widthMm, heightMm }, offset)
    let y: number = THERMAL_80.marginTopMm
    for (const block of this.#blocks) {
      block.draw(y)
      y += block.height
    }
    if (stamp !== null) this.#canvas.stamp(stamp, [THERMAL_80.widthMm / 2, heightMm / 2], 48)
  }

  #line(text: string, style: RollText, align: 'left' | 'center' | 'right'): void {
    const look = STYLES[style]
    const height = look.size * LEADING
    this.#blocks.push({
      height,
      draw: (y) => this.#canvas.text(text, { x: LEFT, y: y + height / 2, width: WIDTH, align }, look),
    })
  }
}
