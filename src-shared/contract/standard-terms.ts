import { z } from 'zod'

import { anyId, count, localDateText, nonNegativeFen, optionalText, positiveFen, priceE6 } from './scalars.ts'

export const AREA_BASES = ['built', 'inner', 'share'] as const
export const COUNT_BASES = ['person', 'space', 'vehicle', 'card'] as const
export const MEDIA = ['cold_water', 'hot_water', 'reclaimed_water', 'electricity', 'gas', 'heat'] as const
export const PRICING_KINDS = ['area', 'fixed', 'count', 'formula', 'one_off', 'metered', 'linked'] as const
export const PRORATIONS = ['actual_days', 'thirty_days', 'year_days', 'half_month', 'next_month', 'this_month'] as const
export const CYCLE_MONTHS = [1, 2, 3, 6, 12] as const

/** 计价方式 (domain rules 3.1). */
const pricing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('area'), basis: z.enum(AREA_BASES) }),
  z.strictObject({ kind: z.literal('fixed') }),
  z.strictObject({ kind: z.literal('count'), of: z.enum(COUNT_BASES) }),
  z.strictObject({ kind: z.literal('formula') }),
  z.strictObject({ kind: z.literal('one_off'), minFen: nonNegativeFen, maxFen: nonNegativeFen }),
  z.strictObject({ kind: z.literal('metered'), medium: z.enum(MEDIA) }),
  z.strictObject({ kind: z.literal('linked'), parentItemId: anyId }),
])

export const rounding = z.strictObject({
  mode: z.enum(['half_up', 'down', 'up']),
  precision: z.enum(['fen', 'jiao', 'yuan']),
  scope: z.enum(['month', 'period']),
})
const proration = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('actual_days') }),
  z.strictObject({ kind: z.literal('thirty_days') }),
  z.strictObject({ kind: z.literal('year_days') }),
  z.strictObject({ kind: z.literal('half_month'), later: z.enum(['half', 'none']) }),
  z.strictObject({ kind: z.literal('next_month') }),
  z.strictObject({ kind: z.literal('this_month') }),
])
const anchor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('natural') }),
  z.strictObject({ kind: z.literal('hand_over') }),
  z.strictObject({ kind: z.literal('contract_day'), on: localDateText.nullable() }),
])
const issue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('day_of_month'), day: z.int() }),
  z.strictObject({ kind: z.literal('days_before_start'), days: z.int() }),
])
const due = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('end_of_period') }),
  z.strictObject({ kind: z.literal('day_of_month'), day: z.int() }),
  z.strictObject({ kind: z.literal('days_after_issue'), days: z.int() }),
])

/** Everything that a standard says beside its prices; ranges are checked by the rules, which name the field. */
export const standardTerms = z.strictObject({
  pricing,
  rounding,
  proration,
  cycleMonths: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(6), z.literal(12)]),
  timing: z.enum(['prepaid', 'postpaid']),
  anchor,
  issue,
  due,
  rollDue: z.boolean(),
  quotedPer: z.enum(['month', 'period', 'year']),
  notBeforeDays: z.int(),
})

/** 附加费. */
export const surcharge = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('per_unit'), priceE6 }),
  z.strictObject({ kind: z.literal('fixed'), amountFen: positiveFen }),
  z.strictObject({ kind: z.literal('percent'), ratePpm: z.int().min(1).max(10_000_000) }),
])

const tiers = z
  .array(z.strictObject({ upToE3: z.int().min(1).nullable(), priceE6 }))
  .min(1)
  .max(10)
const usagePricing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flat'), priceE6 }),
  z.strictObject({
    kind: z.literal('tiers'),
    table: z.strictObject({
      count: z.discriminatedUnion('per', [
        z.strictObject({ per: z.literal('month') }),
        z.strictObject({ per: z.literal('year'), startsMonth: z.int(), startsDay: z.int() }),
      ]),
      tiers,
      seasons: z.array(z.strictObject({ months: z.array(z.int()).max(12), tiers })).max(4),
      household: z.strictObject({ persons: count, extraE3: count }).nullable(),
      onTransfer: z.enum(['new_count', 'goes_on']),
    }),
  }),
  z.strictObject({
    kind: z.literal('registers'),
    prices: z.array(z.strictObject({ register: z.enum(['sharp', 'peak', 'flat', 'valley']), priceE6 })).max(4),
  }),
])

/** 用量的价格: flat, by tiers or by the time of day, with a least charge. Its surcharge is that of the version. */
const usagePrice = z.strictObject({ pricing: usagePricing, minimumFen: positiveFen.nullable() })

/** 价格版本 with the papers it rests on (domain rules 3.2). */
export const priceTerms = z.strictObject({
  fromOn: localDateText,
  /** 单价, or what a one-off charge is offered at; 0 where the formula or the usage table says all. */
  priceE6,
  surcharge: surcharge.nullable(),
  formula: z.string().max(400).nullable(),
  usage: usagePrice.nullable(),
  /** 批文或合同的文号. */
  document: optionalText(200),
  /** 公示起止日. */
  publicFromOn: localDateText.nullable(),
  publicToOn: localDateText.nullable(),
})
