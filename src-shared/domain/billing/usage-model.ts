import type { LocalDate, Month } from '../../kernel/time.ts'
import type { Meter, Reading } from '../meter/index.ts'
import type { UsageStandard } from '../tariff/index.ts'
import type { NextAttempt } from './line-key.ts'
import type { FoundLine, PlannedLine, PlanRequest, SkippedRow } from './model.ts'
import type { UsageSkipCode } from './usage-codes.ts'
import type { UsageExplanation } from './usage-explanation.ts'

/** 装在房间的表. Several of one medium feed one bill when they are read on the same days. */
export interface RoomMeter {
  readonly roomId: string
  readonly meter: Meter
  /** In the order of entry, from the tier year's first base on. */
  readonly readings: readonly Reading[]
  /** 期初累计: what the old system had counted in the tier period of a day, for a go-live in the middle of it. */
  readonly countedBefore: { readonly on: LocalDate; readonly usageE3: number } | null
}

/** 家庭人口 from a day on. */
export interface HouseholdSize {
  readonly fromOn: LocalDate
  readonly persons: number
}

export interface UsagePlanRequest extends Omit<PlanRequest, 'standards'> {
  readonly standards: readonly UsageStandard[]
  /** Lines of other runs count too, which `existing` does not hold. */
  readonly nextAttempt: NextAttempt
  readonly meters: readonly RoomMeter[]
  /** By room, in date order; a room that is missing has no extra tier bounds. */
  readonly households: ReadonlyMap<string, readonly HouseholdSize[]>
}

/** As a `PlannedLine`, post-paid, from the day after the base reading to the day of the end reading. */
export interface PlannedUsageLine extends Omit<PlannedLine, 'explanation'> {
  readonly explanation: UsageExplanation
  /** 补差: the line of the estimate that this one takes back, by its month and first day; `null` for a bill. */
  readonly corrects: { readonly month: Month; readonly fromOn: LocalDate } | null
}

export interface SkippedUsageRow extends Omit<SkippedRow, 'code'> {
  readonly code: UsageSkipCode
}

export interface UsagePlan {
  readonly created: readonly PlannedUsageLine[]
  readonly existing: readonly FoundLine[]
  readonly skipped: readonly SkippedUsageRow[]
}
