import type { Fen } from '../../kernel/money.ts'

/** 计度器: what a dial counts: 总, 尖, 峰, 平, 谷. A plain meter has `total` alone. */
export const REGISTERS = ['total', 'sharp', 'peak', 'flat', 'valley'] as const
export type Register = (typeof REGISTERS)[number]
/** The registers of 分时: what `total` counts, by the time of day. */
export type TimeRegister = Exclude<Register, 'total'>

/** 用量 of one register, in 1/1000 of the unit (m³, kWh). Negative when an estimate is taken back. */
export interface RegisterUsage {
  readonly register: Register
  readonly usageE3: number
}

/** 阶梯: up to and with `upToE3` a unit costs `priceE6`; `null` is the last tier, which has no end. */
export interface Tier {
  readonly upToE3: number | null
  readonly priceE6: number
}

/** 季节: other tiers in some months, 1–12 (夏季电价). The count of the tier period goes on through it. */
export interface Season {
  readonly months: readonly number[]
  readonly tiers: readonly Tier[]
}

/** 人口加量: for each person above `persons` every bound rises by `extraE3` per tier period. */
export interface HouseholdExtra {
  readonly persons: number
  readonly extraE3: number
}

/**
 * What the tier bounds are counted over: the months of the bill, or a tier year (阶梯年度) from a day on. The day is 28 at most,
 * so that every year has it.
 */
export type TierCount =
  | { readonly per: 'month' }
  | { readonly per: 'year'; readonly startsMonth: number; readonly startsDay: number }

export interface TierTable {
  readonly count: TierCount
  readonly tiers: readonly Tier[]
  readonly seasons: readonly Season[]
  readonly household: HouseholdExtra | null
  /** Whether a new owner begins to count at 0 (过户重新计量, default) or goes on with what the home used. */
  readonly onTransfer: 'new_count' | 'goes_on'
}

/** 按用量, 阶梯, 分时 (domain rules 3.1). Prices in 1e-6 元 per unit of usage. */
export type UsagePricing =
  | { readonly kind: 'flat'; readonly priceE6: number }
  | { readonly kind: 'tiers'; readonly table: TierTable }
  | { readonly kind: 'registers'; readonly prices: readonly RegisterPrice[] }

export interface RegisterPrice {
  readonly register: TimeRegister
  readonly priceE6: number
}

/** 附加费: per unit of usage, a fixed amount per bill, or a part of the charge; it says which. */
export type UsageSurcharge =
  | { readonly kind: 'per_unit'; readonly priceE6: number }
  | { readonly kind: 'fixed'; readonly amountFen: Fen }
  | { readonly kind: 'percent'; readonly ppm: number }

/** Everything that one price version of a usage standard says. */
export interface UsageTerms {
  readonly pricing: UsagePricing
  /** 最低收费: the charge of a bill is this at least. */
  readonly minimumFen: Fen | null
  readonly surcharge: UsageSurcharge | null
}
