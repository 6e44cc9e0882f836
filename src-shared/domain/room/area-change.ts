import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { monthOf } from '../../kernel/time.ts'

export interface AreaChange {
  /** `null`: the area has been this one from the start. */
  readonly fromOn: LocalDate | null
  readonly builtAreaE2: number
  readonly innerAreaE2: number | null
}

/** The first month whose fees the change touches, `null` for every month that is not billed yet. */
export type AreaDecision =
  | { readonly kind: 'area'; readonly affectsFromMonth: Month | null }
  | Refusal<'room.area_order' | 'room.area_in_billed_month'>

/**
 * 面积更正 touches only months that are not billed yet: a line keeps the area that it was billed with. `lastBilledMonth` is that of
 * the latest line in force.
 */
export function decideAreaChange(change: AreaChange, lastBilledMonth: Month | null): AreaDecision {
  if (!areasInOrder(change)) return refusal('room.area_order', {}, 'innerAreaE2')
  const month = change.fromOn === null ? null : monthOf(change.fromOn)
  if (lastBilledMonth !== null && (month === null || month <= lastBilledMonth)) {
    return refusal('room.area_in_billed_month', { month: lastBilledMonth }, 'fromOn')
  }
  return { kind: 'area', affectsFromMonth: month }
}

/** 套内面积 is a part of 建筑面积. */
export function areasInOrder(area: Pick<AreaChange, 'builtAreaE2' | 'innerAreaE2'>): boolean {
  return area.innerAreaE2 === null || area.innerAreaE2 <= area.builtAreaE2
}
