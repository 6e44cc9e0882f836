import type { ReceiptFormat } from '../../../src-shared/domain/document/paper.ts'

/** In the order of the list; a missing one does not compile. */
export const RECEIPT_FORMAT_NAMES = Object.keys({
  continuous_241_third: true,
  thermal_80: true,
  a5: true,
} satisfies Record<ReceiptFormat, true>) as readonly ReceiptFormat[]
