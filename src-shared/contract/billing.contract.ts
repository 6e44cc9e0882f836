import { z } from 'zod'

import { openList, windowOfList } from './list.ts'
import { command, contractOf, notFound, query, refused } from './request/define.ts'
import { anyId, count, fenAmount, fenSum, localDateText, monthText, priceE6, shownText, typedText } from './scalars.ts'

const scope = z.strictObject({ buildingId: anyId.nullable(), roomId: anyId.nullable() })

const planLine = z.object({
  roomId: anyId,
  roomCode: z.string(),
  ownerNames: shownText,
  feeItem: z.string(),
  fromOn: localDateText,
  toOn: localDateText,
  quantityE2: z.int(),
  priceE6,
  amountFen: fenAmount,
  lastMonthFen: fenAmount.nullable(),
})

const skipped = z.object({ reason: z.string(), count, example: z.string() })

/** 为什么是这个数: the stored explanation of a line, as data that a page turns into words. */
export const explanation = z.object({
  lineId: anyId,
  roomCode: z.string(),
  feeItem: z.string(),
  standardName: z.string(),
  month: monthText,
  fromOn: localDateText,
  toOn: localDateText,
  areaBasis: z.string(),
  areaE2: z.int(),
  priceE6,
  /** `null`: a price of this room alone. */
  priceFromOn: localDateText.nullable(),
  proration: z.string(),
  billedDays: z.int(),
  daysInMonth: z.int(),
  /** What begin and end of the obligation leave of the month, and the days that share it. */
  factor: z.tuple([z.int(), z.int()]),
  ofDays: z.int(),
  exact: z.string(),
  rounding: z.object({ mode: z.string(), precision: z.string() }),
  amountFen: fenAmount,
  /** The same explanation computed again now; it must give `amountFen`. */
  recomputedFen: fenAmount,
  dueOn: localDateText,
})

const lineRow = z.object({
  lineId: anyId,
  roomCode: z.string(),
  ownerNames: shownText,
  feeItem: z.string(),
  month: monthText,
  fromOn: localDateText,
  toOn: localDateText,
  dueOn: localDateText,
  amountFen: fenAmount,
  paidFen: fenAmount,
  openFen: fenAmount,
  state: z.enum(['open', 'part_paid', 'paid', 'cancelled']),
})

const runView = z.object({
  runId: anyId,
  month: monthText,
  state: z.enum(['generating', 'posted', 'cancelled', 'undoing', 'undone']),
  created: count,
  existing: count,
  skipped: count,
  totalFen: fenSum,
  startedAt: z.int(),
  startedBy: z.string(),
  jobId: anyId.nullable(),
  /** Its job waits or works. */
  atWork: z.boolean(),
})

/** 出账: preview a month, publish it as a run, look at its lines. */
export const billingContract = contractOf('billing', {
  'billing.preview': query({
    permission: 'billing.run',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject({ month: monthText, scope }),
    output: z.object({
      created: count,
      existing: count,
      skippedCount: count,
      totalFen: fenSum,
      lastMonthFen: fenSum,
      byItem: z.array(z.object({ feeItem: z.string(), lines: count, totalFen: fenSum })),
      skipped: z.array(skipped),
      /** The largest changes against last month first, at most 200. */
      outliers: z.array(planLine),
      /** Fingerprint of the plan: publishing is refused when the data have changed since. */
      fingerprint: z.string(),
      computedMs: count,
    }),
    errors: { 'billing.no_go_live': refused(), 'billing.month_too_far': refused('lastMonth') },
    log: ['month'],
  }),
  'billing.preview_rows': query({
    permission: 'billing.run',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject({
      month: monthText,
      scope,
      show: z.enum(['created', 'existing', 'skipped']),
      from: count,
      size: z.int().min(1).max(500),
    }),
    output: z.object({
      rows: z.array(
        z.object({
          roomId: anyId,
          roomCode: z.string(),
          ownerNames: shownText,
          feeItem: z.string().nullable(),
          amountFen: fenAmount.nullable(),
          reason: z.string().nullable(),
        }),
      ),
      count,
    }),
    errors: { 'billing.no_go_live': refused(), 'billing.month_too_far': refused('lastMonth') },
    log: ['month'],
  }),
  'billing.publish': command({
    money: true,
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({ month: monthText, scope, fingerprint: z.string().max(80) }),
    output: z.object({ runId: anyId, jobId: anyId }),
    errors: {
      'billing.run_under_way': refused('month'),
      'billing.nothing_to_create': refused(),
      'billing.no_go_live': refused(),
      'billing.month_too_far': refused('lastMonth'),
      'billing.plan_changed': refused(),
    },
    log: ['month'],
  }),
  'billing.runs': query({
    permission: 'billing.view',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({ runs: z.array(runView) }),
    errors: {},
    log: [],
  }),
  /** Takes a run back as a whole, as long as nothing of it has been paid. */
  'billing.undo': command({
    money: true,
    permission: 'billing.undo',
    scope: 'project',
    input: z.strictObject({ runId: anyId, reason: typedText(200, 2) }),
    output: z.object({ jobId: anyId }),
    errors: {
      'billing.run_not_found': notFound(),
      'billing.run_has_payments': refused('lines'),
      'billing.run_not_posted': refused('state'),
    },
    log: ['runId'],
  }),
  'billing.lines': openList({
    permission: 'billing.view',
    scope: 'building',
    filter: z.strictObject({
      month: monthText.optional(),
      buildingId: anyId.optional(),
      roomId: anyId.optional(),
      state: z.enum(['open', 'overdue', 'paid', 'cancelled']).optional(),
      text: z.string().max(60).optional(),
    }),
    sortKeys: ['room', 'month', 'amount', 'open', 'due'],
    /** What was paid is `null` to whoever will count it. */
    sums: { amountFen: fenSum, paidFen: fenSum.nullable(), openFen: fenSum.nullable() },
    row: lineRow,
  }),
  'billing.lines_rows': windowOfList({ permission: 'billing.view', scope: 'building', row: lineRow }),
  'billing.explain': query({
    permission: 'billing.view',
    scope: 'building',
    runs: 'core',
    input: z.strictObject({ lineId: anyId }),
    output: explanation,
    errors: {},
    log: ['lineId'],
  }),
  /** 缴费通知单 as one PDF, sorted by the route through the buildings. */
  'billing.print_notices': command({
    permission: 'billing.view',
    scope: 'project',
    input: z.strictObject({ month: monthText, buildingId: anyId.nullable(), grantId: z.string().max(60) }),
    output: z.object({ jobId: anyId }),
    errors: { 'job.grant_unknown': notFound(), 'billing.no_open_lines': refused(), 'feature.off': refused('feature') },
    log: ['month'],
  }),
})
