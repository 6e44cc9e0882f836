import type { Instant } from '../../kernel/time.ts'

/** 链头 that left the machine in the manifest of a backup set. */
export interface SetHead {
  readonly setName: string
  readonly madeAt: number
  readonly devSeq: number
  readonly hash: string
}

/** 恢复: the data went on from a set, and what was done after that set was given up. */
export interface Restoration {
  /** When the set was made that the data came from. */
  readonly setMadeAt: number
  readonly restoredAt: Instant
}

export interface HeadsToCompare {
  readonly heads: readonly SetHead[]
  /** Sets of a time that a restore gave up: their heads stand in no chain any more, and must not. */
  readonly givenUp: number
}

/**
 * Which heads the chain must still hold. A restore is itself an operation of the chain, so that nobody gets rid of a head by
 * saying that there was one without leaving the saying behind.
 */
export function planHeads(sets: readonly SetHead[], restorations: readonly Restoration[]): HeadsToCompare {
  const heads = sets.filter(
    ({ madeAt }) => !restorations.some(({ setMadeAt, restoredAt }) => madeAt > setMadeAt && madeAt < restoredAt),
  )
  return { heads, givenUp: sets.length - heads.length }
}
