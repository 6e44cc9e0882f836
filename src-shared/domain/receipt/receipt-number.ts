import { toHalfWidth } from '../../kernel/money.ts'

/**
 * 票号 `{book}-{device}-{yyyy}-{six digits or more}` (architecture §4): book is a code of payee and kind (SJ, TK, HC, YJ, SJ2 …),
 * device the series of the PC, year that of the local posting date, sequence from 1 for each of them.
 */
export interface ReceiptNumber {
  readonly book: string
  readonly device: string
  readonly year: number
  readonly sequence: number
}

const NUMBER = /^([A-Z]{1,4}\d{0,2})-([A-Z0-9]{1,3})-(\d{4})-(\d{6,15})$/

/** @throws RangeError when a part does not fit the format. */
export function makeReceiptNumber({ book, device, year, sequence }: ReceiptNumber): string {
  const text = `${book}-${device}-${year}-${String(sequence).padStart(6, '0')}`
  if (sequence < 1 || !NUMBER.test(text)) throw new RangeError(`Not a document number: ${text}`)
  return text
}

/** Reads a whole number as a clerk types it (full-width, lower case, spaces); `null` when it is none. */
export function parseReceiptNumber(typed: string): ReceiptNumber | null {
  const match = NUMBER.exec(toHalfWidth(typed).replace(/\s/g, '').toUpperCase())
  if (match === null) return null
  const [, book = '', device = '', year = '', digits = ''] = match
  const sequence = Number(digits)
  const canonical = sequence >= 1 && digits === String(sequence).padStart(6, '0')
  return canonical ? { book, device, year: Number(year), sequence } : null
}

/** Missing numbers between the first and the last of each series: each must have its reason in 票据使用表 (X11). */
export function findNumberGaps(numbers: readonly ReceiptNumber[]): ReceiptNumber[] {
  const series = Map.groupBy(numbers, ({ book, device, year }) => `${book}-${device}-${year}`)
  return [...series.values()].flatMap((of) => gapsOfSeries(of.toSorted((a, b) => a.sequence - b.sequence)))
}

function gapsOfSeries(ordered: readonly ReceiptNumber[]): ReceiptNumber[] {
  return ordered.flatMap((number, index) => {
    const next = ordered[index + 1]?.sequence ?? number.sequence + 1
    const missing = Math.max(0, next - number.sequence - 1)
    return Array.from({ length: missing }, (_, step) => ({ ...number, sequence: number.sequence + step + 1 }))
  })
}
