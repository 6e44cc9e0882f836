import { z } from 'zod'

import { chargeView } from './charge-view.ts'
import { LATE_FEE_ORDERS, lateFeeRate } from './late-fee-terms.ts'
import { conflict, contractOf, command, forbidden, invalid, notFound, query, refused } from './request/define.ts'
import { RECEIPT_FORMATS } from './printing.contract.ts'
import {
  anyId,
  count,
  fenAmount,
  fenSum,
  localDateText,
  monthText,
  nonNegativeFen,
  optionalText,
  positiveFen,
  shownText,
} from './scalars.ts'

export const LINE_PARTS = ['principal', 'late_fee'] as const
export const TENDERS = ['cash', 'wechat', 'alipay', 'card', 'transfer'] as const

export const counterLine = z.object({
  lineId: anyId,
  roomId: anyId,
  feeItem: z.string(),
  roomCode: z.string(),
  month: monthText,
  fromOn: localDateText,
  toOn: localDateText,
  dueOn: localDateText,
  overdueDays: z.int(),
  /** What explains the amount; `null` for what was not computed from price and quantity. */
  charge: chargeView.nullable(),
  /** 事由 of a one-off charge. */
  note: z.string().nullable(),
  amountFen: fenAmount,
  /** Principal; 0 where only a late fee is left. */
  openFen: nonNegativeFen,
  /** 违约金 up to the cut-off day, still to be paid. */
  lateFeeFen: nonNegativeFen,
  /** What it is made of; `null` where none is counted. */
  lateFee: z
    .object({
      days: count,
      totalFen: nonNegativeFen,
      /** Paid or waived of it before. */
      settledFen: nonNegativeFen,
      capped: z.boolean(),
      rate: lateFeeRate,
    })
    .nullable(),
  /** Ticked when the account opens: due or of the current month; later months are not. */
  ticked: z.boolean(),
})

export const counterAccount = z.object({
  room: z.object({
    roomId: anyId,
    code: z.string(),
    label: z.string(),
    usage: z.string(),
    occupancy: z.string(),
    builtAreaE2: z.int().nullable(),
    handoverOn: localDateText.nullable(),
    note: z.string().nullable(),
  }),
  owners: z.array(z.object({ personId: anyId, name: shownText, phone: shownText.nullable() })),
  tenants: z.array(z.object({ personId: anyId, name: shownText, phone: shownText.nullable() })),
  payerName: shownText,
  /** Other rooms of the same people, for "and this one too". */
  otherRooms: z.array(z.object({ roomId: anyId, code: z.string(), openFen: fenSum })),
  lines: z.array(counterLine),
  /** 截止日 and 冲抵顺序 of the late fees; `null` in a project that charges none. */
  lateFees: z.object({ on: localDateText, order: z.enum(LATE_FEE_ORDERS) }).nullable(),
  paidUntil: z.array(z.object({ feeItem: z.string(), paidUntilOn: localDateText })),
  lastReceipt: z
    .object({
      receiptNo: z.string(),
      businessOn: localDateText,
      amountFen: fenAmount,
      tenders: z.array(z.enum(TENDERS)),
    })
    .nullable(),
  nextReceiptNo: z.string(),
})

export const shiftChip = z.object({
  shiftId: anyId,
  drawer: z.string(),
  openedAt: z.int(),
  /** Number of receipts; takings are never shown to the person who will count them. */
  receipts: z.int(),
  /** 已点钞: a counted shift takes no more money and waits to be closed. */
  counted: z.boolean(),
})

/** 收费台: search, open an account, collect. One query, one command, one answer. */
export const counterContract = contractOf('counter', {
  'counter.state': query({
    permission: 'counter.collect',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      shift: shiftChip.nullable(),
      nextReceiptNo: z.string(),
      /** Where a receipt would be printed; `null` when no printer is chosen on this PC. */
      printer: z
        .object({ kind: z.enum(['system', 'folder']), name: z.string(), format: z.enum(RECEIPT_FORMATS) })
        .nullable(),
    }),
    errors: {},
    log: [],
  }),
  'counter.open': query({
    permission: 'counter.collect',
    scope: 'building',
    runs: 'core',
    input: z.strictObject({
      roomIds: z.array(anyId).min(1).max(50),
      /** 违约金截止日; today when nothing is said. Any day may be looked at. */
      lateFeeOn: localDateText.nullable().default(null),
    }),
    output: counterAccount,
    errors: {},
    log: ['roomIds'],
  }),
  'counter.collect': command({
    money: true,
    permission: 'counter.collect',
    scope: 'building',
    input: z.strictObject({
      shiftId: anyId,
      payerName: optionalText(60),
      lines: z
        .array(
          z.strictObject({
            lineId: anyId,
            part: z.enum(LINE_PARTS).default('principal'),
            expectedOpenFen: positiveFen,
            payFen: positiveFen,
          }),
        )
        .min(1)
        .max(800),
      /** The cut-off day that the clerk saw; `null` for today. */
      lateFeeOn: localDateText.nullable().default(null),
      tenders: z
        .array(z.strictObject({ tender: z.enum(TENDERS), amountFen: positiveFen, reference: optionalText(60) }))
        .min(1)
        .max(10),
      /** Cash as it was handed over; the change is worked out here. */
      cashReceivedFen: nonNegativeFen.nullable(),
      note: optionalText(200),
      print: z.boolean(),
    }),
    output: z.object({
      receiptId: anyId,
      receiptNo: z.string(),
      amountFen: fenAmount,
      changeFen: nonNegativeFen,
      businessOn: localDateText,
      verificationCode: z.string(),
      printJobId: anyId.nullable(),
      shift: shiftChip,
      nextReceiptNo: z.string(),
    }),
    errors: {
      'shift.not_found': notFound(),
      'counter.shift_not_open': refused(),
      'counter.shift_not_yours': forbidden(),
      'counter.line_changed': conflict('roomCode', 'feeItem', 'month'),
      'counter.line_paid': conflict('roomCode', 'feeItem', 'month'),
      'counter.line_gone': conflict(),
      'counter.line_twice': invalid('roomCode', 'feeItem', 'month'),
      'counter.pays_too_much': invalid('roomCode', 'feeItem', 'month', 'openFen'),
      'counter.partial_not_last': invalid('roomCode', 'feeItem', 'month'),
      'counter.underpaid': refused('missingFen'),
      'counter.overpaid': refused('surplusFen'),
      'counter.cash_short': invalid('missingFen'),
      'counter.cash_without_tender': invalid(),
      'counter.change_too_large': invalid('changeFen', 'limitFen'),
      'counter.amount_too_large': invalid('limitFen'),
      'counter.tender_twice': invalid('tender'),
      'counter.late_fee_day_ahead': invalid('asOf'),
      'counter.late_fee_day_fixed': forbidden(),
    },
    log: ['shiftId'],
  }),
})
