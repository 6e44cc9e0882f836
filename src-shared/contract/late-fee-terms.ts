import { z } from 'zod'

import { anyId, positiveFen } from './scalars.ts'

export const LATE_FEE_ORDERS = ['principal_first', 'late_fee_first'] as const

const ratePpm = z.int().min(1).max(1_000_000)
const multiplierE3 = z.int().min(100).max(10_000)

/** 违约金率. */
export const lateFeeRate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('per_day'), ratePpm }),
  z.strictObject({ kind: z.literal('per_month'), ratePpm, months: z.enum(['started', 'by_days']) }),
  z.strictObject({ kind: z.literal('per_year'), ratePpm }),
  z.strictObject({ kind: z.literal('lpr'), multiplierE3 }),
])
export const lateFeeCap = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('principal') }),
  z.strictObject({ kind: z.literal('lpr'), multiplierE3 }),
  z.strictObject({ kind: z.literal('amount'), amountFen: positiveFen }),
])

/** What a rule says; rooms are named by their codes, as people write them. */
export const lateFeePolicy = z.strictObject({
  rate: lateFeeRate,
  graceDays: z.int().min(0).max(365),
  countFrom: z.enum(['due', 'grace_end']),
  cap: lateFeeCap,
  rounding: z.strictObject({ mode: z.enum(['half_up', 'down', 'up']), precision: z.enum(['fen', 'jiao', 'yuan']) }),
  /** `null`: every item. */
  itemIds: z.array(anyId).min(1).max(100).nullable(),
  excludedRoomCodes: z.array(z.string().min(1).max(40)).max(1000),
})
