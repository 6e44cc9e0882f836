import { invariant } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import { sameCharge } from '../tariff/index.ts'
import type { ExplainedPart, LineExplanation } from './explanation.ts'
import { computeShares } from './explanation.ts'
import type { VacancyRelief } from './model.ts'
import type { Piece } from './piece.ts'

export interface PricedPiece {
  readonly piece: Piece
  readonly amountFen: Fen
  readonly explanation: LineExplanation
  readonly vacancy?: VacancyRelief
}

/**
 * Prices the pieces of one obligation whose standards round by month: neighbours with equal standard, price and quantity form
 * a run, which is rounded once and shared over its pieces by days (domain rules 3.4, exact readings).
 */
export function priceRuns(pieces: readonly Piece[]): PricedPiece[] {
  const runs: Piece[][] = []
  for (const piece of pieces) {
    const run = runs.at(-1)
    const previous = run?.at(-1)
    if (run !== undefined && previous !== undefined && sameRun(previous, piece)) run.push(piece)
    else runs.push([piece])
  }
  return runs.flatMap((run) => priceTogether(run))
}

/** Rounds the sum of the pieces once and shares it: a run, or all pieces of an issue period with rounding scope `period`. */
export function priceTogether(pieces: readonly Piece[]): PricedPiece[] {
  const first = pieces[0]
  if (first === undefined) return []
  const { rounding, tariff, proration } = first.standard
  const parts = mergeEqual(pieces.map(partOf))
  const { roundedFen, shares } = computeShares(parts, rounding)
  return pieces.map((piece, position) => {
    const amountFen = shares[position]
    invariant(amountFen !== undefined, 'every piece has its share')
    const { priceVersion } = piece
    return {
      piece,
      amountFen,
      explanation: { formula: 1, tariff, proration, rounding, priceVersion, parts, position, roundedFen },
    }
  })
}

function sameRun(left: Piece, right: Piece): boolean {
  return left.standard.id === right.standard.id && sameCharge(left.charge, right.charge)
}

function partOf(piece: Piece): ExplainedPart {
  const { charge, factor, fromDay, toDay, ofDays } = piece
  const days = toDay - fromDay + 1
  // A whole obligation is written as 1 of 1: its days are in the factor already, and equal months can then be merged.
  const share = days === ofDays ? { days: 1, ofDays: 1 } : { days, ofDays }
  return { ...charge, factor: [Number(factor.num), Number(factor.den)], ...share, repeat: 1 }
}

function mergeEqual(parts: readonly ExplainedPart[]): ExplainedPart[] {
  const merged: ExplainedPart[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (last !== undefined && samePart(last, part)) merged[merged.length - 1] = { ...last, repeat: last.repeat + 1 }
    else merged.push(part)
  }
  return merged
}

function samePart(left: ExplainedPart, right: ExplainedPart): boolean {
  return (
    sameCharge(left, right) &&
    left.factor[0] === right.factor[0] &&
    left.factor[1] === right.factor[1] &&
    left.days === right.days &&
    left.ofDays === right.ofDays
  )
}
