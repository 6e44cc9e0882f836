import type { LocalDate } from '../../kernel/time.ts'
import type { Rounding } from './rounding.ts'
import type { CycleMonths, DueRule } from './standard.ts'
import type { UsageTerms } from './usage-pricing.ts'

/** 计量介质: what a meter measures. */
export const MEDIA = ['cold_water', 'hot_water', 'reclaimed_water', 'electricity', 'gas', 'heat'] as const
export type Medium = (typeof MEDIA)[number]

/**
 * Where the usage comes from: the room's meter, or for a 关联费 (污水费, 垃圾费, 水资源费) the bill of another item. A linked fee has
 * prices and a nature of its own and links to a metered item, never to another linked one.
 */
export type UsageSource =
  | { readonly kind: 'metered'; readonly medium: Medium }
  | { readonly kind: 'linked'; readonly parentItemId: string }

/** What a usage costs from a day on; the date of the end reading decides. */
export interface UsageVersion extends UsageTerms {
  readonly fromOn: LocalDate
}

/** 收费标准 by usage. Always post-paid: the usage is known when the period is over. Versions are in date order. */
export interface UsageStandard {
  readonly id: string
  readonly itemId: string
  readonly source: UsageSource
  readonly versions: readonly UsageVersion[]
  readonly rounding: Pick<Rounding, 'mode' | 'precision'>
  readonly cycleMonths: CycleMonths
  readonly due: DueRule
  /** 顺延: whether due dates roll to the next working day. */
  readonly rollDue: boolean
}
