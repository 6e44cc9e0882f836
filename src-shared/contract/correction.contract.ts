import { z } from 'zod'

import { command, contractOf, invalid, notFound, query, refused } from './request/define.ts'
import { anyId, areaE2, count, fenAmount, fenSum, localDateText, monthText, typedText } from './scalars.ts'
import { RULES, override } from './standard.contract.ts'
import { priceTerms } from './standard-terms.ts'

export const CORRECTED_CHANGES = ['price', 'override', 'end_binding', 'area'] as const

const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('price'), standardId: anyId, version: z.int(), price: priceTerms }),
  z.strictObject({
    kind: z.literal('override'),
    bindingId: anyId,
    fromOn: localDateText,
    override: override.nullable(),
  }),
  z.strictObject({ kind: z.literal('end_binding'), bindingId: anyId, toOn: localDateText }),
  z.strictObject({
    kind: z.literal('area'),
    roomId: anyId,
    version: z.int(),
    fromOn: localDateText.nullable(),
    builtAreaE2: areaE2,
    innerAreaE2: areaE2.nullable(),
  }),
])
const missing = {
  'billing.no_go_live': refused(),
  'standard.not_found': notFound(),
  'standard.binding_not_found': notFound(),
}

/** 迟到事件: a change that reaches into issued months, with what it makes of their lines, in one act. */
export const correctionContract = contractOf('billing', {
  'correction.preview': query({
    permission: 'billing.run',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject({ change }),
    output: z.object({
      /** Unpaid lines that are voided, and what is billed in their place. */
      voided: count,
      billed: count,
      /** Lines that were paid stay and get a difference. */
      differences: count,
      effectFen: fenSum,
      differenceFen: fenSum,
      /** Months that stay as they are for want of a figure. */
      held: z.array(z.object({ roomCode: z.string(), month: monthText, code: z.string() })),
      count,
      rows: z.array(
        z.object({
          roomCode: z.string(),
          feeItem: z.string(),
          month: monthText,
          beforeFen: fenAmount,
          afterFen: fenAmount,
          isPaid: z.boolean(),
        }),
      ),
      fingerprint: z.string(),
    }),
    errors: missing,
    log: [],
  }),
  'correction.apply': command({
    money: true,
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({ change, fingerprint: z.string().max(80), reason: typedText(200, 2) }),
    output: z.object({ runId: anyId, voided: count, billed: count, differences: count }),
    errors: {
      ...RULES,
      ...missing,
      'billing.run_under_way': refused('month'),
      'correction.plan_changed': refused(),
      'correction.too_many': refused('lines', 'most'),
      'standard.end_before_start': invalid('fromOn'),
      'standard.end_later': refused('toOn'),
      'standard.override_after_end': invalid('toOn'),
      'standard.override_out_of_range': invalid(),
      'room.area_order': invalid(),
    },
    log: [],
  }),
  'correction.explain': query({
    permission: 'billing.view',
    scope: 'building',
    runs: 'core',
    input: z.strictObject({ lineId: anyId }),
    output: z.object({
      explanation: z
        .object({
          lineId: anyId,
          roomCode: z.string(),
          feeItem: z.string(),
          month: monthText,
          fromOn: localDateText,
          toOn: localDateText,
          dueOn: localDateText,
          amountFen: fenAmount,
          recomputedFen: fenAmount,
          wasFen: fenAmount,
          computedFen: fenAmount,
          cause: z.enum(CORRECTED_CHANGES),
          at: z.int(),
          by: z.string(),
        })
        .nullable(),
    }),
    errors: {},
    log: ['lineId'],
  }),
})
