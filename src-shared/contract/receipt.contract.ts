import { z } from 'zod'

import { APPROVAL_REQUIRED } from './approval.contract.ts'
import { LINE_PARTS, TENDERS } from './counter.contract.ts'
import { openList, windowOfList } from './list.ts'
import { command, contractOf, forbidden, notFound, query, refused } from './request/define.ts'
import {
  anyId,
  fenAmount,
  fenSum,
  localDateText,
  monthText,
  optionalText,
  positiveFen,
  shownText,
  typedText,
} from './scalars.ts'

const state = z.enum(['valid', 'voided'])

const receiptRow = z.object({
  receiptId: anyId,
  receiptNo: z.string(),
  businessOn: localDateText,
  at: z.int(),
  roomCodes: z.string(),
  payerName: shownText,
  amountFen: fenAmount,
  tenders: z.array(z.object({ tender: z.enum(TENDERS), amountFen: fenAmount })),
  cashier: z.string(),
  state,
  printedCount: z.int(),
})

export const receiptDetail = z.object({
  receiptId: anyId,
  receiptNo: z.string(),
  state,
  businessOn: localDateText,
  at: z.int(),
  payerName: shownText,
  amountFen: fenAmount,
  amountInCapitals: z.string(),
  verificationCode: z.string(),
  cashier: z.string(),
  shiftId: anyId,
  note: z.string().nullable(),
  lines: z.array(
    z.object({
      roomCode: z.string(),
      feeItem: z.string(),
      month: monthText,
      fromOn: localDateText,
      toOn: localDateText,
      part: z.enum(LINE_PARTS),
      amountFen: positiveFen,
    }),
  ),
  tenders: z.array(
    z.object({
      tender: z.enum(TENDERS),
      amountFen: fenAmount,
      receivedFen: fenAmount.nullable(),
      changeFen: fenAmount.nullable(),
      reference: z.string().nullable(),
    }),
  ),
  events: z.array(
    z.object({
      kind: z.enum(['printed', 'reprinted', 'saved', 'voided']),
      at: z.int(),
      by: z.string(),
      /** 审批人. */
      approvedBy: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** A paper lies outside, or may: before a void it must come back. */
  paperMayBeOut: z.boolean(),
  /** Why it cannot be voided by the person who asks; `null` when it can. */
  voidRefusal: z.string().nullable(),
})

const filter = z.strictObject({
  fromOn: localDateText.optional(),
  toOn: localDateText.optional(),
  text: z.string().max(60).optional(),
  state: state.optional(),
  tender: z.enum(TENDERS).optional(),
  shiftId: anyId.optional(),
  roomId: anyId.optional(),
})

/** 收据: numbered in the transaction that took the money, never changed, undone by documents of their own. */
export const receiptContract = contractOf('receipt', {
  'receipt.list': openList({
    permission: 'receipt.view',
    scope: 'building',
    filter,
    sortKeys: ['number', 'at', 'amount'],
    /** Over the valid ones; `null` while the asker has yet to count a shift that is among them. */
    sums: { amountFen: fenSum.nullable(), voidedFen: fenSum.nullable(), voided: z.int() },
    row: receiptRow,
  }),
  'receipt.list_rows': windowOfList({ permission: 'receipt.view', scope: 'building', row: receiptRow }),
  'receipt.open': query({
    permission: 'receipt.view',
    scope: 'building',
    runs: 'core',
    input: z.strictObject({ receiptId: anyId }),
    output: receiptDetail,
    errors: {},
    log: ['receiptId'],
  }),
  'receipt.void': command({
    money: true,
    permission: 'receipt.void',
    scope: 'building',
    input: z.strictObject({ receiptId: anyId, reason: typedText(200, 2), paperTakenBack: z.boolean() }),
    output: z.object({ receiptId: anyId, receiptNo: z.string(), reopenedLines: z.int(), amountFen: fenAmount }),
    errors: {
      'receipt.already_voided': refused(),
      'receipt.shift_closed': refused(),
      'receipt.not_your_shift': forbidden(),
      'receipt.paper_not_back': refused(),
      'receipt.later_documents': refused('numbers'),
      'receipt.not_enough_cash': refused('missingFen'),
      ...APPROVAL_REQUIRED,
    },
    log: ['receiptId'],
  }),
  'receipt.reprint': command({
    permission: 'receipt.reprint',
    scope: 'building',
    input: z.strictObject({ receiptId: anyId, reason: optionalText(200) }),
    output: z.object({ printJobId: anyId, reprintNo: z.int() }),
    errors: { 'printing.no_printer': refused() },
    log: ['receiptId'],
  }),
  'receipt.save_pdf': command({
    permission: 'receipt.view',
    scope: 'building',
    input: z.strictObject({
      receiptIds: z.array(anyId).min(1).max(1000),
      format: z.enum(['continuous_241_third', 'thermal_80', 'a5']),
      grantId: z.string().max(60),
    }),
    output: z.object({ pages: z.int() }),
    errors: { 'job.grant_unknown': notFound(), 'job.file_not_written': refused('reason') },
    log: ['receiptIds', 'format'],
    answer: 'transient',
  }),
})
