import { z } from 'zod'

import { parseLocalDate } from '../kernel/time.ts'
import { APPROVAL_REQUIRED } from './approval.contract.ts'
import { openList, windowOfList } from './list.ts'
import { command, contractOf, invalid, notFound, query, refused } from './request/define.ts'
import {
  anyId,
  count,
  fenAmount,
  fenSum,
  localDateText,
  monthText,
  optionalText,
  positiveFen,
  shownText,
  typedText,
} from './scalars.ts'
import { chargeView } from './charge-view.ts'
import { FEE_NATURES } from './standard.contract.ts'

const object = z.strictObject({ roomId: anyId, itemId: anyId })
export const runScope = z.strictObject({
  buildingId: anyId.nullable(),
  roomId: anyId.nullable(),
  /** Only these fees; all of them when absent. */
  itemIds: z.array(anyId).min(1).max(100).optional(),
  /** `due`: instead of the month, everything whose issue day has come by today. */
  extent: z.enum(['month', 'due']).optional(),
  /** Rows that a person took out of this run. */
  excluded: z.array(object).max(5000).optional(),
})

const scope = runScope

const planLine = z.object({
  roomId: anyId,
  roomCode: z.string(),
  ownerNames: shownText,
  itemId: anyId,
  feeItem: z.string(),
  month: monthText,
  fromOn: localDateText,
  toOn: localDateText,
  charge: chargeView,
  amountFen: fenAmount,
  lastMonthFen: fenAmount.nullable(),
  /** Taken out by hand; it is no part of the sums. */
  excluded: z.boolean(),
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
  charge: chargeView,
  /** `null`: a price of this room alone. */
  priceFromOn: localDateText.nullable(),
  overrideReason: z.string().nullable(),
  proration: z.string(),
  daysInMonth: z.int(),
  amountFen: fenAmount,
  /** 税额 inside the amount, at the rate of the fee item. */
  taxFen: fenAmount,
  taxRatePpm: z.int(),
  /** The same explanation computed again now; it must give `amountFen`. */
  recomputedFen: fenAmount,
  dueOn: localDateText,
  /** 事由 of a one-off charge, and the run that holds nothing else: taking it back takes the charge back. */
  note: z.string().nullable(),
  oneOffRunId: anyId.nullable(),
})

/** 出账设置 of a project. */
const settings = z.strictObject({
  /** 复核: a second person publishes. */
  secondCheck: z.boolean(),
  /** 自动出账: each morning what is due is billed, or handed in for checking. */
  autoRun: z.boolean(),
})
const day = z
  .string()
  .max(10)
  .refine((text) => parseLocalDate(text) !== null) as unknown as typeof localDateText
const holidayYear = z.strictObject({
  year: z.int().min(2000).max(2999),
  source: typedText(200, 1),
  holidays: z.array(day).max(100),
  makeUpDays: z.array(day).max(60),
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
  /** 期初: owed before go-live, by the list of the old system. */
  isOpening: z.boolean(),
  /** 补差: what a late change made of a line that was paid. */
  isDifference: z.boolean(),
})

