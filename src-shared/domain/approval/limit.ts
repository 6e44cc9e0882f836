import type { Fen } from '../../kernel/money.ts'

/** 额度: up to which amount a role may do a kind of act alone, or approve it for others. */
export type Limit =
  | { readonly kind: 'never' }
  | { readonly kind: 'up_to'; readonly fen: Fen }
  | { readonly kind: 'any' }

export const NEVER: Limit = { kind: 'never' }
export const ANY: Limit = { kind: 'any' }

/** An act without an amount is allowed by no ceiling: only by "any". */
export function allows(limit: Limit, amountFen: Fen | null): boolean {
  if (limit.kind === 'any') return true
  return limit.kind === 'up_to' && amountFen !== null && amountFen <= limit.fen
}

/** Of several roles the most generous counts; nobody without a role may anything. */
export function widest(limits: readonly Limit[]): Limit {
  return limits.reduce((best, limit) => (isLooser(limit, best) ? limit : best), NEVER)
}

/** Whether `after` lets more pass than `before`. */
export function isLooser(after: Limit, before: Limit): boolean {
  return ceilingOf(after) > ceilingOf(before)
}

/** In the file: no number is "any", a negative one is "never". */
export function storedLimit(limit: Limit): number | null {
  if (limit.kind === 'any') return null
  return limit.kind === 'never' ? -1 : limit.fen
}

export function limitOfStored(stored: number | null): Limit {
  if (stored === null) return ANY
  return stored < 0 ? NEVER : { kind: 'up_to', fen: stored as Fen }
}

function ceilingOf(limit: Limit): number {
  if (limit.kind === 'any') return Infinity
  return limit.kind === 'never' ? -1 : limit.fen
}
