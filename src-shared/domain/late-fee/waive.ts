import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'

export const WAIVE_CODES = [
  'late_fee.waive_nothing',
  'late_fee.waive_over_due',
  'late_fee.waive_over_limit',
  'late_fee.waive_reason_missing',
] as const
export type WaiveCode = (typeof WAIVE_CODES)[number]

export interface WaiveRequest {
  readonly dueFen: Fen
  readonly waivedFen: Fen
  readonly reason: string
  /** What the role may waive; `null` is no limit. */
  readonly limitFen: Fen | null
}

/** 减免违约金: the late fee becomes a document and a negative one stands against it. The rate is never touched (case L11). */
export interface WaivedLateFee {
  readonly kind: 'waived'
  readonly lateFeeFen: Fen
  readonly waiverFen: Fen
  /** Still derived, and not waived. */
  readonly restFen: Fen
  readonly reason: string
}

export function waiveLateFee({
  dueFen,
  waivedFen,
  reason,
  limitFen,
}: WaiveRequest): WaivedLateFee | Refusal<WaiveCode> {
  const why = reason.trim()
  if (waivedFen <= 0) return refusal('late_fee.waive_nothing', {}, 'waivedFen')
  if (waivedFen > dueFen) return refusal('late_fee.waive_over_due', { dueFen }, 'waivedFen')
  if (limitFen !== null && waivedFen > limitFen) return refusal('late_fee.waive_over_limit', { limitFen }, 'waivedFen')
  if (why === '') return refusal('late_fee.waive_reason_missing', {}, 'reason')
  return {
    kind: 'waived',
    lateFeeFen: waivedFen,
    waiverFen: fen(-waivedFen),
    restFen: fen(dueFen - waivedFen),
    reason: why,
  }
}