const runView = z.object({
  runId: anyId,
  month: monthText,
  kind: z.enum(['month', 'due', 'usage', 'share']),
  state: z.enum(['submitted', 'generating', 'posted', 'cancelled', 'undoing', 'undone']),
  scope,
  /** 待复核: whether the asker may publish it, which whoever handed it in may not. */
  mayCheck: z.boolean(),
  checkedBy: z.string().nullable(),
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
      byItem: z.array(
        z.object({ itemId: anyId, feeItem: z.string(), nature: z.enum(FEE_NATURES), lines: count, totalFen: fenSum }),
      ),
      excludedCount: count,
      excludedFen: fenSum,
      skipped: z.array(skipped),
      /** The largest changes against last month first, at most 200. */
      outliers: z.array(planLine),
      /** Fingerprint of the plan: publishing is refused when the data have changed since. */
      fingerprint: z.string(),
      computedMs: count,
      /** The project wants a second person to publish (复核). */
      secondCheck: z.boolean(),
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
          itemId: anyId,
          feeItem: z.string().nullable(),
          fromOn: localDateText,
          toOn: localDateText,
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
    /** `runId`: the run that somebody else handed in for checking. */
    input: z.strictObject({ month: monthText, scope, fingerprint: z.string().max(80), runId: anyId.optional() }),
    output: z.object({ runId: anyId, jobId: anyId }),
    errors: {
      'billing.check_required': refused(),
      'billing.check_by_another': refused(),
      'billing.run_not_found': notFound(),
      'billing.run_not_submitted': refused(),
      'billing.run_under_way': refused('month'),
      'billing.nothing_to_create': refused(),
      'billing.no_go_live': refused(),
      'billing.month_too_far': refused('lastMonth'),
      'billing.plan_changed': refused(),
      'billing.changed_since_handed_in': refused(),
    },
    log: ['month'],
  }),
  /** 交复核: hands a plan in; a second person looks at it and publishes it. */
  'billing.submit': command({
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({ month: monthText, scope, fingerprint: z.string().max(80) }),
    output: z.object({ runId: anyId }),
    errors: {
      'billing.nothing_to_create': refused(),
      'billing.no_go_live': refused(),
      'billing.month_too_far': refused('lastMonth'),
      'billing.plan_changed': refused(),
      'billing.submitted_already': refused(),
    },
    log: ['month'],
  }),
  /** 退回: a plan that was handed in and is not going to be published. */
  'billing.drop_submitted': command({
    permission: 'billing.run',
    scope: 'project',
    input: z.strictObject({ runId: anyId }),
    output: z.object({ runId: anyId }),
    errors: { 'billing.run_not_found': notFound(), 'billing.run_not_submitted': refused() },
    log: ['runId'],
  }),
  /** 漏单扫描: what should have been billed by today and is not. */
  'billing.due': query({
    permission: 'billing.run',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject({}),
    output: z.object({
      lines: count,
      rooms: count,
      totalFen: fenSum,
      /** Of a cycle whose issue day lies before today. */
      missedLines: count,
      oldestOn: localDateText.nullable(),
      toMend: count,
    }),
    errors: { 'billing.no_go_live': refused() },
    log: [],
  }),
  /** 临时费: one charge that happened, on one room. */
  'billing.charge_once': command({
    money: true,
    permission: 'counter.collect',
    scope: 'building',
    input: z.strictObject({ roomId: anyId, standardId: anyId, amountFen: positiveFen, note: optionalText(60) }),
    output: z.object({ lineId: anyId, dueOn: localDateText }),
    errors: {
      'billing.no_go_live': refused(),
      'standard.not_found': notFound(),
      'billing.not_one_off': refused(),
      'billing.one_off_out_of_range': refused('min', 'max'),
      'billing.no_owner_today': refused('roomCode'),
    },
    log: ['roomId', 'standardId'],
  }),
  /** One-off standards with what a charge is offered at. */
  'billing.one_offs': query({
    permission: 'counter.collect',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      standards: z.array(
        z.object({
          standardId: anyId,
          name: z.string(),
          feeItem: z.string(),
          amountFen: fenAmount,
          minFen: fenAmount,
          maxFen: fenAmount,
        }),
      ),
      /** Whoever runs bills may leave the range. */
      mayExceed: z.boolean(),
    }),
    errors: {},
    log: [],
  }),
  'billing.settings': query({
    permission: 'billing.view',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: settings.extend({ holidays: z.array(holidayYear) }),
    errors: {},
    log: [],
  }),
  'billing.set_settings': command({
    permission: 'project.manage',
    scope: 'project',
    input: settings,
    output: settings,
    errors: { ...APPROVAL_REQUIRED },
    log: ['secondCheck', 'autoRun'],
  }),
  /** 节假日 of a year as they were published, or as the office works. */
  'billing.set_holidays': command({
    permission: 'project.manage',
    scope: 'project',
    input: holidayYear,
    output: z.object({ year: z.int() }),
    errors: {
      'holiday.twice': invalid('on'),
      'holiday.other_year': invalid('year', 'on'),
      'holiday.year_twice': invalid('year'),
      'holiday.empty': invalid(),
    },
    log: ['year'],
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
