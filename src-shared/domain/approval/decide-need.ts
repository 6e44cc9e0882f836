import type { Fen } from '../../kernel/money.ts'
import type { Limit } from './limit.ts'
import { allows } from './limit.ts'

export interface NeedFacts {
  /** What the person may do alone. */
  readonly alone: Limit
  readonly amountFen: Fen | null
  /** How many other people of the project could approve it now. */
  readonly others: number
  /** What happens where nobody else could: an office of one cannot wait for a second pair of eyes. */
  readonly nobodyElse: 'refuse' | 'alone'
}

export type Need =
  | { readonly kind: 'alone' }
  | { readonly kind: 'nobody_else' }
  | { readonly kind: 'needed'; readonly limitFen: Fen | null }

/** Whether an act waits for a second person (审批). */
export function decideNeed({ alone, amountFen, others, nobodyElse }: NeedFacts): Need {
  if (allows(alone, amountFen)) return { kind: 'alone' }
  if (others === 0 && nobodyElse === 'alone') return { kind: 'nobody_else' }
  return { kind: 'needed', limitFen: alone.kind === 'up_to' ? alone.fen : null }
}
