import { invariant } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen, shareByLargestRemainder } from '../../kernel/money.ts'

/**
 * 计算依据 of a share line: pool × weight / Σ weights, cut to 分, and the 分 that the largest remainders of the run got. The
 * part of a room is then shared over the days of its payers; this line is number `position` of them.
 */
export interface ShareExplanation {
  readonly formula: 'share'
  readonly poolFen: Fen
  readonly weight: number
  readonly weightSum: number
  readonly spareFen: 0 | 1
  readonly roomFen: Fen
  readonly days: readonly number[]
  readonly position: number
}

/** The line's amount from its explanation alone. @throws Error when the explanation does not hold its own line. */
export function recomputeShare({ poolFen, weight, weightSum, spareFen, days, position }: ShareExplanation): Fen {
  const roomFen = fen(Number((BigInt(poolFen) * BigInt(weight)) / BigInt(weightSum)) + spareFen)
  const part = shareOverDays(roomFen, days)[position]
  invariant(part !== undefined, 'the position of an explanation is one of its parts')
  return part
}

/** By days, largest remainder; equal remainders go to the earlier part. */
export function shareOverDays(roomFen: Fen, days: readonly number[]): Fen[] {
  return shareByLargestRemainder(
    roomFen,
    days.map((count) => BigInt(count)),
  )
}
