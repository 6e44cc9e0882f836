import { DENOMINATIONS_FEN } from '../../../src-shared/domain/shift/index.ts'
import { formatScaled, sumFen } from '../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'

/** Pieces as typed, by denomination in 分; a field left empty is no piece. */
export type TypedPieces = Record<string, number | null>

export function noPieces(): TypedPieces {
  return Object.fromEntries(DENOMINATIONS_FEN.map((value) => [String(value), null]))
}

/** What goes to core: a number for each denomination. */
export function piecesOf(typed: TypedPieces): Record<string, number> {
  return Object.fromEntries(DENOMINATIONS_FEN.map((value) => [String(value), typed[String(value)] ?? 0]))
}

/** For the eye alone: core counts again. */
export function amountOf(typed: TypedPieces): Fen {
  return sumFen(DENOMINATIONS_FEN, (value) => (value * (typed[String(value)] ?? 0)) as Fen)
}

/** `100`, `0.5`: a denomination in 元. */
export function denominationText(value: number): string {
  return formatScaled(value, 2, 0)
}
