import { z } from 'zod'

import { TENDERS } from './counter.contract.ts'
import { command, contractOf, forbidden, invalid, notFound, query, refused } from './request/define.ts'
import { anyId, count, fenAmount, fenSum, nonNegativeFen, optionalText, typedText } from './scalars.ts'

/** 面额 in 分 → pieces. */
export const DENOMINATIONS_FEN = [10000, 5000, 2000, 1000, 500, 100, 50, 10] as const
const pieces = z.strictObject(
  Object.fromEntries(DENOMINATIONS_FEN.map((value) => [String(value), z.int().min(0).max(100_000)])) as Record<
    string,
    z.ZodType<number, number>
  >,
)

const shiftRow = z.object({
  shiftId: anyId,
  cashier: z.string(),
  drawer: z.string(),
  state: z.enum(['open', 'closed', 'forced']),
  openedAt: z.int(),
  closedAt: z.int().nullable(),
  receipts: count,
  /** The shift of the person who asks. */
  own: z.boolean(),
  counted: z.boolean(),
  differenceFen: fenAmount.nullable(),
})

/** The count of the own shift: shown again when the page comes back between count and close. */
const countResult = z.object({
  pieces: z.record(z.string(), z.int()),
  countedCashFen: fenSum,
  expectedCashFen: fenSum,
  differenceFen: fenSum,
  bankedFen: fenSum,
  depositSlipNo: z.string().nullable(),
})

/** What the closing page may show before the count: numbers of papers, no sums. */
const documents = z.object({
  receiptFirst: z.string().nullable(),
  receiptLast: z.string().nullable(),
  receiptCount: count,
  gaps: z.array(z.string()),
  voided: z.array(z.object({ receiptNo: z.string(), reason: z.string() })),
  reprints: z.array(z.object({ receiptNo: z.string(), times: z.int() })),
  /** Money that is not cash is checked off by slip: number of slips per tender. */
  slips: z.array(z.object({ tender: z.enum(TENDERS), count })),
})

export const shiftReport = z.object({
  shiftId: anyId,
  kind: z.enum(['x', 'z']),
  cashier: z.string(),
  drawer: z.string(),
  openedAt: z.int(),
  closedAt: z.int().nullable(),
  floatFen: nonNegativeFen,
  byTender: z.array(z.object({ tender: z.enum(TENDERS), count, amountFen: fenSum })),
  byFeeItem: z.array(z.object({ feeItem: z.string(), amountFen: fenSum })),
  /** 违约金, in none of the items. */
  lateFeeFen: fenSum,
  netFen: fenSum,
  expectedCashFen: fenSum,
  countedCashFen: fenSum.nullable(),
  differenceFen: fenSum.nullable(),
  /** Notes and coins as counted; `null` while nobody has counted. */
  countedPieces: z.record(z.string(), z.int()).nullable(),
  differenceReason: z.string().nullable(),
  /** Why a supervisor closed it; `null` for a shift that its cashier closed. */
  forcedReason: z.string().nullable(),
  handOverTo: z.string().nullable(),
  handOverNote: z.string().nullable(),
  bankedFen: fenSum,
  depositSlipNo: z.string().nullable(),
  documents,
  chainHead: z.string(),
})

/** 班次: no money document without an open shift; the count is blind and entered once. */
export const shiftContract = contractOf('shift', {
  'shift.current': query({
    permission: 'shift.own',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      shift: shiftRow.nullable(),
      documents: documents.nullable(),
      count: countResult.nullable(),
      floatFen: nonNegativeFen.nullable(),
      /** Drawers known so far, and who may take the next shift: offered, not prescribed. */
      drawers: z.array(z.string()),
      colleagues: z.array(z.string()),
    }),
    errors: {},
    log: [],
  }),
  /** The newest 100: the own ones, or everybody's with `shift.view_all`. Whoever has neither is refused. */
  'shift.list': query({
    permission: 'signed_in',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({ shifts: z.array(shiftRow) }),
    errors: {},
    log: [],
  }),
  'shift.open': command({
    money: true,
    permission: 'shift.own',
    scope: 'office',
    input: z.strictObject({ drawer: typedText(10, 1), floatPieces: pieces }),
    output: z.object({ shift: shiftRow }),
    errors: { 'shift.already_open': refused('drawer'), 'shift.drawer_taken': refused('cashier') },
    log: ['drawer'],
  }),
  /** The blind count, once. The answer is the first time that the expected cash is shown. */
  'shift.count': command({
    money: true,
    permission: 'shift.own',
    scope: 'office',
    input: z.strictObject({ shiftId: anyId, pieces, bankedFen: nonNegativeFen, depositSlipNo: optionalText(40) }),
    output: z.object({ expectedCashFen: fenSum, countedCashFen: fenSum, differenceFen: fenSum }),
    errors: {
      'shift.not_found': notFound(),
      'shift.not_yours': forbidden(),
      'shift.not_open': refused(),
      'shift.already_counted': refused(),
      'shift.banked_too_much': invalid('limitFen'),
    },
    log: ['shiftId'],
  }),
  'shift.close': command({
    money: true,
    permission: 'shift.own',
    scope: 'office',
    input: z.strictObject({
      shiftId: anyId,
      differenceReason: optionalText(200),
      handOverTo: optionalText(30),
      handOverNote: optionalText(500),
    }),
    output: z.object({ report: shiftReport }),
    errors: {
      'shift.not_found': notFound(),
      'shift.not_yours': forbidden(),
      'shift.not_open': refused(),
      'shift.not_counted': refused(),
      'shift.counted_before_receipts': refused(),
      'shift.reason_required': invalid('differenceFen'),
    },
    log: ['shiftId'],
  }),
  'shift.force_close': command({
    money: true,
    permission: 'shift.force_close',
    scope: 'office',
    /** A shift that was counted with a difference is closed with its explanation. */
    input: z.strictObject({ shiftId: anyId, reason: typedText(200, 2), differenceReason: optionalText(200) }),
    output: z.object({ shiftId: anyId }),
    errors: {
      'shift.not_found': notFound(),
      'shift.not_open': refused(),
      'shift.reason_required': invalid('differenceFen'),
    },
    log: ['shiftId'],
  }),
  /** A supervisor counts a drawer whose shift was closed by force. */
  'shift.count_forced': command({
    money: true,
    permission: 'shift.force_close',
    scope: 'office',
    input: z.strictObject({ shiftId: anyId, pieces, differenceReason: optionalText(200) }),
    output: z.object({ report: shiftReport }),
    errors: {
      'shift.not_found': notFound(),
      'shift.not_forced': refused(),
      'shift.already_counted': refused(),
      'shift.reason_required': invalid('differenceFen'),
    },
    log: ['shiftId'],
  }),
  /** X of an open shift, Z of a closed one; refused to whoever is still to count it. */
  'shift.report': query({
    permission: 'signed_in',
    scope: 'office',
    runs: 'reader',
    input: z.strictObject({ shiftId: anyId }),
    output: shiftReport,
    errors: { 'shift.not_found': notFound(), 'shift.expected_hidden': forbidden() },
    log: ['shiftId'],
  }),
  'shift.save_report': command({
    permission: 'signed_in',
    scope: 'office',
    input: z.strictObject({ shiftId: anyId, grantId: z.string().max(60) }),
    output: z.object({ pages: z.int() }),
    errors: {
      'shift.not_found': notFound(),
      'shift.expected_hidden': forbidden(),
      'job.grant_unknown': notFound(),
      'job.file_not_written': refused('reason'),
    },
    log: ['shiftId'],
    answer: 'transient',
  }),
})
