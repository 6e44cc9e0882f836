import { z } from 'zod'

import { BACKUP_HEALTHS } from '../domain/backup/health.ts'
import { TENDERS } from './counter.contract.ts'
import { command, contractOf, invalid, notFound, query } from './request/define.ts'
import { anyId, count, fenSum, localDateText } from './scalars.ts'

const range = { fromOn: localDateText, toOn: localDateText }

const dailyRow = z.object({
  businessOn: localDateText,
  cashier: z.string(),
  shiftId: anyId,
  drawer: z.string(),
  receiptFirst: z.string().nullable(),
  receiptLast: z.string().nullable(),
  receipts: count,
  voided: count,
  byTender: z.record(z.enum(TENDERS), fenSum),
  byFeeItem: z.record(z.string(), fenSum),
  /** 违约金, in none of the items. */
  lateFeeFen: fenSum,
  netFen: fenSum,
  /** 缴款单号 of the whole shift, as it was counted. */
  depositSlipNo: z.string().nullable(),
})
/** A range of business days: a year at most. */
export const MAX_REPORT_DAYS = 366

/** 收费日报 (X1): what came in by day, cashier, shift, tender and fee item; every total adds up from the receipts. */
export const reportContract = contractOf('report', {
  'report.daily': query({
    permission: 'report.view',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject(range),
    output: z.object({
      rows: z.array(dailyRow),
      feeItems: z.array(z.string()),
      total: dailyRow.omit({
        businessOn: true,
        cashier: true,
        shiftId: true,
        drawer: true,
        receiptFirst: true,
        receiptLast: true,
        depositSlipNo: true,
      }),
      /** Uncounted shifts that the person who asks will count: left out, so that nobody sees what is still to be counted. */
      hiddenOpenShifts: count,
      asOf: z.int(),
    }),
    errors: { 'report.range_invalid': invalid('maxDays') },
    log: ['fromOn', 'toOn'],
  }),
  'report.export_daily': command({
    permission: 'report.export',
    scope: 'project',
    input: z.strictObject({ ...range, grantId: z.string().max(60), language: z.enum(['zh-CN', 'en-US']) }),
    output: z.object({ jobId: anyId }),
    errors: { 'report.range_invalid': invalid('maxDays'), 'job.grant_unknown': notFound() },
    log: ['fromOn', 'toOn'],
  }),
  /** 收款明细 (X2): one row per receipt line. */
  'report.export_receipts': command({
    permission: 'report.export',
    scope: 'project',
    input: z.strictObject({ ...range, grantId: z.string().max(60), language: z.enum(['zh-CN', 'en-US']) }),
    output: z.object({ jobId: anyId }),
    errors: { 'report.range_invalid': invalid('maxDays'), 'job.grant_unknown': notFound() },
    log: ['fromOn', 'toOn'],
  }),
  /** 今日: what the person who signs in needs to see first. `null`: not for this role. */
  'report.today': query({
    permission: 'signed_in',
    scope: 'building',
    runs: 'reader',
    input: z.strictObject({}),
    output: z.object({
      asOf: z.int(),
      rooms: count.nullable(),
      unboundRooms: count.nullable(),
      overdueRooms: count.nullable(),
      currentMonthLines: count.nullable(),
      printFailed: count.nullable(),
      jobsRunning: count,
      jobsFailedToday: count,
      importDrafts: count.nullable(),
      goLiveMissing: z.boolean().nullable(),
      shift: z.object({ openSinceAt: z.int(), counted: z.boolean() }).nullable(),
      /** Shifts of others that were opened before today and are still running. */
      shiftsLeftOpen: count.nullable(),
      /** Drawers of shifts closed by force that nobody has counted yet. */
      shiftsToCount: count.nullable(),
      /** Lines of the data file whose balance is not that of their receipts. */
      balancesDiffer: count.nullable(),
      backup: z.enum(BACKUP_HEALTHS).nullable(),
      /** What the newest check of the data file found; `null` too where nothing is known to be wrong. */
      fileProblem: z.enum(['damaged', 'chain_broken']).nullable(),
      /** Requests of others that the person may decide. */
      approvalsToDecide: count.nullable(),
      /** The last verification of the operation chain found it broken. */
      chainBroken: z.boolean().nullable(),
    }),
    errors: {},
    log: [],
  }),
})
