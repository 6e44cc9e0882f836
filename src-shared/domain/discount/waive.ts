import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import { sumFen } from '../../kernel/money.ts'
import { spread } from './apply.ts'
import type { DiscountShare, SelectedLine } from './model.ts'

export const PRINCIPAL_WAIVE_CODES = [
  'discount.waive_nothing',
  'discount.waive_over_open',
  'discount.waive_over_limit',
  'discount.waive_reason_missing',
] as const
export type PrincipalWaiveCode = (typeof PRINCIPAL_WAIVE_CODES)[number]

export interface PrincipalWaiveRequest {
  readonly lines: readonly SelectedLine[]
  readonly waivedFen: Fen
  readonly reason: string
  /** What the role may waive; `null` is no limit. */
  readonly limitFen: Fen | null
}

export interface WaivedPrincipal {
  readonly kind: 'waived'
  readonly shares: readonly DiscountShare[]
  readonly reason: string
}

/** 减免: a sum off the principal of the chosen lines, spread by what is open on each. */
export function waivePrincipal({
  lines,
  waivedFen,
  reason,
  limitFen,
}: PrincipalWaiveRequest): WaivedPrincipal | Refusal<PrincipalWaiveCode> {
  const open = lines.filter(({ openFen }) => openFen > 0)
  const openFen = sumFen(open, (line) => line.openFen)
  if (waivedFen <= 0) return refusal('discount.waive_nothing', {}, 'waivedFen')
  if (waivedFen > openFen) return refusal('discount.waive_over_open', { openFen }, 'waivedFen')
  if (limitFen !== null && waivedFen > limitFen) return refusal('discount.waive_over_limit', { limitFen }, 'waivedFen')
  if (reason.trim() === '') return refusal('discount.waive_reason_missing', {}, 'reason')
  return { kind: 'waived', shares: spread(waivedFen, open), reason: reason.trim() }
}
