import { z } from 'zod'

import { MEDIA, REGISTERS } from '../domain/tariff/index.ts'
import { command, query, refused } from './request/define.ts'
import { anyId, count, fenAmount, fenSum, localDateText, monthText } from './scalars.ts'
import { surcharge } from './standard-terms.ts'

const asked = { month: monthText, buildingId: anyId.nullable() }
const runErrors = {
  'billing.no_go_live': refused(),
  'billing.month_too_far': refused('lastMonth'),
}
const register = z.enum(REGISTERS)

const billRow = z.object({
  roomCode: z.string(),
  feeItem: z.string(),
  fromOn: localDateText,
  toOn: localDateText,
  usageE3: z.int().nullable(),
  amountFen: fenAmount.nullable(),
  /** Why there is no line, as a code; `null` for a line. */
  reason: z.string().nullable(),
  isDifference: z.boolean(),
})

/** How a meter came to its usage: what stands on a paper beside the price. */
const explainedMeter = z.object({
  meterCode: z.string(),
  medium: z.enum(MEDIA),
  segments: z.array(
    z.object({
      register,
      startOn: localDateText,
      startE3: z.int(),
      endOn: localDateText,
      endE3: z.int(),
      crossing: z.enum(['none', 'rolled_over', 'took_back']),
      run: z.enum(['forward', 'reversed']),
      multiplierE3: z.int(),
      usageE3: z.int(),
    }),
  ),
  /** Added on the way, all registers together. */
  lossE3: z.int(),
})

const lineFacts = {
  lineId: anyId,
  roomCode: z.string(),
  feeItem: z.string(),
  standardName: z.string(),
  month: monthText,
  fromOn: localDateText,
  toOn: localDateText,
  dueOn: localDateText,
  amountFen: fenAmount,
  recomputedFen: fenAmount,
}

/** 为什么是这个数 of a line by readings. */
export const usageExplanation = z.object({
  ...lineFacts,
  kind: z.literal('usage'),
  /** 关联费: the item whose usage it takes. */
  linkedTo: z.string().nullable(),
  meters: z.array(explainedMeter),
  usageE3: z.int(),
  parts: z.array(
    z.object({
      tier: z.int().nullable(),
      register: register.nullable(),
      usageE3: z.int(),
      priceE6: z.int(),
      exact: z.string(),
    }),
  ),
  tiers: z
    .object({
      usedBeforeE3: z.int(),
      periodFromOn: localDateText,
      months: z.int(),
      persons: z.int().nullable(),
      bounds: z.array(z.object({ upToE3: z.int().nullable(), priceE6: z.int() })),
    })
    .nullable(),
  minimumFen: fenAmount.nullable(),
  /** What the minimum added, as an exact text; `null` when it added nothing. */
  lifted: z.string().nullable(),
  surcharge: surcharge.nullable(),
  exact: z.string(),
  rounding: z.object({ mode: z.enum(['half_up', 'down', 'up']), precision: z.enum(['fen', 'jiao', 'yuan']) }),
  priceFromOn: localDateText.nullable(),
  /** 补差: what stood on the bill and what was corrected before. */
  difference: z.object({ wasFen: fenAmount, beforeFen: fenAmount }).nullable(),
})

/** The same of a share line (公摊). */
export const shareExplanation = z.object({
  ...lineFacts,
  kind: z.literal('share'),
  poolFen: fenAmount,
  weight: z.int(),
  weightSum: z.int(),
  spareFen: z.int(),
  roomFen: fenAmount,
  days: z.array(z.int()),
  position: z.int(),
})

/** 用量出账: bills of a month by the readings that end in it. */
export const usageBillOperations = {
  'metering.preview_bills': query({
    permission: 'billing.run',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject(asked),
    output: z.object({
      created: count,
      existing: count,
      skipped: count,
      toMend: count,
      totalFen: fenSum,
      byItem: z.array(z.object({ feeItem: z.string(), lines: count, usageE3: z.int(), totalFen: fenSum })),
      reasons: z.array(z.object({ reason: z.string(), count })),
      /** At most 2,000: what must be mended first, then the lines. */
      rows: z.array(billRow),
      cut: z.boolean(),
      fingerprint: z.string(),
    }),
    errors: runErrors,
    log: ['month'],
  }),
  'metering.publish_bills': command({
    money: true,
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({ ...asked, fingerprint: z.string().max(80) }),
    output: z.object({ runId: anyId, jobId: anyId }),
    errors: {
      ...runErrors,
      'metering.batch_at_work': refused(),
      'billing.run_under_way': refused('month'),
      'billing.nothing_to_create': refused(),
      'billing.plan_changed': refused(),
    },
    log: ['month'],
  }),
  /** `null`: a line of another kind, which the bills explain. */
  'metering.explain': query({
    permission: 'billing.view',
    scope: 'building',
    runs: 'reader',
    input: z.strictObject({ lineId: anyId }),
    output: z.object({ explanation: z.discriminatedUnion('kind', [usageExplanation, shareExplanation]).nullable() }),
    errors: {},
    log: ['lineId'],
  }),
}
