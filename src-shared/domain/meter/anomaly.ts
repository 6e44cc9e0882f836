import type { LocalDate } from '../../kernel/time.ts'
import type { ReadingKind } from './meter.ts'

/** 用量异常 (domain rules 3.13): red until somebody confirms it. */
export const ANOMALIES = ['far_above_mean', 'far_below_mean', 'zero_while_occupied', 'used_while_vacant'] as const
export type Anomaly = (typeof ANOMALIES)[number]

export interface AnomalyRequest {
  readonly usageE3: number
  /** Usages of the earlier bills, the newest last. */
  readonly earlierE3: readonly number[]
  /** 入住状态 of the room on the day of the reading; `unknown` for the common parts. */
  readonly occupancy: 'occupied' | 'vacant' | 'unknown'
}

/**
 * Compared with the mean of the last two usages: above 2.5 or below 0.4 times it. With fewer than two nothing is compared; after
 * two bills of 0 any usage is red.
 */
export function findAnomalies({ usageE3, earlierE3, occupancy }: AnomalyRequest): Anomaly[] {
  const found: Anomaly[] = []
  const [before, last] = earlierE3.slice(-2)
  if (before !== undefined && last !== undefined) {
    // u > 2.5 × (a + b) / 2 and u < 0.4 × (a + b) / 2, in integers.
    if (4 * usageE3 > 5 * (before + last)) found.push('far_above_mean')
    else if (5 * usageE3 < before + last) found.push('far_below_mean')
  }
  if (occupancy === 'occupied' && usageE3 === 0) found.push('zero_while_occupied')
  if (occupancy === 'vacant' && usageE3 > 0) found.push('used_while_vacant')
  return found
}

/** 检定过期: warns, never refuses; an estimate reads nothing. */
export function isVerificationOverdue(
  verifiedUntilOn: LocalDate | null,
  { readOn, kind }: { readonly readOn: LocalDate; readonly kind: ReadingKind },
): boolean {
  return kind !== 'estimated' && verifiedUntilOn !== null && readOn > verifiedUntilOn
}
