import { z } from 'zod'

import { EXCLUSIONS } from '../domain/share/index.ts'
import { command, conflict, contractOf, invalid, notFound, query, refused } from './request/define.ts'
import { anyId, count, fenAmount, fenSum, localDateText, nonNegativeFen, priceE6, typedText } from './scalars.ts'

const POOL_KINDS = ['usage', 'master_difference', 'amount'] as const

const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('project') }),
  z.strictObject({ kind: z.literal('building'), building: typedText(20, 1) }),
  z.strictObject({ kind: z.literal('unit'), building: typedText(20, 1), unit: typedText(20, 1) }),
  z.strictObject({ kind: z.literal('group'), roomCodes: z.array(typedText(40, 1)).min(1).max(3000) }),
])
const weight = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('area'), basis: z.enum(['built', 'inner', 'share']) }),
  z.strictObject({ kind: z.literal('equal') }),
  z.strictObject({ kind: z.literal('coefficient') }),
  z.strictObject({
    kind: z.literal('floor_table'),
    rows: z
      .array(
        z.strictObject({
          fromFloor: z.int().min(-10).max(200),
          toFloor: z.int().min(-10).max(200),
          ppm: z.int().min(0).max(100_000_000),
        }),
      )
      .min(1)
      .max(100),
  }),
])

export const poolView = z.object({
  poolId: anyId,
  version: z.int(),
  name: z.string(),
  kind: z.enum(POOL_KINDS),
  meterCodes: z.array(z.string()),
  priceE6,
  scope,
  weight,
})
const runView = z.object({
  runId: anyId,
  poolName: z.string(),
  fromOn: localDateText,
  toOn: localDateText,
  state: z.enum(['generating', 'posted', 'cancelled', 'undoing', 'undone']),
  lines: count,
  totalFen: fenSum,
})

const asked = {
  poolId: anyId,
  fromOn: localDateText,
  toOn: localDateText,
  /** For a pool that is an amount. */
  amountFen: nonNegativeFen.nullable(),
  /** 不得分摊的项目, gone through before every run: usage in 1/1000, or 分 where the pool is an amount. */
  exclusions: z.array(z.strictObject({ kind: z.enum(EXCLUSIONS), value: z.int().min(0).max(100_000_000_000) })).max(20),
}
const planErrors = {
  'share.pool_not_found': notFound(),
  'share.days_in_order': invalid(),
  'share.amount_missing': invalid(),
  'share.meter_unread': refused('meterCode'),
  'share.pool_negative': refused(),
  'share.exclusion_negative': invalid(),
  'share.pool_out_of_range': refused(),
  'share.no_room': refused(),
  'share.room_twice': refused('roomCode'),
  'share.weight_missing': refused('roomCode'),
  'share.weight_negative': refused('roomCode'),
  'share.no_weight': refused(),
  'share.payer_days': refused('roomCode'),
  'billing.no_go_live': refused(),
}

/** 公摊: pools of the common parts, shared over rooms by a weight, put up in public, posted as lines. */
export const shareContract = contractOf('metering', {
  'share.pools': query({
    permission: 'metering.view',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      pools: z.array(poolView),
      runs: z.array(runView),
      /** The room that stands for the developer, who pays for what nobody has bought. */
      developerRoom: z.string().nullable(),
    }),
    errors: {},
    log: [],
  }),
  'share.save_pool': command({
    permission: 'metering.edit',
    scope: 'project',
    input: z.strictObject({
      poolId: anyId.nullable(),
      version: z.int(),
      name: typedText(20, 1),
      kind: z.enum(POOL_KINDS),
      meterCodes: z.array(typedText(40, 1)).max(200),
      priceE6,
      scope,
      weight,
    }),
    output: z.object({ poolId: anyId }),
    errors: {
      'share.pool_not_found': notFound(),
      'share.name_taken': conflict('name'),
      'share.item_taken': conflict('name'),
      'share.meter_unknown': notFound('code'),
      'share.meter_of_home': refused('code', 'room'),
      'share.meter_in_pool': refused('code', 'pool'),
      'share.meters_wrong': invalid(),
      'share.room_unknown': notFound('code'),
      'share.building_unknown': notFound('name'),
      'share.unit_unknown': notFound('name'),
    },
    log: ['poolId', 'kind'],
  }),
  'share.set_developer': command({
    permission: 'metering.edit',
    scope: 'project',
    input: z.strictObject({ roomCode: typedText(40, 1).nullable() }),
    output: z.object({ roomCode: z.string().nullable() }),
    errors: { 'share.room_unknown': notFound('code') },
    log: [],
  }),
  'share.preview': query({
    permission: 'billing.run',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject(asked),
    output: z.object({
      usageE3: z.int().nullable(),
      wholeFen: fenAmount,
      poolFen: fenAmount,
      /** 物业公司承担: what the checklist took out. */
      companyFen: fenAmount,
      weightSum: z.int(),
      ownersFen: fenAmount,
      developerFen: fenAmount,
      unpaidFen: fenAmount,
      lines: count,
      rows: z.array(
        z.object({
          roomCode: z.string(),
          weight: z.int(),
          amountFen: fenAmount,
          developerFen: fenAmount,
          /** Why a part of it gets no line. */
          reason: z.string().nullable(),
        }),
      ),
      fingerprint: z.string(),
    }),
    errors: planErrors,
    log: ['poolId'],
  }),
  'share.publish': command({
    money: true,
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({ ...asked, fingerprint: z.string().max(80) }),
    output: z.object({ runId: anyId, jobId: anyId }),
    errors: {
      ...planErrors,
      'metering.batch_at_work': refused(),
      'share.already_shared': refused('fromOn', 'toOn'),
      'share.days_too_far': invalid('lastOn'),
      'billing.run_under_way': refused('month'),
      'billing.plan_changed': refused(),
      'billing.nothing_to_create': refused(),
    },
    log: ['poolId'],
  }),
  /** 公示表 of a sharing, as it was published. */
  'share.export_sheet': command({
    permission: 'metering.view',
    scope: 'project',
    input: z.strictObject({ runId: anyId, grantId: z.string().max(60), language: z.enum(['zh-CN', 'en-US']) }),
    output: z.object({ jobId: anyId }),
    errors: { 'job.grant_unknown': notFound(), 'share.run_not_found': notFound() },
    log: ['runId'],
  }),
})
