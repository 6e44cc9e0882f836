import type { Fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Rounding } from '../tariff/index.ts'

/** 不得分摊的项目 (domain rules 3.14): the checklist that is gone through before every run. */
export const EXCLUSIONS = ['office', 'guard_booth', 'greening', 'fountain', 'events', 'business_use', 'other'] as const
export type ExclusionKind = (typeof EXCLUSIONS)[number]

/** 公摊池 out of common meters, or of master meter − Σ sub meters (损耗), times a price. Usages at scale 1e-3. */
export interface UsagePool {
  readonly kind: 'usage' | 'master_difference'
  readonly usageE3: number
  readonly priceE6: number
  /** What the checklist takes out of it, as usage. */
  readonly exclusions: readonly { readonly kind: ExclusionKind; readonly usageE3: number }[]
}

/** A sum that was paid as it stands: a lift's maintenance, a cleaning of the tanks. */
export interface AmountPool {
  readonly kind: 'amount'
  readonly amountFen: Fen
  readonly exclusions: readonly { readonly kind: ExclusionKind; readonly amountFen: Fen }[]
}

export type SharePool = UsagePool | AmountPool

/** 分摊范围, by ids: a building may be called otherwise tomorrow. */
export type ShareScope =
  | { readonly kind: 'project' }
  | { readonly kind: 'building'; readonly buildingId: string }
  | { readonly kind: 'unit'; readonly unitId: string }
  | { readonly kind: 'group'; readonly roomIds: readonly string[] }

/** 分摊权重: what a room's part is measured by. A floor that the table does not name has no weight of its own: it is asked for. */
export type ShareWeight =
  | { readonly kind: 'area'; readonly basis: 'built' | 'inner' | 'share' }
  | { readonly kind: 'equal' }
  | { readonly kind: 'coefficient' }
  | { readonly kind: 'floor_table'; readonly rows: readonly FloorWeight[] }
  | { readonly kind: 'occupied_days' }

/** 楼层系数, ppm, for the floors from one to another, both with it. */
export interface FloorWeight {
  readonly fromFloor: number
  readonly toFloor: number
  readonly ppm: number
}

/** Who bears a room's part on which days; the developer (开发商) for unsold and undelivered rooms, by `ownerTermId` of its account. */
export interface SharePayer {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly payer: 'owner' | 'developer'
  /** `null`: nobody is entered for these days; the part is listed and goes to no other room. */
  readonly ownerTermId: string | null
}

export interface ShareRoom {
  readonly id: string
  /** As it stands in this run for good: equal remainders go by its bytes. */
  readonly code: string
  readonly buildingId: string
  readonly unitId: string | null
  readonly floor: number | null
  readonly builtE2: number | null
  readonly innerE2: number | null
  readonly shareE2: number | null
  readonly coefficientPpm: number | null
  readonly occupiedDays: number | null
  /** In date order, without gaps, over the days of the period. */
  readonly payers: readonly SharePayer[]
}

export interface ShareRequest {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly pool: SharePool
  readonly scope: ShareScope
  readonly weight: ShareWeight
  readonly rounding: Pick<Rounding, 'mode' | 'precision'>
  readonly rooms: readonly ShareRoom[]
}

export const SHARE_CODES = [
  'share.pool_negative',
  'share.exclusion_negative',
  'share.pool_out_of_range',
  'share.no_room',
  'share.room_twice',
  'share.weight_missing',
  'share.weight_negative',
  'share.no_weight',
  'share.payer_days',
] as const
export type ShareCode = (typeof SHARE_CODES)[number]
