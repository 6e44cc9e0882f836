import { assertNever } from '../../kernel/assert.ts'

/** Sizes in millimetres. Continuous paper is 241 mm wide with tractor holes at both sides; a third of a page is 93.1 mm (domain rules 4.1). */
export type ReceiptFormat = 'continuous_241_third' | 'thermal_80' | 'a5'
export type BillFormat = 'a4_three' | 'a5'
export type ReportFormat = 'a4' | 'thermal_80'

/** Shift of everything on the page, in tenths of a millimetre, as set by the ruler page for one printer and template. */
export interface PrintOffset {
  readonly xE1mm: number
  readonly yE1mm: number
}

export interface SheetSize {
  readonly widthMm: number
  readonly heightMm: number
  readonly marginXMm: number
  readonly marginTopMm: number
  readonly marginBottomMm: number
}

/** 80 mm roll: 72 mm printable, as high as its content. */
export const THERMAL_80 = { widthMm: 80, marginXMm: 4, marginTopMm: 4, marginBottomMm: 6 } as const

export const A4: SheetSize = { widthMm: 210, heightMm: 297, marginXMm: 18, marginTopMm: 16, marginBottomMm: 16 }
const A5_LANDSCAPE: SheetSize = { widthMm: 210, heightMm: 148, marginXMm: 12, marginTopMm: 9, marginBottomMm: 9 }
/** The margin clears the holes (12.7 mm strip) by another 3.7 mm. */
const CONTINUOUS_THIRD: SheetSize = {
  widthMm: 241,
  heightMm: 93.1,
  marginXMm: 16.4,
  marginTopMm: 4.5,
  marginBottomMm: 4.5,
}
/** A third of A4, cut apart after printing. */
const A4_THIRD: SheetSize = { widthMm: 210, heightMm: 99, marginXMm: 12, marginTopMm: 6, marginBottomMm: 5 }

export function receiptSheet(format: Exclude<ReceiptFormat, 'thermal_80'>): SheetSize {
  switch (format) {
    case 'continuous_241_third':
      return CONTINUOUS_THIRD
    case 'a5':
      return A5_LANDSCAPE
    default:
      return assertNever(format, 'receipt format')
  }
}

/** The room of one notice and how many of them share a page. */
export function billSheet(format: BillFormat): { readonly slot: SheetSize; readonly perPage: number } {
  switch (format) {
    case 'a4_three':
      return { slot: A4_THIRD, perPage: 3 }
    case 'a5':
      return { slot: A5_LANDSCAPE, perPage: 1 }
    default:
      return assertNever(format, 'bill format')
  }
}
