import QRCode from 'qrcode'
import type { Canvas } from './canvas.ts'

export interface QrPlace {
  readonly x: number
  readonly y: number
  /** Millimetres of one side, without a quiet zone: leave 2 mm of white around. */
  readonly side: number
}

/** Level M: survives a worn ribbon. Bytes throughout: looking for a shorter mixture of modes costs more than it saves. */
export function drawQr(canvas: Canvas, text: string, place: QrPlace): void {
  const { modules } = QRCode.create([{ data: new TextEncoder().encode(text), mode: 'byte' }], {
    errorCorrectionLevel: 'M',
  })
  const { size, data } = modules
  const runs: { column: number; row: number; length: number }[] = []
  for (let row = 0; row < size; row++) {
    let start = -1
    for (let column = 0; column <= size; column++) {
      const dark = column < size && data[row * size + column] === 1
      if (dark && start < 0) start = column
      if (dark || start < 0) continue
      runs.push({ column: start, row, length: column - start })
      start = -1
    }
  }
  canvas.squares(runs, { x: place.x, y: place.y, size: place.side / size })
}
