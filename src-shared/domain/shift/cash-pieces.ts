import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'

/** 面额 in 分, as counted: 100 元 down to 1 角. */
export const DENOMINATIONS_FEN = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10] as const

export const MAX_PIECES = 100_000

/** Number of notes and coins by denomination in 分; a missing one is 0. */
export type CashPieces = Readonly<Record<string, number>>

export type CountedCash = { readonly kind: 'cash'; readonly totalFen: Fen }

/** 点钞: the sum of the pieces; refused when a denomination does not exist or a number of pieces is no count. */
export function sumPieces(pieces: CashPieces): CountedCash | Refusal<'shift.pieces_invalid'> {
  let total = 0
  for (const [key, count] of Object.entries(pieces)) {
    const value = DENOMINATIONS_FEN.find((known) => String(known) === key)
    if (value === undefined || !Number.isSafeInteger(count) || count < 0 || count > MAX_PIECES) {
      return refusal('shift.pieces_invalid', { denomination: key }, `pieces.${key}`)
    }
    total += value * count
  }
  return { kind: 'cash', totalFen: fen(total) }
}
