import { invariant } from '../../../../src-shared/kernel/assert.ts'

const MM_PER_POINT = 25.4 / 72

/** The size of a paper's first page in millimetres: a roll is as long as what stands on it. */
export function pageSizeOf(pdf: Uint8Array): { readonly width: number; readonly height: number } {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? []
  invariant(width !== undefined && height !== undefined, 'a page has a size')
  return { width: toMm(width), height: toMm(height) }
}

/** To a tenth of a millimetre. */
function toMm(points: string): number {
  return Math.round(Number(points) * MM_PER_POINT * 10) / 10
}
