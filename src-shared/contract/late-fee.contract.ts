import { z } from 'zod'

import { LATE_FEE_ORDERS, lateFeeCap, lateFeePolicy, lateFeeRate } from './late-fee-terms.ts'
import { command, contractOf, invalid, notFound, query } from './request/define.ts'
import {
  anyId,
  count,
  fenAmount,
  fenSum,
  localDateText,
  monthText,
  nonNegativeFen,
  optionalText,
  typedText,
} from './scalars.ts'

/** Of the domain's warnings, without the feature before them. */
export const WARNINGS = ['over_principal', 'over_prudent', 'rate_above_24'] as const
export const RULE_MODES = ['on', 'off', 'as_project'] as const
export const FREEZE_CAUSES = ['dispute', 'law_suit', 'other'] as const

const rule = z.object({
  ruleId: anyId,
  version: z.int(),
  /** `null`: the rule of the project. */
  standardId: anyId.nullable(),
  fromOn: localDateText,
  mode: z.enum(RULE_MODES),
  policy: lateFeePolicy.nullable(),
  document: z.string().nullable(),
})
const named = z.object({ id: anyId, name: z.string() })
const settings = {
  order: z.enum(LATE_FEE_ORDERS),
  /** k of the court-prudent figure, 1e-3. */
  prudentE3: z.int().min(1000).max(1300),
}
const freeze = z.object({
  freezeId: anyId,
  roomId: anyId,
  roomCode: z.string(),
  /** `null`: every line of the room. */
  line: z.object({ lineId: anyId, feeItem: z.string(), month: monthText }).nullable(),
  fromOn: localDateText,
  toOn: localDateText.nullable(),
  cause: z.enum(FREEZE_CAUSES),
  reason: z.string(),
  by: z.string(),
})
const review = {
  principalFen: fenSum,
  /** 合同口径, less what was paid or waived of it. */
  lateFeeFen: fenSum,
  /** 审慎口径; `null` where the LPR of a day is not known. */
  prudentFen: fenSum.nullable(),
  ratioE2: z.int().nullable(),
  warnings: z.array(z.enum(WARNINGS)),
}
const claim = z.object({ roomId: anyId, roomCode: z.string(), lines: count, ...review })

/** 违约金: rules by date, LPR, freezes; what lines bear is derived and never stored. */
export const lateFeeContract = contractOf('standard', {
  'late_fee.terms': query({
    permission: 'standard.view',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      ...settings,
      rules: z.array(rule),
      lpr: z.array(z.object({ fromOn: localDateText, ratePpm: z.int(), entered: z.boolean() })),
      feeItems: z.array(named),
      standards: z.array(named),
    }),
    errors: {},
    log: [],
  }),
  'late_fee.save_rule': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({
      ruleId: anyId.nullable(),
      version: z.int(),
      standardId: anyId.nullable(),
      fromOn: localDateText,
      mode: z.enum(RULE_MODES),
      policy: lateFeePolicy.nullable(),
      document: optionalText(200),
    }),
    output: z.object({ ruleId: anyId }),
    errors: {
      'late_fee.rule_not_found': notFound(),
      'late_fee.standard_unknown': notFound(),
      'late_fee.item_unknown': notFound(),
      'late_fee.rule_day_taken': invalid('fromOn'),
      'late_fee.policy_missing': invalid(),
      'late_fee.room_unknown': invalid('code'),
      'late_fee.lpr_begins_later': invalid('firstOn'),
    },
    log: ['ruleId', 'standardId', 'fromOn', 'mode'],
  }),
  /** A version that was entered by mistake; what it would have borne is derived without it. */
  'late_fee.remove_rule': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({ ruleId: anyId }),
    output: z.object({ ruleId: anyId }),
    errors: { 'late_fee.rule_not_found': notFound() },
    log: ['ruleId'],
  }),
  'late_fee.save_settings': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject(settings),
    output: z.object(settings),
    errors: {},
    log: ['order', 'prudentE3'],
  }),
  'late_fee.save_lpr': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({ fromOn: localDateText, ratePpm: z.int().min(1).max(240_000) }),
    output: z.object({ fromOn: localDateText }),
    errors: {},
    log: ['fromOn', 'ratePpm'],
  }),
  'late_fee.freezes': query({
    permission: 'billing.view',
    scope: 'building',
    runs: 'reader',
    input: z.strictObject({}),
    output: z.object({ freezes: z.array(freeze) }),
    errors: {},
    log: [],
  }),
  'late_fee.freeze': command({
    permission: 'late_fee.freeze',
    scope: 'building',
    input: z.strictObject({
      roomCode: typedText(40, 1),
      /** One line of the room alone; `null`: all. */
      lineId: anyId.nullable(),
      fromOn: localDateText,
      toOn: localDateText.nullable(),
      cause: z.enum(FREEZE_CAUSES),
      reason: typedText(200, 2),
    }),
    output: z.object({ freezeId: anyId }),
    errors: { 'late_fee.freeze_days': invalid(), 'late_fee.freeze_room_unknown': invalid('code') },
    log: ['lineId', 'fromOn', 'toOn', 'cause'],
  }),
  'late_fee.end_freeze': command({
    permission: 'late_fee.freeze',
    scope: 'building',
    input: z.strictObject({ freezeId: anyId, toOn: localDateText }),
    output: z.object({ freezeId: anyId }),
    errors: { 'late_fee.freeze_days': invalid(), 'late_fee.freeze_not_found': notFound() },
    log: ['freezeId', 'toOn'],
  }),
  /** 为什么是这个数, for any cut-off day. */
  'late_fee.explain': query({
    permission: 'billing.view',
    scope: 'building',
    runs: 'core',
    input: z.strictObject({ lineId: anyId, on: localDateText.nullable() }),
    output: z.object({
      lineId: anyId,
      roomCode: z.string(),
      feeItem: z.string(),
      month: monthText,
      ...review,
      explanation: z
        .object({
          asOf: localDateText,
          dueOn: localDateText,
          policy: z.object({
            rate: lateFeeRate,
            graceDays: z.int(),
            countFrom: z.enum(['due', 'grace_end']),
            cap: lateFeeCap,
          }),
          segments: z.array(
            z.object({
              fromOn: localDateText,
              toOn: localDateText,
              days: count,
              principalFen: fenAmount,
              annualPpm: z.int().nullable(),
              amountE6: z.int(),
            }),
          ),
          exactE6: z.int(),
          capped: z.boolean(),
          totalFen: nonNegativeFen,
          documentedFen: nonNegativeFen,
        })
        .nullable(),
    }),
    errors: {},
    log: ['lineId', 'on'],
  }),
  /** Who owes late fees on a day: contract figure beside the court-prudent one, the largest first. */
  'late_fee.claims': query({
    permission: 'billing.view',
    scope: 'building',
    runs: 'reader',
    input: z.strictObject({ on: localDateText }),
    output: z.object({ on: localDateText, rooms: count, ...review, rows: z.array(claim) }),
    errors: {},
    log: ['on'],
  }),
  'late_fee.export_claims': command({
    permission: 'report.export',
    scope: 'project',
    input: z.strictObject({ on: localDateText, grantId: z.string().max(60), language: z.enum(['zh-CN', 'en-US']) }),
    output: z.object({ jobId: anyId }),
    errors: { 'job.grant_unknown': notFound() },
    log: ['on'],
  }),
})
